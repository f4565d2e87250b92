import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { CliError } from '../output/errors.ts';

/** What this device remembers of its user: where the server is, and the Secret Key. */
const profileSchema = z.strictObject({
  server: z.url(),
  secretKey: z.string().min(1),
});
export type Profile = z.infer<typeof profileSchema>;

/** The folder of profile and sealed cache: VAITI_HOME, or `vaiti` below the user's configuration. */
export function homeOf(env: NodeJS.ProcessEnv): string {
  const own = env['VAITI_HOME'];
  if (own !== undefined && own !== '') return resolve(own);
  const config = env['XDG_CONFIG_HOME'];
  const base = config === undefined || config === '' ? join(homedir(), '.config') : config;
  return join(base, 'vaiti');
}

/** Writes a file that only its owner can read, in one step and down to the disk. */
export async function writePrivate(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, text, { mode: 0o600, flush: true });
  await rename(draft, path);
}

/** Writes a new file that only its owner can read. Throws `output-exists` and keeps what is there. */
export async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new CliError('output-exists', { path });
    throw error;
  }
}

/** A JSON file of ours, or undefined where there is none. Throws `profile-damaged`. */
export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new CliError('profile-damaged', { path });
  }
}

function profilePath(env: NodeJS.ProcessEnv): string {
  return join(homeOf(env), 'profile.json');
}

/** The stored profile, if any. Throws `profile-damaged`. */
export function readProfile(env: NodeJS.ProcessEnv): Promise<Profile | undefined> {
  return readJson(profilePath(env), profileSchema);
}

/** Stores the profile, for its owner alone. Resolves to its path. */
export async function writeProfile(env: NodeJS.ProcessEnv, profile: Profile): Promise<string> {
  const path = profilePath(env);
  await writePrivate(path, `${JSON.stringify(profile, null, 2)}\n`);
  return path;
}
