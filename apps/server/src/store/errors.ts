/**
 * How a store refuses: `store-full` (no room; nothing was written), `store-unavailable` (gone or
 * broken; the outcome is unknown), `store-conflict` (the batch does not follow the stored state),
 * `store-duplicate` (such a row exists), `store-locked` (another server has this database),
 * `store-newer` (migrated by a later version).
 */
export const storeErrorCodes = [
  'store-full',
  'store-unavailable',
  'store-conflict',
  'store-duplicate',
  'store-locked',
  'store-newer',
] as const;
export type StoreErrorCode = (typeof storeErrorCodes)[number];

/** A typed refusal. The cause may name columns and is never shown or logged. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, options?: { readonly cause?: unknown }) {
    super(code, options);
    this.name = 'StoreError';
    this.code = code;
  }
}

/** Work in which a conflict can only mean that the row is there already: then `store-duplicate`. */
export async function duplicates(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (cause) {
    const conflict = cause instanceof StoreError && cause.code === 'store-conflict';
    throw conflict ? new StoreError('store-duplicate', { cause }) : cause;
  }
}
