import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { withCode } from './test-log.ts';
import {
  bundlePath,
  parseTilePath,
  partialTiles,
  type TileResource,
  tilePath,
  tilesBetween,
  tilesOf,
} from './tiles.ts';

const paths: readonly (readonly [string, TileResource])[] = [
  ['tile/0/000', { kind: 'hashes', level: 0, index: 0, width: 256 }],
  ['tile/0/000.p/1', { kind: 'hashes', level: 0, index: 0, width: 1 }],
  ['tile/0/x001/x234/067', { kind: 'hashes', level: 0, index: 1_234_067, width: 256 }],
  ['tile/0/x001/x234/067.p/12', { kind: 'hashes', level: 0, index: 1_234_067, width: 12 }],
  ['tile/0/999.p/255', { kind: 'hashes', level: 0, index: 999, width: 255 }],
  ['tile/1/x001/000', { kind: 'hashes', level: 1, index: 1000, width: 256 }],
  ['tile/63/000', { kind: 'hashes', level: 63, index: 0, width: 256 }],
  ['tile/entries/x001/x234/067.p/8', { kind: 'entries', index: 1_234_067, width: 8 }],
  ['tile/entries/273', { kind: 'entries', index: 273, width: 256 }],
  [
    'tile/0/x009/x007/x199/x254/x740/991',
    { kind: 'hashes', level: 0, index: Number.MAX_SAFE_INTEGER, width: 256 },
  ],
];

test('paths of the specification and of the edges', () => {
  for (const [path, resource] of paths) {
    assert.deepEqual(parseTilePath(path), resource);
    assert.equal(resource.kind === 'entries' ? bundlePath(resource) : tilePath(resource), path);
  }
});

test('any other form of a path is refused', () => {
  const invalid = [
    '',
    'tile',
    'tile/0/',
    '/tile/0/000',
    'tile/0/000/',
    'tile/00/000',
    'tile/01/000',
    'tile/64/000',
    'tile/100/000',
    'tile/-1/000',
    'tile/0/0',
    'tile/0/0000',
    'tile/0/x000',
    'tile/0/x000/067',
    'tile/0/x000/x001/067',
    'tile/0/001/067',
    'tile/0/x01/067',
    'tile/0/X001/067',
    'tile/0/000.p/0',
    'tile/0/000.p/00',
    'tile/0/000.p/012',
    'tile/0/000.p/256',
    'tile/0/000.p/999',
    'tile/0/000.p/-1',
    'tile/0/000.p/',
    'tile/0/000.p',
    'tile/0/000.P/1',
    'tile/entries/0',
    'tile/data/000',
    'tile/0/../000',
    'tile/0/%30%30%30',
    'tile/0/000\n',
    'tile/0/x009/x007/x199/x254/x740/992',
    'tile/0/x999/x999/x999/x999/x999/999',
    'tile/0/x001/x000/x000/x000/x000/x000/000',
    'tile/٠/000',
  ];
  for (const path of invalid) {
    assert.throws(() => parseTilePath(path), withCode('ledger-tile-path-invalid'), path);
  }
});

test('every tile has one path, which leads back to it', () => {
  const tile = fc.record({
    level: fc.nat({ max: 63 }),
    index: fc.maxSafeNat(),
    width: fc.integer({ min: 1, max: 256 }),
  });
  fc.assert(
    fc.property(tile, (t) => {
      assert.deepEqual(parseTilePath(tilePath(t)), { kind: 'hashes', ...t });
    }),
  );
});

test('a path that parses is the one of what it names', () => {
  const alphabet = [
    '0',
    '1',
    '2',
    '5',
    '6',
    '9',
    'x',
    '/',
    '.p/',
    'tile/',
    'entries/',
    '000',
    'x001/',
  ];
  const text = fc
    .array(fc.constantFrom(...alphabet), { maxLength: 8 })
    .map((parts) => `tile/${parts.join('')}`);
  fc.assert(
    fc.property(text, (path) => {
      let resource: TileResource;
      try {
        resource = parseTilePath(path);
      } catch (error) {
        assert.ok(withCode('ledger-tile-path-invalid')(error));
        return;
      }
      assert.equal(resource.kind === 'entries' ? bundlePath(resource) : tilePath(resource), path);
    }),
    { numRuns: 2000 },
  );
});

test('tiles outside the format have no path', () => {
  const bad = [
    { level: 64, index: 0, width: 1 },
    { level: -1, index: 0, width: 1 },
    { level: 0, index: -1, width: 1 },
    { level: 0, index: 0.5, width: 1 },
    { level: 0, index: 2 ** 53, width: 1 },
    { level: 0, index: 0, width: 0 },
    { level: 0, index: 0, width: 257 },
  ];
  for (const tile of bad) assert.throws(() => tilePath(tile), withCode('ledger-out-of-range'));
});

test('the tree of 70,000 leaves of the specification', () => {
  const tiles = [...tilesOf(70_000)];
  const full = (level: number) => tiles.filter((t) => t.level === level && t.width === 256).length;
  assert.equal(full(0), 273);
  assert.equal(full(1), 1);
  assert.equal(tiles.length, 273 + 1 + 1 + 1 + 1);
  assert.deepEqual(partialTiles(70_000), [
    { level: 0, index: 273, width: 112 },
    { level: 1, index: 1, width: 17 },
    { level: 2, index: 0, width: 1 },
  ]);
});

test('the tree of 256 leaves of the specification, and its neighbours', () => {
  assert.deepEqual([...tilesOf(0)], []);
  assert.deepEqual([...tilesOf(255)], [{ level: 0, index: 0, width: 255 }]);
  assert.deepEqual(
    [...tilesOf(256)],
    [
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ],
  );
  assert.deepEqual(partialTiles(256), [{ level: 1, index: 0, width: 1 }]);
  assert.deepEqual(partialTiles(65_536), [{ level: 2, index: 0, width: 1 }]);
});

test('growth in steps meets every tile of the tree', () => {
  const sizes = fc.uniqueArray(fc.nat({ max: 200_000 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(sizes, (list) => {
      const steps = [0, ...list.sort((a, b) => a - b)];
      const seen = new Map<string, number>();
      for (const [i, to] of steps.entries()) {
        for (const { level, index, width } of tilesBetween(steps[i - 1] ?? 0, to)) {
          const key = `${level}/${index}`;
          assert.ok(width > (seen.get(key) ?? 0), 'a tile that is new is wider than before');
          seen.set(key, width);
        }
      }
      const expected = [...tilesOf(steps.at(-1) ?? 0)].map(
        ({ level, index, width }) => [`${level}/${index}`, width] as const,
      );
      assert.deepEqual(seen, new Map(expected));
    }),
    { numRuns: 50 },
  );
});
