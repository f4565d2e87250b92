import { toHex } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import { type EntryId, type FileId, idOf, type PracticeId, type PrincipalId } from '../ids.ts';
import { type Access, type Compartment, type Scope, scopeOpens } from './access.ts';
import type { ParsedEntry } from './entry.ts';
import type { Header } from './header.ts';

/** What one reader holds in the current epoch. */
export interface Reader {
  readonly generation: number;
  readonly scopes: readonly Scope[];
  /** The last day of their access; undefined when it has no end. */
  readonly until?: number;
}

/** What is known of a file after some entries: enough to judge the next one. */
export interface ChainState {
  readonly practice: PracticeId;
  readonly file: FileId;
  readonly seq: number;
  readonly head: EntryId;
  readonly epoch: number;
  readonly day: number;
  readonly readers: ReadonlyMap<PrincipalId, Reader>;
}

/** The newest version of a record and the compartment it stands in. */
export interface Newest {
  readonly version: number;
  readonly compartment: Compartment;
}

const ZERO = '00'.repeat(32);

/** The readers named by `access`, added to `before`. */
function withAccess(
  before: ReadonlyMap<PrincipalId, Reader>,
  access: readonly Access[],
): Map<PrincipalId, Reader> {
  const readers = new Map(before);
  for (const line of access) {
    const id = idOf<PrincipalId>(line.reader);
    const known = readers.get(id);
    if (known !== undefined && line.generation < known.generation)
      throw new CoreError('chain-access-invalid', 'an older generation');
    const same = known?.generation === line.generation ? known : undefined;
    const scopes = same?.scopes ?? [];
    if (scopes.includes(line.scope)) throw new CoreError('chain-access-invalid', 'twice');
    if (same !== undefined && same.until !== line.until)
      throw new CoreError('chain-access-invalid', 'two ends');
    const end = line.until === undefined ? {} : { until: line.until };
    readers.set(id, { generation: line.generation, scopes: [...scopes, line.scope], ...end });
  }
  return readers;
}

/** Whether a reader's time was over before `day`. */
export function hasEnded(reader: Pick<Reader, 'until'>, day: number): boolean {
  return reader.until !== undefined && reader.until < day;
}

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
  const readers = withAccess(new Map(), header.access);
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
  };
}

function readersAfter(state: ChainState, header: Header): ReadonlyMap<PrincipalId, Reader> {
  switch (header.kind) {
    case 'open':
      throw new CoreError('chain-kind-invalid', 'a file opens once');
    case 'entry':
      if (header.access.length > 0)
        throw new CoreError('chain-access-invalid', 'content names no readers');
      return state.readers;
    case 'share':
      if (header.access.length === 0) throw new CoreError('chain-access-invalid', 'nobody named');
      return withAccess(state.readers, header.access);
    case 'rotate': {
      const readers = withAccess(new Map(), header.access);
      if (![...readers.values()].some((r) => r.scopes.includes('root') && r.until === undefined))
        throw new CoreError('chain-access-invalid', 'nobody holds the root');
      return readers;
    }
  }
}

/**
 * The rules of a chain, the same for the server that stores and the client that reads: seq without
 * gaps, `prev` binds, epochs rise by one and only with `rotate`, authors are readers of what they
 * write, only holders of the root change who reads, versions of a record rise by one.
 * `newest` is the newest version of the entry's record so far, 0 when there is none: two amendments
 * cannot both follow the same original. With its compartment, a record also stays where it began, so
 * that a reader of one compartment cannot amend what stands in another. Nobody writes after the last
 * day of their access.
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
  if (header.seq > state.seq + 1) throw new CoreError('chain-gap', `entry ${String(header.seq)}`);
  if (header.seq <= state.seq) throw new CoreError('chain-order', `entry ${String(header.seq)}`);
  if (toHex(header.prev) !== state.head)
    throw new CoreError('chain-forked', `entry ${String(header.seq)}`);
  if (header.day < state.day) throw new CoreError('chain-day-backwards');
  const epoch = header.kind === 'rotate' ? state.epoch + 1 : state.epoch;
  if (header.epoch !== epoch)
    throw new CoreError('chain-epoch-stale', `entry ${String(header.seq)}`);
  checkAuthor(state, header);
  checkVersion(header, newest);
  const readers = readersAfter(state, header);
  return { ...state, seq: header.seq, head: id, epoch, day: header.day, readers };
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
  const opens = needsRoot
    ? (reader?.scopes.includes('root') ?? false)
    : mayOpen(state, author, header.compartment);
  const allowed = opens && !ended;
  if (!allowed) throw new CoreError('chain-author-not-reader', `entry ${String(header.seq)}`);
}
