import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const WITHIN = 180_000;

/** Flags with which the server writes its heap to `folder` when it is told to, strings whole. */
export function heapFlags(folder: string): readonly string[] {
  return [
    '--heapsnapshot-signal=SIGUSR2',
    `--diagnostic-dir=${folder}`,
    '--heap-snapshot-string-limit=16777216',
  ];
}

/**
 * Has the process write a snapshot of its JavaScript heap; resolves to the file when it is whole.
 * Throws when there is none within three minutes.
 */
export async function takeHeapSnapshot(pid: number, folder: string): Promise<string> {
  process.kill(pid, 'SIGUSR2');
  const until = Date.now() + WITHIN;
  while (Date.now() < until) {
    const name = readdirSync(folder).find((file) => file.endsWith('.heapsnapshot'));
    if (name !== undefined && isWhole(join(folder, name))) return join(folder, name);
    await sleep(50);
  }
  throw new Error('the server wrote no heap snapshot within three minutes');
}

/** Bytes that every snapshot has: its head alone is not taken for one. */
const LEAST = 2 ** 16;

/** The snapshot is one JSON object whose strings come last. */
function isWhole(path: string): boolean {
  const fd = openSync(path, 'r');
  try {
    const { size } = fstatSync(fd);
    if (size < LEAST) return false;
    const end = Buffer.alloc(8);
    readSync(fd, end, 0, end.length, size - end.length);
    return end.toString('latin1').trimEnd().endsWith('"]}');
  } finally {
    closeSync(fd);
  }
}
