import type { EndpointName, FileReply, ReplyOf, RequestOf } from '@vaiti/contract';
import {
  type CborValue,
  decodeCbor,
  decodeRead,
  entryId,
  equal,
  type FileId,
  idBytes,
  type ReadStatement,
  type SealedEntry,
  type SignedRead,
} from '@vaiti/core';

type Awaitable<T> = T | Promise<T>;

/** What the server received, before it answers. */
export interface Call {
  /** Undefined for the ledger's static resources. */
  readonly endpoint: EndpointName | undefined;
  /** Path below the origin. */
  readonly path: string;
}

/** How a malicious server departs from the honest one it stands before. Everything is optional. */
export interface Tamper {
  /** Answers without asking the honest server. */
  readonly answer?: {
    readonly [N in EndpointName]?: (request: RequestOf<N>) => Awaitable<ReplyOf<N> | undefined>;
  };
  /** Changes what the honest server answered. */
  readonly reply?: {
    readonly [N in EndpointName]?: (
      reply: ReplyOf<N>,
      request: RequestOf<N>,
    ) => Awaitable<ReplyOf<N>>;
  };
  /** Answers with anything at all; undefined goes on as usual. */
  readonly raw?: (call: Call, signal: AbortSignal | undefined) => Awaitable<Response | undefined>;
  /** Changes a resource of the ledger, by its path below the prefix; undefined is "not there". */
  readonly ledger?: (
    path: string,
    body: Uint8Array | undefined,
  ) => Awaitable<Uint8Array | undefined>;
}

/** A read statement as signed and as it reads. */
export interface AskedRead {
  readonly signed: SignedRead;
  readonly statement: ReadStatement;
}

/** Changes every released reply about `file`, or about any file when it is undefined. */
export function onRead(
  file: FileId | undefined,
  change: (reply: FileReply, asked: AskedRead) => Awaitable<FileReply>,
): Tamper {
  return {
    reply: {
      read: async ({ outcomes }, { reads }) => {
        const changed = outcomes.map(async (outcome, i) => {
          const signed = reads[i];
          if (outcome.outcome !== 'released' || signed === undefined) return outcome;
          const { reply } = outcome;
          if (file !== undefined && !equal(reply.file, idBytes(file))) return outcome;
          const asked = { signed, statement: decodeRead(signed.statement) };
          return { outcome: 'released' as const, reply: await change(reply, asked) };
        });
        return { outcomes: await Promise.all(changed) };
      },
    },
  };
}

/** Changes the entries of every reply about `file`; the head is made to fit, as a liar would. */
export function onEntries(
  file: FileId,
  change: (entries: readonly SealedEntry[]) => readonly SealedEntry[],
): Tamper {
  return onRead(file, (reply) => withEntries(reply, change(reply.entries)));
}

/** The reply with other entries and the head that they would have. */
export function withEntries(reply: FileReply, entries: readonly SealedEntry[]): FileReply {
  const last = entries.at(-1);
  const seq = last === undefined ? undefined : seqOf(last);
  if (last === undefined || seq === undefined) return { ...reply, entries: [...entries] };
  const id = idBytes(entryId(last.header, last.bodyHash, last.signature));
  return { ...reply, entries: [...entries], head: { seq, id } };
}

function seqOf(entry: SealedEntry): number | undefined {
  const header = rawHeader(entry);
  return typeof header?.['seq'] === 'number' ? header['seq'] : undefined;
}

/** The header's fields without any check, or undefined where it is no CBOR map. */
function rawHeader(entry: SealedEntry): Record<string, CborValue> | undefined {
  try {
    return decodeCbor(entry.header) as Record<string, CborValue>;
  } catch {
    return undefined;
  }
}

/** A copy with one bit turned over. */
export function flipped(bytes: Uint8Array, bit = 0): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}

/** A copy of the list with the item at `at` (negative: from the end) changed. */
export function changedAt<T>(list: readonly T[], at: number, change: (item: T) => T): T[] {
  const index = at < 0 ? list.length + at : at;
  return list.map((item, i) => (i === index ? change(item) : item));
}

/** The item at `at`, which the scene has put there. */
export function itemAt<T>(list: readonly T[], at: number): T {
  const item = list.at(at);
  if (item === undefined) throw new RangeError('the scene lacks what the attack needs');
  return item;
}
