import type { FileKeys } from '@vaiti/client';
import {
  entryMessage,
  type Grant,
  grantId,
  type Identity,
  openChunked,
  openGrant,
  openWrap,
  type ParsedEntry,
  verify,
} from '@vaiti/core';

/** A verified file and what is needed to open it once more. */
export interface Opening {
  readonly entries: readonly ParsedEntry[];
  readonly keys: FileKeys;
  readonly author: Uint8Array;
  readonly reader: Identity;
  readonly grant: Grant;
}

async function decrypt(entry: ParsedEntry, keys: FileKeys): Promise<void> {
  const { body, header } = entry.sealed;
  if (body === null || body.length === 0) return;
  const key = await openWrap(entry, keys.compartment(entry.header.compartment));
  await key.use((bytes) => openChunked({ key: bytes, context: header, ciphertext: body }));
}

async function check({ sealed }: ParsedEntry, author: Uint8Array): Promise<void> {
  const message = entryMessage(sealed.header, sealed.bodyHash);
  if (!(await verify(author, message, sealed.signature)))
    throw new Error('a genuine signature was refused');
}

/**
 * The bare cost of opening, milliseconds: the grant opened, every signature checked, every entry key
 * unwrapped and every body decrypted; nothing parsed, ordered or compared.
 */
export async function measureOpening(opening: Opening): Promise<number> {
  const { author, entries, grant, keys, reader } = opening;
  const began = performance.now();
  await openGrant(reader, grant, grantId(grant));
  await Promise.all(entries.map((entry) => check(entry, author)));
  await Promise.all(entries.map((entry) => decrypt(entry, keys)));
  return performance.now() - began;
}
