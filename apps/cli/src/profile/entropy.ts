/** Bytes drawn from the system at a time. */
const POOL = 16 * 1024;

/** Bytes straight from the system, which gives at most 64 KB at a time (Web Cryptography 10.1.1). */
function drawn(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += POOL) crypto.getRandomValues(bytes.subarray(at, at + POOL));
  return bytes;
}

/**
 * The system's randomness, drawn in larger pieces: an entry takes four small ones, and each draw
 * costs the same whatever its length. Bytes are given out once and wiped from the pool.
 */
export function pooledEntropy(): (length: number) => Uint8Array<ArrayBuffer> {
  const pool = new Uint8Array(POOL);
  let at = POOL;
  return (length) => {
    if (length > POOL) return drawn(length);
    if (at + length > POOL) {
      crypto.getRandomValues(pool);
      at = 0;
    }
    const piece = pool.slice(at, at + length);
    pool.fill(0, at, at + length);
    at += length;
    return piece;
  };
}

/** Unpredictable bytes of this machine, for everything that this process seals. */
export const entropy = pooledEntropy();
