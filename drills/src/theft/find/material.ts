import { closeSync, openSync, readSync } from 'node:fs';
import { inflateAt, type ReadAt, START_LENGTH, type StreamStart, streamStarts } from './inflate.ts';
import type { Pattern } from './needles.ts';
import { MIN_PATTERN, type Searcher } from './search.ts';

/** A part of a source file and where it was before: of a process, address and name of the mapping. */
export interface Region {
  readonly at: number;
  readonly length: number;
  readonly name: string;
}

/** One stolen file. Several of one `source` are one line of the report. */
export interface Material {
  readonly source: string;
  readonly path: string;
  readonly regions?: readonly Region[];
}

/** A needle found in the material. `inflatedFrom` is the offset of the stream that it came out of. */
export interface Finding {
  readonly pattern: Pattern;
  readonly material: Material;
  readonly offset: number;
  readonly inflatedFrom?: number;
}

/** What was searched, and how it went. */
export interface Searched {
  readonly bytes: number;
  readonly streams: number;
  readonly inflatedBytes: number;
  readonly findings: readonly Finding[];
}

const CHUNK = 2 ** 22;

/** Searches a file as it is and everything that can be inflated out of it. */
export function searchMaterial(
  material: Material,
  searcher: Searcher,
  patterns: readonly Pattern[],
): Searched {
  const findings: Finding[] = [];
  const find = (number: number, place: Omit<Finding, 'pattern' | 'material'>): void => {
    const pattern = patterns[number];
    if (pattern !== undefined) findings.push({ pattern, material, ...place });
  };
  const fd = openSync(material.path, 'r');
  try {
    const read = readerOf(fd);
    const scan = searcher.scan(({ pattern, offset }) => find(pattern, { offset }));
    let streams = 0;
    let inflatedBytes = 0;
    for (const start of scanAndMark(read, (chunk) => scan.push(chunk))) {
      const out = inflateAt(start, read);
      if (out.length < MIN_PATTERN) continue;
      streams++;
      inflatedBytes += out.length;
      const inflatedFrom = start.at;
      searcher.scan(({ pattern, offset }) => find(pattern, { offset, inflatedFrom })).push(out);
    }
    return { bytes: scan.bytes, streams, inflatedBytes, findings };
  } finally {
    closeSync(fd);
  }
}

function readerOf(fd: number): ReadAt {
  return (offset, length) => {
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const count = readSync(fd, bytes, filled, length - filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  };
}

/** Gives every chunk to `push` once and yields the places where streams may begin. */
function* scanAndMark(read: ReadAt, push: (chunk: Uint8Array) => void): Generator<StreamStart> {
  for (let offset = 0; ; offset += CHUNK) {
    const bytes = read(offset, CHUNK + START_LENGTH);
    const chunk = bytes.subarray(0, CHUNK);
    if (chunk.length === 0) return;
    push(chunk);
    for (const { at, format } of streamStarts(bytes))
      if (at < CHUNK) yield { at: offset + at, format };
  }
}
