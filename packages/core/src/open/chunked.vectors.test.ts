import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { z } from 'zod';
import { fromHex, toHex } from '../bytes.ts';
import { CoreError, type CoreErrorCode } from '../errors.ts';
import { groupsOf, skip } from '../test-wycheproof.ts';
import { bestAead, webAead } from './aead.ts';
import { openChunked, sealChunked } from './chunked.ts';

const hex = z.string().transform(fromHex);

const groupSchema = z.object({
  tests: z.array(
    z.object({
      tcId: z.number(),
      key: hex,
      ctx: hex,
      // Compressed hexadecimal: long runs of one byte would make the file large.
      ct: hex.transform((bytes) => new Uint8Array(inflateSync(bytes))),
      msgSha512: z.string().optional(),
      msgLength: z.number().optional(),
      result: z.enum(['valid', 'invalid']),
      flags: z.array(z.string()),
    }),
  ),
});

/** By which codes a message with this flaw may be refused. */
const codesOf: Readonly<Record<string, readonly CoreErrorCode[]>> = {
  ModifiedCiphertext: ['ciphertext-invalid', 'key-commitment-mismatch'],
  WrongKey: ['key-commitment-mismatch'],
  InvalidKeySize: ['ciphertext-invalid'],
  WrongContext: ['key-commitment-mismatch'],
  Truncation: ['ciphertext-truncated', 'ciphertext-invalid'],
  TrailingData: ['ciphertext-truncated', 'ciphertext-invalid'],
  ChunkReordering: ['ciphertext-invalid'],
};

function vectors() {
  return groupsOf('c2sp_chunked_encryption_aes_256_gcm_test.json', groupSchema).flatMap(
    (group) => group.tests,
  );
}

for (const [name, aead] of Object.entries({ WebCrypto: webAead, 'the runtime': bestAead })) {
  test(`C2SP chunked encryption by ${name}: all 35 vectors, those invalid with a fitting code`, {
    skip,
  }, async () => {
    const seen = { valid: 0, invalid: 0 };
    for (const {
      tcId,
      key,
      ctx: context,
      ct: ciphertext,
      result,
      flags,
      ...message
    } of vectors()) {
      seen[result]++;
      if (result === 'valid') {
        const plaintext = await openChunked({ key, context, ciphertext, aead });
        assert.equal(plaintext.length, message.msgLength, `vector ${String(tcId)}`);
        const digest = createHash('sha512').update(plaintext).digest('hex');
        assert.equal(digest, message.msgSha512, `vector ${String(tcId)}`);
        continue;
      }
      const codes = codesOf[flags.find((flag) => flag in codesOf) ?? ''] ?? [];
      await assert.rejects(
        openChunked({ key, context, ciphertext, aead }),
        (error) => error instanceof CoreError && codes.includes(error.code),
        `vector ${String(tcId)} (${flags.join(', ')})`,
      );
    }
    assert.deepEqual(seen, { valid: 10, invalid: 25 });
  });

  test(`C2SP chunked encryption by ${name}: sealing again gives the same bytes`, {
    skip,
  }, async () => {
    let run = 0;
    for (const { key, ctx: context, ct, result } of vectors()) {
      if (result !== 'valid') continue;
      const plaintext = await openChunked({ key, context, ciphertext: ct, aead });
      const again = await sealChunked({ key, salt: ct.slice(0, 24), context, plaintext, aead });
      assert.equal(toHex(again), toHex(ct));
      run++;
    }
    assert.equal(run, 10);
  });
}
