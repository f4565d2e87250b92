import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { toHex } from '../bytes.ts';
import { type ParsedEntry, parseEntry, verifyEntry } from '../entry/entry.ts';
import { access, keyOf, person, refusal, seededEntropy, Shelf } from '../test-scene.ts';
import { open, rewrap } from './entry.ts';

const noteSchema = z.strictObject({ text: z.string() });
const therapist = await person('therapist');
const colleague = await person('colleague');

/** A file of two readers from which the colleague is removed, entries re-wrapped. */
async function rotated() {
  const shelf = new Shelf();
  await shelf.add({
    author: therapist,
    access: [access(therapist, 'root'), access(colleague, 'root')],
    content: { text: 'first' },
  });
  await shelf.add({ author: colleague, content: { text: 'second' } });
  const before = [...shelf.entries];
  const rotation = await shelf.add({
    author: therapist,
    kind: 'rotate',
    access: [access(therapist, 'root')],
    content: null,
  });
  const news = await shelf.add({ author: therapist, content: { text: 'third' } });
  const after = await Promise.all(before.map((entry) => underEpoch(entry, 2)));
  return { shelf, before, after, rotation, news };
}

async function underEpoch(entry: ParsedEntry, epoch: number): Promise<ParsedEntry> {
  const wrap = await rewrap({
    entry,
    from: keyOf(entry.sealed.wrapEpoch, entry.header.compartment),
    to: keyOf(epoch, entry.header.compartment),
    epoch,
    entropy: seededEntropy(`rewrap ${entry.id}`),
  });
  return parseEntry({ ...entry.sealed, wrap, wrapEpoch: epoch });
}

const oldKey = keyOf(1, 'clinical');
const newKey = keyOf(2, 'clinical');

test('the removed reader opens neither new entries nor re-wrapped old ones', async () => {
  const { after, news } = await rotated();
  for (const entry of [...after, news])
    await assert.rejects(open(noteSchema, entry, oldKey), refusal('key-commitment-mismatch'));
});

test('old and new entries open under the new root', async () => {
  const { after, news } = await rotated();
  const texts = [];
  for (const entry of [...after, news]) texts.push((await open(noteSchema, entry, newKey)).text);
  assert.deepEqual(texts, ['first', 'second', 'third']);
});

test('a wrap cannot be passed off as one of another epoch or entry', async () => {
  const { before, after } = await rotated();
  const [first, second] = after;
  assert.ok(first !== undefined && second !== undefined && before[0] !== undefined);
  const stale = parseEntry({ ...first.sealed, wrapEpoch: 1 });
  const swapped = parseEntry({ ...first.sealed, wrap: second.sealed.wrap });
  const old = parseEntry({ ...first.sealed, wrap: before[0].sealed.wrap });
  for (const entry of [stale, swapped, old])
    await assert.rejects(open(noteSchema, entry, newKey), refusal('key-commitment-mismatch'));
});

test('re-wrapping touches neither header, body, signature nor id', async () => {
  const { before, after } = await rotated();
  for (const [n, entry] of after.entries()) {
    const old = before[n];
    assert.ok(old !== undefined);
    assert.equal(entry.id, old.id);
    assert.deepEqual(
      { ...entry.sealed, wrap: null, wrapEpoch: 0 },
      { ...old.sealed, wrap: null, wrapEpoch: 0 },
    );
    assert.notEqual(toHex(entry.sealed.wrap!), toHex(old.sealed.wrap!));
    const author = n === 0 ? therapist : colleague;
    await verifyEntry(entry, author.keys.sign);
  }
});

test('who does not hold the old key cannot re-wrap', async () => {
  const { before } = await rotated();
  const [entry] = before;
  assert.ok(entry !== undefined);
  const options = { entry, from: newKey, to: newKey, epoch: 2, entropy: seededEntropy('x') };
  await assert.rejects(rewrap(options), refusal('key-commitment-mismatch'));
});

test('the removed reader can write nothing more, and readers are those of the rotation', async () => {
  const { shelf } = await rotated();
  await assert.rejects(shelf.add({ author: colleague }), refusal('chain-author-not-reader'));
  assert.deepEqual([...(shelf.state?.readers.keys() ?? [])], [therapist.id]);
});
