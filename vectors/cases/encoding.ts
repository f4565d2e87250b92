import {
  encodeCbor,
  encodeOpening,
  idBytes,
  type LeafOpening,
  pad,
  toHex,
  utf8,
} from '@vaiti/core';
import { type Draft, file, fixed, flipped, vectorFile } from './world.ts';

const valid: readonly [string, string][] = [
  ['zero', '00'],
  ['23 fits the first byte', '17'],
  ['24 takes a second byte', '1818'],
  ['255', '18ff'],
  ['256', '190100'],
  ['65536', '1a00010000'],
  ['2^32', '1b0000000100000000'],
  ['2^53 - 1, the largest integer', '1b001fffffffffffff'],
  ['-1', '20'],
  ['-(2^53 - 1)', '3b001ffffffffffffe'],
  ['empty bytes', '40'],
  ['four bytes', '4401020304'],
  ['empty text', '60'],
  ['text beyond ASCII', '64c3a4c3b6'],
  ['a sign outside the basic plane', '64f09f8c8a'],
  ['a text that is the replacement character', '63efbfbd'],
  ['empty array', '80'],
  ['array in array', '83018202038140'],
  ['empty map', 'a0'],
  ['keys in bytewise order of their encodings: short before long', 'a361620161630362616102'],
  ['a key that every object inherits', 'a16b636f6e7374727563746f7201'],
  ['true, false, null', '83f5f4f6'],
];

const invalid: readonly [string, string][] = [
  ['nothing', ''],
  ['two values', '0000'],
  ['a byte after the value', 'a000'],
  ['0 in two bytes', '1800'],
  ['255 in three bytes', '1900ff'],
  ['65535 in five bytes', '1a0000ffff'],
  ['2^32 - 1 in nine bytes', '1b00000000ffffffff'],
  ['2^53', '1b0020000000000000'],
  ['-2^53', '3b001fffffffffffff'],
  ['2^64 - 1', '1bffffffffffffffff'],
  ['length of bytes not in shortest form', '580101'],
  ['length of text not in shortest form', '780161'],
  ['length of an array not in shortest form', '980100'],
  ['length of a map not in shortest form', 'b801616101'],
  ['a key twice', 'a2616101616101'],
  ['a key twice with two values', 'a2616101616102'],
  ['the key __proto__ twice', 'a2695f5f70726f746f5f5f00695f5f70726f746f5f5f00'],
  ['keys out of order', 'a2616201616101'],
  ['a longer key first', 'a262616101616202'],
  ['a number as key', 'a10102'],
  ['bytes as key', 'a1416101'],
  ['an array as key', 'a18001'],
  ['indefinite bytes', '5f4101ff'],
  ['indefinite text', '7f6161ff'],
  ['indefinite array', '9f01ff'],
  ['indefinite map', 'bf616101ff'],
  ['a break alone', 'ff'],
  ['tag 0', 'c000'],
  ['tag 24', 'd8184100'],
  ['a big number', 'c249010000000000000000'],
  ['undefined', 'f7'],
  ['undefined in a map', 'a16161f7'],
  ['a simple value', 'e0'],
  ['simple value 255', 'f8ff'],
  ['half-precision 1.5', 'f93e00'],
  ['half-precision 1.0', 'f93c00'],
  ['half-precision -0', 'f98000'],
  ['single-precision 100000', 'fa47c35000'],
  ['double-precision 1.1', 'fb3ff199999999999a'],
  ['not a number', 'f97e00'],
  ['infinity', 'f97c00'],
  ['text that is not UTF-8', '62c328'],
  ['an encoded surrogate', '63eda080'],
  ['an overlong encoding', '62c080'],
  ['bytes that end early', '440102'],
  ['an array that ends early', '8201'],
  ['a map that ends early', 'a16161'],
  ['an array of 2^64 - 1 items', '9bffffffffffffffff'],
  ['bytes of 2^32 - 1', '5affffffff'],
  ['arrays 20,000 deep', '81'.repeat(20_000)],
  ['a reserved first byte', '1c'],
];

export function cborFile() {
  return vectorFile('Deterministic CBOR, PROTOCOL section 1', [
    ...valid.map(([name, bytes]) => ({ name, op: 'cbor-decode', input: { bytes } })),
    ...invalid.map(([name, bytes]) => ({
      name,
      op: 'cbor-decode',
      input: { bytes },
      error: 'cbor-invalid',
    })),
  ]);
}

const lengths = [
  0, 1, 251, 252, 253, 260, 508, 509, 1000, 1020, 1021, 2044, 4092, 16_380, 16_384, 65_536,
  1_000_000, 8_388_600, 8_388_604, 8_388_605,
];

function unpadDrafts(): Draft[] {
  const content = utf8('seven b');
  const padded = pad(content);
  const refused: readonly [string, Uint8Array][] = [
    ['a bit of the padding set', flipped(padded, -1)],
    ['the first byte of the padding set', flipped(padded, 4 + content.length)],
    ['a length beyond the body', flipped(padded, 0)],
    ['shorter than the smallest', padded.slice(0, 255)],
    ['a byte too long', new Uint8Array([...padded, 0])],
    ['padded further than needed', new Uint8Array([...padded, ...new Uint8Array(256)])],
    ['nothing', new Uint8Array(0)],
  ];
  return refused.map(([name, bytes]) => ({
    name: `unpad: ${name}`,
    op: 'unpad',
    input: { padded: toHex(bytes) },
    error: 'padding-invalid',
  }));
}

export function paddingFile() {
  const contents = [0, 7, 252, 253, 600].map((n) => fixed(`content ${String(n)}`, n));
  return vectorFile('Padding of bodies, PROTOCOL section 4', [
    ...lengths.map((length) => ({
      name: `length ${String(length)}`,
      op: 'padded-length',
      input: { length },
    })),
    ...contents.flatMap((content) => [
      { name: `pad ${String(content.length)}`, op: 'pad', input: { content: toHex(content) } },
      {
        name: `unpad ${String(content.length)}`,
        op: 'unpad',
        input: { padded: toHex(pad(content)) },
      },
    ]),
    ...unpadDrafts(),
  ]);
}

export function openingFile() {
  const time = 1_795_000_000_000;
  const openings: readonly LeafOpening[] = [
    {
      kind: 'read',
      file: idBytes(file),
      counter: 1,
      time,
      statement: fixed('statement', 200),
      signature: fixed('signature', 64),
    },
    {
      kind: 'append',
      file: idBytes(file),
      counter: 2,
      time,
      seq: 7,
      entry: fixed('entry', 32),
      author: fixed('author', 16),
    },
    { kind: 'roster', seq: 3, entry: fixed('roster entry', 32), time },
  ];
  const [read, append] = openings.map((opening) => ({ ...opening }));
  const refused: readonly [string, Uint8Array, string][] = [
    ['an unknown kind', encodeCbor({ ...append, kind: 'delete' }), 'schema-invalid'],
    ['an unknown field', encodeCbor({ ...append, note: 'x' }), 'schema-invalid'],
    ['a missing field', encodeCbor({ kind: 'roster', seq: 3, time }), 'schema-invalid'],
    ['a short file id', encodeCbor({ ...append, file: new Uint8Array(15) }), 'schema-invalid'],
    ['a negative counter', encodeCbor({ ...append, counter: -1 }), 'schema-invalid'],
    ['an empty statement', encodeCbor({ ...read, statement: new Uint8Array(0) }), 'schema-invalid'],
    [
      'a statement over 1024 bytes',
      encodeCbor({ ...read, statement: new Uint8Array(1025) }),
      'schema-invalid',
    ],
    ['a byte after the map', new Uint8Array([...encodeCbor({ ...append }), 0]), 'cbor-invalid'],
  ];
  return vectorFile('Openings of ledger leaves, PROTOCOL section 7', [
    ...openings.map((opening) => ({
      name: opening.kind,
      op: 'leaf-opening',
      input: { bytes: toHex(encodeOpening(opening)) },
    })),
    ...refused.map(([name, bytes, error]) => ({
      name,
      op: 'leaf-opening',
      input: { bytes: toHex(bytes) },
      error,
    })),
  ]);
}
