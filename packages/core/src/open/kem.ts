import {
  AEAD_AES_256_GCM,
  CipherSuite,
  KDF_HKDF_SHA256,
  KEM_MLKEM768_X25519,
  type KeyPair,
} from 'hpke';
import { KEM_MLKEM768_X25519 as KEM_PORTABLE } from '@panva/hpke-noble';
import type { Bytes } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import { ENC_LENGTH } from '../grant/grant.ts';

/** Bytes of the coefficients in an ML-KEM-768 encapsulation key: 768 of 12 bits, two in 3 bytes. */
const COEFFICIENTS = 1152;
/** The modulus of ML-KEM. */
const Q = 3329;

/** The modulus check of FIPS 203 section 7.2, which the implementation in JavaScript leaves out. */
function isReduced(publicKey: Uint8Array): boolean {
  for (let i = 0; i < COEFFICIENTS; i += 3) {
    const [a = 0, b = 0, c = 0] = publicKey.subarray(i, i + 3);
    if ((a | ((b & 15) << 8)) >= Q || ((b >> 4) | (c << 4)) >= Q) return false;
  }
  return true;
}

/** HPKE (RFC 9180, base mode) of suite 1 over one KEM implementation. */
export class Hpke {
  readonly #suite: CipherSuite;
  readonly #deriver: CipherSuite;

  /** `deriver` derives key pairs; the same KEM as the suite's, perhaps in another implementation. */
  constructor(suite: CipherSuite, deriver: CipherSuite = suite) {
    this.#suite = suite;
    this.#deriver = deriver;
  }

  /** Key pair of a 32-byte input (RFC 9180 section 7.1.3, DeriveKeyPair). */
  async keyPair(ikm: Bytes): Promise<{ keyPair: KeyPair; publicKey: Bytes }> {
    const derived = await this.#deriver.DeriveKeyPair(ikm, this.#deriver !== this.#suite);
    const publicKey = (await this.#deriver.SerializePublicKey(derived.publicKey)) as Bytes;
    if (this.#deriver === this.#suite) return { keyPair: derived, publicKey };
    const seed = await this.#deriver.SerializePrivateKey(derived.privateKey);
    const keyPair = {
      privateKey: await this.#suite.DeserializePrivateKey(seed, false),
      publicKey: await this.#suite.DeserializePublicKey(publicKey),
    };
    seed.fill(0);
    return { keyPair, publicKey };
  }

  /**
   * Seals to a 1216-byte public key. Draws the encapsulation's randomness from the runtime. Throws
   * `schema-invalid` for a key that is malformed, not reduced or whose X25519 part is of small order.
   */
  async seal(
    publicKey: Bytes,
    info: Uint8Array,
    plaintext: Uint8Array,
  ): Promise<{ enc: Bytes; ciphertext: Bytes }> {
    if (!isReduced(publicKey)) throw new CoreError('schema-invalid', 'KEM key');
    try {
      const key = await this.#suite.DeserializePublicKey(publicKey);
      const sealed = await this.#suite.Seal(key, plaintext, { info });
      return {
        enc: sealed.encapsulatedSecret as Bytes,
        ciphertext: sealed.ciphertext as Bytes,
      };
    } catch {
      throw new CoreError('schema-invalid', 'KEM key');
    }
  }

  /** Opens what `seal` made with the same `info`. Throws `grant-unopenable`. */
  async open(
    keyPair: KeyPair,
    info: Uint8Array,
    sealed: { readonly enc: Uint8Array; readonly ciphertext: Uint8Array },
  ): Promise<Bytes> {
    if (sealed.enc.length !== ENC_LENGTH) throw new CoreError('grant-unopenable');
    try {
      return (await this.#suite.Open(keyPair, sealed.enc, sealed.ciphertext, { info })) as Bytes;
    } catch {
      throw new CoreError('grant-unopenable');
    }
  }
}

export type { KeyPair };

const portableSuite = new CipherSuite(KEM_PORTABLE, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

/**
 * HPKE on native WebCrypto. DeriveKeyPair needs SHAKE256, which Chromium lacks although it has the
 * KEM: the seed is derived in JavaScript and imported.
 */
export const hpkeNative = new Hpke(
  new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM),
  portableSuite,
);
/** HPKE with the KEM in JavaScript, for browsers whose WebCrypto lacks ML-KEM. */
export const hpkePortable = new Hpke(portableSuite);

let chosen: Promise<Hpke> | undefined;

/** The best HPKE this runtime has. Asked once. */
export function hpke(): Promise<Hpke> {
  chosen ??= hpkeNative.keyPair(new Uint8Array(32)).then(
    () => hpkeNative,
    () => hpkePortable,
  );
  return chosen;
}
