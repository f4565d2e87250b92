import type { ApiErrorCode } from '@vaiti/contract';
import type { CoreErrorCode, LedgerErrorCode } from '@vaiti/core';

/** What the client itself finds, beside what `core` and the server refuse. */
export const clientErrorCodes = [
  'offline',
  'timeout',
  'server-not-vaiti',
  'server-reply-invalid',
  'secret-key-invalid',
  'password-wrong',
  'locked',
  'signed-out',
  'practice-changed',
  'roster-rolled-back',
  'head-rolled-back',
  'file-forked',
  'file-withheld',
  'answer-for-another',
  'reader-not-in-roster',
  'grant-not-on-chain',
  'group-not-held',
  'loan-ended',
  'tombstone-missing',
  'not-destroyed',
  'leaver-holds-last',
  'receipt-invalid',
  'counter-gap',
  'ledger-forked',
  'ledger-rolled-back',
  'ledger-leaf-missing',
  'conflict-unresolved',
  'draft-empty',
  'birth-date-unknown',
  'not-a-minor',
  'decision-missing',
  'guardian-closed',
  'cache-damaged',
  'arguments-invalid',
  'request-impossible',
  'request-altered',
  'approvals-missing',
  'invitation-word-unknown',
  'invitation-words-invalid',
  'invitation-not-yours',
  'invitation-waits',
  'fingerprint-changed',
  'kit-part-wrong',
  'web-worker-failed',
  'ways-forged',
  'ways-rolled-back',
  'way-revoked',
  'way-unknown',
  'last-way',
  'paper-key-invalid',
  'keys-replaced',
  'sheet-invalid',
  'sheet-of-another-set',
  'ceremony-over',
  'passkey-without-prf',
  'passkey-cancelled',
] as const;

export type ClientOwnCode = (typeof clientErrorCodes)[number];
export type ClientErrorCode = ClientOwnCode | CoreErrorCode | LedgerErrorCode | ApiErrorCode;

/** A refusal with a code that the apps turn into words: what happened, what to do. */
export class ClientError extends Error {
  readonly code: ClientErrorCode;
  /** The server's log line, where there is one. */
  readonly reference: string | undefined;

  constructor(code: ClientErrorCode, options: { reference?: string; cause?: unknown } = {}) {
    super(code, { cause: options.cause });
    this.name = 'ClientError';
    this.code = code;
    this.reference = options.reference;
  }
}
