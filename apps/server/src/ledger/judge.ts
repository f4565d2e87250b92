import {
  advance,
  type ChainState,
  checkLoans,
  checkPending,
  CoreError,
  decodeApproval,
  encodeCbor,
  type FileId,
  fromHex,
  type Header,
  idBytes,
  idOf,
  isLoan,
  type Newest,
  type PrincipalId,
  principalIdOf,
  type RecordId,
  type Roster,
  toHex,
} from '@vaiti/core/blind';
import { allowed, holdingOn } from '../policy/gate.ts';
import { loanScope } from '../store/fetch-plan.ts';
import { dayOf, mayAppendNow, mayReadNow } from './check.ts';
import { type Draft, recordOf } from './draft.ts';
import { requestBehind } from './request-rules.ts';
import type { FileState } from './state.ts';
import {
  type AppendOutcome,
  type CheckedAppend,
  type CheckedRead,
  type CheckedStatement,
  type ReadJudgement,
  refused,
} from './work.ts';

/** What judging knows beside the item. */
export interface Bench {
  readonly roster: Roster;
  readonly draft: Draft;
  /** Milliseconds. */
  readonly now: number;
  /** Days for which backups are kept. */
  readonly backupDays: number;
  /** The file before this draft, or undefined when there is none. */
  readonly stored: (file: FileId) => FileState | undefined;
  /** `seq` of the stored entries with a body; known for files that an item rotates or lends from. */
  readonly bodies: (file: FileId) => readonly number[];
  readonly nonceSeen: (reader: PrincipalId, nonce: string) => boolean;
}

/** Judges an append and, when it is good, adds it to the draft. */
export function judgeAppend(bench: Bench, item: CheckedAppend): AppendOutcome {
  const { roster, draft } = bench;
  const { header } = item.entry;
  const file = idOf<FileId>(header.file);
  const before = draft.stateOf(file) ?? bench.stored(file);
  if (!mayAppendNow(roster, item.entry, item)) return refused('not-found');
  if (!entitled(bench, before, item)) return refused('not-found');
  if (before !== undefined && !follows(before.chain, item))
    return { outcome: 'moved', head: headOf(before.chain) };
  const record = recordOf(header);
  const newest = draft.versionOf(file, record) ?? before?.versions?.get(record) ?? 0;
  if ((header.roster ?? 0) > roster.seq) return refused('roster-ahead');
  if (!mayEnd(roster, header)) return refused('not-found');
  let chain: ChainState;
  try {
    chain = advance(before?.chain, item.entry, newest);
    checkLoans(header, (seq) => bench.bodies(file).includes(seq));
    for (const { reader, generation } of item.grants) {
      const member = chain.members.has(reader);
      if (!allowed(roster, { action: 'receive', reader, generation, member }))
        return refused('roster-principal-unknown');
    }
    checkPending(roster, header.kind, before?.chain.readers, chain.readers);
  } catch (error) {
    if (error instanceof CoreError) return refused(error.code);
    throw error;
  }
  if (header.kind === 'rotate' && !coversAll(bench.bodies(file), item.wraps))
    return refused('wraps-invalid');
  return store(bench, item, before, chain);
}

/** A file that does not exist may only be opened; one that does is for its readers. */
function entitled(
  { now, roster }: Bench,
  before: FileState | undefined,
  item: CheckedAppend,
): boolean {
  if (before === undefined)
    return (
      item.entry.header.kind === 'open' &&
      allowed(roster, { action: 'open-file', caller: item.caller })
    );
  // Who is let in by a quorum reads nothing yet: the chain judges their approvals.
  if (item.entry.header.kind === 'emergency')
    return allowed(roster, { action: 'break-glass', caller: item.caller });
  const reader = before.chain.readers.get(idOf<PrincipalId>(item.entry.header.as));
  const holding = holdingOn(reader, dayOf(now));
  return allowed(roster, { action: 'append', holding });
}

function follows(chain: ChainState, { entry }: CheckedAppend): boolean {
  return entry.header.seq === chain.seq + 1 && toHex(entry.header.prev) === chain.head;
}

function headOf(chain: ChainState): { seq: number; id: Uint8Array<ArrayBuffer> } {
  return { seq: chain.seq, id: idBytes(chain.head) };
}

function coversAll(bodies: readonly number[], wraps: CheckedAppend['wraps']): boolean {
  if (bodies.length !== wraps.length) return false;
  const seqs = wraps.map((w) => w.seq).sort((a, b) => a - b);
  return seqs.every((seq, i) => seq === bodies[i]);
}

function store(
  bench: Bench,
  item: CheckedAppend,
  before: FileState | undefined,
  chain: ChainState,
): AppendOutcome {
  const { draft, now } = bench;
  const { header, sealed, id } = item.entry;
  const { file } = chain;
  const counter = (before?.counter ?? 0) + 1;
  const after: FileState = {
    chain,
    counter,
    versions: before === undefined ? new Map<RecordId, Newest>() : before.versions,
  };
  draft.advance(before, after);
  const { version, compartment } = header;
  draft.noteVersion(file, recordOf(header), { version, compartment });
  draft.entries.push({
    file,
    seq: header.seq,
    epoch: header.epoch,
    kind: header.kind,
    compartment: header.compartment,
    record: recordOf(header),
    version: header.version,
    length: header.length,
    header: sealed.header,
    bodyHash: sealed.bodyHash,
    signature: sealed.signature,
    body: sealed.body ?? new Uint8Array(0),
    wrap: sealed.wrap,
  });
  for (const { grant, line, reader } of item.grants)
    draft.grants.push({
      file,
      epoch: header.epoch,
      reader,
      scope: isLoan(line) ? loanScope(line.entry, line.until) : line.scope,
      grant: encodeCbor({ ...grant }),
    });
  const request = requestBehind(header);
  if (request !== undefined) draft.requests.push({ write: 'done', file, request, time: now });
  for (const member of header.members ?? [])
    draft.members.push({ principal: principalIdOf(member.keys), file, ...member });
  for (const { officer, share } of item.shares)
    draft.shares.push({ file, epoch: header.epoch, officer, share: encodeCbor({ ...share }) });
  if (header.kind === 'rotate')
    draft.rotations.push({ file, epoch: header.epoch, wraps: item.wraps });
  if (header.kind === 'forget' && before !== undefined)
    draft.forgotten.push(tombstoneOf(bench, before.chain, header));
  const leaf = draft.addLeaf({
    kind: 'append',
    file: header.file,
    counter,
    time: now,
    seq: header.seq,
    entry: fromHex(id),
    author: header.author,
  });
  return { outcome: 'stored', head: headOf(chain), leaf };
}

/** The end of a file: who read it may see that, and backups of before end with their days. */
function tombstoneOf({ backupDays, now }: Bench, { file, readers }: ChainState, { seq }: Header) {
  const day = dayOf(now);
  const former = [...readers].map(([principal, { scopes }]) => ({
    principal,
    root: scopes.includes('root'),
  }));
  return { file, seq, day, backups: day + backupDays, readers: former };
}

/** Whether those who agreed to the end of a file may still do so. Asked in the queue: rosters change. */
function mayEnd(roster: Roster, { approvals = [], kind }: Header): boolean {
  if (kind !== 'forget') return true;
  return approvals.every(({ approval }) => {
    const { approver, requester } = decodeApproval(approval);
    return allowed(roster, {
      action: 'approve',
      caller: idOf<PrincipalId>(approver),
      requester: idOf<PrincipalId>(requester),
      kind: 'forget',
      officer: false,
    });
  });
}

/** Judges a read statement and, when it is good, puts it into the ledger. */
export function judgeRead(bench: Bench, item: CheckedRead): ReadJudgement {
  const { roster, draft, now } = bench;
  const { statement, signed } = item;
  if (!mayReadNow(roster, statement, item)) return refused('not-found');
  const file = idOf<FileId>(statement.file);
  const before = draft.stateOf(file) ?? bench.stored(file);
  const known = before?.chain.readers.get(idOf<PrincipalId>(statement.as));
  const holding = holdingOn(known, dayOf(now));
  if (before === undefined || !allowed(roster, { action: 'read', holding }))
    return refused('not-found');
  const reader = idOf<PrincipalId>(statement.reader);
  const nonce = toHex(statement.nonce);
  if (bench.nonceSeen(reader, nonce)) return refused('statement-replayed');
  const counter = before.counter + 1;
  draft.advance(before, { ...before, counter });
  draft.useNonce({ reader, nonce, time: statement.time });
  const leaf = draft.addLeaf({
    kind: 'read',
    file: statement.file,
    counter,
    time: now,
    statement: signed.statement,
    signature: signed.signature,
  });
  return { outcome: 'logged', leaf };
}

/** Judges a word about a file and, when it is good, stores it and puts it into the ledger. */
export function judgeStatement(bench: Bench, item: CheckedStatement): ReadJudgement {
  const { draft, roster } = bench;
  const before = draft.stateOf(item.file) ?? bench.stored(item.file);
  if (before === undefined) return refused('not-found');
  const refusal = item.refusal(roster, before.chain);
  if (refusal !== undefined) return refused(refusal);
  const counter = before.counter + 1;
  draft.advance(before, { ...before, counter });
  draft.requests.push(item.write);
  return { outcome: 'logged', leaf: draft.addLeaf(item.opening(counter)) };
}
