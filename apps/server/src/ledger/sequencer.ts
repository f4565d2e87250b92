import { type FileId, replay, type Roster } from '@vaiti/core/blind';
import { limits } from '@vaiti/contract';
import { StoreError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { Draft } from './draft.ts';
import {
  fileOf,
  type FileWork,
  Group,
  needsBodies,
  type Outcome,
  type Queued,
  type Work,
} from './group.ts';
import { type Bench, judgeAppend, judgeRead, judgeStatement } from './judge.ts';
import type { Log } from './log.ts';
import { Nonces } from './nonces.ts';
import { judgeRoster } from './roster-work.ts';
import { FileCache, type FileState, stateOf } from './state.ts';
import type {
  AppendOutcome,
  CheckedAppend,
  CheckedRead,
  CheckedStatement,
  ReadJudgement,
  RosterJudgement,
  RosterWork,
} from './work.ts';

/** What the sequencer tells of itself. */
export interface SequencerEvents {
  /** After each transaction: how many items it held and how long it took, in milliseconds. */
  readonly committed: (items: number, milliseconds: number) => void;
  /** After a transaction with which files ended: what was deleted is to be overwritten. */
  readonly forgotten?: () => void;
}

/** Records kept in memory, 100 MB at most. */
const CACHED_RECORDS = 500_000;

/**
 * The single writer of a practice. While the store writes one group of items, those that come
 * meanwhile are judged on top of it and gather into the next (group commit). An answer is given only
 * after the commit is durable, and what was judged on a commit that failed is judged again.
 */
export class Sequencer {
  readonly #store: Store;
  readonly #log: Log;
  readonly #clock: () => number;
  readonly #events: SequencerEvents;
  readonly #backupDays: number;
  readonly #files = new FileCache(CACHED_RECORDS);
  #nonces: Nonces;
  #roster: Roster | undefined;
  #queue: Queued[] = [];
  #running: Promise<void> | undefined;
  /** The group that the store writes now, and its end, which never rejects. */
  #flight: { readonly group: Group; readonly done: Promise<void> } | undefined;
  #arrived: (() => void) | undefined;
  /** Whether a write's outcome is unknown, so that memory may differ from the store. */
  #behind = false;

  private constructor(options: {
    store: Store;
    log: Log;
    clock: () => number;
    events: SequencerEvents;
    backupDays?: number;
    roster: Roster | undefined;
    nonces: Nonces;
  }) {
    this.#store = options.store;
    this.#log = options.log;
    this.#clock = options.clock;
    this.#events = options.events;
    this.#backupDays = options.backupDays ?? 0;
    this.#roster = options.roster;
    this.#nonces = options.nonces;
  }

  /** Replays the stored roster. Rejects as `replay` and the store do. */
  static async load(options: {
    readonly store: Store;
    readonly log: Log;
    readonly clock: () => number;
    readonly events: SequencerEvents;
    /** Days for which backups are kept. */
    readonly backupDays?: number;
  }): Promise<Sequencer> {
    const { store, clock } = options;
    const roster = await storedRoster(store);
    return new Sequencer({ ...options, roster, nonces: await storedNonces(store, clock()) });
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

  /** Resolves with `logged` once the statement is durably stored and in the ledger. */
  statement(item: CheckedStatement): Promise<ReadJudgement> {
    return this.#submit<ReadJudgement>(item);
  }

  rosterEntry(item: RosterWork): Promise<RosterJudgement> {
    return this.#submit<RosterJudgement>(item);
  }

  /** Resolves when nothing waits or runs any more. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  #submit<T extends Outcome>(work: Work): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // The judge of each kind of work gives that kind's outcome.
      this.#queue.push({ work, resolve: (outcome) => resolve(outcome as T), reject });
      this.#arrived?.();
      this.#running ??= this.#drain();
    });
  }

  async #drain(): Promise<void> {
    let next = this.#newGroup();
    while (this.#queue.length > 0 || next.items.length > 0 || this.#flight !== undefined) {
      // Lets everything that is ready in this turn of the loop gather.
      await new Promise((turn) => setImmediate(turn));
      next = await this.#step(next);
    }
    this.#running = undefined;
  }

  /** Judges what came, hands the group over when the store is free, or waits. */
  async #step(next: Group): Promise<Group> {
    let group = next;
    try {
      if (this.#behind && this.#flight === undefined) {
        this.#queue.unshift(...group.items.map(({ queued }) => queued));
        group = await this.#caughtUp();
      }
      const judged = this.#behind ? 0 : await this.#judgeInto(group);
      if (this.#flight === undefined && group.items.length > 0) {
        this.#handOver(group);
        return this.#newGroup();
      }
      if (judged === 0) await this.#change(group);
      return group;
    } catch (error) {
      this.#behind = true;
      group.refuse(error);
      for (const { reject } of this.#queue.splice(0)) reject(error);
      await this.#flight?.done;
      return this.#newGroup();
    }
  }

  /** Waits until the store is free or something new comes. */
  async #change(group: Group): Promise<void> {
    if (this.#flight === undefined) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    // What is in the queue already is there because it must wait for the store.
    if (this.#queue.length === 0 && !group.full) this.#arrived = () => resolve(undefined);
    await Promise.race([promise, this.#flight.done]);
    this.#arrived = undefined;
  }

  #newGroup(): Group {
    return new Group(new Draft(this.#log.draft()));
  }

  /** Takes from the queue what may join the group; returns how many items that was. */
  async #judgeInto(group: Group): Promise<number> {
    const now = this.#clock();
    const taken = group.take(this.#queue, this.#flight?.group);
    const first = taken[0]?.work;
    if (first === undefined) return 0;
    const { draft } = group;
    if (first.kind === 'roster') {
      const step = await judgeRoster(this.#roster, draft, first, now);
      group.roster = 'roster' in step ? step.roster : undefined;
      group.add(taken, ['roster' in step ? step.judgement : step]);
      return 1;
    }
    const roster = this.#roster;
    if (roster === undefined) throw new StoreError('store-conflict');
    const works = taken.flatMap(({ work }) => (work.kind === 'roster' ? [] : [work]));
    const bench = await this.#bench(roster, works, draft, now);
    group.add(
      taken,
      works.map((work) => judged(bench, work)),
    );
    return taken.length;
  }

  /** Gives the group to the store and takes its states for granted until the store says otherwise. */
  #handOver(group: Group): void {
    const { draft } = group;
    if (draft.empty) {
      group.answer();
      return;
    }
    this.#log.stage(draft.log);
    for (const state of draft.states()) this.#files.set(state.chain.file, state);
    this.#nonces.add(draft.nonces);
    const done = this.#commit(group).finally(() => (this.#flight = undefined));
    this.#flight = { group, done };
  }

  async #commit(group: Group): Promise<void> {
    const { draft } = group;
    const began = performance.now();
    try {
      await this.#store.commit(draft.batch());
    } catch (error) {
      this.#behind = true;
      group.refuse(error);
      return;
    }
    this.#log.adopt(draft.log);
    this.#roster = group.roster ?? this.#roster;
    this.#events.committed(group.items.length, performance.now() - began);
    if (draft.forgotten.length > 0) this.#events.forgotten?.();
    group.answer();
  }

  /** Loads what judging needs and memory lacks. */
  async #bench(
    roster: Roster,
    works: readonly FileWork[],
    draft: Draft,
    now: number,
  ): Promise<Bench> {
    const states = new Map<FileId, FileState>();
    const missing = new Set<FileId>();
    for (const work of works) {
      const file = fileOf(work);
      if (states.has(file) || draft.touched(file)) continue;
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
    await this.#loadVersions(works, (file) => draft.stateOf(file) ?? states.get(file));
    const bodies = new Map<FileId, readonly number[]>();
    for (const work of works.filter(needsBodies))
      bodies.set(fileOf(work), await this.#store.bodySeqs(fileOf(work)));
    const since = now - 2 * limits.clockSkew;
    this.#nonces.forget(since);
    return {
      roster,
      draft,
      now,
      backupDays: this.#backupDays,
      stored: (file) => states.get(file),
      bodies: (file) => bodies.get(file) ?? [],
      nonceSeen: (reader, nonce) => this.#nonces.has(reader, nonce) || draft.uses(reader, nonce),
    };
  }

  /** An append needs to know the newest version of its record, and with it all of the file's. */
  async #loadVersions(
    works: readonly FileWork[],
    stateIn: (file: FileId) => FileState | undefined,
  ): Promise<void> {
    for (const work of works) {
      const file = fileOf(work);
      const state = work.kind === 'append' ? stateIn(file) : undefined;
      if (state !== undefined) state.versions ??= new Map(await this.#store.versions(file));
    }
  }

  /** Memory as the store has it, and an empty group on top of that. */
  async #caughtUp(): Promise<Group> {
    this.#files.clear();
    this.#roster = await storedRoster(this.#store);
    await this.#log.catchUp();
    this.#nonces = await storedNonces(this.#store, this.#clock());
    this.#behind = false;
    return this.#newGroup();
  }
}

function judged(bench: Bench, work: FileWork): Outcome {
  switch (work.kind) {
    case 'append':
      return judgeAppend(bench, work);
    case 'read':
      return judgeRead(bench, work);
    case 'statement':
      return judgeStatement(bench, work);
  }
}

async function storedRoster(store: Store): Promise<Roster | undefined> {
  const entries = await store.roster(0);
  if (entries.length === 0) return undefined;
  return replay(entries.map(({ entry, signature }) => ({ entry, signature })));
}

async function storedNonces(store: Store, now: number): Promise<Nonces> {
  return new Nonces(await store.nonces(now - 2 * limits.clockSkew));
}
