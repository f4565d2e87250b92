import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** A command of PostgreSQL did not succeed. */
export class PostgresFailed extends Error {
  constructor(command: string, says: string) {
    super(`${command}: ${says.slice(-300)}`);
    this.name = 'PostgresFailed';
  }
}

/** Runs a command and keeps what it writes in a file, or gives it back. Throws `PostgresFailed`. */
export async function runCommand(
  command: string,
  args: readonly string[],
  into?: string,
): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', () => reject(new PostgresFailed(command, 'cannot be started')));
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let out = '';
  let says = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (says += text));
  let kept: Promise<void> = Promise.resolve();
  if (into === undefined) {
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  } else {
    kept = pipeline(child.stdout, createWriteStream(into, { mode: 0o600 }));
  }
  const [code] = await Promise.race([Promise.all([ended, kept]), failed]);
  if (code !== 0) throw new PostgresFailed(command, says);
  return out;
}

/** Arguments of `psql` for one command whose result comes bare. */
export function psql(url: string, command: string): readonly string[] {
  return ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', command];
}

/** Runs one SQL command and gives what it returns, unaligned. Throws `PostgresFailed`. */
export function sql(url: string, command: string): Promise<string> {
  return runCommand('psql', psql(url, command));
}

/** A schema of its own in a database, and how to remove it. Throws `PostgresFailed`. */
export async function freshSchema(
  url: string,
  prefix: string,
): Promise<{ readonly schema: string; readonly drop: () => Promise<void> }> {
  const schema = `${prefix}_${randomBytes(6).toString('hex')}`;
  await sql(url, `CREATE SCHEMA ${schema}`);
  return {
    schema,
    drop: async () => {
      await sql(url, `SET client_min_messages = error; DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    },
  };
}

/** Why a test with PostgreSQL cannot run here; false when `url` answers. */
export function postgresMissing(url: string | undefined): string | false {
  if (url === undefined) return 'no PostgreSQL is named';
  const { status } = spawnSync('psql', psql(url, 'SELECT 1'), { stdio: 'ignore' });
  return status === 0 ? false : 'no PostgreSQL answers';
}
