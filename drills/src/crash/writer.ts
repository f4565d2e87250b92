import {
  ClientError,
  FileWriter,
  memoryStore,
  type OpenedFile,
  type Practice,
  type Prepared,
  readFile,
  sendBatch,
} from '@vaiti/client';
import { decodeOpening, type EntryId, type FileId, idBytes } from '@vaiti/core';
import { newPatient, noteDraft, type PersonaName, type SmallPractice } from '@vaiti/testkit';

/** What a client saw in its own file after a restart. */
export interface Findings {
  /** Entries that the server had acknowledged and that are not in the chain. */
  readonly lost: number;
  /** Places where the file's leaf counters leave a number out or repeat one. */
  readonly gaps: number;
}

/** Requests that each client seals beforehand, so that the server is under load from the start. */
const AHEAD = 6;

/** What ends a request when the server dies under it. */
const INTERRUPTED = new Set(['offline', 'timeout', 'stopping', 'server-reply-invalid']);

/**
 * One client with a file of its own: writes and reads it, keeps what was acknowledged, and holds the
 * server to it afterwards. It pins heads and ledger as every client does.
 */
export class Writer {
  readonly #practice: Practice;
  readonly #file: FileId;
  readonly #acknowledged = new Set<EntryId>();
  readonly #batch: number;
  #opened: OpenedFile | undefined;
  #ready: (readonly Prepared[])[] = [];
  #counted = 0;
  appended = 0;
  read = 0;

  private constructor(practice: Practice, file: FileId, batch: number) {
    this.#practice = practice;
    this.#file = file;
    this.#batch = batch;
  }

  /** A new file of this person on a device of its own; `batch` entries are sent at a time. */
  static async open(practice: SmallPractice, name: PersonaName, batch: number): Promise<Writer> {
    const member = await practice.open(name, { store: memoryStore(), timeout: 10_000 });
    return new Writer(member, await newPatient(member, { texts: ['Alku.'] }), batch);
  }

  #read(): Promise<OpenedFile> {
    const as = this.#practice.member.identity.id;
    return readFile(this.#practice, { file: this.#file, as, purpose: 'care' });
  }

  /**
   * Sends what is prepared, reads, prepares more and goes on, until `over` or until the server is
   * gone. Throws all else.
   */
  async work(over: () => boolean): Promise<void> {
    try {
      while (!over()) {
        await this.#append();
        if (this.#ready.length > 0) continue;
        this.#opened = await this.#read();
        this.read++;
      }
    } catch (error) {
      if (!(error instanceof ClientError) || !INTERRUPTED.has(error.code)) throw error;
      // What became of the last request is unknown: the file is read before the next one.
      this.#opened = undefined;
      this.#ready = [];
    }
  }

  /** Seals the next requests on top of what was read last. */
  async prepare(): Promise<void> {
    const opened = (this.#opened ??= await this.#read());
    const writer = new FileWriter(this.#practice, opened.keys, opened.file, []);
    while (this.#ready.length < AHEAD) {
      for (let i = 0; i < this.#batch; i++) await writer.add(noteDraft('Kirjattu kuormassa.'));
      this.#ready.push(writer.take());
    }
    this.#opened = { ...opened, file: { ...opened.file, ...writer.tip } };
  }

  async #append(): Promise<void> {
    if (this.#ready.length === 0) await this.prepare();
    const prepared = this.#ready.shift() ?? [];
    await sendBatch(this.#practice, prepared);
    for (const { id } of prepared) this.#acknowledged.add(id);
    this.appended += prepared.length;
  }

  /** Reads the file as the client always does, every check included, and compares. */
  async check(): Promise<Findings> {
    const opened = await this.#read();
    this.#opened = opened;
    this.read++;
    const there = new Set(opened.file.entries.map((entry) => entry.id));
    const lost = [...this.#acknowledged].filter((id) => !there.has(id)).length;
    return { lost, gaps: await this.#gaps() };
  }

  async #gaps(): Promise<number> {
    const { api, token } = this.#practice.member;
    let gaps = 0;
    for (;;) {
      const request = { file: idBytes(this.#file), from: this.#counted + 1 };
      const { leaves, more } = await api.call('openings', request, token);
      for (const leaf of leaves) {
        const opening = decodeOpening(leaf.opening);
        const counter = opening.kind === 'roster' ? 0 : opening.counter;
        if (counter !== this.#counted + 1) gaps++;
        this.#counted = counter;
      }
      if (!more) return gaps;
    }
  }

  /** Checks the ledger against what this client has pinned. Resolves to promised leaves to come. */
  async ledger(): Promise<number> {
    return (await this.#practice.ledger.check()).waiting;
  }
}
