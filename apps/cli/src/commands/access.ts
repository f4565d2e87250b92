import type { Command } from 'commander';
import {
  addSecretWay,
  endSession,
  isoDay,
  newPaperKey,
  readAccess,
  removeAnyWay,
  setPassword,
  type WayView,
} from '@vaiti/client';
import { exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { askNewPassword } from '../profile/ask.ts';
import { entropy } from '../profile/entropy.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import type { Words } from '../output/words.ts';
import { withSignIn } from './options.ts';

/** Minutes since 1970-01-01 UTC as people write them. */
function minute(time: number): string {
  return time === 0 ? '-' : new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

function kindOf(words: Words, way: WayView | undefined): string {
  if (way === undefined) return '-';
  return words(way.set === null ? `cli.devices.${way.kind}` : 'cli.devices.sheets');
}

function columnsOf(words: Words, ids: readonly ('id' | 'kind' | 'name' | 'since' | 'used')[]) {
  return ids.map((id) => ({ title: words(`cli.devices.${id}`) }));
}

interface SessionOptions extends SignInOptions {
  readonly end?: string;
  readonly endOthers?: boolean;
}

async function sessions(terminal: Terminal, options: SessionOptions): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  if (options.end !== undefined || options.endOthers === true) {
    const count = await endSession(practice, options.end);
    print(words('cli.sessions.ended', { count }));
    return count === 0 ? exits.problem : exits.ok;
  }
  const { sessions: lines } = await readAccess(practice);
  const rows = lines.map(({ id, way, created, used, current }) => [
    id,
    kindOf(words, way),
    current ? words('cli.sessions.this') : (way?.name ?? ''),
    minute(created),
    minute(used),
  ]);
  print(table(columnsOf(words, ['id', 'kind', 'name', 'since', 'used']), rows));
  return exits.ok;
}

interface DeviceOptions extends SignInOptions {
  readonly remove?: string;
}

async function devices(terminal: Terminal, options: DeviceOptions): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  if (options.remove !== undefined) {
    await removeAnyWay(practice, options.remove.toLowerCase());
    print(words('cli.devices.removed'));
    return exits.ok;
  }
  const { ways } = await readAccess(practice);
  const rows = ways.map((way) => [
    way.account,
    kindOf(words, way),
    way.name,
    isoDay(way.added),
    minute(way.used),
  ]);
  print(table(columnsOf(words, ['id', 'kind', 'name', 'since', 'used']), rows));
  return exits.ok;
}

async function password(terminal: Terminal, options: SignInOptions): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const question = words('cli.ask.new-password');
  const env = { ...terminal.env, VAITI_PASSWORD: terminal.env['VAITI_NEW_PASSWORD'] };
  const chosen = await askNewPassword({ ...terminal, env }, question, false);
  await setPassword(practice, { password: chosen });
  print(words('cli.password.done'));
  return exits.ok;
}

async function paperKey(terminal: Terminal, options: SignInOptions): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const made = newPaperKey(entropy);
  await addSecretWay(practice, { kind: 'paper', secret: made.secret });
  print(words('cli.paper-key.done'));
  made.words.forEach((word, i) => print(`${String(i + 1).padStart(2)}  ${word}`));
  return exits.ok;
}

/** `vaiti sessions`: where this person is signed in, and ending it there. */
export function sessionsCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const command = shell
    .command('sessions')
    .option('--end <id>', words('cli.option.end'))
    .option('--end-others', words('cli.option.end-others'));
  return withSignIn(command, words).action((options: SessionOptions) =>
    shell.run(() => sessions(terminal, options)),
  );
}

/** `vaiti devices`: every way to sign in, as this person signed the list, and removing one. */
export function devicesCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const command = shell.command('devices').option('--remove <id>', words('cli.option.remove'));
  return withSignIn(command, words).action((options: DeviceOptions) =>
    shell.run(() => devices(terminal, options)),
  );
}

/** `vaiti password`: a new password under the same Secret Key. */
export function passwordCommand(shell: Shell): Command {
  const { terminal } = shell;
  return withSignIn(shell.command('password'), terminal.words).action((options: SignInOptions) =>
    shell.run(() => password(terminal, options)),
  );
}

/** `vaiti paper-key`: 24 words with which to get in again. */
export function paperKeyCommand(shell: Shell): Command {
  const { terminal } = shell;
  return withSignIn(shell.command('paper-key'), terminal.words).action((options: SignInOptions) =>
    shell.run(() => paperKey(terminal, options)),
  );
}
