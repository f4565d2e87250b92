import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { isoDay } from '@vaiti/client';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { dataOf } from '../profile/session.ts';

interface Options {
  readonly data?: string;
  readonly before?: string;
}

/** A folder with a stopped store in it. Throws `store-missing`. */
function storeIn(folder: string): string {
  if (!existsSync(join(folder, 'vaiti.db'))) throw new CliError('store-missing', { folder });
  return folder;
}

async function forgotten(terminal: Terminal, options: Options): Promise<number> {
  const { print, words } = terminal;
  const data = storeIn(dataOf(terminal, options.data));
  const before =
    options.before === undefined ? undefined : storeIn(dataOf(terminal, options.before));
  const { inspectForgotten } = await import('@vaiti/drills');
  const { bytes, files, needles } = await inspectForgotten(data, before);
  if (files.length > 0) {
    const titles = ['file', 'day', 'backups', 'left', 'pieces'] as const;
    const rows = files.map((file) => [
      file.file,
      isoDay(file.day),
      isoDay(file.backups),
      Object.entries(file.rows)
        .map(([name, n]) => `${name} ${String(n)}`)
        .join(', ') || '–',
      needles === 0 ? '–' : String(file.pieces),
    ]);
    print(
      table(
        titles.map((title) => ({ title: words(`cli.check.${title}`) })),
        rows,
      ),
    );
  }
  print(words('cli.check.searched', { files: files.length, needles, bytes }));
  const left = files.filter(({ pieces, rows }) => pieces > 0 || Object.keys(rows).length > 0);
  print(words('cli.check.result', { left: left.length }));
  return left.length === 0 ? exits.ok : exits.problem;
}

/** `vaiti check forgotten`: looks into a stopped store for what should be gone. */
export function checkCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const command = shell.command('check');
  command.addCommand(
    shell
      .command('check-forgotten', 'forgotten')
      .option('--data <folder>', words('cli.option.data'))
      .option('--before <folder>', words('cli.option.before'))
      .action((options: Options) => shell.run(() => forgotten(terminal, options))),
  );
  return command;
}
