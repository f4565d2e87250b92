import { type Bytes } from '../bytes.ts';
import { CoreError } from '../errors.ts';

/** The smallest padded body in bytes. */
export const MIN_PADDED = 256;

/**
 * Padded length of a body of `length` bytes and its 4-byte length prefix: Padmé (Nikitin et al.,
 * "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", section 4), at
 * least 256. Costs at most 12 % and leaves O(log log length) bits to see.
 */
export function paddedLength(length: number): number {
  const framed = length + 4;
  if (framed <= MIN_PADDED) return MIN_PADDED;
  const exponent = 31 - Math.clz32(framed);
  const bits = 32 - Math.clz32(exponent);
  const step = 2 ** (exponent - bits);
  return Math.ceil(framed / step) * step;
}

/** Length prefix (4 bytes, big-endian), content, zeros. */
export function pad(content: Uint8Array): Bytes {
  const out = new Uint8Array(paddedLength(content.length));
  for (let i = 0; i < 4; i++) out[i] = content.length >>> (24 - 8 * i);
  out.set(content, 4);
  return out;
}

/** Undoes `pad`. Throws `padding-invalid` when prefix, size or zeros are not as `pad` makes them. */
export function unpad(padded: Uint8Array): Bytes {
  if (padded.length < MIN_PADDED) throw new CoreError('padding-invalid');
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length + 4 > padded.length || paddedLength(length) !== padded.length)
    throw new CoreError('padding-invalid');
  for (let i = length + 4; i < padded.length; i++) {
    if (padded[i] !== 0) throw new CoreError('padding-invalid');
  }
  return padded.slice(4, 4 + length);
}
