import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CoreError } from '../errors.ts';
import type { Share } from '../grant/share.ts';
import { DAY, file, fixed, flip, person, practice, refusal, runs } from '../test-scene.ts';
import { Secret } from './secret.ts';
import { combineShares, openShare, resealShare, splitRoot } from './share.ts';

const cast = await Promise.all(['one', 'two', 'three', 'four', 'five'].map(person));
const author = await person('therapist');
const requester = await person('requester');
const place = { practice, file, epoch: 3 };
const key = fixed('root', 32);

function recipient({ generation, id, keys }: typeof author) {
  return { id, generation, kem: keys.kem };
}

function splitAmong(n: number, threshold: number) {
  const officers = cast.slice(0, n).map(recipient);
  const plan = { ...place, council: 1, threshold, officers, day: DAY };
  return splitRoot(author, plan, new Secret(key));
}

async function opened(n: number, threshold: number) {
  const { shares, split } = await splitAmong(n, threshold);
  const parts = await Promise.all(
    shares.map((share, i) => {
      const [officer, line] = [cast[i], split.lines[i]];
      assert.ok(officer !== undefined && line !== undefined);
      return openShare(officer, share, line.digest);
    }),
  );
  return { split, shares, parts };
}

test('any k of n shares give the root key, fewer do not', async () => {
  const councils = fc
    .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 }))
    .filter(([n, k]) => k <= n)
    .chain(([n, k]) =>
      fc.record({
        n: fc.constant(n),
        k: fc.constant(k),
        chosen: fc.shuffledSubarray([...cast.keys()].slice(0, n), { minLength: 1 }),
      }),
    );
  await fc.assert(
    fc.asyncProperty(councils, async ({ chosen, k, n }) => {
      const { parts, split } = await opened(n, k);
      const given = chosen.flatMap((i) => parts[i]?.share ?? []);
      const combined = combineShares(given, place, split);
      if (chosen.length < k) await assert.rejects(combined, refusal('share-mismatch'));
      else
        (await combined).use((bytes) => {
          assert.deepEqual(bytes, key);
        });
    }),
    runs(12),
  );
});

test('a share is for its officer, its file and its epoch', async () => {
  const { parts, shares, split } = await opened(3, 2);
  const [first, second] = [shares[0], shares[1]];
  const [line, other] = [split.lines[0], split.lines[1]];
  const [one, two] = [cast[0], cast[1]];
  assert.ok(first && second && line && other && one && two);
  await assert.rejects(openShare(two, first, line.digest), refusal('share-mismatch'));
  await assert.rejects(openShare(one, first, other.digest), refusal('share-mismatch'));
  const given = parts.slice(0, 2).map(({ share }) => share);
  const elsewhere = { ...place, epoch: 4 };
  await assert.rejects(combineShares(given, elsewhere, split), refusal('share-mismatch'));
  const foreign = (await opened(3, 2)).parts[2];
  assert.ok(foreign !== undefined && given[0] !== undefined);
  const mixed = [given[0], foreign.share];
  await assert.rejects(combineShares(mixed, place, split), refusal('share-mismatch'));
});

test('any flipped bit of a sealed share is noticed', async () => {
  const { shares, split } = await splitAmong(2, 2);
  const [share, line, officer] = [shares[0], split.lines[0], cast[0]];
  assert.ok(share && line && officer);
  const parts = fc.constantFrom('header', 'enc', 'ciphertext');
  await fc.assert(
    fc.asyncProperty(parts, fc.nat(), async (part, bit) => {
      const bent: Share = { ...share, [part]: flip(share[part], bit) };
      await assert.rejects(openShare(officer, bent, line.digest), CoreError);
    }),
    runs(40),
  );
});

test('sealed again to whoever asked, it opens for them alone and gives the same key', async () => {
  const { parts, split } = await opened(3, 2);
  const to = { ...recipient(requester), request: fixed('request', 16), day: DAY };
  const again = await Promise.all(
    parts.slice(0, 2).map(async (part, i) => {
      const [officer, line] = [cast[i], split.lines[i]];
      assert.ok(officer !== undefined && line !== undefined);
      const share = await resealShare(officer, part, to);
      await assert.rejects(openShare(officer, share, line.digest), refusal('share-mismatch'));
      return (await openShare(requester, share, line.digest)).share;
    }),
  );
  const root = await combineShares(again, place, split);
  root.use((bytes) => {
    assert.deepEqual(bytes, key);
  });
});
