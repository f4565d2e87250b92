import type { Bytes } from '../bytes.ts';
import { hostCrypto, type HostCrypto } from '../suite/host.ts';

const TAG = 16;

/** Pieces that make up what is asked for, in order, so that a long message is copied once. */
export type Pieces = readonly Uint8Array[];
/** Seals or opens one message under a 12-byte nonce; a message carries its 16-byte tag at the end. */
export type Step = (nonce: Bytes, message: Bytes) => Pieces | Promise<Pieces>;

/**
 * AES-256-GCM (NIST SP 800-38D) with empty additional data. `opener`'s step throws on a forgery,
 * and gives nothing before the tag is checked.
 */
export interface Aead {
  readonly sealer: (key: Bytes) => Step | Promise<Step>;
  readonly opener: (key: Bytes) => Step | Promise<Step>;
}

function webKey(key: Bytes, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, 'AES-GCM', false, [usage]);
}

/** WebCrypto's. */
export const webAead: Aead = {
  sealer: async (raw) => {
    const key = await webKey(raw, 'encrypt');
    return async (iv, message) => [
      new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, message)),
    ];
  },
  opener: async (raw) => {
    const key = await webKey(raw, 'decrypt');
    return async (iv, message) => [
      new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, message)),
    ];
  },
};

function hostAead(host: HostCrypto): Aead {
  return {
    sealer: (key) => (nonce, message) => {
      const cipher = host.createCipheriv('aes-256-gcm', key, nonce);
      return [cipher.update(message), cipher.final(), cipher.getAuthTag()];
    },
    opener: (key) => (nonce, message) => {
      const cipher = host.createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
      cipher.setAuthTag(message.subarray(message.length - TAG));
      return [cipher.update(message.subarray(0, message.length - TAG)), cipher.final()];
    },
  };
}

/** The runtime's own synchronous one in Node, WebCrypto's elsewhere. */
export const bestAead: Aead = hostCrypto === undefined ? webAead : hostAead(hostCrypto);
