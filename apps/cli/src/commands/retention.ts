import type { Command } from 'commander';
import { isoDay } from '@vaiti/client';
import { exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { nameIn, patientFiles } from '../patients/find.ts';
import { type KeptFile, keptFile, ruleWords } from '../patients/retention.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { Progress } from '../progress/progress.ts';
import { withSignIn } from './options.ts';

interface Options extends SignInOptions {
  readonly all?: boolean;
}

/** Which files are shown without `--all`: what has run out, what will soon, what cannot be told. */
const shown: readonly KeptFile['standing'][] = ['over', 'soon', 'unknown'];

async function list(terminal: Terminal, options: Options): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const day = isoDay(Math.floor(terminal.now() / 86_400_000));
  const progress = new Progress(terminal);
  const onProgress = (done: number, of: number) =>
    progress.update(() => words('cli.files.reading', { done, of }));
  const found: KeptFile[] = [];
  let checked = 0;
  for await (const entry of patientFiles(practice, { purpose: 'caseload', onProgress })) {
    const kept = keptFile(entry, day);
    checked++;
    if (options.all === true || shown.includes(kept.standing)) found.push(kept);
  }
  progress.clear();
  found.sort((a, b) => (a.retention.until ?? '9').localeCompare(b.retention.until ?? '9'));
  if (found.length > 0) {
    const titles = ['file', 'name', 'standing', 'why'] as const;
    const rows = found.map(({ entry, retention, standing }) => [
      entry.file,
      nameIn(entry) ?? words('cli.patients.nobody'),
      words(`cli.retention.standing.${standing}`),
      ruleWords(words, retention),
    ]);
    print(
      table(
        titles.map((title) => ({ title: words(`cli.retention.${title}`) })),
        rows,
      ),
    );
  }
  print(words('cli.retention.count', { checked, found: found.length }));
  return exits.ok;
}

/** `vaiti retention`: files whose retention has run out or will within a year. */
export function retentionCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const command = shell.command('retention').option('--all', words('cli.option.all-files'));
  return withSignIn(command, words).action((options: Options) =>
    shell.run(() => list(terminal, options)),
  );
}
