import { entryMessage, type SealedEntry, verifyNative } from '@vaiti/core';
import { perSecond } from '../figures.ts';

/**
 * Checks the author's signature of entries, `concurrency` at a time, for so long: what every server
 * that stores only genuine entries must do. On all cores, by the thread pool. Resolves to checks a
 * second.
 */
export async function measureVerify(
  entries: readonly SealedEntry[],
  key: Uint8Array,
  options: { readonly concurrency: number; readonly milliseconds: number },
): Promise<number> {
  const { concurrency, milliseconds } = options;
  const messages = entries.map((entry) => ({
    message: entryMessage(entry.header, entry.bodyHash),
    signature: entry.signature,
  }));
  let checked = 0;
  const began = performance.now();
  const lane = async (): Promise<void> => {
    while (performance.now() - began < milliseconds) {
      const one = messages[checked++ % messages.length];
      if (one === undefined || !(await verifyNative(key, one.message, one.signature)))
        throw new Error('a genuine signature was refused');
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return perSecond(checked, performance.now() - began);
}
