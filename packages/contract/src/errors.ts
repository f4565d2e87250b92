/**
 * Everything that a server may answer instead of a result. On the wire stands `{code, id}` only: the
 * id is that of the log line. Status and whether trying again can help are fixed here.
 */
export const apiErrors = {
  'bad-request': { status: 400, retry: false },
  'unsupported-media-type': { status: 415, retry: false },
  'too-large': { status: 413, retry: false },
  'clock-off': { status: 400, retry: false },
  'signature-invalid': { status: 400, retry: false },
  'suite-unknown': { status: 400, retry: false },
  'suite-downgraded': { status: 400, retry: false },
  'chain-invalid': { status: 422, retry: false },
  'roster-invalid': { status: 422, retry: false },
  'rotation-pending': { status: 409, retry: true },
  'head-moved': { status: 409, retry: true },
  'already-founded': { status: 409, retry: false },
  'not-founded': { status: 409, retry: false },
  'account-exists': { status: 409, retry: false },
  'ways-invalid': { status: 422, retry: false },
  'statement-replayed': { status: 409, retry: false },
  'signed-out': { status: 401, retry: false },
  'invitation-unknown': { status: 404, retry: false },
  'invitation-expired': { status: 410, retry: false },
  'invitation-used': { status: 410, retry: false },
  'invitation-cancelled': { status: 410, retry: false },
  'invitation-answered': { status: 409, retry: false },
  'join-refused': { status: 422, retry: false },
  'request-over': { status: 410, retry: false },
  'request-answered': { status: 409, retry: false },
  'sign-in-failed': { status: 401, retry: false },
  'not-found': { status: 404, retry: false },
  'too-many-requests': { status: 429, retry: true },
  'store-full': { status: 507, retry: true },
  'store-unavailable': { status: 503, retry: true },
  stopping: { status: 503, retry: true },
  internal: { status: 500, retry: false },
} as const satisfies Record<string, { status: number; retry: boolean }>;

export type ApiErrorCode = keyof typeof apiErrors;

/** Whether `code` is one of ours. */
export function isApiErrorCode(code: unknown): code is ApiErrorCode {
  return typeof code === 'string' && Object.hasOwn(apiErrors, code);
}
