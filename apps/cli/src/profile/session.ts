import { join, resolve } from 'node:path';
import {
  type CacheStore,
  createApi,
  type Credentials,
  followTombstones,
  linkGroups,
  memberOf,
  parseSecretKey,
  Practice,
  settleWays,
  signIn,
} from '@vaiti/client';
import { folderStore } from '@vaiti/client/node';
import { readDemo } from '../demo/sign-ins.ts';
import { CliError } from '../output/errors.ts';
import type { Terminal } from '../output/terminal.ts';
import { askPassword } from './ask.ts';
import { entropy } from './entropy.ts';
import { homeOf, readProfile } from './home.ts';

/** Options that every command with a signed-in person takes. */
export interface SignInOptions {
  /** Nickname of a demo sign-in. */
  readonly as?: string;
  readonly server?: string;
  /** Data folder of the server, where demo sign-ins are. */
  readonly data?: string;
  readonly passwordStdin?: boolean;
}

/** The data folder: as given, VAITI_DATA, or `.vaiti` here. */
export function dataOf(terminal: Terminal, data: string | undefined): string {
  const given = data ?? terminal.env['VAITI_DATA'];
  return resolve(terminal.cwd, given === undefined || given === '' ? '.vaiti' : given);
}

/** Where the server is, by default: VAITI_SERVER, or this machine at VAITI_PORT. */
export function defaultServer(terminal: Terminal): string {
  const { env } = terminal;
  return env['VAITI_SERVER'] || `http://localhost:${env['VAITI_PORT'] || '8420'}`;
}

interface Place {
  readonly server: string;
  readonly credentials: Credentials;
}

async function demoPlace(terminal: Terminal, options: SignInOptions, as: string): Promise<Place> {
  const demo = await readDemo(dataOf(terminal, options.data));
  if (demo === undefined) throw new CliError('demo-missing');
  const person = demo.signIns.find((one) => one.nickname === as.toLowerCase());
  const nicknames = demo.signIns.map((one) => one.nickname).join(', ');
  if (person === undefined) throw new CliError('nickname-unknown', { nickname: as, nicknames });
  const server = options.server ?? terminal.env['VAITI_SERVER'] ?? demo.server;
  const { password } = person;
  return { server, credentials: { secretKey: parseSecretKey(person.secretKey), password } };
}

async function profilePlace(terminal: Terminal, options: SignInOptions): Promise<Place> {
  const { env, words } = terminal;
  const profile = await readProfile(env);
  const secretKey = env['VAITI_SECRET_KEY'] || profile?.secretKey;
  if (secretKey === undefined) throw new CliError('sign-in-missing');
  const server =
    options.server ?? env['VAITI_SERVER'] ?? profile?.server ?? defaultServer(terminal);
  const key = parseSecretKey(secretKey);
  const question = words('cli.ask.password');
  const password = await askPassword(terminal, question, options.passwordStdin === true);
  return { server, credentials: { secretKey: key, password } };
}

/** A practice opened by the person who signed in. */
export interface Session {
  readonly practice: Practice;
  readonly server: string;
}

/**
 * Signs in with given credentials and opens the practice; generations of the person's groups that
 * nobody has linked yet are linked. Throws as `signIn` and `Practice.open`.
 */
export async function openPractice(options: {
  readonly server: string;
  readonly credentials: Credentials;
  readonly store: CacheStore;
  readonly now: () => number;
}): Promise<Practice> {
  const { store, now } = options;
  const api = createApi({ baseUrl: options.server.replace(/\/+$/, ''), fetch });
  const signedIn = await signIn(api, options.credentials);
  const practice = await Practice.open(memberOf(signedIn, { api, store, entropy, now }));
  await settleWays(practice);
  await linkGroups(practice);
  return practice;
}

/** The sealed cache of this user on this device. */
export function cacheOf(terminal: Terminal): CacheStore {
  return folderStore(join(homeOf(terminal.env), 'cache'));
}

/**
 * Signs in as the stored profile or, with `as`, as somebody of the demo. Throws `sign-in-missing`,
 * `demo-missing`, `nickname-unknown`, `profile-damaged`, `password-missing`, or as `openPractice`.
 */
export async function openSession(terminal: Terminal, options: SignInOptions): Promise<Session> {
  const { as } = options;
  const { server, credentials } =
    as === undefined
      ? await profilePlace(terminal, options)
      : await demoPlace(terminal, options, as);
  const store = cacheOf(terminal);
  const practice = await openPractice({ server, credentials, store, now: terminal.now });
  // What was forgotten goes from this device, too.
  await followTombstones(practice);
  return { practice, server };
}
