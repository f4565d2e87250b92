import { chmodSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import type { LogLevel } from '../config/config.ts';

/** What a log line may say about a request. Nothing else is ever logged of one. */
export interface RequestLine {
  /** The id that the client was told. */
  readonly id: string;
  readonly endpoint: string;
  readonly method: string;
  readonly status: number;
  readonly ms: number;
  readonly bytes: number;
  readonly code?: string;
}

const ROTATE_BYTES = 64 * 1024 * 1024;

/** A logger of lines of JSON, written behind, in a file (0600) or on standard error. */
export function openLogger(options: {
  readonly level: LogLevel;
  readonly file: string | undefined;
  readonly folder: string;
}): Logger {
  const { level, folder } = options;
  const file = options.file ?? join(folder, 'server.log');
  const stderr = file === 'stderr';
  if (!stderr && level !== 'silent') rotate(file);
  const target = pino.destination(
    stderr
      ? { dest: 2, sync: true }
      : // Opened here and now: a start that fails may be over before the library would have done it.
        { dest: openSync(file, 'a', 0o600), sync: false, minLength: 4096 },
  );
  if (!stderr) chmodSync(file, 0o600);
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, target);
}

/** Keeps one earlier log. */
function rotate(file: string): void {
  if (existsSync(file) && statSync(file).size > ROTATE_BYTES) renameSync(file, `${file}.1`);
}

/** Logs a request by the allow-list of fields. */
export function logRequest(logger: Logger, line: RequestLine): void {
  const { id, endpoint, method, status, ms, bytes, code } = line;
  const fields = { id, endpoint, method, status, ms: Math.round(ms * 10) / 10, bytes };
  const level = status >= 500 ? 'error' : 'info';
  logger[level](code === undefined ? fields : { ...fields, code });
}

/** Logs a fault that nobody expected: its name and place in our code, never its message. */
export function logFault(logger: Logger, id: string, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  const code = codeOf(error);
  logger.error(
    code === undefined
      ? { id, fault: name, at: placeOf(error) }
      : { id, fault: name, code, at: placeOf(error) },
  );
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** File and line of the first frame, without the directory. */
function placeOf(error: unknown): string | undefined {
  const stack = error instanceof Error ? error.stack : undefined;
  return stack?.match(/\/([\w.-]+:\d+):\d+\)?$/m)?.[1];
}
