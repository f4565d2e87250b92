import {
  type Bytes,
  type Hpke,
  hkdf,
  hpkeNative,
  hpkePortable,
  type Identity,
  identityOf,
  labels,
  portableSigner,
  principalIdOf,
  Secret,
  signerOf,
  utf8,
  type Verify,
  verifyNative,
  verifyPortable,
} from '@vaiti/core';

/** One way to do the arithmetic. Every vector must give the same on all of them. */
export interface Implementation {
  readonly name: 'native' | 'portable';
  readonly hpke: Hpke;
  readonly verify: Verify;
  readonly identity: (seed: Bytes, generation: number) => Promise<Identity>;
}

/** Keys and signatures by WebCrypto. */
export const native: Implementation = {
  name: 'native',
  hpke: hpkeNative,
  verify: verifyNative,
  identity: (seed, generation) => identityOf(new Secret(seed), generation),
};

async function portableIdentity(seed: Bytes, generation: number): Promise<Identity> {
  const signSeed = hkdf(seed, new Uint8Array(0), utf8(labels.identitySign), 32);
  const ikm = hkdf(seed, new Uint8Array(0), utf8(labels.identityKem), 32);
  const { keyPair, publicKey } = await hpkePortable.keyPair(ikm);
  const { publicKey: sign } = await signerOf(signSeed);
  const keys = { sign, kem: publicKey };
  return {
    id: principalIdOf(keys),
    generation,
    keys,
    seed: new Secret(seed),
    sign: portableSigner(signSeed),
    kem: keyPair,
  };
}

/** Keys and signatures in JavaScript; AES-GCM stays WebCrypto's. */
export const portable: Implementation = {
  name: 'portable',
  hpke: hpkePortable,
  verify: verifyPortable,
  identity: portableIdentity,
};
