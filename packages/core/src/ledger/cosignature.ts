import { type Bytes, utf8 } from '../bytes.ts';
import { LedgerError, requireCount } from './errors.ts';

/** A witness's signature with the time it states, in seconds since 1970. */
export type Cosignature = { readonly time: number; readonly signature: Uint8Array };

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/**
 * What a witness signs: `cosignature/v1`, the time, then the whole checkpoint body (C2SP
 * tlog-cosignature, "Ed25519 signed message"). Throws `ledger-out-of-range` on a negative or
 * fractional time.
 */
export function cosignedMessage(text: string, time: number): Bytes {
  requireCount(time);
  return utf8(`cosignature/v1\ntime ${time}\n${text}`);
}

/**
 * `timestamped_signature`: big-endian uint64 time, then 64 bytes (C2SP tlog-cosignature, "Format").
 */
export function encodeCosignature({ time, signature }: Cosignature): Bytes {
  requireCount(time);
  if (signature.length !== SIGNATURE_BYTES) throw new LedgerError('ledger-signature-invalid');
  const out = new Uint8Array(TIME_BYTES + SIGNATURE_BYTES);
  new DataView(out.buffer).setBigUint64(0, BigInt(time));
  out.set(signature, TIME_BYTES);
  return out;
}

/**
 * Reverse of `encodeCosignature`. Throws `ledger-signature-invalid` on another length or on a time
 * past 2^53 - 1 seconds.
 */
export function decodeCosignature(bytes: Uint8Array): Cosignature {
  if (bytes.length !== TIME_BYTES + SIGNATURE_BYTES) {
    throw new LedgerError('ledger-signature-invalid');
  }
  const time = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  if (!Number.isSafeInteger(time)) throw new LedgerError('ledger-signature-invalid');
  return { time, signature: bytes.slice(TIME_BYTES) };
}
