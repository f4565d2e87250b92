const messages = {
  'ledger-out-of-range': 'A size, index or time is outside what the tree or the format allows.',
  'ledger-hash-invalid': 'A hash is not 32 bytes long.',
  'ledger-proof-length': 'A proof has too few or too many hashes.',
  'ledger-root-mismatch': 'The hashes do not lead to the expected root.',
  'ledger-tile-path-invalid': 'A tile path is not in its one canonical form.',
  'ledger-tile-length': 'A tile is not as long as its width says.',
  'ledger-tile-mismatch': 'A tile does not belong to the tree of the checkpoint.',
  'ledger-bundle-invalid': 'An entry bundle is malformed.',
  'ledger-bundle-mismatch': 'An entry bundle does not hash to its tile.',
  'ledger-key-invalid': 'A verifier key is malformed, or two keys have the same name and ID.',
  'ledger-note-invalid': 'A signed note is malformed.',
  'ledger-signature-invalid': 'A signature of a known key is wrong.',
  'ledger-signature-missing': 'No signature of the key that must have signed.',
  'ledger-checkpoint-invalid': 'A checkpoint body is malformed.',
  'ledger-origin-mismatch': 'A checkpoint is of another log.',
  'ledger-witnesses-missing': 'Too few witnesses cosigned.',
  'ledger-rollback': 'A checkpoint is older than the pinned one.',
  'ledger-fork': 'Two checkpoints of one size have different roots.',
  'ledger-leaf-mismatch': 'An opening does not match the commitment in the leaf.',
} as const;

/** Every way in which the ledger refuses. The code is API; the message is not. */
export type LedgerErrorCode = keyof typeof messages;

/** All codes, so that callers can keep a table of what to tell the user whole. */
export const ledgerErrorCodes = Object.keys(messages) as readonly LedgerErrorCode[];

/** A typed refusal. The message is fixed per code: nothing of the data is ever part of it. */
export class LedgerError extends Error {
  readonly code: LedgerErrorCode;
  constructor(code: LedgerErrorCode) {
    super(messages[code]);
    this.name = 'LedgerError';
    this.code = code;
  }
}

/** Throws `ledger-out-of-range` unless `n` is an integer from 0 to 2^53 - 1. */
export function requireCount(n: number): void {
  if (!Number.isSafeInteger(n) || n < 0) throw new LedgerError('ledger-out-of-range');
}
