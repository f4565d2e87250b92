import type { OpenedFile } from '@vaiti/client';
import { hpke, type Identity, newRootKey, openWrap, sealWrap } from '@vaiti/core';
import { entropy } from '../practice.ts';

/**
 * The bare cost of rotating `files` files like this one to `readers` readers, milliseconds: each entry
 * key unwrapped and wrapped again, the new root sealed by HPKE to each reader, one signature a file.
 * Nothing is read, ordered, encoded or sent.
 */
export async function measureRotating(
  opened: OpenedFile,
  owner: Identity,
  amount: { readonly files: number; readonly readers: number },
): Promise<number> {
  const suite = await hpke();
  const { keys } = opened;
  const bodies = opened.file.entries.filter(({ header }) => header.length > 0);
  const began = performance.now();
  for (let i = 0; i < amount.files; i++) {
    const root = newRootKey(entropy);
    const epoch = keys.epoch + 1;
    await Promise.all(
      bodies.map(async (entry) => {
        const entryKey = await openWrap(entry, keys.compartment(entry.header.compartment));
        await sealWrap({ compartmentKey: root, entryKey, id: entry.id, epoch, entropy });
      }),
    );
    for (let n = 0; n < amount.readers; n++)
      await root.use((bytes) => suite.seal(owner.keys.kem, new Uint8Array(64), bytes));
    await owner.sign(new Uint8Array(64));
  }
  return performance.now() - began;
}
