import { type FileId, idOf, isLoan, type Roster } from '@vaiti/core/blind';
import type { Draft } from './draft.ts';
import type {
  AppendOutcome,
  CheckedAppend,
  CheckedRead,
  CheckedStatement,
  ReadJudgement,
  RosterJudgement,
  RosterWork,
} from './work.ts';

/** Work about one file. */
export type FileWork = CheckedAppend | CheckedRead | CheckedStatement;
export type Work = FileWork | RosterWork;
export type Outcome = AppendOutcome | ReadJudgement | RosterJudgement;

/** An item with those who wait for its outcome. */
export interface Queued {
  readonly work: Work;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Items and bytes after which a group takes no more. */
const GROUP_ITEMS = 1024;
const GROUP_BYTES = 32 * 1024 * 1024;

/** Items that one transaction will store together, judged, with their outcomes. */
export class Group {
  readonly draft: Draft;
  readonly items: { readonly queued: Queued; readonly outcome: Outcome }[] = [];
  /** The roster after this group, when it holds a roster entry. */
  roster: Roster | undefined;
  #bytes = 0;
  /** A roster entry goes alone. */
  #closed = false;

  constructor(draft: Draft) {
    this.draft = draft;
  }

  get full(): boolean {
    return this.#closed || this.items.length >= GROUP_ITEMS || this.#bytes > GROUP_BYTES;
  }

  /**
   * Takes from the front of the queue what may be judged into this group now. A roster entry waits
   * until everything before it is stored, and everything after waits for the roster that it makes; a
   * rotation or a loan waits until its file is stored, because it is about the bodies that are there. `flight` is the group
   * that is being stored.
   */
  take(queue: Queued[], flight: Group | undefined): Queued[] {
    if (flight?.roster !== undefined) return [];
    const first = queue[0];
    if (first?.work.kind === 'roster') {
      if (this.items.length > 0 || flight !== undefined) return [];
      this.#closed = true;
      return queue.splice(0, 1);
    }
    const touched = new Set<FileId>();
    let count = 0;
    for (const { work } of queue) {
      if (work.kind === 'roster' || this.full || this.items.length + count >= GROUP_ITEMS) break;
      const file = fileOf(work);
      const busy = touched.has(file) || this.draft.touched(file) || flight?.draft.touched(file);
      if (busy === true && needsBodies(work)) break;
      touched.add(file);
      this.#bytes += work.kind === 'append' ? (work.entry.sealed.body?.length ?? 0) : 0;
      count++;
    }
    return queue.splice(0, count);
  }

  /** Adds items that were judged, with their outcomes in the same order. */
  add(judged: readonly Queued[], outcomes: readonly Outcome[]): void {
    for (const [i, queued] of judged.entries()) {
      const outcome = outcomes[i];
      if (outcome !== undefined) this.items.push({ queued, outcome });
    }
  }

  /** Tells everybody their outcome. */
  answer(): void {
    for (const { queued, outcome } of this.items) queued.resolve(outcome);
  }

  /** Tells everybody that it failed. */
  refuse(error: unknown): void {
    for (const { queued } of this.items) queued.reject(error);
  }
}

/** The file that an item is about. */
export function fileOf(work: FileWork): FileId {
  if (work.kind === 'statement') return work.file;
  return idOf<FileId>(work.kind === 'append' ? work.entry.header.file : work.statement.file);
}

/** Whether judging must know which entries have a body: a rotation wraps them all, a loan names one. */
export function needsBodies(work: FileWork): work is CheckedAppend {
  if (work.kind !== 'append') return false;
  const { access, kind } = work.entry.header;
  return kind === 'rotate' || access.some(isLoan);
}
