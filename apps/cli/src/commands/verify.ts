import type { Command } from 'commander';
import { isoDay } from '@vaiti/client';
import { errorGroups, isGroupedCode } from '@vaiti/i18n';
import { exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { numbersIn } from '../output/words.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { Progress } from '../progress/progress.ts';
import { type Fault, type Verification, verifyAll } from '../verify/verify.ts';
import { withSignIn } from './options.ts';

function checksTable(terminal: Terminal, found: Verification): string {
  const { locale, words } = terminal;
  const number = numbersIn(locale);
  const { bodies, closedLeaves, entries, files, leaves, ledger, people, rosterEntries } = found;
  const rows = [
    [words('cli.verify.roster'), words('cli.verify.roster-counts', { rosterEntries, people })],
    [words('cli.verify.files'), number(files)],
    [words('cli.verify.entries'), number(entries)],
    [words('cli.verify.bodies'), number(bodies)],
    [words('cli.verify.leaves'), number(leaves)],
    [words('cli.verify.closed-leaves'), number(closedLeaves)],
    [words('cli.verify.tombstones'), number(found.tombstones.length)],
    [words('cli.verify.ledger'), ledger === undefined ? '–' : number(ledger.size)],
    [words('cli.verify.faults'), number(found.faults.length)],
  ];
  return table(
    [{ title: words('cli.verify.checked') }, { title: words('cli.import.count'), align: 'right' }],
    rows,
  );
}

function faultsTable({ words }: Terminal, faults: readonly Fault[]): string {
  const rows = faults.map(({ about, code }) => {
    const group = isGroupedCode(code) ? errorGroups[code] : 'program-fault';
    return [about, code, words(`error.${group}.title`)];
  });
  const titles = ['about', 'code', 'meaning'] as const;
  return table(
    titles.map((title) => ({ title: words(`cli.verify.${title}`) })),
    rows,
  );
}

async function run(terminal: Terminal, options: SignInOptions): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const progress = new Progress(terminal);
  const found = await verifyAll(practice, (done, of) =>
    progress.update(() => words('cli.files.reading', { done, of })),
  );
  progress.clear();
  print(checksTable(terminal, found));
  for (const { backups, day, entries, file } of found.tombstones)
    print(words('cli.verify.ended', { file, day: isoDay(day), entries, backups: isoDay(backups) }));
  if (found.faults.length === 0) {
    print(words('cli.verify.ok'));
    return exits.ok;
  }
  print('');
  print(faultsTable(terminal, found.faults));
  print(words('cli.verify.bad'));
  return exits.problem;
}

/** `vaiti verify`: everything that this person may see, against roster, chains and ledger. */
export function verifyCommand(shell: Shell): Command {
  const { terminal } = shell;
  return withSignIn(shell.command('verify'), terminal.words).action((options: SignInOptions) =>
    shell.run(() => run(terminal, options)),
  );
}
