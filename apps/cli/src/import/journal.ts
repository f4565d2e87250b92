import type { FileTip, SealedCache } from '@vaiti/client';
import {
  bytesBetween,
  bytesOf,
  concat,
  daySchema,
  type EntryId,
  type FileId,
  type FileMember,
  hashSchema,
  idBytes,
  idOf,
  idSchema,
  type PracticeId,
  type PrincipalId,
  scopes,
  Secret,
  uintSchema,
} from '@vaiti/core';
import { z } from 'zod';
import type { Seen, SeenTable } from './seen.ts';

/** Bytes of one line about a record: key 8, digest 4, version 4, big-endian. */
const LINE = 16;

const fileLine = z.strictObject({
  file: idSchema,
  root: bytesOf(32),
  seq: uintSchema,
  head: hashSchema,
  epoch: uintSchema,
  day: daySchema,
  readers: z.array(
    z.strictObject({ id: idSchema, generation: uintSchema, scopes: z.array(z.enum(scopes)) }),
  ),
  seen: bytesBetween(0, 256 * 1024 * 1024),
});
const segment = z.strictObject({ files: z.array(fileLine) });

/** A file that an import has written, with the key to go on writing. */
export interface JournalFile {
  readonly tip: FileTip;
  readonly root: Secret;
}

interface Line extends JournalFile {
  readonly seen: Uint8Array[];
}

function seenLine(key: bigint, { digest, version }: Seen): Uint8Array {
  const line = new DataView(new ArrayBuffer(LINE));
  line.setBigUint64(0, key);
  line.setUint32(8, digest);
  line.setUint32(12, version);
  return new Uint8Array(line.buffer);
}

function readSeen(bytes: Uint8Array, into: SeenTable): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + LINE <= bytes.length; at += LINE) {
    const seen = { digest: view.getUint32(at + 8), version: view.getUint32(at + 12) };
    into.set(view.getBigUint64(at), seen);
  }
}

/**
 * What this identity has imported so far, sealed on this device in segments that are only ever
 * added: per file the newest head and the root key, per record that it is stored. What a crash
 * loses of it is found again by reading the files concerned.
 */
export class Journal {
  readonly #cache: SealedCache;
  readonly #practice: PracticeId;
  #next = 0;
  #lines = new Map<FileId, Line>();

  constructor(cache: SealedCache, practice: PracticeId) {
    this.#cache = cache;
    this.#practice = practice;
  }

  /** Reads everything written so far: files by id, records into `seen`. Throws `cache-damaged`. */
  async load(seen: SeenTable): Promise<Map<FileId, JournalFile>> {
    const files = new Map<FileId, JournalFile>();
    const names = [...(await this.#cache.names('import/'))].sort();
    for (const name of names) {
      const part = await this.#cache.get(name, segment);
      for (const line of part?.files ?? []) {
        const file = idOf<FileId>(line.file);
        files.set(file, this.#fileOf(file, line));
        readSeen(line.seen, seen);
      }
    }
    this.#next = Number(names.at(-1)?.slice('import/'.length) ?? -1) + 1;
    return files;
  }

  #fileOf(file: FileId, line: z.infer<typeof fileLine>): JournalFile {
    const readers = line.readers.map(({ id, generation, scopes }) => {
      return [idOf<PrincipalId>(id), { generation, scopes }] as const;
    });
    const { seq, epoch, day } = line;
    const state = {
      practice: this.#practice,
      file,
      seq,
      head: idOf<EntryId>(line.head),
      epoch,
      day,
      readers: new Map(readers),
      // The importer appends contents alone, which ask for none of these.
      split: undefined,
      members: new Map<PrincipalId, FileMember>(),
      forgotten: false,
    };
    return { tip: { file, state, newest: new Map() }, root: new Secret(line.root) };
  }

  /** Takes down that a record was stored and where its file stands now. */
  note(file: JournalFile, key: bigint, seen: Seen): void {
    const id = file.tip.file;
    const lines = this.#lines.get(id)?.seen ?? [];
    lines.push(seenLine(key, seen));
    this.#lines.set(id, { ...file, seen: lines });
  }

  /** Writes down what was noted since the last time. */
  async save(): Promise<void> {
    const lines = [...this.#lines.values()];
    if (lines.length === 0) return;
    this.#lines = new Map();
    const name = `import/${String(this.#next++).padStart(8, '0')}`;
    await this.#cache.put(name, { files: lines.map(lineOf) });
  }
}

function lineOf({ tip, root, seen }: Line) {
  const { state } = tip;
  return {
    file: idBytes(tip.file),
    // Sealed under the identity's own cache key, which opens the same grants.
    root: root.use((bytes) => bytes.slice()),
    seq: state.seq,
    head: idBytes(state.head),
    epoch: state.epoch,
    day: state.day,
    readers: [...state.readers].map(([id, { generation, scopes: held }]) => ({
      id: idBytes(id),
      generation,
      scopes: [...held],
    })),
    seen: concat(...seen),
  };
}
