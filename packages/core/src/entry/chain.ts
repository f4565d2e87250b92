import { toHex } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import { type EntryId, type FileId, idOf, type PracticeId, type PrincipalId } from '../ids.ts';
import { type Compartment, scopeOpens } from './access.ts';
import { checkEmergency, checkForget } from './agreement.ts';
import type { ParsedEntry } from './entry.ts';
import type { Header } from './header.ts';
import { type FileMember, withMembers } from './member.ts';
import { hasEnded, type Readers, readersAfter, withAccess } from './readers.ts';
import type { Split } from './split.ts';

/** What is known of a file after some entries: enough to judge the next one. */
export interface ChainState {
  readonly practice: PracticeId;
  readonly file: FileId;
  readonly seq: number;
  readonly head: EntryId;
  readonly epoch: number;
  readonly day: number;
  readonly readers: Readers;
  /** How the epoch's root key is split among officers; undefined when it is not. */
  readonly split: Split | undefined;
  /** Patients and guardians whom the file has let in, ever. */
  readonly members: ReadonlyMap<PrincipalId, FileMember>;
  /** Whether the file has ended: its keys are destroyed and nothing follows. */
  readonly forgotten: boolean;
}

/** The newest version of a record and the compartment it stands in. */
export interface Newest {
  readonly version: number;
  readonly compartment: Compartment;
}

const ZERO = '00'.repeat(32);

/** Whether `principal` may open `compartment` in the current epoch. */
export function mayOpen(
  state: ChainState,
  principal: PrincipalId,
  compartment: Compartment,
): boolean {
  const reader = state.readers.get(principal);
  return reader?.scopes.some((scope) => scopeOpens(scope, compartment)) ?? false;
}

function begin(header: Header, id: EntryId): ChainState {
  if (header.seq !== 0) throw new CoreError('chain-gap', 'the first entry is missing');
  if (header.kind !== 'open') throw new CoreError('chain-kind-invalid', 'first entry must open');
  if (toHex(header.prev) !== ZERO) throw new CoreError('chain-forked', 'first entry has a past');
  if (header.epoch !== 1) throw new CoreError('chain-epoch-stale', 'first epoch is 1');
  if (header.version !== 1) throw new CoreError('chain-version-invalid');
  checkParts(header);
  const members = withMembers(new Map(), header.members);
  const readers = withAccess(new Map(), header, members);
  const author = readers.get(idOf<PrincipalId>(header.as));
  if (!author?.scopes.includes('root') || author.until !== undefined)
    throw new CoreError('chain-author-not-reader', 'the opener must hold the root');
  return {
    practice: idOf(header.practice),
    file: idOf(header.file),
    seq: 0,
    head: id,
    epoch: 1,
    day: header.day,
    readers,
    split: header.split,
    members,
    forgotten: false,
  };
}

/** Which kinds of entries may have which of the optional parts of a header. */
const parts = {
  split: ['open', 'share', 'rotate'],
  members: ['open', 'share'],
  approvals: ['emergency', 'forget'],
} as const satisfies Partial<Record<keyof Header, readonly Header['kind'][]>>;

function checkParts(header: Header): void {
  for (const part of ['split', 'members', 'approvals'] as const) {
    const kinds: readonly Header['kind'][] = parts[part];
    if (header[part] !== undefined && !kinds.includes(header.kind))
      throw new CoreError('chain-kind-invalid', `no ${part} in ${header.kind}`);
  }
  if (header.split !== undefined) checkSplit(header.split);
}

function checkSplit({ lines, threshold }: Split): void {
  const officers = new Set(lines.map(({ officer }) => toHex(officer)));
  if (officers.size !== lines.length || threshold > lines.length)
    throw new CoreError('chain-split-invalid');
}

/** The split after an entry: once an epoch, so that shares of an older one end with its keys. */
function splitAfter(state: ChainState, header: Header): Split | undefined {
  if (header.kind === 'rotate' || header.kind === 'forget') return header.split;
  if (header.split === undefined) return state.split;
  if (state.split !== undefined) throw new CoreError('chain-split-invalid', 'twice in an epoch');
  return header.split;
}

/**
 * The rules of a chain, the same for the server that stores and the client that reads: seq without
 * gaps, `prev` binds, epochs rise by one and only with `rotate`, authors are readers of what they
 * write, only holders of the root change who reads, versions of a record rise by one.
 * `newest` is the newest version of the entry's record so far, 0 when there is none: two amendments
 * cannot both follow the same original. With its compartment, a record also stays where it began, so
 * that a reader of one compartment cannot amend what stands in another. Nobody writes after the last
 * day of their access. A quorum of officers may let somebody in (`emergency`), and after `forget`
 * nothing follows.
 * Throws `chain-…`. Signatures are checked by `verifyEntry`, keys by the roster.
 */
export function advance(
  state: ChainState | undefined,
  entry: ParsedEntry,
  newest: number | Newest,
): ChainState {
  const { header, id } = entry;
  if (state === undefined) return begin(header, id);
  if (idOf(header.practice) !== state.practice) throw new CoreError('chain-practice-mismatch');
  if (idOf(header.file) !== state.file) throw new CoreError('chain-file-mismatch');
  if (state.forgotten) throw new CoreError('chain-forgotten');
  if (header.seq > state.seq + 1) throw new CoreError('chain-gap', `entry ${String(header.seq)}`);
  if (header.seq <= state.seq) throw new CoreError('chain-order', `entry ${String(header.seq)}`);
  if (toHex(header.prev) !== state.head)
    throw new CoreError('chain-forked', `entry ${String(header.seq)}`);
  if (header.day < state.day) throw new CoreError('chain-day-backwards');
  const epoch = header.kind === 'rotate' ? state.epoch + 1 : state.epoch;
  if (header.epoch !== epoch)
    throw new CoreError('chain-epoch-stale', `entry ${String(header.seq)}`);
  checkParts(header);
  if (header.kind === 'emergency') checkEmergency(state, header);
  else checkAuthor(state, header);
  if (header.kind === 'forget') checkForget(state, header);
  checkVersion(header, newest);
  const members = withMembers(state.members, header.members);
  const readers = readersAfter(state.readers, header, members);
  const split = splitAfter(state, header);
  const forgotten = header.kind === 'forget';
  const after = { seq: header.seq, head: id, epoch, day: header.day };
  return { ...state, ...after, readers, split, members, forgotten };
}

function checkVersion(header: Header, newest: number | Newest): void {
  const version = typeof newest === 'number' ? newest : newest.version;
  if (header.version !== version + 1) throw new CoreError('chain-version-invalid');
  if (typeof newest !== 'number' && newest.compartment !== header.compartment)
    throw new CoreError('chain-version-invalid', 'a record stays in its compartment');
}

function checkAuthor(state: ChainState, header: Header): void {
  const author = idOf<PrincipalId>(header.as);
  const needsRoot = header.kind !== 'entry';
  const reader = state.readers.get(author);
  const ended = reader !== undefined && hasEnded(reader, header.day);
  // In their own name people hold what was sealed to the keys with which they write.
  const own = toHex(header.author) === author;
  const stale = own && reader !== undefined && reader.generation !== header.generation;
  const opens = needsRoot
    ? (reader?.scopes.includes('root') ?? false)
    : mayOpen(state, author, header.compartment);
  const allowed = opens && !ended && !stale;
  if (!allowed) throw new CoreError('chain-author-not-reader', `entry ${String(header.seq)}`);
}
