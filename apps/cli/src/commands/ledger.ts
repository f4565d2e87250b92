import type { Command } from 'commander';
import {
  type Directory,
  type LedgerLeaf,
  nameOf,
  type Practice,
  readDirectory,
  readLedger,
} from '@vaiti/client';
import {
  decodeApproval,
  decodeRead,
  decodeRequest,
  decodeVerdict,
  type FileId,
  idOf,
  type LeafOpening,
  type PrincipalId,
} from '@vaiti/core';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import type { Words } from '../output/words.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { Progress } from '../progress/progress.ts';
import { withSignIn } from './options.ts';

interface Options extends SignInOptions {
  readonly from?: string;
  readonly file?: string;
}

/** Who did something, and what more there is to say of it. */
function told(words: Words, opening: LeafOpening): { who: Uint8Array | undefined; what: string } {
  switch (opening.kind) {
    case 'read': {
      const { from, purpose, reader } = decodeRead(opening.statement);
      return { who: reader, what: words('cli.ledger.from', { purpose, from }) };
    }
    case 'append':
      return { who: opening.author, what: words('cli.ledger.entry', { seq: opening.seq }) };
    case 'request': {
      const { kind, requester } = decodeRequest(opening.request);
      return { who: requester, what: words(`cli.ledger.about.${kind}`) };
    }
    case 'approval': {
      const { approver, kind } = decodeApproval(opening.approval);
      return { who: approver, what: words(`cli.ledger.about.${kind}`) };
    }
    case 'verdict': {
      const { by, says } = decodeVerdict(opening.verdict);
      return { who: by, what: words(`cli.ledger.verdict.${says}`) };
    }
    case 'roster':
      return { who: undefined, what: words('cli.ledger.entry', { seq: opening.seq }) };
  }
}

function rowOf(
  words: Words,
  directory: Directory,
  { index, opening }: LedgerLeaf,
): readonly string[] {
  const { what, who } = told(words, opening);
  return [
    String(index),
    new Date(opening.time).toISOString().slice(0, 19).replace('T', ' '),
    words(`cli.ledger.kind.${opening.kind}`),
    who === undefined ? '' : nameOf(directory, idOf<PrincipalId>(who)),
    opening.kind === 'roster' ? '' : idOf<FileId>(opening.file),
    what,
  ];
}

async function* leavesFrom(
  terminal: Terminal,
  practice: Practice,
  start: number,
): AsyncGenerator<LedgerLeaf, number> {
  const progress = new Progress(terminal);
  let from = start;
  let waiting = 0;
  for (;;) {
    const page = await readLedger(practice, from);
    yield* page.leaves;
    from += page.leaves.length;
    waiting += page.waiting;
    progress.update(() => terminal.words('cli.ledger.reading', { leaves: from }));
    if (!page.more || page.leaves.length === 0) break;
  }
  progress.clear();
  return waiting;
}

function concerns({ opening }: LedgerLeaf, file: string | undefined): boolean {
  if (file === undefined) return true;
  return opening.kind !== 'roster' && idOf<FileId>(opening.file) === file;
}

async function show(terminal: Terminal, options: Options): Promise<number> {
  const { print, words } = terminal;
  const start = Number(options.from ?? '0');
  if (!Number.isSafeInteger(start) || start < 0) throw new CliError('usage', { what: '--from' });
  if (options.file !== undefined && !/^[0-9a-f]{32}$/.test(options.file))
    throw new CliError('usage', { what: '--file' });
  const { practice } = await openSession(terminal, options);
  const directory = await readDirectory(practice);
  const rows: (readonly string[])[] = [];
  const leaves = leavesFrom(terminal, practice, start);
  let read = 0;
  let next = await leaves.next();
  for (; next.done !== true; next = await leaves.next()) {
    read++;
    if (concerns(next.value, options.file)) rows.push(rowOf(words, directory, next.value));
  }
  const titles = ['index', 'time', 'kind', 'who', 'file', 'what'] as const;
  print(
    table(
      titles.map((title) => ({
        title: words(`cli.ledger.title.${title}`),
        align: title === 'index' ? ('right' as const) : ('left' as const),
      })),
      rows,
    ),
  );
  print(words('cli.ledger.proven', { leaves: read - next.value, waiting: next.value }));
  return exits.ok;
}

/** `vaiti ledger`: who read and wrote what, in every file, proven; for those who read no file. */
export function ledgerCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const command = shell
    .command('ledger')
    .option('--from <index>', words('cli.ledger.option.from'))
    .option('--file <id>', words('cli.ledger.option.file'));
  return withSignIn(command, words).action((options: Options) =>
    shell.run(() => show(terminal, options)),
  );
}
