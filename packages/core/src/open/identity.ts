import { type Bytes, utf8 } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import { type PrincipalId, principalIdOf, type PublicKeys } from '../ids.ts';
import { hkdf } from '../suite/hash.ts';
import { labels } from '../suite/suite.ts';
import { hpke, type KeyPair } from './kem.ts';
import { type Entropy, Secret } from './secret.ts';
import { type Signer, signerOf } from './sign.ts';

/** Everything a principal can do with its keys. The private parts are not extractable. */
export interface Identity {
  readonly id: PrincipalId;
  readonly generation: number;
  readonly keys: PublicKeys;
  readonly seed: Secret;
  readonly sign: Signer;
  readonly kem: KeyPair;
}

const EMPTY = new Uint8Array(0);

function part(seed: Secret, label: string): Bytes {
  return seed.use((bytes) => hkdf(bytes, EMPTY, utf8(label), 32));
}

/**
 * The identity of a 32-byte seed: HKDF-SHA256 gives the Ed25519 seed and the input of HPKE's
 * DeriveKeyPair. The same seed always gives the same identity. PROTOCOL section 3.
 * Throws `schema-invalid` for a seed of another length.
 */
export async function identityOf(seed: Secret, generation = 1): Promise<Identity> {
  if (seed.use((bytes) => bytes.length) !== 32) throw new CoreError('schema-invalid', 'seed');
  const { publicKey, sign } = await signerOf(part(seed, labels.identitySign));
  const { keyPair, publicKey: kem } = await (await hpke()).keyPair(part(seed, labels.identityKem));
  const keys = { sign: publicKey, kem };
  return { id: principalIdOf(keys), generation, keys, seed, sign, kem: keyPair };
}

/** A fresh 32-byte seed. */
export function newSeed(entropy: Entropy): Secret {
  return new Secret(entropy(32));
}

/** The key under which this identity seals its local cache, 32 bytes. */
export function cacheKeyOf(identity: Identity): Secret {
  return new Secret(part(identity.seed, labels.cache));
}
