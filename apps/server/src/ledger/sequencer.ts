import { type FileId, idOf, type RecordId, replay, type Roster } from '@vaiti/core/blind';
import { limits } from '@vaiti/contract';
import { StoreError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { Draft, recordOf } from './draft.ts';
import { type Bench, judgeAppend, judgeRead } from './judge.ts';
import type { Log } from './log.ts';
import { Nonces } from './nonces.ts';
import { judgeRoster } from './roster-work.ts';
import { FileCache, type FileState, stateOf } from './state.ts';
import type {
  AppendOutcome,
  CheckedAppend,
  CheckedRead,
  ReadJudgement,
  RosterJudgement,
  RosterWork,
} from './work.ts';

type Work = CheckedAppend | CheckedRead | RosterWork;
type Outcome = AppendOutcome | ReadJudgement | RosterJudgement;

interface Queued {
  readonly work: Work;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** What the sequencer tells of itself. */
export interface SequencerEvents {
  /** After each transaction: how many items it held and how long it took, in milliseconds. */
  readonly committed: (items: number, milliseconds: number) => void;
}

/** Items and bytes after which a batch takes no more. */
const BATCH_ITEMS = 1024;
const BATCH_BYTES = 32 * 1024 * 1024;
/** How long a transaction may wait for more, milliseconds. */
const GATHER_MS = 4;
const CACHED_FILES = 20_000;

/**
 * The single writer of a practice. Work queues up while a transaction is in flight; the next one takes
 * all that has gathered (group commit). An answer is given only after the commit is durable.
 */
export class Sequencer {
  readonly #store: Store;
  readonly #log: Log;
  readonly #clock: () => number;
  readonly #events: SequencerEvents;
  readonly #files = new FileCache(CACHED_FILES);
  readonly #nonces: Nonces;
  #roster: Roster | undefined;
  #queue: Queued[] = [];
  #running: Promise<void> | undefined;
  /** Requests whose items are being checked. */
  #expected = 0;
  #gathered: (() => void) | undefined;
  /** Milliseconds. */
  #lastCommit = 0;
  /** Whether the last write's outcome is unknown, so that memory may be behind the store. */
  #behind = false;

  private constructor(options: {
    store: Store;
    log: Log;
    clock: () => number;
    events: SequencerEvents;
    roster: Roster | undefined;
    nonces: Nonces;
  }) {
    this.#store = options.store;
    this.#log = options.log;
    this.#clock = options.clock;
    this.#events = options.events;
    this.#roster = options.roster;
    this.#nonces = options.nonces;
  }

  /** Replays the stored roster. Rejects as `replay` and the store do. */
  static async load(options: {
    readonly store: Store;
    readonly log: Log;
    readonly clock: () => number;
    readonly events: SequencerEvents;
  }): Promise<Sequencer> {
    const entries = await options.store.roster(0);
    const roster = entries.length === 0 ? undefined : await replay(entries.map(signedOf));
    const since = options.clock() - 2 * limits.clockSkew;
    const nonces = new Nonces(await options.store.nonces(since));
    return new Sequencer({ ...options, roster, nonces });
  }

  /** The practice's roster as stored; undefined before it is founded. */
  get roster(): Roster | undefined {
    return this.#roster;
  }

  /** Items that wait. */
  get depth(): number {
    return this.#queue.length;
  }

  /** Rejects with `StoreError` when the batch could not be stored. */
  append(item: CheckedAppend): Promise<AppendOutcome> {
    return this.#submit<AppendOutcome>(item);
  }

  /** Resolves with `logged` once the statement is durably in the ledger. */
  read(item: CheckedRead): Promise<ReadJudgement> {
    return this.#submit<ReadJudgement>(item);
  }

  rosterEntry(item: RosterWork): Promise<RosterJudgement> {
    return this.#submit<RosterJudgement>(item);
  }

  /** Resolves when nothing waits or runs any more. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  /**
   * Announces work that is being checked, so that the next transaction waits a moment for it. The
   * returned function takes the announcement back; calling it again does nothing.
   */
  expect(): () => void {
    this.#expected++;
    let open = true;
    return () => {
      if (open) this.#expected--;
      open = false;
      if (this.#expected === 0) this.#gathered?.();
    };
  }

  #submit<T extends Outcome>(work: Work): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // The judge of each kind of work gives that kind's outcome.
      this.#queue.push({ work, resolve: (outcome) => resolve(outcome as T), reject });
      this.#running ??= this.#drain();
    });
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      await this.#gather();
      await this.#process(this.#take());
    }
    this.#running = undefined;
  }

  /**
   * Lets everything that is ready in this turn of the loop gather, and waits for what is being checked
   * as long as half of the last commit took: a commit costs the same for one item as for many.
   */
  async #gather(): Promise<void> {
    await new Promise((next) => setImmediate(next));
    const patience = Math.min(GATHER_MS, Math.floor(this.#lastCommit / 2));
    if (this.#expected === 0 || patience < 1) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), patience);
    this.#gathered = () => resolve(undefined);
    await promise;
    clearTimeout(timer);
    this.#gathered = undefined;
  }

  /** Roster entries go alone; a rotation needs its file untouched by the batch. */
  #take(): Queued[] {
    const first = this.#queue[0];
    if (first === undefined) return [];
    if (first.work.kind === 'roster') return this.#queue.splice(0, 1);
    const touched = new Set<string>();
    let bytes = 0;
    let count = 0;
    for (const { work } of this.#queue) {
      if (work.kind === 'roster' || count === BATCH_ITEMS || bytes > BATCH_BYTES) break;
      const file = fileOf(work);
      if (isRotation(work) && touched.has(file)) break;
      touched.add(file);
      bytes += work.kind === 'append' ? (work.entry.sealed.body?.length ?? 0) : 0;
      count++;
    }
    return this.#queue.splice(0, count);
  }

  async #process(items: readonly Queued[]): Promise<void> {
    const began = performance.now();
    try {
      if (this.#behind) await this.#catchUp();
      const draft = new Draft(this.#log.draft());
      const outcomes = await this.#judge(items, draft);
      this.#lastCommit = performance.now() - began;
      this.#events.committed(items.length, this.#lastCommit);
      for (const [i, { resolve }] of items.entries()) {
        const outcome = outcomes[i];
        if (outcome !== undefined) resolve(outcome);
      }
    } catch (error) {
      this.#behind = true;
      for (const { reject } of items) reject(error);
    }
  }

  async #judge(items: readonly Queued[], draft: Draft): Promise<Outcome[]> {
    const now = this.#clock();
    const first = items[0]?.work;
    if (first?.kind === 'roster') {
      const step = await judgeRoster(this.#roster, draft, first, now);
      if (!('roster' in step)) return [step];
      await this.#commit(draft);
      this.#roster = step.roster;
      return [step.judgement];
    }
    const roster = this.#roster;
    if (roster === undefined) throw new StoreError('store-conflict');
    const works = items.flatMap(({ work }) => (work.kind === 'roster' ? [] : [work]));
    const bench = await this.#bench(roster, works, draft, now);
    const outcomes = works.map((work) =>
      work.kind === 'append' ? judgeAppend(bench, work) : judgeRead(bench, work),
    );
    if (!draft.empty) await this.#commit(draft);
    return outcomes;
  }

  async #commit(draft: Draft): Promise<void> {
    await this.#store.commit(draft.batch());
    this.#log.adopt(draft.log);
    for (const state of draft.states()) this.#files.set(state.chain.file, state);
    this.#nonces.add(draft.nonces);
  }

  /** Loads what judging needs and memory lacks. */
  async #bench(
    roster: Roster,
    works: readonly (CheckedAppend | CheckedRead)[],
    draft: Draft,
    now: number,
  ): Promise<Bench> {
    const states = new Map<FileId, FileState>();
    const missing = new Set<FileId>();
    for (const work of works) {
      const file = fileOf(work);
      if (states.has(file)) continue;
      const state = this.#files.get(file);
      if (state === undefined) missing.add(file);
      else states.set(file, state);
    }
    if (missing.size > 0) {
      for (const [file, stored] of await this.#store.files([...missing])) {
        const state = stateOf(roster.practice, stored);
        states.set(file, state);
        this.#files.set(file, state);
      }
    }
    await this.#loadVersions(works, states);
    const bodies = new Map<FileId, readonly number[]>();
    for (const work of works.filter(isRotation))
      bodies.set(fileOf(work), await this.#store.bodySeqs(fileOf(work)));
    const since = now - 2 * limits.clockSkew;
    this.#nonces.forget(since);
    return {
      roster,
      draft,
      now,
      stored: (file) => states.get(file),
      bodies: (file) => bodies.get(file) ?? [],
      nonceSeen: (reader, nonce) =>
        this.#nonces.has(reader, nonce) ||
        draft.nonces.some((n) => n.reader === reader && n.nonce === nonce),
    };
  }

  async #loadVersions(
    works: readonly (CheckedAppend | CheckedRead)[],
    states: ReadonlyMap<FileId, FileState>,
  ): Promise<void> {
    const wanted: { state: FileState; file: FileId; record: RecordId }[] = [];
    for (const work of works) {
      if (work.kind !== 'append') continue;
      const file = fileOf(work);
      const record = recordOf(work.entry.header);
      const state = states.get(file);
      if (state === undefined || state.whole || state.versions.has(record)) continue;
      wanted.push({ state, file, record });
    }
    if (wanted.length === 0) return;
    const newest = await this.#store.newestVersions(wanted);
    for (const [i, { state, record }] of wanted.entries())
      state.versions.set(record, newest[i] ?? 0);
  }

  async #catchUp(): Promise<void> {
    this.#files.clear();
    const entries = await this.#store.roster(0);
    this.#roster = entries.length === 0 ? undefined : await replay(entries.map(signedOf));
    await this.#log.catchUp();
    this.#nonces.add(await this.#store.nonces(this.#clock() - 2 * limits.clockSkew));
    this.#behind = false;
  }
}

function signedOf(row: { entry: Uint8Array<ArrayBuffer>; signature: Uint8Array<ArrayBuffer> }) {
  return { entry: row.entry, signature: row.signature };
}

function fileOf(work: CheckedAppend | CheckedRead): FileId {
  return idOf<FileId>(work.kind === 'append' ? work.entry.header.file : work.statement.file);
}

function isRotation(work: CheckedAppend | CheckedRead): work is CheckedAppend {
  return work.kind === 'append' && work.entry.header.kind === 'rotate';
}
