import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MIN_PATTERN, Searcher } from './search.ts';

/** Few different bytes, so that patterns share grams and overlap. */
const bytes = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength, max: 3 });

function everywhere(text: Uint8Array, patterns: readonly Uint8Array[]): string[] {
  const buffer = Buffer.from(text);
  return patterns.flatMap((pattern, index) => {
    const found: string[] = [];
    for (let at = buffer.indexOf(pattern); at >= 0; at = buffer.indexOf(pattern, at + 1))
      found.push(`${String(index)}@${String(at)}`);
    return found;
  });
}

function scanned(searcher: Searcher, text: Uint8Array, cuts: readonly number[]): string[] {
  const found: string[] = [];
  const scan = searcher.scan((hit) => found.push(`${String(hit.pattern)}@${String(hit.offset)}`));
  const borders = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length];
  borders.sort((a, b) => a - b);
  for (const [i, from] of borders.entries()) scan.push(text.subarray(from, borders[i + 1] ?? from));
  assert.equal(scan.bytes, text.length);
  return found;
}

test('a search in chunks tells exactly what stands there, once each', () => {
  const patternsOf = fc.array(bytes(MIN_PATTERN, 12), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      patternsOf,
      bytes(0, 200),
      fc.array(fc.nat(), { maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 4 }),
      (patterns, noise, cuts, places) => {
        const text = Uint8Array.from(noise);
        for (const [i, place] of places.entries()) {
          const pattern = patterns[i % patterns.length];
          const room = text.length - (pattern?.length ?? 0);
          if (pattern !== undefined && room >= 0) text.set(pattern, place % (room + 1));
        }
        const found = scanned(new Searcher(patterns), text, cuts);
        assert.deepEqual(found.sort(), everywhere(text, patterns).sort());
      },
    ),
    { numRuns: 40 },
  );
});

test('a needle is found wherever a chunk border cuts it', () => {
  const needle = Buffer.from('Kaino Kanarialintu');
  const searcher = new Searcher([needle, Buffer.alloc(64, 7)]);
  const text = Buffer.concat([Buffer.alloc(100, 1), needle, Buffer.alloc(100, 2)]);
  for (let cut = 0; cut <= text.length; cut++)
    assert.deepEqual(scanned(searcher, text, [cut, cut + 5]), ['0@100']);
});

test('too short a pattern is refused', () => {
  assert.throws(() => new Searcher([new Uint8Array(MIN_PATTERN - 1)]), RangeError);
});
