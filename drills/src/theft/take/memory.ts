import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Region } from '../find/material.ts';

const PIECE = 2 ** 20;
/** Bytes of memory taken at most. */
const MAX_TAKEN = 2 ** 31;

interface Mapping {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

/**
 * The readable private mappings of `/proc/<pid>/maps` that can hold what the process wrote: anonymous
 * ones, heap, stack and changed data of files; not the code of programs. proc(5).
 */
export function parseMaps(text: string): readonly Mapping[] {
  return text.split('\n').flatMap((line) => {
    const match = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ \S+ \S+ *(.*)$/.exec(line);
    if (match === null) return [];
    const [, from = '', to = '', rights = '', name = ''] = match;
    const written = rights[1] === 'w' || name === '';
    if (rights[0] !== 'r' || rights[3] !== 'p' || !written || name.startsWith('[v')) return [];
    return [{ from: parseInt(from, 16), to: parseInt(to, 16), name: name || 'anonymous' }];
  });
}

const blank = new Uint8Array(PIECE);

function isBlank(bytes: Uint8Array): boolean {
  return Buffer.compare(bytes, blank.subarray(0, bytes.length)) === 0;
}

/**
 * Copies the memory of a running process to a file, pages never written left out; resolves to where
 * each part came from. Undefined where the system does not permit it.
 */
export async function copyMemory(pid: number, path: string): Promise<Region[] | undefined> {
  const opened = openMemory(pid);
  if (opened === undefined) return undefined;
  const { memory, maps } = opened;
  const out = openSync(path, 'w', 0o600);
  const regions: Region[] = [];
  let taken = 0;
  try {
    for (const { from, to, name } of maps) {
      for (let at = from; at < to && taken < MAX_TAKEN; at += PIECE) {
        const piece = readPiece(memory, at, Math.min(PIECE, to - at));
        if (piece === undefined || isBlank(piece)) continue;
        writeSync(out, piece);
        regions.push({ at, length: piece.length, name });
        taken += piece.length;
        // The load goes on in this process.
        await setImmediate();
      }
    }
    return regions;
  } finally {
    closeSync(out);
    closeSync(memory);
  }
}

function openMemory(pid: number): { memory: number; maps: readonly Mapping[] } | undefined {
  try {
    const maps = parseMaps(readFileSync(`/proc/${String(pid)}/maps`, 'utf8'));
    return { memory: openSync(`/proc/${String(pid)}/mem`, 'r'), maps };
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

/** Undefined where the mapping has gone meanwhile. */
function readPiece(memory: number, at: number, length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length);
  try {
    return bytes.subarray(0, readSync(memory, bytes, 0, length, at));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EIO') return undefined;
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EACCES' || code === 'EPERM' || code === 'ENOENT';
}
