import { type Command, Option } from 'commander';
import { loanDays } from '@vaiti/care';
import {
  isoDay,
  lendEntry,
  type Practice,
  readDirectory,
  shareFile,
  stopSharing,
} from '@vaiti/client';
import { type PrincipalId, scopes, type Scope } from '@vaiti/core';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { findPatient, nameIn, type PatientEntry } from '../patients/find.ts';
import { agree } from '../practice/agree.ts';
import { findPerson } from '../practice/people.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { withSignIn } from './options.ts';

interface Options extends SignInOptions {
  readonly until?: string;
  readonly note?: string;
  readonly scope: Scope;
  readonly stop?: boolean;
  readonly yes?: boolean;
}

/** The day of an ISO date. Throws `usage`. */
function dayOf(date: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) throw new CliError('usage', { what: `--until ${date}` });
  return Math.floor(time / 86_400_000);
}

/** Lends one note, by its number in the file; resolves to the last day. Throws `note-unknown`. */
async function lend(
  practice: Practice,
  { opened }: PatientEntry,
  plan: { readonly reader: PrincipalId; readonly note: string; readonly until?: string },
): Promise<number> {
  const seq = /^\d{1,9}$/.test(plan.note) ? Number(plan.note) : -1;
  if ((opened.file.entries[seq]?.header.length ?? 0) === 0)
    throw new CliError('note-unknown', { wanted: plan.note });
  const usual = Math.floor(practice.member.now() / 86_400_000) + loanDays.usual;
  const until = plan.until === undefined ? usual : dayOf(plan.until);
  await lendEntry(practice, opened, { reader: plan.reader, seq, until });
  return until;
}

async function share(
  terminal: Terminal,
  who: { readonly patient: string; readonly person: string },
  options: Options,
): Promise<number> {
  const { print, tell, words } = terminal;
  const until = options.until === undefined ? {} : { until: dayOf(options.until) };
  const { practice } = await openSession(terminal, options);
  const { id, name } = findPerson(await readDirectory(practice), who.person);
  const entry = await findPatient(practice, who.patient, 'care');
  const patient = nameIn(entry) ?? entry.file;
  if (options.stop === true) {
    tell(words('cli.access.undone'));
    await agree(terminal, options.yes, words('cli.share.stop-sure', { name, patient }));
    await stopSharing(practice, entry.opened, id);
    print(words('cli.share.stopped', { name, patient }));
    return exits.ok;
  }
  if (options.note !== undefined) {
    const until = await lend(practice, entry, { reader: id, ...options, note: options.note });
    print(words('cli.share.lent', { name, patient, note: options.note, until: isoDay(until) }));
    return exits.ok;
  }
  await shareFile(practice, entry.opened, { reader: id, scope: options.scope, ...until });
  const end = options.until ?? '';
  print(words('cli.share.done', { name, patient, until: end, ends: end === '' ? 'no' : 'yes' }));
  return exits.ok;
}

/** `vaiti share <patient> <person>`: opens a file to a colleague, or closes it again. */
export function shareCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const scope = new Option('--scope <part>', words('cli.option.scope'));
  const command = shell
    .command('share')
    .argument('<patient>', words('cli.argument.patient'))
    .argument('<person>', words('cli.argument.person'))
    .option('--until <date>', words('cli.option.until'))
    .option('--note <number>', words('cli.option.note'))
    .addOption(scope.choices(scopes).default('root'))
    .option('--stop', words('cli.option.stop'))
    .option('--yes', words('cli.option.yes'));
  return withSignIn(command, words).action((patient: string, person: string, options: Options) =>
    shell.run(() => share(terminal, { patient, person }, options)),
  );
}
