import type { Bytes } from '../bytes.ts';

/** AES-256-GCM of node:crypto, the part that is used. */
interface GcmCipher {
  update(data: Uint8Array): Uint8Array;
  final(): Uint8Array;
}

/** node:crypto, the part that is used. */
export interface HostCrypto {
  hash(algorithm: 'sha256', data: Uint8Array, encoding: 'buffer'): Uint8Array;
  createHmac(
    algorithm: 'sha512',
    key: Uint8Array,
  ): { update(data: Uint8Array): { digest(): Uint8Array } };
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
}

interface Host {
  readonly process?: { readonly getBuiltinModule?: (name: string) => unknown };
}

function isHostCrypto(module: unknown): module is HostCrypto {
  const names = ['hash', 'createHmac', 'createCipheriv', 'createDecipheriv'] as const;
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
