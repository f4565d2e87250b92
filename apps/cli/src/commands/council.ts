import { Argument, type Command } from 'commander';
import {
  councilToSplit,
  type Directory,
  giveRole,
  nameOf,
  type Practice,
  readDirectory,
  setCouncil,
  splitPending,
  standingOf,
} from '@vaiti/client';
import { type Council, councilOf, isSound, waitingCouncil } from '@vaiti/core';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { agree } from '../practice/agree.ts';
import { type Colleague, findPerson } from '../practice/people.ts';
import { requireAdministrator } from '../practice/post.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { Progress } from '../progress/progress.ts';
import { withSignIn } from './options.ts';

const actions = ['show', 'set', 'split'] as const;
type Action = (typeof actions)[number];

interface Options extends SignInOptions {
  readonly need?: string;
  readonly yes?: boolean;
}

/** The members of a council by name, with how many are needed. */
export function councilWords(
  { words }: Terminal,
  directory: Directory,
  { members, threshold }: Council,
): string {
  const names = members.map((id) => nameOf(directory, id)).join(', ');
  return words('cli.council.members', { threshold, count: members.length, names });
}

async function show(terminal: Terminal, options: Options): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const directory = await readDirectory(practice);
  const { roster } = practice;
  const council = councilOf(roster);
  if (council === undefined) print(words('cli.council.none'));
  else print(councilWords(terminal, directory, council));
  if (council !== undefined && !isSound(roster, council)) print(words('cli.council.broken'));
  const waits = waitingCouncil(roster);
  if (waits !== undefined) {
    const text = councilWords(terminal, directory, waits.council);
    print(words('cli.council.waits', { by: nameOf(directory, waits.by) }));
    print(`  ${text}`);
  }
  await printUnsplit(terminal, practice);
  return exits.ok;
}

/** Files that nobody could open in an emergency: one's own by id, all of them by number. */
async function printUnsplit(terminal: Terminal, practice: Practice): Promise<void> {
  const { print, words } = terminal;
  const { unsplit } = await standingOf(practice);
  const { files, practice: all } = unsplit;
  if (all !== null) print(words('cli.council.unsplit', { files: all }));
  if (files.length === 0) return;
  print(words('cli.council.own', { files: files.length }));
  for (const { file } of files.slice(0, 20)) print(`  ${file}`);
}

function thresholdOf(count: number, need: string | undefined): number {
  // More than half, and never one alone: three of five, two of three.
  const threshold = need === undefined ? Math.max(2, Math.floor(count / 2) + 1) : Number(need);
  const sound = Number.isInteger(threshold) && threshold >= 2 && threshold <= count;
  if (!sound) throw new CliError('council-size', { need: need ?? String(threshold), count });
  return threshold;
}

/** Gives the officer's role to whoever of the chosen does not have it. */
async function makeOfficers(
  { print, words }: Terminal,
  practice: Practice,
  people: readonly Colleague[],
): Promise<void> {
  for (const { id, name } of people) {
    const held = practice.roster.people.get(id)?.roles ?? [];
    if (held.some(({ role }) => role === 'break-glass-officer')) continue;
    await giveRole(practice, id, 'break-glass-officer', null);
    print(words('cli.council.officer', { name }));
  }
}

async function set(
  terminal: Terminal,
  names: readonly string[],
  options: Options,
): Promise<number> {
  const { print, tell, words } = terminal;
  const { practice } = await openSession(terminal, options);
  requireAdministrator(practice);
  const directory = await readDirectory(practice);
  const people = names.map((name) => findPerson(directory, name));
  const threshold = thresholdOf(new Set(people.map(({ id }) => id)).size, options.need);
  const named = people.map(({ name }) => name).join(', ');
  tell(words('cli.council.what', { threshold, count: people.length, names: named }));
  await agree(terminal, options.yes, words('cli.council.sure'));
  await makeOfficers(terminal, practice, people);
  const members = people.map(({ id }) => id);
  await setCouncil(practice, threshold, members);
  const waits = waitingCouncil(practice.roster) !== undefined;
  print(words(waits ? 'cli.council.set-waits' : 'cli.council.set'));
  return exits.ok;
}

async function split(terminal: Terminal, options: Options): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  if (councilToSplit(practice.roster) === undefined) throw new CliError('council-missing');
  const progress = new Progress(terminal);
  const done = await splitPending(practice, (files, of) =>
    progress.update(() => words('cli.council.progress', { done: files, of })),
  );
  progress.clear();
  print(words('cli.council.done', { files: done }));
  await printUnsplit(terminal, practice);
  const left = (await standingOf(practice)).unsplit.files.length;
  return left === 0 ? exits.ok : exits.problem;
}

/** `vaiti council`: who holds the shares; `set` names them, `split` goes on sharing out keys. */
export function councilCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const action = new Argument('[action]', words('cli.council.action'));
  const command = shell
    .command('council')
    .addArgument(action.choices(actions).default('show'))
    .argument('[names...]', words('cli.council.names'))
    .option('--need <number>', words('cli.option.need'))
    .option('--yes', words('cli.option.yes'));
  return withSignIn(command, words).action((what: Action, names: string[], options: Options) =>
    shell.run(() => {
      if (what === 'set') return set(terminal, names, options);
      return what === 'split' ? split(terminal, options) : show(terminal, options);
    }),
  );
}
