/** Settings that the server does not start with unless told so by name. */
export const unsafeCodes = [
  'listen-exposed',
  'store-without-tls',
  'store-without-password',
  'store-default-password',
  'store-short-password',
  'store-exposed',
  'data-exposed',
  'keys-exposed',
] as const;
export type UnsafeCode = (typeof unsafeCodes)[number];

/** Further reasons not to start, which no setting overrides. */
export type FatalCode =
  | 'setting-invalid'
  | 'data-locked'
  | 'store-locked'
  | 'store-newer'
  | 'store-unavailable'
  | 'keys-invalid'
  | 'keys-missing'
  | 'ledger-mismatch'
  | 'roster-invalid'
  | 'port-taken';

/** The server did not start: which setting, why, and what to do about it. */
export class StartRefused extends Error {
  readonly code: UnsafeCode | FatalCode;
  constructor(code: UnsafeCode | FatalCode, says: string, options?: { readonly cause?: unknown }) {
    super(says, options);
    this.name = 'StartRefused';
    this.code = code;
  }
}

/** Throws `code` with its explanation, unless it is among those allowed. */
export function refuseUnless(allowed: ReadonlySet<string>, code: UnsafeCode, says: string): void {
  if (allowed.has(code)) return;
  throw new StartRefused(code, `${says} To start all the same: VAITI_ALLOW_UNSAFE=${code}`);
}
