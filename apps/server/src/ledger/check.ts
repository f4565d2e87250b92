import { type Append, limits } from '@vaiti/contract';
import {
  CoreError,
  type Access,
  approvalSignatures,
  checkCouncil,
  checkSignature,
  checkSuite,
  decodeGrantHeader,
  decodeRead,
  decodeShareHeader,
  equal,
  type Grant,
  grantId,
  idOf,
  isLoan,
  type ParsedEntry,
  parseEntry,
  type PrincipalId,
  type Roster,
  type Share,
  shareId,
  type SignedRead,
  signingKey,
  verifyEntry,
  verifyGrant,
  verifyRead,
  verifyShare,
} from '@vaiti/core/blind';
import { allowed, type Member } from '../policy/gate.ts';
import { verifyTogether } from './verify.ts';
import {
  type CheckedAppend,
  type CheckedGrant,
  type CheckedRead,
  type CheckedShare,
  refused,
  type Refused,
  type Signatory,
} from './work.ts';

/** What checks before queueing know. `now` in milliseconds. */
export interface CheckContext {
  readonly roster: Roster;
  readonly caller: PrincipalId;
  /** What files say of the caller, where they do not stand in the roster. */
  readonly member?: Member | undefined;
  readonly now: number;
}

const DAY = 24 * 60 * 60 * 1000;

/** Days since 1970-01-01 UTC of a time in milliseconds. */
export function dayOf(time: number): number {
  return Math.floor(time / DAY);
}

/** Turns what `core` refuses into an outcome; anything else is a fault of ours and goes on. */
export async function orRefused<T>(work: () => Promise<T | Refused>): Promise<T | Refused> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CoreError) return refused(error.code);
    throw error;
  }
}

/**
 * Everything about an append that does not depend on the file's state: form, practice, author, clock,
 * suite, signatures of entry and grants. Runs concurrently, before the queue.
 */
export function checkAppend(
  context: CheckContext,
  append: Append,
): Promise<CheckedAppend | Refused> {
  return orRefused(async () => {
    const { roster, caller, member, now } = context;
    const entry = parseEntry(append.entry);
    const { header, sealed } = entry;
    checkSuite(header.suite, roster.minimumSuite);
    if (idOf(header.practice) !== roster.practice) return refused('chain-practice-mismatch');
    if (!mayAppendNow(roster, entry, { caller, member })) return refused('not-found');
    if (Math.abs(header.day - dayOf(now)) > 1) return refused('clock-off');
    if (sealed.body === null) return refused('body-mismatch');
    if ((sealed.wrap === null) !== (header.length === 0)) return refused('length-mismatch');
    if (sealed.wrapEpoch !== header.epoch) return refused('chain-epoch-stale');
    if (header.kind !== 'rotate' && append.wraps.length > 0) return refused('wraps-invalid');
    if (append.grants.length !== header.access.length) return refused('grant-mismatch');
    const author = idOf<PrincipalId>(header.author);
    const key = member?.keys.sign ?? signingKey(roster, author, header.generation);
    const grants = header.access.map((line, i) => readGrant(entry, line, append.grants[i]));
    const shares = readShares(entry, append.shares);
    checkCouncil(roster, header.split);
    const approved = approvalSignatures(roster, header);
    await Promise.all([
      verifyEntry(entry, key, verifyTogether),
      ...append.grants.map((grant) => verifyGrant(grant, key, verifyTogether)),
      ...append.shares.map((share) => verifyShare(share, key, verifyTogether)),
      ...approved.map((one) => checkSignature(one, verifyTogether)),
    ]);
    return { kind: 'append', caller, member, entry, grants, shares, wraps: append.wraps };
  });
}

/** Whether the caller may put their name to this entry. Asked again in the queue: rosters change. */
export function mayAppendNow(roster: Roster, entry: ParsedEntry, by: Signatory): boolean {
  const { header } = entry;
  return allowed(roster, {
    action: 'sign',
    caller: by.caller,
    member: by.member,
    author: idOf<PrincipalId>(header.author),
    generation: header.generation,
    as: idOf<PrincipalId>(header.as),
  });
}

function readGrant(entry: ParsedEntry, line: Access, grant: Grant | undefined): CheckedGrant {
  if (grant === undefined || !equal(grantId(grant), line.grant))
    throw new CoreError('grant-mismatch');
  const { header } = entry;
  const said = decodeGrantHeader(grant.header);
  const agrees =
    equal(said.practice, header.practice) &&
    equal(said.file, header.file) &&
    said.epoch === header.epoch &&
    equal(said.reader, line.reader) &&
    said.generation === line.generation &&
    said.scope === line.scope &&
    said.entry === (isLoan(line) ? line.entry : undefined) &&
    equal(said.by, header.author) &&
    said.byGeneration === header.generation;
  if (!agrees) throw new CoreError('grant-mismatch');
  return {
    grant,
    reader: idOf<PrincipalId>(line.reader),
    generation: line.generation,
    line,
  };
}

/** The sealed shares of the entry's split, one for each of its lines. Throws `share-mismatch`. */
function readShares({ header }: ParsedEntry, shares: readonly Share[]): CheckedShare[] {
  const lines = header.split?.lines ?? [];
  if (lines.length !== shares.length) throw new CoreError('share-mismatch');
  return shares.map((share, i) => {
    const line = lines[i];
    const said = decodeShareHeader(share.header);
    const agrees =
      line !== undefined &&
      equal(shareId(share), line.share) &&
      equal(said.practice, header.practice) &&
      equal(said.file, header.file) &&
      said.epoch === header.epoch &&
      equal(said.officer, line.officer) &&
      equal(said.reader, line.officer) &&
      said.readerGeneration === line.generation &&
      said.request === null &&
      equal(said.by, header.author) &&
      said.byGeneration === header.generation;
    if (!agrees) throw new CoreError('share-mismatch');
    return { share, officer: idOf<PrincipalId>(line.officer) };
  });
}

/** Everything about a read statement but the file's readers and the nonce. */
export function checkRead(
  context: CheckContext,
  signed: SignedRead,
): Promise<CheckedRead | Refused> {
  return orRefused(async () => {
    const { roster, caller, member, now } = context;
    const statement = decodeRead(signed.statement);
    checkSuite(statement.suite, roster.minimumSuite);
    if (idOf(statement.practice) !== roster.practice) return refused('chain-practice-mismatch');
    if (!mayReadNow(roster, statement, { caller, member })) return refused('not-found');
    if (Math.abs(statement.time - now) > limits.clockSkew) return refused('clock-off');
    if (statement.from > statement.to) return refused('schema-invalid');
    const reader = idOf<PrincipalId>(statement.reader);
    const key = member?.keys.sign ?? signingKey(roster, reader, statement.generation);
    await verifyRead(signed, key, verifyTogether);
    return { kind: 'read', caller, member, statement, signed };
  });
}

/** Whether the caller may sign as the reader that the statement names. */
export function mayReadNow(
  roster: Roster,
  statement: CheckedRead['statement'],
  by: Signatory,
): boolean {
  return allowed(roster, {
    action: 'sign',
    caller: by.caller,
    member: by.member,
    author: idOf<PrincipalId>(statement.reader),
    generation: statement.generation,
    as: idOf<PrincipalId>(statement.as),
  });
}
