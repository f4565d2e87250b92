import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { inflateAt, streamStarts } from './inflate.ts';

function inflated(material: Uint8Array): Buffer[] {
  const read = (offset: number, length: number) => material.subarray(offset, offset + length);
  return streamStarts(material).map((start) => Buffer.from(inflateAt(start, read)));
}

/** A ZIP local file header (APPNOTE.TXT 4.3.7) with method 8 and a name, and its data. */
function zipped(content: Uint8Array): Buffer {
  const name = Buffer.from('note.txt');
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name, deflateRawSync(content)]);
}

const writers: Readonly<Record<string, (content: Uint8Array, level: number) => Buffer>> = {
  gzip: (content, level) => gzipSync(content, { level }),
  zlib: (content, level) => deflateSync(content, { level }),
  zip: zipped,
};

const content = fc.string({ minLength: 20, maxLength: 4000 }).map((text) => Buffer.from(text));
const noise = fc.uint8Array({ maxLength: 300 });

for (const [name, write] of Object.entries(writers)) {
  test(`${name} is found among other bytes and inflated whole`, () => {
    fc.assert(
      fc.property(content, noise, noise, fc.nat(9), (inside, before, behind, level) => {
        const material = Buffer.concat([before, write(inside, level), behind]);
        assert.ok(inflated(material).some((out) => out.subarray(0, inside.length).equals(inside)));
      }),
    );
  });

  test(`${name} that is cut off or overwritten gives what stands before the break`, () => {
    const words = Array.from({ length: 4000 }, (_, i) => `word ${String((i * 7919) % 4001)}`);
    const inside = Buffer.from(words.join(' '));
    const whole = write(inside, 6);
    const half = whole.subarray(0, whole.length >>> 1);
    // 0xff bytes are invalid sooner or later: block type 3 does not exist.
    for (const tail of [Buffer.alloc(0), Buffer.alloc(5000, 0xff)]) {
      const outs = inflated(Buffer.concat([half, tail]));
      const least = inside.subarray(0, inside.length / 3);
      assert.ok(outs.some((out) => out.subarray(0, least.length).equals(least)));
    }
  });
}

test('noise gives no fault', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const marks = [0x78, 0x9c, ...bytes, 0x1f, 0x8b, 0x08, 0x00, ...bytes, 0x50, 0x4b, 3, 4];
      assert.doesNotThrow(() => inflated(Uint8Array.from(marks)));
    }),
  );
});

test('a megabyte of one letter comes out of a kilobyte', () => {
  const inside = Buffer.alloc(2 ** 20, 'a');
  const [out] = inflated(gzipSync(inside));
  assert.ok(out?.equals(inside));
});
