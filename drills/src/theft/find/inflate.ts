import { gunzipSync, inflateRawSync, inflateSync, constants as zlib } from 'node:zlib';

/** Containers of deflated data that have a mark to find them by. */
export type StreamFormat = 'gzip' | 'zlib' | 'zip';

/** Where a deflated stream may begin: the offset of its mark. */
export interface StreamStart {
  readonly at: number;
  readonly format: StreamFormat;
}

/** Compressed bytes looked at of one stream, and bytes taken out of it, at most. */
const MAX_INPUT = 2 ** 26;
const MAX_OUTPUT = 2 ** 28;
/** More than the tables of a block take, so that each doubling gives something or the stream is over. */
const FIRST_INPUT = 512;
/** Bytes that `streamStarts` looks at behind the first byte of a mark. */
export const START_LENGTH = 12;

/** RFC 1952 section 2.3.1, RFC 1950 section 2.2 (window of 32 KB), APPNOTE.TXT 4.3.7. */
const marks: readonly (readonly [StreamFormat, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['zlib', [0x78, 0x01]],
  ['zlib', [0x78, 0x5e]],
  ['zlib', [0x78, 0x9c]],
  ['zlib', [0x78, 0xda]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
];

/** Whether what follows the mark can begin a stream: most chance marks end here. */
function isPlausible(bytes: Uint8Array, { at, format }: StreamStart): boolean {
  const byte = (i: number): number => bytes[at + i] ?? 0;
  switch (format) {
    case 'gzip':
      return (byte(3) & 0xe0) === 0;
    case 'zip':
      return byte(8) === 8;
    case 'zlib':
      return isBlock(byte(2), [byte(3), byte(4), byte(5), byte(6)]);
  }
}

/** Whether a deflate block may begin so (RFC 1951 section 3.2.3). */
function isBlock(head: number, next: readonly [number, number, number, number]): boolean {
  const type = (head >>> 1) & 3;
  if (type === 0) return (next[0] ^ next[2]) === 0xff && (next[1] ^ next[3]) === 0xff;
  // Type 2: at most 286 literal and length codes and 30 distance codes.
  if (type === 2) return head >>> 3 <= 29 && (next[0] & 31) <= 29;
  return type === 1;
}

/** Places in `bytes` where a deflated stream may begin, in no particular order. */
export function streamStarts(bytes: Uint8Array): readonly StreamStart[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const starts: StreamStart[] = [];
  for (const [format, mark] of marks) {
    const wanted = Buffer.from(mark);
    for (let at = buffer.indexOf(wanted); at >= 0; at = buffer.indexOf(wanted, at + 1)) {
      const start = { at, format };
      if (isPlausible(bytes, start)) starts.push(start);
    }
  }
  return starts;
}

/** Gives up to `length` bytes from `offset`; fewer at the end of the material. */
export type ReadAt = (offset: number, length: number) => Uint8Array;

const options = { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: MAX_OUTPUT };
const inflaters = {
  gzip: (bytes: Uint8Array) => gunzipSync(bytes, options),
  zlib: (bytes: Uint8Array) => inflateSync(bytes, options),
  zip: (bytes: Uint8Array) => inflateRawSync(bytes, options),
};

/** What comes out of an unbroken part of a stream; undefined when it breaks within these bytes. */
function tryInflate(format: StreamFormat, bytes: Uint8Array): Uint8Array | undefined {
  try {
    return inflaters[format](bytes);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'Z_DATA_ERROR' || code === 'ERR_BUFFER_TOO_LARGE' || code === 'Z_NEED_DICT')
      return undefined;
    throw error;
  }
}

function bodyOffset(start: StreamStart, read: ReadAt): number {
  if (start.format !== 'zip') return start.at;
  const header = read(start.at, 30);
  const names = (i: number): number => (header[i] ?? 0) | ((header[i + 1] ?? 0) << 8);
  return start.at + 30 + names(26) + names(28);
}

/**
 * Inflates from `start` as far as the stream is whole: a stream that is cut off, or that runs into
 * other bytes, gives what stands before the break. At most 64 MB in and 256 MB out.
 */
export function inflateAt(start: StreamStart, read: ReadAt): Uint8Array {
  const { format } = start;
  const offset = bodyOffset(start, read);
  let whole: Uint8Array = new Uint8Array(0);
  let good = 0;
  let size = FIRST_INPUT;
  let input = read(offset, size);
  for (;;) {
    const out = tryInflate(format, input);
    if (out === undefined) break;
    // Nothing more with twice the input: the stream has ended, or the material has.
    const ended = input.length < size || (good > 0 && out.length === whole.length);
    whole = out;
    good = input.length;
    if (ended || size >= MAX_INPUT) return whole;
    size *= 2;
    input = read(offset, size);
  }
  let bad = input.length;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    const out = tryInflate(format, input.subarray(0, middle));
    if (out === undefined) {
      bad = middle;
    } else {
      good = middle;
      whole = out;
    }
  }
  return whole;
}
