import { type Append, limits } from '@vaiti/contract';
import {
  CoreError,
  type Access,
  checkSuite,
  decodeGrantHeader,
  decodeRead,
  equal,
  type Grant,
  grantId,
  idOf,
  type ParsedEntry,
  parseEntry,
  type PrincipalId,
  type Roster,
  type SignedRead,
  signingKey,
  verifyEntry,
  verifyGrant,
  verifyRead,
} from '@vaiti/core/blind';
import { allowed } from '../policy/gate.ts';
import { verifyTogether } from './verify.ts';
import {
  type CheckedAppend,
  type CheckedGrant,
  type CheckedRead,
  refused,
  type Refused,
} from './work.ts';

/** What checks before queueing know. `now` in milliseconds. */
export interface CheckContext {
  readonly roster: Roster;
  readonly caller: PrincipalId;
  readonly now: number;
}

const DAY = 24 * 60 * 60 * 1000;

/** Days since 1970-01-01 UTC of a time in milliseconds. */
export function dayOf(time: number): number {
  return Math.floor(time / DAY);
}

/** Turns what `core` refuses into an outcome; anything else is a fault of ours and goes on. */
async function orRefused<T>(work: () => Promise<T | Refused>): Promise<T | Refused> {
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
    const { roster, caller, now } = context;
    const entry = parseEntry(append.entry);
    const { header, sealed } = entry;
    checkSuite(header.suite, roster.minimumSuite);
    if (idOf(header.practice) !== roster.practice) return refused('chain-practice-mismatch');
    if (!mayAppendNow(roster, caller, entry)) return refused('not-found');
    if (Math.abs(header.day - dayOf(now)) > 1) return refused('clock-off');
    if (sealed.body === null) return refused('body-mismatch');
    if ((sealed.wrap === null) !== (header.length === 0)) return refused('length-mismatch');
    if (sealed.wrapEpoch !== header.epoch) return refused('chain-epoch-stale');
    if (header.kind !== 'rotate' && append.wraps.length > 0) return refused('wraps-invalid');
    if (append.grants.length !== header.access.length) return refused('grant-mismatch');
    const key = signingKey(roster, idOf<PrincipalId>(header.author), header.generation);
    const grants = header.access.map((line, i) => readGrant(entry, line, append.grants[i]));
    await Promise.all([
      verifyEntry(entry, key, verifyTogether),
      ...append.grants.map((grant) => verifyGrant(grant, key, verifyTogether)),
    ]);
    return { kind: 'append', caller, entry, grants, wraps: append.wraps };
  });
}

/** Whether the caller may put their name to this entry. Asked again in the queue: rosters change. */
export function mayAppendNow(roster: Roster, caller: PrincipalId, entry: ParsedEntry): boolean {
  const { header } = entry;
  return allowed(roster, {
    action: 'sign',
    caller,
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
    equal(said.by, header.author) &&
    said.byGeneration === header.generation;
  if (!agrees) throw new CoreError('grant-mismatch');
  return {
    grant,
    reader: idOf<PrincipalId>(line.reader),
    generation: line.generation,
    scope: line.scope,
  };
}

/** Everything about a read statement but the file's readers and the nonce. */
export function checkRead(
  context: CheckContext,
  signed: SignedRead,
): Promise<CheckedRead | Refused> {
  return orRefused(async () => {
    const { roster, caller, now } = context;
    const statement = decodeRead(signed.statement);
    checkSuite(statement.suite, roster.minimumSuite);
    if (idOf(statement.practice) !== roster.practice) return refused('chain-practice-mismatch');
    if (!mayReadNow(roster, caller, statement)) return refused('not-found');
    if (Math.abs(statement.time - now) > limits.clockSkew) return refused('clock-off');
    if (statement.from > statement.to) return refused('schema-invalid');
    const reader = idOf<PrincipalId>(statement.reader);
    await verifyRead(signed, signingKey(roster, reader, statement.generation), verifyTogether);
    return { kind: 'read', caller, statement, signed };
  });
}

/** Whether the caller may sign as the reader that the statement names. */
export function mayReadNow(
  roster: Roster,
  caller: PrincipalId,
  statement: CheckedRead['statement'],
): boolean {
  return allowed(roster, {
    action: 'sign',
    caller,
    author: idOf<PrincipalId>(statement.reader),
    generation: statement.generation,
    as: idOf<PrincipalId>(statement.as),
  });
}
