import { cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi, listFiles, openBySheets, readFile, type Sheet } from '@vaiti/client';
import { CliError } from '../output/errors.ts';
import type { Terminal } from '../output/terminal.ts';
import { entropy } from '../profile/entropy.ts';
import { startServer } from '../server/child.ts';

/** What a rehearsal showed: that somebody signed in by sheets, and how long the file is that opened. */
export interface Rehearsed {
  readonly entries: number;
}

/**
 * Tries sheets on a copy of a server's data folder: copies it once more, starts a server of its own
 * there that nobody else reaches, signs in with the sheets and opens one file. Neither the copy nor the
 * real server is touched. Throws `copy-missing`, `server-ended`, `rehearsal-empty` when the person has
 * no file that opens, and as `openBySheets`.
 */
export async function rehearse(
  terminal: Terminal,
  copy: string,
  sheets: readonly Sheet[],
): Promise<Rehearsed> {
  const found = await stat(copy).catch(() => undefined);
  if (found?.isDirectory() !== true) throw new CliError('copy-missing', { path: copy });
  const folder = await mkdtemp(join(tmpdir(), 'vaiti-rehearsal-'));
  try {
    const data = join(folder, 'data');
    await cp(copy, data, { recursive: true, errorOnExist: true });
    return await onServer(terminal, data, sheets);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function onServer(
  { env, now, tell }: Terminal,
  data: string,
  sheets: readonly Sheet[],
): Promise<Rehearsed> {
  // The database of the real server must not be reached by this one: an empty address is none.
  const own = { ...env, DATABASE_URL: '' };
  const server = await startServer({
    data,
    host: '127.0.0.1',
    port: 0,
    clinic: undefined,
    env: own,
    onLine: tell,
  });
  try {
    const api = createApi({ baseUrl: server.url, fetch });
    const { practice } = await openBySheets({ api, entropy, now }, sheets);
    const own = (await listFiles(practice)).find(({ as }) => as === practice.member.identity.id);
    const [any = own] = await listFiles(practice);
    const line = own ?? any;
    if (line === undefined) throw new CliError('rehearsal-empty');
    const { file } = await readFile(practice, { ...line, purpose: 'care' });
    return { entries: file.entries.length };
  } finally {
    await server.stop();
  }
}
