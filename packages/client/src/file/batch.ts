import type { Append, AppendOutcome } from '@vaiti/contract';
import { limits } from '@vaiti/contract';
import { type ChainState, type FileId, idOf, type RecordId } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import type { Promised } from '../practice/ledger-watch.ts';
import type { Practice } from '../practice/practice.ts';
import type { FileTip } from './chain.ts';
import { FileKeys } from './keys.ts';
import {
  afterOwn,
  type Draft,
  type NewFile,
  type Prepared,
  prepareEntry,
  promiseOf,
  refusedAppend,
  type StoredOutcome,
} from './write.ts';

/** Size of an append on the wire in bytes, nearly. */
function weight(append: Append): number {
  return (
    (append.entry.body?.length ?? 0) + 1024 + (append.grants.length + append.shares.length) * 1500
  );
}

/**
 * Appends to a file that nobody else writes yet, entry by entry, without asking the server in
 * between: for new files and imports. Each `add` seals; `take` hands over what is ready to send.
 */
export class FileWriter {
  readonly #practice: Practice;
  readonly #keys: FileKeys;
  readonly #file: FileId;
  readonly #newest: Map<RecordId, number>;
  #state: ChainState;
  #ready: Prepared[];

  constructor(practice: Practice, keys: FileKeys, tip: FileTip, ready: readonly Prepared[]) {
    this.#practice = practice;
    this.#keys = keys;
    this.#file = tip.file;
    this.#newest = new Map(tip.newest);
    this.#state = tip.state;
    this.#ready = [...ready];
  }

  /** The chain's tip as it will stand. */
  get tip(): FileTip {
    return { file: this.#file, state: this.#state, newest: this.#newest };
  }

  /**
   * Seals one more entry behind the last. With `draft.version` the writer need not remember the
   * record, so that a long import takes no memory for it.
   */
  async add(draft: Draft): Promise<void> {
    const prepared = await prepareEntry(this.#practice, this.tip, this.#keys, draft);
    const { header } = prepared;
    this.#state = afterOwn(this.#state, prepared);
    if (draft.version === undefined) this.#newest.set(idOf(header.record), header.version);
    this.#ready.push(prepared);
  }

  /** Everything sealed since the last `take`. */
  take(): readonly Prepared[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }
}

/** A writer for a file that was just prepared, by the grant of `as`. */
export function writerOf(practice: Practice, start: NewFile, as: FileKeys['as']): FileWriter {
  const keys = new FileKeys(start.tip, as, new Map([['root', start.root]]));
  return new FileWriter(practice, keys, start.tip, start.appends);
}

/**
 * Sends prepared appends in requests within the limits, in order, checking every receipt.
 * Throws `head-moved` when somebody else wrote to one of the files meanwhile.
 */
export async function sendAll(practice: Practice, prepared: readonly Prepared[]): Promise<void> {
  for (const part of parts(prepared)) await sendBatch(practice, part);
  await practice.ledger.save();
}

/**
 * Sends one request, which the caller has kept within the limits, and checks every receipt. What
 * was promised is remembered, but written down only by `practice.ledger.save`. Throws as `sendAll`.
 */
export async function sendBatch(practice: Practice, batch: readonly Prepared[]): Promise<void> {
  const { member } = practice;
  const request = { appends: batch.map((p) => p.append) };
  const { outcomes } = await member.api.call('append', request, member.token);
  const promised: Promised[] = [];
  try {
    for (const [i, item] of batch.entries())
      promised.push(promiseOf(practice, stored(outcomes[i]), item));
  } finally {
    // Also when a later one was not stored: the server is held to every promise that it made.
    await practice.ledger.acceptAll(promised);
  }
}

function stored(outcome: AppendOutcome | undefined): StoredOutcome {
  if (outcome === undefined) throw new ClientError('server-reply-invalid');
  if (outcome.outcome === 'refused') throw refusedAppend(outcome.code);
  if (outcome.outcome === 'moved') throw new ClientError('head-moved');
  return outcome;
}

function* parts(prepared: readonly Prepared[]): Generator<readonly Prepared[]> {
  let part: Prepared[] = [];
  let bytes = 0;
  for (const item of prepared) {
    const size = weight(item.append);
    const full = part.length >= limits.appends || bytes + size > limits.request / 2;
    if (full && part.length > 0) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(item);
    bytes += size;
  }
  if (part.length > 0) yield part;
}
