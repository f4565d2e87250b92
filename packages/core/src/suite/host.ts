import type { Bytes } from '../bytes.ts';

/** AES-256-GCM of node:crypto, the part that is used. */
interface GcmCipher {
  update(data: Uint8Array): Uint8Array;
  final(): Uint8Array;
}

declare const hostKey: unique symbol;
/** A key inside node:crypto. It could be exported, so it stays with what uses it. */
export interface HostKey {
  readonly [hostKey]: true;
}

/** node:crypto, the part that is used. */
export interface HostCrypto {
  hash(algorithm: 'sha256', data: Uint8Array, encoding: 'hex'): string;
  hash(algorithm: 'sha512', data: Uint8Array, encoding: 'buffer'): Uint8Array;
  createCipheriv(
    algorithm: 'aes-256-gcm',
    key: Uint8Array,
    iv: Uint8Array,
  ): GcmCipher & { getAuthTag(): Uint8Array };
  createDecipheriv(
    algorithm: 'aes-256-gcm',
    key: Uint8Array,
    iv: Uint8Array,
    options: { authTagLength: 16 },
  ): GcmCipher & { setAuthTag(tag: Uint8Array): unknown };
  createPrivateKey(der: { key: Uint8Array; format: 'der'; type: 'pkcs8' }): HostKey;
  createPublicKey(der: { key: Uint8Array; format: 'der'; type: 'spki' }): HostKey;
  sign(algorithm: null, message: Uint8Array, key: HostKey): Uint8Array;
  verify(algorithm: null, message: Uint8Array, key: HostKey, signature: Uint8Array): boolean;
}

interface Host {
  readonly process?: { readonly getBuiltinModule?: (name: string) => unknown };
}

/** What must be there. */
const names = [
  'hash',
  'createCipheriv',
  'createDecipheriv',
  'createPrivateKey',
  'createPublicKey',
  'sign',
  'verify',
] as const satisfies readonly (keyof HostCrypto)[];

function isHostCrypto(module: unknown): module is HostCrypto {
  return (
    typeof module === 'object' &&
    module !== null &&
    names.every((name) => typeof (module as Record<string, unknown>)[name] === 'function')
  );
}

function find(): HostCrypto | undefined {
  const module = (globalThis as Host).process?.getBuiltinModule?.('node:crypto');
  return isHostCrypto(module) ? module : undefined;
}

/**
 * The runtime's own synchronous crypto where it has one (Node), else undefined (browsers): the same
 * standard algorithms, five to ten times faster than JavaScript or a round trip to WebCrypto. Found
 * at run time like WebCrypto itself, so that nothing of it is imported or bundled.
 */
export const hostCrypto: HostCrypto | undefined = find();

/** A plain array with the same bytes: Node's own are views into a shared pool. */
export function plainBytes(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes);
}
