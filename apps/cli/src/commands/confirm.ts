import type { Command } from 'commander';
import { confirmAdministrator, type Directory, nameOf, readDirectory } from '@vaiti/client';
import { fingerprintOf, type Roster } from '@vaiti/core';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { requireAdministrator } from '../practice/post.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { withSignIn } from './options.ts';

/** Administrators who wait for a second one to confirm them. */
function waiting(roster: Roster, directory: Directory) {
  return [...roster.unconfirmed].map(([entry, { principal, by }]) => {
    const keys = roster.people.get(principal)?.keys;
    const fingerprint = keys === undefined ? '' : fingerprintOf(keys);
    return { entry, fingerprint, name: nameOf(directory, principal), by: nameOf(directory, by) };
  });
}

async function confirm(
  terminal: Terminal,
  name: string | undefined,
  options: SignInOptions,
): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  requireAdministrator(practice);
  const people = waiting(practice.roster, await readDirectory(practice));
  if (name === undefined) {
    if (people.length === 0) print(words('cli.confirm.nobody'));
    for (const { fingerprint, ...who } of people) {
      print(words('cli.confirm.waits', { name: who.name, by: who.by }));
      print(words('cli.fingerprint.line', { fingerprint }));
    }
    return exits.ok;
  }
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
  const command = shell.command('confirm').argument('[name]', words('cli.confirm.name'));
  return withSignIn(command, words).action((name: string | undefined, options: SignInOptions) =>
    shell.run(() => confirm(terminal, name, options)),
  );
}
