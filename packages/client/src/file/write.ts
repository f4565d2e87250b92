import type { Append, AppendOutcome } from '@vaiti/contract';
import {
  type Access,
  advance,
  type CborValue,
  type ChainState,
  type Compartment,
  compartmentKey,
  type EntryId,
  type EntryPlan,
  equal,
  type FileId,
  type FileMember,
  type Grant,
  type GrantPlan,
  type Header,
  idBytes,
  idOf,
  type LeafOpening,
  type Members,
  newRecordId,
  newRootKey,
  openWrap,
  type PrincipalId,
  type RecordId,
  readerKeys,
  rewrap,
  rotationPending,
  type Scope,
  sealEntry,
  sealGrant,
  type Secret,
  withMembers,
} from '@vaiti/core';
import { ClientError } from '../errors.ts';
import type { Promised } from '../practice/ledger-watch.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { type FileTip, newestVersion } from './chain.ts';
import type { FileKeys } from './keys.ts';
import { type OpenedFile, readFile } from './read.ts';
import { isDirectory, NO_SPLIT, splitFor, type SplitParts } from './split.ts';

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
  /** Who they are, where neither roster nor file knows it yet: a patient or guardian to be let in. */
  readonly member?: FileMember;
}

/** Who shall read one entry, by its `seq`, until the end of a day. */
export interface LoanPlan {
  readonly reader: PrincipalId;
  readonly scope: 'entry';
  readonly entry: number;
  readonly until: number;
}

/** Who shall read what: a scope, or one entry alone. */
export type AccessPlan = ReaderPlan | LoanPlan;

export interface Prepared {
  readonly append: Append;
  readonly header: Header;
  readonly id: EntryId;
}

const ATTEMPTS = 8;

/** Patients and guardians among the readers whom the file does not know yet. */
function newcomers(known: Members, readers: readonly AccessPlan[]): FileMember[] {
  return readers.flatMap((plan) => {
    if (plan.scope === 'entry' || plan.member === undefined || known.has(plan.reader)) return [];
    return [plan.member];
  });
}

/** The key of one entry, which is that entry's alone, to be lent. Throws `no-grant`. */
async function entryKey({ file, keys }: OpenedFile, seq: number): Promise<Secret> {
  const entry = file.entries[seq];
  if (entry === undefined || entry.header.length === 0) throw new ClientError('no-grant');
  return openWrap(entry, keys.compartment(entry.header.compartment));
}

/**
 * Seals keys to readers, as roster and file name them: grants and the access lines that pin them.
 * `members` are those whom the file lets in.
 */
async function grantTo(
  practice: Practice,
  place: {
    readonly file: FileId;
    readonly epoch: number;
    readonly root: Secret;
    readonly members: Members;
    /** The file as it was opened, for the keys of single entries that are lent. */
    readonly opened?: OpenedFile;
  },
  readers: readonly AccessPlan[],
): Promise<{ grants: Grant[]; access: Access[] }> {
  const { member, roster } = practice;
  const at = { practice: roster.practice, file: place.file, epoch: place.epoch };
  const sealed = async (
    reader: PrincipalId,
    what: Pick<GrantPlan, 'scope' | 'entry'>,
    key: Secret,
  ) => {
    const { keys, generation } = readerKeys(roster, place.members, reader);
    const to = { id: reader, generation, kem: keys.kem };
    const plan = { ...at, ...what, day: today(member), reader: to };
    const { grant, id } = await sealGrant(member.identity, plan, key);
    return { grant, line: { reader: idBytes(reader), generation, grant: id } };
  };
  const made = await Promise.all(
    readers.map(async (plan): Promise<{ grant: Grant; line: Access }> => {
      const { reader, scope, until } = plan;
      if (scope === 'entry') {
        if (place.opened === undefined) throw new ClientError('no-grant');
        const { entry } = plan;
        const key = await entryKey(place.opened, entry);
        const { grant, line } = await sealed(reader, { scope, entry }, key);
        key.wipe();
        return { grant, line: { ...line, scope, entry, until: plan.until } };
      }
      const key = scope === 'root' ? place.root : compartmentKey(place.root, at, scope);
      const { grant, line } = await sealed(reader, { scope }, key);
      return { grant, line: { ...line, scope, ...(until === undefined ? {} : { until }) } };
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

/** A sealed entry as it will be sent, with what goes beside it. */
export function preparedOf(
  entry: Awaited<ReturnType<typeof sealEntry>>,
  more: Partial<Pick<Append, 'grants' | 'shares' | 'wraps'>> = {},
): Prepared {
  const { header, id, sealed } = entry;
  const { grants = [], shares = [], wraps = [] } = more;
  return { append: { entry: sealed, grants, shares, wraps }, header, id };
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
  known.push('too-large', 'rotation-pending', 'request-over', 'chain-approval-invalid');
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

const NOBODY: Members = new Map();

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
  const { grants, access } = await grantTo(
    practice,
    { file, epoch: 1, root, members: NOBODY },
    options.readers,
  );
  const directory = options.first.compartment === 'directory';
  const { plan, shares } = await splitFor(practice, { file, epoch: 1, root }, directory);
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
      ...plan,
    },
    content: options.first.content,
    compartmentKey: compartmentKey(root, place, options.first.compartment),
    entropy: member.entropy,
  });
  const opening = preparedOf(entry, { grants, shares });
  const newest = new Map([[idOf<RecordId>(opening.header.record), 1]]);
  return {
    file,
    root,
    appends: [opening],
    tip: { file, state: afterOwn(undefined, opening), newest },
  };
}

/** What an entry without a body says: who reads from then on, or that nobody does. */
type Change = Pick<EntryPlan, 'kind' | 'epoch' | 'access' | 'split' | 'members' | 'approvals'>;

/** Seals an entry without a body behind the file's head, as a new record. Throws `no-grant` without the root. */
export function sealChange(
  { member, roster }: Practice,
  { file, keys }: OpenedFile,
  change: Change,
): ReturnType<typeof sealEntry> {
  keys.root();
  const { head, seq } = file.state;
  return sealEntry({
    author: member.identity,
    plan: {
      practice: roster.practice,
      file: file.file,
      head: { seq, id: head },
      compartment: 'clinical',
      record: newRecordId(member.entropy),
      version: 1,
      as: keys.as,
      roster: roster.seq,
      day: Math.max(today(member), file.state.day),
      ...change,
    },
    content: null,
    // Where there is no body, nothing is wrapped under it.
    compartmentKey: keys.compartment('clinical'),
    entropy: member.entropy,
  });
}

/** Prepares a rotation: a new epoch for exactly `readers`, every entry key wrapped again. */
export async function prepareRotation(
  practice: Practice,
  opened: OpenedFile,
  readers: readonly AccessPlan[],
): Promise<Prepared> {
  const { member, roster } = practice;
  const { file, keys } = opened;
  const root = newRootKey(member.entropy);
  const epoch = file.state.epoch + 1;
  const place = { practice: roster.practice, file: file.file, epoch };
  const { members } = file.state;
  const at = { file: file.file, epoch, root, members, opened };
  const { grants, access } = await grantTo(practice, at, readers);
  const { plan, shares } = await splitFor(practice, at, isDirectory(file));
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
  const entry = await sealChange(practice, opened, { kind: 'rotate', epoch, access, ...plan });
  return preparedOf(entry, { grants, shares, wraps });
}

/**
 * Prepares the entry that lets `readers` in, or that carries a split of the root key, in the epoch as it
 * is. Throws `no-grant` without the root.
 */
export async function prepareShare(
  practice: Practice,
  opened: OpenedFile,
  readers: readonly AccessPlan[],
  split: SplitParts = NO_SPLIT,
): Promise<Prepared> {
  const { file, keys } = opened;
  const added = newcomers(file.state.members, readers);
  const members = withMembers(file.state.members, added);
  const place = { file: file.file, epoch: keys.epoch, root: keys.root(), members, opened };
  const { grants, access } = await grantTo(practice, place, readers);
  const entry = await sealChange(practice, opened, {
    kind: 'share',
    epoch: keys.epoch,
    access,
    ...(added.length === 0 ? {} : { members: added }),
    ...split.plan,
  });
  return preparedOf(entry, { grants, shares: split.shares });
}
