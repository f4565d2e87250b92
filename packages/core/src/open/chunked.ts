import { type Bytes, concat, equal, utf8 } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import { hkdfExpand512 } from '../suite/hash.ts';
import { type Aead, bestAead, type Pieces } from './aead.ts';

/** Plaintext bytes a chunk. The last chunk is always shorter, possibly empty. */
const CHUNK = 16 * 1024;
const TAG = 16;
const SALT = 24;
const COMMITMENT = 32;
/** Bytes before the first chunk: salt and key commitment. */
export const CHUNKED_PREFIX = SALT + COMMITMENT;

const PREFIX = concat(utf8('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM'), new Uint8Array(1));

interface MessageKeys {
  readonly key: Bytes;
  readonly baseNonce: Bytes;
  readonly commitment: Bytes;
}

function derive(inputKey: Uint8Array, salt: Uint8Array, context: Uint8Array): MessageKeys {
  if (inputKey.length !== 32) throw new CoreError('ciphertext-invalid', 'key is not 32 bytes');
  const out = hkdfExpand512(inputKey, concat(PREFIX, salt, context), 32 + 12 + COMMITMENT);
  return {
    key: out.subarray(0, 32),
    baseNonce: out.subarray(32, 44),
    commitment: out.subarray(44),
  };
}

/** Base nonce XOR the chunk number, big-endian in the last bytes. */
function nonceOf(base: Bytes, chunk: number): Bytes {
  const nonce = base.slice();
  let rest = chunk;
  for (let i = 11; i > 6; i--) {
    nonce[i] = (nonce[i] ?? 0) ^ (rest & 0xff);
    rest = Math.floor(rest / 256);
  }
  return nonce;
}

/** Up to `length` bytes from `at`, not copied: what seals and opens reads them before it returns. */
function part(bytes: Uint8Array, at: number, length: number): Bytes {
  return bytes.subarray(at, at + length) as Bytes;
}

/**
 * Seals `plaintext` under a 32-byte `key` and 24-byte `salt`, bound to `context`.
 * C2SP chunked-encryption with AEAD_AES_256_GCM and SHA-512 ("Cobblestone-256").
 * Returns salt, commitment and chunks: 56 + length + 16 per chunk bytes.
 */
export async function sealChunked(options: {
  readonly key: Uint8Array;
  readonly salt: Uint8Array;
  readonly context: Uint8Array;
  readonly plaintext: Uint8Array;
  /** Default: the fastest that the runtime has. */
  readonly aead?: Aead;
}): Promise<Bytes> {
  const { key, salt, context, plaintext, aead = bestAead } = options;
  if (salt.length !== SALT) throw new CoreError('ciphertext-invalid', 'salt is not 24 bytes');
  const keys = derive(key, salt, context);
  const seal = await aead.sealer(keys.key);
  const chunks: Promise<Pieces>[] = [];
  for (let i = 0; i <= plaintext.length / CHUNK; i++)
    chunks.push(
      Promise.resolve(seal(nonceOf(keys.baseNonce, i), part(plaintext, i * CHUNK, CHUNK))),
    );
  return concat(salt, keys.commitment, ...(await Promise.all(chunks)).flat());
}

/**
 * Opens what `sealChunked` made. Throws `ciphertext-truncated`, `key-commitment-mismatch` (another
 * key or context) or `ciphertext-invalid`; no plaintext is returned unless all chunks are genuine.
 */
export async function openChunked(options: {
  readonly key: Uint8Array;
  readonly context: Uint8Array;
  readonly ciphertext: Uint8Array;
  /** Default: the fastest that the runtime has. */
  readonly aead?: Aead;
}): Promise<Bytes> {
  const { key, context, ciphertext, aead = bestAead } = options;
  const sealed = ciphertext.length - CHUNKED_PREFIX;
  if (sealed < TAG) throw new CoreError('ciphertext-truncated');
  const last = sealed % (CHUNK + TAG);
  if (last < TAG) throw new CoreError('ciphertext-truncated');
  const keys = derive(key, ciphertext.slice(0, SALT), context);
  if (!equal(keys.commitment, ciphertext.slice(SALT, CHUNKED_PREFIX)))
    throw new CoreError('key-commitment-mismatch');
  const openWith = await aead.opener(keys.key);
  try {
    const chunks: Promise<Pieces>[] = [];
    for (let i = 0; i <= sealed / (CHUNK + TAG); i++) {
      const at = CHUNKED_PREFIX + i * (CHUNK + TAG);
      const chunk = part(ciphertext, at, CHUNK + TAG);
      chunks.push(Promise.resolve(openWith(nonceOf(keys.baseNonce, i), chunk)));
    }
    return concat(...(await Promise.all(chunks)).flat());
  } catch {
    throw new CoreError('ciphertext-invalid');
  }
}
