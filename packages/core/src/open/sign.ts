import { ed25519 } from '@noble/curves/ed25519.js';
import { type Bytes, concat, fromHex } from '../bytes.ts';
import { hasNativeEd25519 } from '../suite/verify.ts';

/** Signs a message with Ed25519 (RFC 8032 section 5.1.6): 64 bytes. */
export type Signer = (message: Uint8Array) => Promise<Bytes>;

/** PKCS #8 wrapping of a raw Ed25519 seed, RFC 8410 section 7. */
const PKCS8 = fromHex('302e020100300506032b657004220420');

/** The signer of a 32-byte seed, native where the runtime has it; the key is not extractable. */
export async function signerOf(seed: Bytes): Promise<{ publicKey: Bytes; sign: Signer }> {
  const publicKey = ed25519.getPublicKey(seed) as Bytes;
  if (!(await hasNativeEd25519())) return { publicKey, sign: portableSigner(seed) };
  const pkcs8 = concat(PKCS8, seed);
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
  return {
    publicKey,
    sign: async (message) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', key, message as Bytes)),
  };
}

/** The signer in JavaScript. */
export function portableSigner(seed: Bytes): Signer {
  const copy = seed.slice();
  return (message) => Promise.resolve(ed25519.sign(message, copy) as Bytes);
}
