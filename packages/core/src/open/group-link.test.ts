import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flip, person, practice, refusal, seededEntropy } from '../test-scene.ts';
import { openGroupLink, sealGroupLink } from './group-link.ts';

const [first, second, stranger] = await Promise.all([
  person('desk'),
  person('desk 2'),
  person('eve'),
]);
const place = { practice, group: first.id, generation: 2 };
const entropy = seededEntropy('links');
const sealed = await sealGroupLink(place, { of: second.seed, before: first.seed }, entropy);

test('the newer seed opens the older, and nothing else does', async () => {
  const { keys } = first;
  const opened = await openGroupLink(place, { seed: second.seed, sealed, keys });
  assert.equal(opened.id, first.id);
  assert.equal(opened.generation, 1);
  assert.deepEqual(opened.keys, keys);
  for (const seed of [first.seed, stranger.seed])
    await assert.rejects(
      openGroupLink(place, { seed, sealed, keys }),
      refusal('key-commitment-mismatch'),
    );
});

test('a link belongs to one group, practice and generation, and no bit of it may change', async () => {
  const { keys } = first;
  const link = { seed: second.seed, sealed, keys };
  for (const other of [{ generation: 3 }, { group: stranger.id }])
    await assert.rejects(
      openGroupLink({ ...place, ...other }, link),
      refusal('key-commitment-mismatch'),
    );
  for (const bit of [0, 300, 8 * sealed.length - 1])
    await assert.rejects(
      openGroupLink(place, { ...link, sealed: flip(sealed, bit) }),
      refusal('key-commitment-mismatch', 'ciphertext-invalid'),
    );
});

test('a seed that is not that of the keys in the roster is refused', async () => {
  const forged = await sealGroupLink(place, { of: second.seed, before: stranger.seed }, entropy);
  const link = { seed: second.seed, sealed: forged, keys: first.keys };
  await assert.rejects(openGroupLink(place, link), refusal('grant-mismatch'));
});
