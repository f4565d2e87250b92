import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createApi } from '@vaiti/client';
import { CliError } from '../output/errors.ts';
import { type ServerChild, startServer } from '../server/child.ts';
import { foundDemo, type FoundingStep } from './found-demo.ts';
import { DEMO_FILE, writeDemo } from './sign-ins.ts';

/** Folders below the data folder in which a demo is founded. */
const FOUNDING = 'founding-demo-';
/** Stands in such a folder once all in it is complete. */
const COMPLETE = 'complete';
/** Where what was in the data folder before goes. */
const BEFORE = 'before-demo-';

/** Path of the token by which the first account is made, below a data folder. */
function setupTokenPath(data: string): string {
  return join(data, 'keys', 'setup-token');
}

/** The set-up token of an unfounded server. Throws `set-up-token-missing`. */
export async function readSetupToken(data: string): Promise<string> {
  try {
    return (await readFile(setupTokenPath(data), 'utf8')).trim();
  } catch {
    throw new CliError('set-up-token-missing', { path: setupTokenPath(data) });
  }
}

/** Whether the practice of a running server is founded. */
export async function isFounded(server: Pick<ServerChild, 'url'>): Promise<boolean> {
  const { practice } = await createApi({ baseUrl: server.url, fetch }).call('practice', {});
  return practice !== null;
}

/** Names in the data folder that are not traces of a founding. */
async function contentsOf(data: string): Promise<string[]> {
  if (!existsSync(data)) return [];
  const names = await readdir(data);
  return names.filter((name) => !name.startsWith(FOUNDING) && !name.startsWith(BEFORE));
}

/** Moves what was founded up into the data folder. Can be done again after a crash at any moment. */
async function moveUp(data: string, founding: string): Promise<void> {
  const names = await readdir(founding);
  // The sign-ins come last: where they are, everything is.
  names.sort((a, b) => Number(a === DEMO_FILE) - Number(b === DEMO_FILE));
  for (const name of names) {
    if (name !== COMPLETE) await rename(join(founding, name), join(data, name));
  }
  await rm(founding, { recursive: true, force: true });
}

/** How long a server whose parent was killed may take to stop, milliseconds. */
const STOPS_WITHIN = 10_000;

/** Whether a server runs on a data folder: it holds its lock file in an SQLite transaction. */
function isRunningOn(data: string): boolean {
  const path = join(data, 'lock');
  if (!existsSync(path)) return false;
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return false;
  } catch {
    return true;
  } finally {
    lock.close();
  }
}

/** Waits for a founding server that has lost its parent. Throws `founding-under-way`. */
async function untilStopped(founding: string): Promise<void> {
  for (let waited = 0; isRunningOn(founding); waited += 200) {
    if (waited >= STOPS_WITHIN) throw new CliError('founding-under-way', { path: founding });
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * Clears up after a start that was interrupted: a complete demo is moved into place, an incomplete
 * one removed. Resolves to whether there was one. Touches nothing but folders made for a founding.
 */
export async function finishInterrupted(data: string): Promise<boolean> {
  if (!existsSync(data)) return false;
  const names = (await readdir(data)).filter((name) => name.startsWith(FOUNDING));
  for (const name of names) {
    const founding = join(data, name);
    await untilStopped(founding);
    if (existsSync(join(founding, COMPLETE))) await moveUp(data, founding);
    else await rm(founding, { recursive: true, force: true });
  }
  return names.length > 0;
}

/** Puts an unfounded server's files aside: keys that nothing was written under. */
async function moveAside(data: string): Promise<void> {
  const names = await contentsOf(data);
  if (names.length === 0) return;
  const aside = join(data, BEFORE + randomBytes(4).toString('hex'));
  await mkdir(aside, { mode: 0o700 });
  for (const name of names) await rename(join(data, name), join(aside, name));
}

/** How a demo is installed. */
export interface InstallOptions {
  readonly data: string;
  readonly env: NodeJS.ProcessEnv;
  readonly now: () => number;
  readonly onProgress: (step: FoundingStep) => void;
  /** Told what the founding server says on standard error. */
  readonly onLine: (line: string) => void;
}

/**
 * Founds a demo practice aside, on a server of its own below the data folder, and moves it into
 * place when it is complete: whenever this is interrupted, the next start finds all or nothing.
 * The caller has made sure that the data folder holds no practice.
 */
export async function installDemo(options: InstallOptions): Promise<void> {
  const { data, env, now, onProgress } = options;
  const founding = join(data, FOUNDING + randomBytes(4).toString('hex'));
  await mkdir(founding, { recursive: true, mode: 0o700 });
  const place = { data: founding, host: '127.0.0.1', port: 0, clinic: undefined, env };
  const server = await startServer({ ...place, onLine: options.onLine });
  try {
    const setupToken = await readSetupToken(founding);
    const demo = await foundDemo({ server: server.url, setupToken, now, onProgress });
    await writeDemo(founding, demo);
  } finally {
    await server.stop();
  }
  await moveAside(data);
  await writeFile(join(founding, COMPLETE), '', { flush: true });
  await moveUp(data, founding);
}
