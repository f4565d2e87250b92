import type { Command } from 'commander';
import { isoDay, nameOf, readDirectory } from '@vaiti/client';
import { ceremonyOf, fingerprintOf, type Person, waitingRenewal } from '@vaiti/core';
import { exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { withSignIn } from './options.ts';

/** The person's sheets, and what happened to them last. */
function sheetsOf({ words }: Terminal, person: Person): string {
  const valid = ceremonyOf(person);
  const last = valid?.steps.at(-1);
  if (valid === undefined || last === undefined) return '-';
  const { need, of } = valid;
  return words('cli.people.sheets-of', { need, of, step: last.step, day: isoDay(last.since.day) });
}

async function people(terminal: Terminal, options: SignInOptions): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const directory = await readDirectory(practice);
  const { roster } = practice;
  const all = [...roster.people.values()].filter(({ retired }) => !retired);
  const rows = all.map((person) => {
    const newest = person.earlier?.at(-1);
    const waits = waitingRenewal(roster, person.id) !== undefined;
    const keys = newest === undefined ? '-' : isoDay(newest.until.day);
    return [
      nameOf(directory, person.id),
      person.roles.map(({ role }) => words(`common.role.${role}`)).join(', '),
      waits ? words('cli.people.waits') : keys,
      sheetsOf(terminal, person),
    ];
  });
  const titles = ['name', 'roles', 'keys', 'sheets'] as const;
  const columns = titles.map((title) => ({ title: words(`cli.people.${title}`) }));
  print(table(columns, rows));
  for (const person of all.filter(({ earlier }) => earlier !== undefined)) {
    const newest = person.earlier?.at(-1);
    const by = (newest?.by ?? []).map((id) => nameOf(directory, id)).join(', ');
    print(words('cli.people.renewed', { name: nameOf(directory, person.id), by }));
    print(words('cli.fingerprint.line', { fingerprint: fingerprintOf(person.keys) }));
  }
  return exits.ok;
}

/** `vaiti people`: who belongs to the practice, who has new keys, and whose paper key is in sheets. */
export function peopleCommand(shell: Shell): Command {
  const { terminal } = shell;
  return withSignIn(shell.command('people'), terminal.words).action((options: SignInOptions) =>
    shell.run(() => people(terminal, options)),
  );
}
