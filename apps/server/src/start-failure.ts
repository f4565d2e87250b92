import { CoreError, LedgerError } from '@vaiti/core/blind';
import { StartRefused } from './config/refusal.ts';
import { LogMismatch } from './ledger/log.ts';
import { StoreError } from './store/errors.ts';

/** Any failure during start as a refusal that says what to do. Faults of ours stay what they are. */
export function startFailure(cause: unknown): unknown {
  if (cause instanceof LogMismatch || cause instanceof LedgerError)
    return new StartRefused(
      'ledger-mismatch',
      'The stored ledger does not fit its last signed checkpoint: the store was changed or restored in part. Restore a whole backup, and keep this one as evidence.',
      { cause },
    );
  if (cause instanceof CoreError)
    return new StartRefused(
      'roster-invalid',
      'The stored roster breaks its own rules. Restore a whole backup, and keep this one as evidence.',
      { cause },
    );
  if (!(cause instanceof StoreError)) return cause;
  if (cause.code === 'store-locked')
    return new StartRefused(
      'store-locked',
      'Another server runs on this database. Stop it first: two would fork the files.',
      { cause },
    );
  if (cause.code === 'store-newer')
    return new StartRefused(
      'store-newer',
      'A later version of this program wrote this database. Start that version.',
      { cause },
    );
  return new StartRefused(
    'store-unavailable',
    'The database cannot be opened. Check that it runs, DATABASE_URL, and free space.',
    { cause },
  );
}
