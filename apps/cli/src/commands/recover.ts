import { Argument, type Command } from 'commander';
import {
  ClientError,
  giveBack,
  lostFiles,
  nameOf,
  readDirectory,
  type Returned,
  returnedColleagues,
  isoDay,
  standingOf,
  waitingKeys,
} from '@vaiti/client';
import { fingerprintOf } from '@vaiti/core';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { compared } from '../practice/compared.ts';
import { findPerson } from '../practice/people.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { Progress } from '../progress/progress.ts';
import { withSignIn } from './options.ts';

const actions = ['list', 'regrant'] as const;
type Action = (typeof actions)[number];

interface Options extends SignInOptions {
  readonly fingerprintStdin?: boolean;
}

/** What has not come back to whoever signed in, and from whom it can. */
async function listOwn(terminal: Terminal, options: Options): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const directory = await readDirectory(practice);
  const own = await lostFiles(practice);
  const alone = own.filter(({ holders }) => holders.length === 0);
  const holders = [...new Set(own.flatMap((file) => file.holders))];
  if (own.length > alone.length) {
    const names = holders.map((id) => nameOf(directory, id)).join(', ');
    print(words('cli.recover.ask', { files: own.length - alone.length, names }));
  }
  for (const { file } of alone) print(words('cli.recover.alone', { file }));
  if (alone.length > 0) print(words('cli.recover.alone-way'));
  for (const { by, fingerprint, principal } of waitingKeys(practice)) {
    const [name, who] = [nameOf(directory, principal), nameOf(directory, by)];
    print(words('cli.recover.waits', { name, by: who }));
    print(words('cli.fingerprint.line', { fingerprint }));
  }
  const returned = await returnedColleagues(practice);
  for (const { by, files, fingerprint, person, since } of returned) {
    const names = by.map((id) => nameOf(directory, id)).join(', ');
    const about = { name: nameOf(directory, person), day: isoDay(since), by: names, files };
    print(words('cli.recover.returned', about));
    print(words('cli.fingerprint.line', { fingerprint }));
  }
  const stranded = (await standingOf(practice)).practice?.stranded ?? 0;
  if (stranded > 0) print(words('cli.recover.stranded', { files: stranded }));
  const nothing = own.length + returned.length + stranded + waitingKeys(practice).length === 0;
  if (nothing) print(words('cli.recover.nothing'));
  return exits.ok;
}

/** Gives a colleague with new keys their files back, once those keys were compared. */
async function regrant(
  terminal: Terminal,
  wanted: string | undefined,
  options: Options,
): Promise<number> {
  const { print, tell, words } = terminal;
  if (wanted === undefined) throw new CliError('usage', { what: 'person' });
  const { practice } = await openSession(terminal, options);
  const { id, name } = findPerson(await readDirectory(practice), wanted);
  const person = practice.roster.people.get(id);
  if (person?.earlier === undefined || person.retired) throw new ClientError('not-found');
  const returned = (await returnedColleagues(practice)).find((one) => one.person === id);
  const fingerprint = fingerprintOf(person.keys);
  const files = returned?.files ?? 0;
  if (files === 0) {
    print(words('cli.recover.nothing-for', { name }));
    return exits.ok;
  }
  tell(words('cli.recover.compare', { name, files }));
  print(words('cli.fingerprint.line', { fingerprint }));
  if (!(await compared(terminal, fingerprint, options.fingerprintStdin === true))) {
    tell(words('cli.recover.later', { name }));
    return exits.problem;
  }
  return giveAll(terminal, { practice, name, returned: { person: id, fingerprint } });
}

async function giveAll(
  { live, print, words, ...terminal }: Terminal,
  about: {
    readonly practice: Parameters<typeof giveBack>[0];
    readonly name: string;
    readonly returned: Pick<Returned, 'person' | 'fingerprint'>;
  },
): Promise<number> {
  const { name, practice, returned } = about;
  const progress = new Progress({ live, print, words, ...terminal });
  const given = await giveBack(practice, returned.person, {
    fingerprint: returned.fingerprint,
    onProgress: (done, of) => progress.update(() => words('cli.recover.progress', { done, of })),
  });
  progress.clear();
  print(words('cli.recover.given', { name, files: given }));
  return exits.ok;
}

/** `vaiti recover`: what has come back and what has not; `regrant <person>` gives files back. */
export function recoverCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const action = new Argument('[action]', words('cli.recover.action'));
  const command = shell
    .command('recover')
    .addArgument(action.choices(actions).default('list'))
    .argument('[person]', words('cli.argument.person'))
    .option('--fingerprint-stdin', words('cli.option.fingerprint-stdin'));
  return withSignIn(command, words).action((what: Action, person: string | undefined, o: Options) =>
    shell.run(() => (what === 'list' ? listOwn(terminal, o) : regrant(terminal, person, o))),
  );
}
