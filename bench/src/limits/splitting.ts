import type { OpenedFile } from '@vaiti/client';
import { hpke, type Identity, newRootKey, openWrap, sealWrap, SHARE_LENGTH } from '@vaiti/core';
import { entropy } from '../practice.ts';

/** How many files, to whom, and whether each also begins a new epoch. */
export interface SplittingAmount {
  readonly files: number;
  readonly officers: number;
  readonly rotates: boolean;
}

/** The bare cost of a new epoch of a file like this one: every entry key wrapped again, one grant. */
async function rewrapAll({ file, keys }: OpenedFile, owner: Identity): Promise<void> {
  const suite = await hpke();
  const root = newRootKey(entropy);
  const epoch = keys.epoch + 1;
  const bodies = file.entries.filter(({ header }) => header.length > 0);
  await Promise.all(
    bodies.map(async (entry) => {
      const entryKey = await openWrap(entry, keys.compartment(entry.header.compartment));
      await sealWrap({ compartmentKey: root, entryKey, id: entry.id, epoch, entropy });
    }),
  );
  await root.use((bytes) => suite.seal(owner.keys.kem, new Uint8Array(64), bytes));
  await owner.sign(new Uint8Array(64));
}

/**
 * The bare cost of splitting the keys of files like this one among officers, milliseconds: an HPKE seal
 * and a signature for each share, one signature a file, and for a new epoch what that takes. Nothing is
 * computed of the shares, read, ordered, encoded or sent.
 */
export async function measureSplitting(
  opened: OpenedFile,
  owner: Identity,
  { files, officers, rotates }: SplittingAmount,
): Promise<number> {
  const suite = await hpke();
  const began = performance.now();
  for (let i = 0; i < files; i++) {
    if (rotates) await rewrapAll(opened, owner);
    await Promise.all(
      Array.from({ length: officers }, async () => {
        await suite.seal(owner.keys.kem, new Uint8Array(64), entropy(SHARE_LENGTH));
        await owner.sign(new Uint8Array(64));
      }),
    );
    await owner.sign(new Uint8Array(64));
  }
  return performance.now() - began;
}
