import type { Command } from 'commander';
import {
  confirmAdministrator,
  confirmNewKeys,
  type Directory,
  fingerprintFor,
  nameOf,
  type Practice,
  readDirectory,
  waitingKeys,
} from '@vaiti/client';
import { type PrincipalId, type Roster, waitingCouncil } from '@vaiti/core';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { compared } from '../practice/compared.ts';
import { requireAdministrator } from '../practice/post.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { councilWords } from './council.ts';
import { withSignIn } from './options.ts';

/** Administrators who wait for a second one to confirm them. */
function waiting(roster: Roster, directory: Directory) {
  return [...roster.unconfirmed].flatMap(([entry, { by, what }]) => {
    if (what.kind !== 'administrator') return [];
    const { principal } = what;
    const fingerprint = fingerprintFor(roster, principal);
    return [{ entry, fingerprint, name: nameOf(directory, principal), by: nameOf(directory, by) }];
  });
}

/** Lets the council count that waits. Throws `nobody-waits`. */
async function confirmCouncil({ print, words }: Terminal, practice: Practice): Promise<number> {
  const waits = waitingCouncil(practice.roster);
  if (waits === undefined) throw new CliError('nobody-waits', { name: 'council' });
  await confirmAdministrator(practice, waits.entry);
  print(words('cli.confirm.council-done'));
  return exits.ok;
}

/** Lets somebody's new keys count, once this administrator has compared them too. */
async function confirmKeys(
  terminal: Terminal,
  practice: Practice,
  about: Options & {
    readonly name: string;
    readonly principal: PrincipalId;
    readonly fingerprint: string;
  },
): Promise<number> {
  const { print, tell, words } = terminal;
  const { fingerprint, name, principal } = about;
  tell(words('cli.recover.compare-second', { name }));
  print(words('cli.fingerprint.line', { fingerprint }));
  if (!(await compared(terminal, fingerprint, about.fingerprintStdin === true)))
    return exits.problem;
  await confirmNewKeys(practice, principal, fingerprint);
  print(words('cli.recover.confirmed', { name }));
  return exits.ok;
}

interface Options extends SignInOptions {
  readonly fingerprintStdin?: boolean;
}

async function confirm(
  terminal: Terminal,
  name: string | undefined,
  options: Options,
): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  requireAdministrator(practice);
  const directory = await readDirectory(practice);
  if (name === 'council') return confirmCouncil(terminal, practice);
  const people = waiting(practice.roster, directory);
  const keys = waitingKeys(practice).map((one) => ({
    ...one,
    name: nameOf(directory, one.principal),
  }));
  if (name === undefined) {
    const council = waitingCouncil(practice.roster);
    const none = people.length + keys.length === 0;
    if (none && council === undefined) print(words('cli.confirm.nobody'));
    for (const { by, fingerprint, name: whose } of keys) {
      print(words('cli.recover.waits', { name: whose, by: nameOf(directory, by) }));
      print(words('cli.fingerprint.line', { fingerprint }));
    }
    if (council !== undefined) {
      print(words('cli.confirm.council', { by: nameOf(directory, council.by) }));
      print(`  ${councilWords(terminal, directory, council.council)}`);
    }
    for (const { fingerprint, ...who } of people) {
      print(words('cli.confirm.waits', { name: who.name, by: who.by }));
      print(words('cli.fingerprint.line', { fingerprint }));
    }
    return exits.ok;
  }
  const renewed = keys.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (renewed !== undefined) return confirmKeys(terminal, practice, { ...options, ...renewed });
  const found = people.filter((one) => one.name.toLowerCase() === name.toLowerCase());
  const [only] = found;
  if (only === undefined || found.length > 1) throw new CliError('nobody-waits', { name });
  await confirmAdministrator(practice, only.entry);
  print(words('cli.confirm.done', { name: only.name }));
  return exits.ok;
}

/** `vaiti confirm [name]`: the second administrator's word on a new one. */
export function confirmCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const command = shell
    .command('confirm')
    .argument('[name]', words('cli.confirm.name'))
    .option('--fingerprint-stdin', words('cli.option.fingerprint-stdin'));
  return withSignIn(command, words).action((name: string | undefined, options: Options) =>
    shell.run(() => confirm(terminal, name, options)),
  );
}
