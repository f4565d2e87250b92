import type { Bytes } from '@vaiti/core/blind';

/** One signature to be checked: 32-byte key, 64-byte signature, a message of at most 64 KB. */
export interface SignatureCheck {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

const KEY = 32;
const SIGNATURE = 64;
const HEAD = KEY + SIGNATURE + 2;
const LONGEST = 0xffff;

/**
 * Checks as one array that a thread is given as it is: key, signature, length of the message in two
 * bytes (most significant first), message; one after the other. Throws `RangeError` for a message
 * that is too long.
 */
export function encodeChecks(checks: readonly SignatureCheck[]): Bytes {
  const size = checks.reduce((sum, { message }) => sum + HEAD + message.length, 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { publicKey, message, signature } of checks) {
    if (message.length > LONGEST) throw new RangeError('message too long to be checked');
    bytes.set(publicKey, at);
    bytes.set(signature, at + KEY);
    view.setUint16(at + KEY + SIGNATURE, message.length);
    bytes.set(message, at + HEAD);
    at += HEAD + message.length;
  }
  return bytes;
}

/** The checks back, as views. Throws `RangeError` unless `encodeChecks` wrote them. */
export function decodeChecks(sent: unknown): readonly SignatureCheck[] {
  if (!(sent instanceof Uint8Array)) throw new RangeError('no checks');
  const view = new DataView(sent.buffer, sent.byteOffset, sent.length);
  const checks: SignatureCheck[] = [];
  for (let at = 0; at < sent.length; ) {
    if (at + HEAD > sent.length) throw new RangeError('checks cut off');
    const end = at + HEAD + view.getUint16(at + KEY + SIGNATURE);
    if (end > sent.length) throw new RangeError('checks cut off');
    checks.push({
      publicKey: sent.subarray(at, at + KEY),
      signature: sent.subarray(at + KEY, at + KEY + SIGNATURE),
      message: sent.subarray(at + HEAD, end),
    });
    at = end;
  }
  return checks;
}

/** Verdicts, one byte each: 1 is valid, 0 is not. Throws `RangeError` unless there are `count`. */
export function decodeVerdicts(sent: unknown, count: number): Uint8Array {
  if (!(sent instanceof Uint8Array) || sent.length !== count)
    throw new RangeError('verdicts that do not belong to the checks');
  return sent;
}
