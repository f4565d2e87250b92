import { ed25519 } from '@noble/curves/ed25519.js';
import { type Bytes, concat, fromHex } from '../bytes.ts';
import { hostCrypto, type HostCrypto, plainBytes } from '../suite/host.ts';
import { hasNativeEd25519 } from '../suite/verify.ts';

/** Signs a message with Ed25519 (RFC 8032 section 5.1.6): 64 bytes. */
export type Signer = (message: Uint8Array) => Promise<Bytes>;

/** PKCS #8 wrapping of a raw Ed25519 seed, RFC 8410 section 7. */
const PKCS8 = fromHex('302e020100300506032b657004220420');

/**
 * The signer of a 32-byte seed, native where the runtime has it. Nothing that is returned gives the
 * key away.
 */
export async function signerOf(seed: Bytes): Promise<{ publicKey: Bytes; sign: Signer }> {
  const publicKey = ed25519.getPublicKey(seed) as Bytes;
  if (hostCrypto !== undefined) return { publicKey, sign: hostSigner(hostCrypto, seed) };
  const sign = (await hasNativeEd25519()) ? await webSigner(seed) : portableSigner(seed);
  return { publicKey, sign };
}

/**
 * The signer of the runtime's own synchronous crypto: WebCrypto hands each message to another
 * thread, whose waking costs as much as the signature.
 */
export function hostSigner(host: HostCrypto, seed: Bytes): Signer {
  const der = concat(PKCS8, seed);
  const key = host.createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  return (message) => Promise.resolve(plainBytes(host.sign(null, message, key)));
}

/** The signer of WebCrypto; the key is not extractable. */
export async function webSigner(seed: Bytes): Promise<Signer> {
  const pkcs8 = concat(PKCS8, seed);
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
  pkcs8.fill(0);
  return async (message) =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', key, message as Bytes));
}

/** The signer in JavaScript. */
export function portableSigner(seed: Bytes): Signer {
  const copy = seed.slice();
  return (message) => Promise.resolve(ed25519.sign(message, copy) as Bytes);
}
