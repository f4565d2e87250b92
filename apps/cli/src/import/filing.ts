import { type CareRecord, parseRecord } from '@vaiti/care';
import type { ImportItem } from '@vaiti/care/fhir';
import {
  ClientError,
  type Draft,
  FileKeys,
  type FileLine,
  FileWriter,
  type Practice,
  prepareFile,
  readFile,
  type ReaderPlan,
} from '@vaiti/client';
import { type FileId, idOf, type RecordId, type Secret } from '@vaiti/core';
import type { ImportIds } from './ids.ts';
import type { Journal, JournalFile } from './journal.ts';
import { OtherPerson, type Trait, traitsFor } from './same-person.ts';
import { type Seen, seenKey, type SeenTable } from './seen.ts';
import type { Sender } from './sender.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { Tally } from './tally.ts';

/** Key of the file that takes professionals, organisations and places. */
const DIRECTORY = 'directory';

export interface FilingOptions {
  readonly practice: Practice;
  readonly ids: ImportIds;
  readonly seen: SeenTable;
  readonly journal: Journal;
  readonly sender: Sender;
  readonly watch: Stopwatch;
  readonly tally: Tally;
  /** Files of earlier imports, from the journal. */
  readonly known: ReadonlyMap<FileId, JournalFile>;
  /** Files that the server lists for this person. */
  readonly listed: ReadonlyMap<FileId, FileLine>;
  /** Who beside the importer reads patient files. */
  readonly readers: readonly ReaderPlan[];
  /** The centre that imported patients belong to. */
  readonly centre: string | null;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** One file being written: its writer, and the work on it in order. */
interface Desk {
  readonly file: FileId;
  readonly root: Secret;
  readonly writer: FileWriter;
}

/**
 * Puts records into their files. Work on one file is done in order, on different files at the same
 * time; each file keeps its writer and nothing of what it wrote.
 */
export class Filing {
  readonly #options: FilingOptions;
  readonly #desks = new Map<string, Promise<Desk>>();
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #refused = new Set<string>();

  constructor(options: FilingOptions) {
    this.#options = options;
  }

  /**
   * Files one item. Resolves when it is stored, to whether it was stored already. `digest` is the
   * first 32 bits of its source's hash: other content under the same key becomes a new version.
   * Rejects with `content-invalid`, `record-…`, `other-person` for this item alone, else the import
   * cannot go on.
   */
  async put(item: ImportItem, digest: number): Promise<'stored' | 'present'> {
    const key = item.target.file === 'directory' ? DIRECTORY : item.target.patient;
    const previous = this.#queues.get(key) ?? Promise.resolve();
    const sealed = previous.then(() => this.#seal(key, item, digest));
    const settled = sealed.catch(() => undefined);
    this.#queues.set(key, settled);
    void settled.then(() => {
      if (this.#queues.get(key) === settled) this.#queues.delete(key);
    });
    const parcel = await sealed;
    if (parcel === undefined) return 'present';
    await parcel.stored;
    return 'stored';
  }

  /** Resolves when everything that was put is sealed and handed to the sender. */
  async sealed(): Promise<void> {
    while (this.#queues.size > 0) await Promise.all(this.#queues.values());
  }

  async #seal(key: string, item: ImportItem, digest: number) {
    const { ids, seen, watch } = this.#options;
    const desk = await this.#desk(key);
    const record = ids.record(item.importKey);
    const place = seenKey(desk.file, record);
    const before = seen.get(place);
    if (before !== undefined && (before.digest === 0 || before.digest === digest)) return undefined;
    const traits = this.#checkPerson(key, desk.file, item);
    const now: Seen = { version: (before?.version ?? 0) + 1, digest };
    const draft = draftOf(item, record, now.version, this.#options.centre);
    await watch.sealing(() => desk.writer.add(draft));
    const rows: readonly Trait[] = [[place, now], ...traits];
    for (const [at, row] of rows) seen.set(at, row);
    return { stored: this.#send(desk, rows) };
  }

  /** A file whose patient turned out to be somebody else takes nothing more of this import. */
  #checkPerson(key: string, file: FileId, item: ImportItem): readonly Trait[] {
    if (this.#refused.has(key)) throw new OtherPerson();
    if (item.record.type !== 'contact') return [];
    const { ids, seen } = this.#options;
    try {
      return traitsFor(item.record, { file, ids, seen });
    } catch (error) {
      this.#refused.add(key);
      throw error;
    }
  }

  /** Hands what the writer has over; resolves when it is stored and noted. */
  #send(desk: Desk, rows: readonly Trait[]): Promise<void> {
    const { journal, sender, tally } = this.#options;
    const { root, writer } = desk;
    const prepared = writer.take();
    const { tip } = writer;
    return new Promise((resolve, reject) => {
      const stored = () => {
        tally.entries += prepared.length;
        const file = { tip: { ...tip, newest: new Map() }, root };
        for (const [place, seen] of rows) journal.note(file, place, seen);
        resolve();
      };
      sender.push({ tip, prepared, stored, failed: reject });
    });
  }

  #desk(key: string): Promise<Desk> {
    let desk = this.#desks.get(key);
    if (desk === undefined) {
      desk = this.#open(key);
      this.#desks.set(key, desk);
    }
    return desk;
  }

  async #open(key: string): Promise<Desk> {
    const { ids, known, listed, practice } = this.#options;
    const file = ids.file(key);
    const line = listed.get(file);
    const noted = known.get(file);
    if (line === undefined) {
      // The server confirmed this file once: a list without it is older than what was seen.
      if (noted !== undefined) throw new ClientError('head-rolled-back');
      return this.#begin(key, file);
    }
    if (noted?.tip.state.head === line.head.id) {
      const { root, tip } = noted;
      return { file, root, writer: new FileWriter(practice, this.#keys(noted), tip, []) };
    }
    return this.#reopen(file, noted);
  }

  #keys({ root, tip }: JournalFile): FileKeys {
    const { identity } = this.#options.practice.member;
    return new FileKeys(tip, identity.id, new Map([['root', root]]));
  }

  async #begin(key: string, file: FileId): Promise<Desk> {
    const { ids, practice, readers, tally, today, watch } = this.#options;
    const as = practice.member.identity.id;
    const kind = key === DIRECTORY ? 'directory' : 'patient';
    const first = {
      compartment: kind === 'directory' ? ('directory' as const) : ('clinical' as const),
      content: { type: 'descriptor' as const, file: kind, createdOn: today } satisfies CareRecord,
      record: ids.record(`descriptor/${key}`),
    };
    const plan: ReaderPlan[] = [{ reader: as, scope: 'root' }];
    if (kind === 'patient') plan.push(...readers);
    const started = await watch.sealing(() =>
      prepareFile(practice, { file, as, readers: plan, first }),
    );
    tally.files++;
    const { appends, root, tip } = started;
    const bare = { ...tip, newest: new Map<RecordId, number>() };
    const writer = new FileWriter(practice, this.#keys({ root, tip: bare }), bare, appends);
    return { file, root, writer };
  }

  /** A file that stands otherwise on the server than in the journal: read whole and verified. */
  async #reopen(file: FileId, noted: JournalFile | undefined): Promise<Desk> {
    const { journal, practice, seen } = this.#options;
    const as = practice.member.identity.id;
    const opened = await readFile(practice, { file, as, purpose: 'care' });
    const at = noted?.tip.state;
    if (at !== undefined && opened.file.entries[at.seq]?.id !== at.head)
      throw new ClientError(opened.file.state.seq < at.seq ? 'head-rolled-back' : 'file-forked');
    const tip = { file, state: opened.file.state, newest: new Map<RecordId, number>() };
    const root = opened.keys.root();
    for (const { header } of opened.file.entries) {
      const place = seenKey(file, idOf(header.record));
      const before = seen.get(place);
      const now = { version: header.version, digest: 0 };
      if (before?.version !== header.version) seen.set(place, now);
      // The journal's next line trusts the head, so it must know every record up to it.
      journal.note({ tip, root }, place, seen.get(place) ?? now);
    }
    return { file, root, writer: new FileWriter(practice, opened.keys, tip, []) };
  }
}

function draftOf(
  item: ImportItem,
  record: RecordId,
  version: number,
  centre: string | null,
): Draft {
  const mapped = item.record;
  const placed =
    mapped.type === 'contact' ? { ...mapped, centre: mapped.centre ?? centre } : mapped;
  // What would not open again must not be sealed.
  const content = parseRecord(placed);
  return { compartment: item.compartment, content, record, version };
}
