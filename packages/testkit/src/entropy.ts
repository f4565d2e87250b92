import { createHash, randomFillSync } from 'node:crypto';

/** Bytes that are the same for the same seed: SHA-256 of seed and a counter. For tests only. */
export function seededEntropy(seed: string): (length: number) => Uint8Array<ArrayBuffer> {
  let counter = 0;
  return (length) => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      const block = createHash('sha256')
        .update(`${seed}/${String(counter++)}`)
        .digest();
      out.set(block.subarray(0, Math.min(32, length - at)), at);
    }
    return out;
  };
}

/** Unpredictable bytes of this machine. */
export function realEntropy(length: number): Uint8Array<ArrayBuffer> {
  return randomFillSync(new Uint8Array(length));
}
