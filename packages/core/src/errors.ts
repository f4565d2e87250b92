/**
 * Every way in which `core` refuses. The code is API: messages may change, codes may not.
 * Clients branch on the code and say what to do; nothing secret is ever part of a message.
 */
export const coreErrorCodes = [
  'cbor-invalid',
  'schema-invalid',
  'suite-unknown',
  'suite-downgraded',
  'signature-invalid',
  'ciphertext-invalid',
  'ciphertext-truncated',
  'key-commitment-mismatch',
  'grant-unopenable',
  'grant-mismatch',
  'padding-invalid',
  'content-invalid',
  'chain-gap',
  'chain-forked',
  'chain-order',
  'chain-practice-mismatch',
  'chain-file-mismatch',
  'chain-epoch-stale',
  'chain-version-invalid',
  'chain-author-not-reader',
  'chain-access-invalid',
  'chain-kind-invalid',
  'chain-day-backwards',
  'chain-reader-departed',
  'chain-approval-invalid',
  'chain-split-invalid',
  'chain-forgotten',
  'body-mismatch',
  'length-mismatch',
  'no-grant',
  'author-unknown',
  'roster-first-not-found',
  'roster-found-again',
  'roster-practice-mismatch',
  'roster-gap',
  'roster-forked',
  'roster-author-not-administrator',
  'roster-principal-mismatch',
  'roster-principal-duplicate',
  'roster-key-reused',
  'roster-principal-unknown',
  'roster-principal-retired',
  'roster-role-invalid',
  'roster-last-administrator',
  'roster-suite-lowered',
  'roster-group-invalid',
  'roster-confirm-invalid',
  'roster-confirm-own',
  'roster-council-invalid',
  'roster-renew-invalid',
  'roster-ceremony-invalid',
  'chain-author-replaced',
  'roster-day-backwards',
  'roster-ahead',
  'rotation-pending',
  'join-invalid',
  'share-mismatch',
  'share-unopenable',
] as const;

export type CoreErrorCode = (typeof coreErrorCodes)[number];

/** A typed refusal. `detail` holds numbers and public ids only. */
export class CoreError extends Error {
  readonly code: CoreErrorCode;
  constructor(code: CoreErrorCode, detail = '') {
    super(detail === '' ? code : `${code}: ${detail}`);
    this.name = 'CoreError';
    this.code = code;
  }
}
