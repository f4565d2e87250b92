import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Material } from '../find/material.ts';

/** What a file of the data directory is, by its path in it. First that fits. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^vaiti\.db$/, 'database file'],
  [/^vaiti\.db-wal$/, 'write-ahead log'],
  [/^vaiti\.db-shm$/, 'shared index of the log'],
  [/^keys\//, 'keys of the server'],
  [/^(logs\/|output-)/, 'logs and output'],
];

function dataKind(path: string): string {
  return kinds.find(([pattern]) => pattern.test(path))?.[1] ?? 'rest of the data directory';
}

/** Copies the data directory as it is, in mid-write, and the names of all in it. */
export function copyData(data: string, to: string): Promise<readonly Material[]> {
  return copyAll(data, to, dataKind);
}

/** Copies the folder in which the server puts temporary files, and the names of all in it. */
export function copyTemporary(folder: string, to: string): Promise<readonly Material[]> {
  return copyAll(folder, to, () => 'temporary files');
}

async function copyAll(
  from: string,
  to: string,
  kind: (path: string) => string,
): Promise<readonly Material[]> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const names = `${to}.names`;
  await writeFile(names, entries.map(({ name }) => `${name}\n`).join(''));
  const copied: Material[] = [{ source: kind('names of files'), path: names }];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const inside = relative(from, source);
    const path = join(to, inside);
    await mkdir(dirname(path), { recursive: true });
    if (await copyIfThere(source, path)) copied.push({ source: kind(inside), path });
  }
  return copied;
}

/** False when the running server has removed the file meanwhile. */
async function copyIfThere(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
