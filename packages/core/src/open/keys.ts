import { type CborValue, encodeCbor } from '../cbor.ts';
import type { Compartment } from '../entry/access.ts';
import { type FileId, idBytes, type PracticeId } from '../ids.ts';
import { hkdf } from '../suite/hash.ts';
import { labels } from '../suite/suite.ts';
import { type Entropy, Secret } from './secret.ts';

/** Where a key belongs. */
export interface KeyPlace {
  readonly practice: PracticeId;
  readonly file: FileId;
  readonly epoch: number;
}

/** A fresh root key for a file's epoch, 32 bytes. */
export function newRootKey(entropy: Entropy): Secret {
  return new Secret(entropy(32));
}

/**
 * Compartment key = HKDF-SHA256(root, info = CBOR [label, practice, file, epoch, compartment]).
 * One compartment's key tells nothing of the root or of another's.
 */
export function compartmentKey(root: Secret, place: KeyPlace, compartment: Compartment): Secret {
  const info = encodeCbor([
    labels.compartment,
    idBytes(place.practice),
    idBytes(place.file),
    place.epoch,
    compartment,
  ] satisfies CborValue);
  return root.use((bytes) => new Secret(hkdf(bytes, new Uint8Array(0), info, 32)));
}
