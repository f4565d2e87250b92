import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { equal, fromHex, toHex } from '../bytes.ts';
import { groupsOf, skip } from '../test-wycheproof.ts';
import { hkdf, hmacSha256 } from './hash.ts';

const hex = z.string().transform(fromHex);
const result = z.enum(['valid', 'invalid']);

test('HKDF-SHA-256: 83 valid vectors, 3 refused for their size', { skip }, () => {
  const group = z.object({
    tests: z.array(
      z.object({ ikm: hex, salt: hex, info: hex, size: z.number(), okm: z.string(), result }),
    ),
  });
  const seen = { valid: 0, invalid: 0 };
  for (const v of groupsOf('hkdf_sha256_test.json', group).flatMap((g) => g.tests)) {
    seen[v.result]++;
    if (v.result === 'valid') assert.equal(toHex(hkdf(v.ikm, v.salt, v.info, v.size)), v.okm);
    else assert.throws(() => hkdf(v.ikm, v.salt, v.info, v.size));
  }
  assert.deepEqual(seen, { valid: 83, invalid: 3 });
});

test('HMAC-SHA-256: 66 valid vectors, 108 with a modified tag', { skip }, () => {
  const group = z.object({
    tagSize: z.number(),
    tests: z.array(z.object({ key: hex, msg: hex, tag: hex, result })),
  });
  const seen = { valid: 0, invalid: 0 };
  for (const { tagSize, tests } of groupsOf('hmac_sha256_test.json', group)) {
    for (const v of tests) {
      seen[v.result]++;
      const tag = hmacSha256(v.key, v.msg).slice(0, tagSize / 8);
      assert.equal(equal(tag, v.tag), v.result === 'valid');
    }
  }
  assert.deepEqual(seen, { valid: 66, invalid: 108 });
});
