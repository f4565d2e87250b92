import type { Append, AppendOutcome } from '@vaiti/contract';
import {
  type Access,
  advance,
  type CborValue,
  type ChainState,
  type Compartment,
  compartmentKey,
  type EntryId,
  equal,
  type FileId,
  type Grant,
  type Header,
  idBytes,
  idOf,
  type LeafOpening,
  newRecordId,
  newRootKey,
  type PrincipalId,
  type RecordId,
  rewrap,
  rotationPending,
  type Scope,
  sealEntry,
  sealGrant,
  sealingKeys,
  type Secret,
} from '@vaiti/core';
import { ClientError } from '../errors.ts';
import type { Promised } from '../practice/ledger-watch.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { type FileTip, newestVersion } from './chain.ts';
import type { FileKeys } from './keys.ts';
import { type OpenedFile, readFile } from './read.ts';

/** Something to be written. Without `record` it is a new one. */
export interface Draft {
  readonly compartment: Compartment;
  readonly content: CborValue;
  readonly record?: RecordId;
  /** Which version of the record this is, where the caller keeps count; else one past the newest. */
  readonly version?: number;
}

/** Who shall read what. */
export interface ReaderPlan {
  readonly reader: PrincipalId;
  readonly scope: Scope;
  /** The last day on which they may, in days since 1970; without it there is no end. */
  readonly until?: number;
}

export interface Prepared {
  readonly append: Append;
  readonly header: Header;
  readonly id: EntryId;
}

const ATTEMPTS = 8;

/** Seals keys to readers, as the roster names them: grants and the access lines that pin them. */
async function grantTo(
  practice: Practice,
  place: { readonly file: FileId; readonly epoch: number; readonly root: Secret },
  readers: readonly ReaderPlan[],
): Promise<{ grants: Grant[]; access: Access[] }> {
  const { member, roster } = practice;
  const at = { practice: roster.practice, file: place.file, epoch: place.epoch };
  const made = await Promise.all(
    readers.map(async ({ reader, scope, until }) => {
      const { keys, generation } = sealingKeys(roster, reader);
      const to = { id: reader, generation, kem: keys.kem };
      const key = scope === 'root' ? place.root : compartmentKey(place.root, at, scope);
      const plan = { ...at, scope, day: today(member), reader: to };
      const { grant, id } = await sealGrant(member.identity, plan, key);
      const end = until === undefined ? {} : { until };
      return { grant, line: { reader: idBytes(reader), generation, scope, grant: id, ...end } };
    }),
  );
  return { grants: made.map((m) => m.grant), access: made.map((m) => m.line) };
}

/** Prepares the entry that follows `file`, without sending it. */
export async function prepareEntry(
  practice: Practice,
  file: FileTip,
  keys: FileKeys,
  draft: Draft,
): Promise<Prepared> {
  const { member, roster } = practice;
  const record = draft.record ?? newRecordId(member.entropy);
  const version = draft.version ?? newestVersion(file, record) + 1;
  const entry = await sealEntry({
    author: member.identity,
    plan: {
      practice: roster.practice,
      file: file.file,
      head: { seq: file.state.seq, id: file.state.head },
      kind: 'entry',
      compartment: draft.compartment,
      record,
      version,
      as: keys.as,
      epoch: keys.epoch,
      roster: roster.seq,
      day: Math.max(today(member), file.state.day),
      access: [],
    },
    content: draft.content,
    compartmentKey: keys.compartment(draft.compartment),
    entropy: member.entropy,
  });
  return preparedOf(entry);
}

function preparedOf(
  entry: Awaited<ReturnType<typeof sealEntry>>,
  grants: readonly Grant[] = [],
  wraps: Append['wraps'] = [],
): Prepared {
  const { header, id, sealed } = entry;
  return { append: { entry: sealed, grants: [...grants], wraps }, header, id };
}

/** The chain's state after an entry of one's own: its order is checked, its signature just made. */
export function afterOwn(state: ChainState | undefined, own: Prepared): ChainState {
  const { header, id } = own;
  return advance(state, { sealed: own.append.entry, header, id }, header.version - 1);
}

/** The outcome of an append that was stored. */
export type StoredOutcome = Extract<AppendOutcome, { outcome: 'stored' }>;

/**
 * What the receipt of a stored entry must say: the leaf commits to this very entry.
 * Throws `receipt-invalid` when the server names another entry as the head.
 */
export function promiseOf(
  practice: Practice,
  outcome: StoredOutcome,
  prepared: Prepared,
): Promised {
  const { header } = prepared;
  if (idOf<EntryId>(outcome.head.id) !== prepared.id) throw new ClientError('receipt-invalid');
  const matches = (opening: LeafOpening): boolean =>
    opening.kind === 'append' &&
    opening.seq === header.seq &&
    idOf(opening.entry) === prepared.id &&
    equal(opening.file, header.file) &&
    idOf(opening.author) === practice.member.identity.id;
  return { receipt: outcome.leaf, matches };
}

/** Checks the receipt of a stored entry and remembers its leaf. Throws `receipt-invalid`. */
async function acceptStored(
  practice: Practice,
  outcome: StoredOutcome,
  prepared: Prepared,
): Promise<LeafOpening> {
  const { receipt, matches } = promiseOf(practice, outcome, prepared);
  return practice.ledger.accept(receipt, matches);
}

/** Throws the code of a refusal. */
export function refusedAppend(code: string): ClientError {
  const known = ['head-moved', 'not-found', 'suite-downgraded', 'signature-invalid'];
  known.push('too-large', 'rotation-pending');
  const found = known.find((k) => k === code);
  return new ClientError(found === undefined ? 'chain-invalid' : (found as 'not-found'));
}

/**
 * Writes one entry and resolves to the file after it. Another writer's entry that came first is
 * fetched and verified, and the entry is sealed again behind it; a reply that was lost is found
 * again by the entry's id. Throws `rotation-pending`, `conflict-unresolved` after eight tries, else as `readFile`.
 */
export async function writeEntry(
  practice: Practice,
  opened: OpenedFile,
  draft: Draft,
): Promise<OpenedFile> {
  const { member } = practice;
  const record = draft.record ?? newRecordId(member.entropy);
  const sent: EntryId[] = [];
  let current = opened;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // Whatever the server says: somebody who left could still open what is written now.
    if (rotationPending(practice.roster, current.file.state.readers))
      throw new ClientError('rotation-pending');
    const prepared = await prepareEntry(practice, current.file, current.keys, { ...draft, record });
    sent.push(prepared.id);
    const request = { appends: [prepared.append] };
    const { outcomes } = await member.api.call('append', request, member.token);
    const [outcome] = outcomes;
    if (outcome === undefined) throw new ClientError('server-reply-invalid');
    if (outcome.outcome === 'refused') throw refusedAppend(outcome.code);
    const stored =
      outcome.outcome === 'stored' ? await acceptStored(practice, outcome, prepared) : undefined;
    const counter = stored?.kind === 'append' ? stored.counter : undefined;
    if (counter !== undefined && counter <= current.counter) throw new ClientError('counter-gap');
    const { file } = current.file;
    current = await readFile(practice, { file, as: current.keys.as, purpose: 'care' });
    // Two leaves of one file never share a number: one of them would be hidden.
    if (counter !== undefined && current.counter <= counter) throw new ClientError('counter-gap');
    if (current.file.entries.some((e) => sent.includes(e.id))) return current;
    if (outcome.outcome === 'stored') throw new ClientError('file-withheld');
  }
  throw new ClientError('conflict-unresolved');
}

/** A new file being put together: its appends so far, the state after them, its keys. */
export interface NewFile {
  readonly file: FileId;
  readonly root: Secret;
  readonly appends: readonly Prepared[];
  readonly tip: FileTip;
}

/** Prepares the opening entry of a new file with its first readers; the author must be among them. */
export async function prepareFile(
  practice: Practice,
  options: {
    readonly file: FileId;
    readonly as: PrincipalId;
    readonly readers: readonly ReaderPlan[];
    readonly first: Draft;
  },
): Promise<NewFile> {
  const { member, roster } = practice;
  const root = newRootKey(member.entropy);
  const { file } = options;
  const place = { practice: roster.practice, file, epoch: 1 };
  const { grants, access } = await grantTo(practice, { file, epoch: 1, root }, options.readers);
  const entry = await sealEntry({
    author: member.identity,
    plan: {
      ...place,
      head: undefined,
      kind: 'open',
      compartment: options.first.compartment,
      record: options.first.record ?? newRecordId(member.entropy),
      version: 1,
      as: options.as,
      roster: roster.seq,
      day: today(member),
      access,
    },
    content: options.first.content,
    compartmentKey: compartmentKey(root, place, options.first.compartment),
    entropy: member.entropy,
  });
  const opening = preparedOf(entry, grants);
  const newest = new Map([[idOf<RecordId>(opening.header.record), 1]]);
  return {
    file,
    root,
    appends: [opening],
    tip: { file, state: afterOwn(undefined, opening), newest },
  };
}

/** Prepares a rotation: a new epoch for exactly `readers`, every entry key wrapped again. */
export async function prepareRotation(
  practice: Practice,
  opened: OpenedFile,
  readers: readonly ReaderPlan[],
): Promise<Prepared> {
  const { member, roster } = practice;
  const { file, keys } = opened;
  const root = newRootKey(member.entropy);
  const epoch = file.state.epoch + 1;
  const place = { practice: roster.practice, file: file.file, epoch };
  const { grants, access } = await grantTo(practice, { file: file.file, epoch, root }, readers);
  const bodies = file.entries.filter(({ header }) => header.length > 0);
  const wraps = await Promise.all(
    bodies.map(async (entry) => ({
      seq: entry.header.seq,
      wrap: await rewrap({
        entry,
        from: keys.compartment(entry.header.compartment),
        to: compartmentKey(root, place, entry.header.compartment),
        epoch,
        entropy: member.entropy,
      }),
    })),
  );
  const entry = await sealEntry({
    author: member.identity,
    plan: {
      ...place,
      head: { seq: file.state.seq, id: file.state.head },
      kind: 'rotate',
      compartment: 'clinical',
      record: newRecordId(member.entropy),
      version: 1,
      as: keys.as,
      roster: roster.seq,
      day: Math.max(today(member), file.state.day),
      access,
    },
    content: null,
    compartmentKey: compartmentKey(root, place, 'clinical'),
    entropy: member.entropy,
  });
  return preparedOf(entry, grants, wraps);
}

/** Prepares the entry that lets `readers` in, in the epoch as it is. Throws `no-grant` without the root. */
export async function prepareShare(
  practice: Practice,
  opened: OpenedFile,
  readers: readonly ReaderPlan[],
): Promise<Prepared> {
  const { member, roster } = practice;
  const { file, keys } = opened;
  const place = { file: file.file, epoch: keys.epoch, root: keys.root() };
  const { grants, access } = await grantTo(practice, place, readers);
  const entry = await sealEntry({
    author: member.identity,
    plan: {
      practice: roster.practice,
      file: file.file,
      head: { seq: file.state.seq, id: file.state.head },
      kind: 'share',
      compartment: 'clinical',
      record: newRecordId(member.entropy),
      version: 1,
      as: keys.as,
      epoch: keys.epoch,
      roster: roster.seq,
      day: Math.max(today(member), file.state.day),
      access,
    },
    content: null,
    compartmentKey: keys.compartment('clinical'),
    entropy: member.entropy,
  });
  return preparedOf(entry, grants);
}
