import { CareError } from '@vaiti/care';
import { ClientError } from '@vaiti/client';
import { CoreError, LedgerError } from '@vaiti/core';
import { errorGroups, isGroupedCode } from '@vaiti/i18n';
import type { WordId, Words } from './words.ts';

/** What the command line itself refuses; `cli.error.<code>.title` and `.action` say it in words. */
export const cliErrorCodes = [
  'usage',
  'server-ended',
  'server-slow',
  'clinic-build-failed',
  'founding-under-way',
  'set-up-token-missing',
  'sign-in-missing',
  'demo-missing',
  'nickname-unknown',
  'profile-damaged',
  'password-missing',
  'password-short',
  'input-missing',
  'input-empty',
  'not-administrator',
  'centre-unknown',
  'nobody-waits',
  'council-size',
  'council-missing',
  'not-confirmed',
  'sheets-missing',
  'sheet-wrong',
  'copy-missing',
  'rehearsal-empty',
  'person-unknown',
  'person-ambiguous',
  'patient-unknown',
  'patient-ambiguous',
  'output-exists',
  'retention-runs',
  'forget-not-typed',
  'note-unknown',
  'store-missing',
  'drill-unknown',
  'interrupted',
] as const;
export type CliErrorCode = (typeof cliErrorCodes)[number];

/** Exit codes of every command. */
export const exits = { ok: 0, problem: 1, usage: 2 } as const;

/** A refusal of the command line. `values` fill the message: what the person typed, paths, counts. */
export class CliError extends Error {
  readonly code: CliErrorCode;
  readonly values: Readonly<Record<string, string | number>>;

  constructor(code: CliErrorCode, values: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.name = 'CliError';
    this.code = code;
    this.values = values;
  }
}

/** Exit code for a refusal. */
export function exitFor(error: unknown): number {
  return error instanceof CliError && error.code === 'usage' ? exits.usage : exits.problem;
}

/** The code of anything that was thrown; `internal` when it is none of ours. */
export function codeOf(error: unknown): string {
  const ours = [ClientError, CoreError, LedgerError, CareError, CliError];
  if (ours.some((kind) => error instanceof kind)) return (error as { code: string }).code;
  return 'internal';
}

function groupWords(words: Words, code: string): readonly [string, string] {
  const group = isGroupedCode(code) ? errorGroups[code] : 'program-fault';
  return [words(`error.${group}.title`), words(`error.${group}.action`)];
}

/** What happened, what to do, and the code: three lines for standard error. */
export function explain(words: Words, error: unknown): string {
  if (error instanceof CliError) {
    const id = `cli.error.${error.code}` as const;
    const title = words(`${id}.title` satisfies WordId, error.values);
    const action = words(`${id}.action` satisfies WordId, error.values);
    return `${title}\n${action}`;
  }
  const code = codeOf(error);
  const [title, action] = groupWords(words, code);
  const reference = error instanceof ClientError ? (error.reference ?? '') : '';
  const known = code !== 'internal' || error instanceof ClientError;
  const detail = known ? code : `${code}: ${systemCode(error)}`;
  return [title, action, words('cli.error.code', { code: detail, reference })].join('\n');
}

/** The operating system's code or the kind of an unforeseen error: nothing that could hold a text. */
function systemCode(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
