import { type FileReply, limits, type ReadOutcome } from '@vaiti/contract';
import {
  decodeAs,
  equal,
  type FileId,
  grantSchema,
  hasEnded,
  idBytes,
  idOf,
  type PrincipalId,
} from '@vaiti/core/blind';
import { checkAppend, checkRead, dayOf } from '../../ledger/check.ts';
import { isOpen, requestBehind } from '../../ledger/request-rules.ts';
import {
  type CheckedAppend,
  type CheckedRead,
  type LoggedRead,
  refused,
  type Refused,
} from '../../ledger/work.ts';
import { allowed, holdingOn, openedBy, principalsOf } from '../../policy/gate.ts';
import type { ListedFile } from '../../store/store.ts';
import { ApiError } from '../api-error.ts';
import { type Context, type Handler, signedIn } from '../handler.ts';
import type { Services } from '../services.ts';

/** Files that the caller may read, by id. */
export const files: Handler<'files'> = async (context, { after }) => {
  const { principal, roster } = signedIn(context);
  const principals = principalsOf(roster, principal);
  const from = after === null ? undefined : idOf<FileId>(after);
  // A file comes once for each principal: so many rows make at least one page and one file more.
  const limit = (limits.files + 1) * principals.length;
  const rows = await context.services.store.listFiles(principals, from, limit);
  const best = new Map<FileId, ListedFile>();
  const day = dayOf(context.services.clock());
  for (const row of rows) {
    if (hasEnded(row, day)) continue;
    const known = best.get(row.file);
    const newest = roster.people.get(principal)?.generation ?? 1;
    const caller = { principal, newest };
    if (known === undefined || rank(row, caller) > rank(known, caller)) best.set(row.file, row);
  }
  const page = [...best.values()].slice(0, limits.files);
  return {
    files: page.map((row) => ({
      file: idBytes(row.file),
      head: { seq: row.headSeq, id: idBytes(row.headId) },
      epoch: row.epoch,
      as: idBytes(row.principal),
    })),
    more: best.size > page.length,
  };
};

/** The broadest grant first, the caller's own before a group's; what their lost keys opened last. */
function rank(
  row: ListedFile,
  { newest, principal }: { readonly principal: PrincipalId; readonly newest: number },
): number {
  const own = row.principal === principal;
  if (own && row.generation !== newest) return -1;
  return (row.scopes.includes('root') ? 2 : 0) + (own ? 1 : 0);
}

/** Appends to files; each item stands for itself and is answered in its place. */
export const append: Handler<'append'> = async (context, { appends }) => {
  const { member, principal, roster } = signedIn(context);
  const { sequencer, clock, metrics } = context.services;
  const check = { roster, caller: principal, member, now: clock() };
  const checked = await Promise.all(appends.map((item) => checkAppend(check, item)));
  const outcomes = await Promise.all(
    checked.map(async (item) => {
      if ('outcome' in item) return item;
      const refusal = await restsOn(context.services, item, check.now);
      return refusal === undefined ? sequencer.append(item) : refused(refusal);
    }),
  );
  for (const { outcome } of outcomes) metrics.append(outcome);
  return { outcomes };
};

/**
 * Why an entry that rests on a request may not: there is none that runs for this file, or an approval in
 * it is not one that the ledger has. Undefined for all that may, and for those that rest on none.
 */
async function restsOn(
  { store }: Services,
  { entry }: CheckedAppend,
  now: number,
): Promise<string | undefined> {
  const request = requestBehind(entry.header);
  if (request === undefined) return undefined;
  const row = await store.request(request);
  if (row?.file !== idOf<FileId>(entry.header.file) || !isOpen(row, now)) return 'request-over';
  const given = (await store.answers([request])).filter(({ says }) => says === 'approved');
  const logged = entry.header.approvals?.every(({ approval }) =>
    given.some(({ statement }) => equal(statement, approval)),
  );
  return logged === true ? undefined : 'chain-approval-invalid';
}

/** Reads files: every statement is in the ledger before anything of it goes out. */
export const read: Handler<'read'> = async (context, { reads }) => {
  const { member, principal, roster } = signedIn(context);
  const { sequencer, clock, metrics } = context.services;
  const check = { roster, caller: principal, member, now: clock() };
  const checked = await Promise.all(reads.map((signed) => checkRead(check, signed)));
  const judged = await Promise.all(
    checked.map(async (item) => ('outcome' in item ? item : await sequencer.read(item))),
  );
  const outcomes = await release(context, checked, judged);
  for (const { outcome } of outcomes) metrics.read(outcome);
  return { outcomes };
};

async function release(
  context: Context,
  checked: readonly (CheckedRead | Refused)[],
  judged: readonly (LoggedRead | Refused)[],
): Promise<ReadOutcome[]> {
  // One reply holds no more than one statement may, however many are asked.
  let room: number = limits.replyBytes;
  const outcomes: ReadOutcome[] = [];
  for (const [i, judgement] of judged.entries()) {
    const item = checked[i];
    if (judgement.outcome === 'refused') {
      outcomes.push(judgement);
    } else if (item !== undefined && 'statement' in item) {
      const released = await releaseOne(context, item, judgement, room);
      outcomes.push(released.outcome);
      room -= released.bytes;
    }
  }
  return outcomes;
}

async function releaseOne(
  { services }: Context,
  { statement }: CheckedRead,
  { leaf }: LoggedRead,
  room: number,
): Promise<{ readonly outcome: ReadOutcome; readonly bytes: number }> {
  const { roster } = services.sequencer;
  if (roster === undefined) throw new ApiError('internal');
  const fetched = await services.store.fetch(
    {
      file: idOf<FileId>(statement.file),
      as: idOf<PrincipalId>(statement.as),
      from: statement.from,
      to: statement.to,
      maxEntries: room > 0 ? limits.entries : 0,
      maxBytes: room,
    },
    // Asked again: a rotation may have come between the ledger and the fetch.
    (reader) => {
      const holding = holdingOn(reader, dayOf(services.clock()));
      return holding !== undefined && allowed(roster, { action: 'read', holding })
        ? openedBy(holding)
        : undefined;
    },
  );
  if (fetched === undefined) return { outcome: refused('not-found'), bytes: 0 };
  const { row } = fetched;
  const reply: FileReply = {
    file: statement.file,
    head: { seq: row.headSeq, id: idBytes(row.headId) },
    epoch: row.epoch,
    entries: [...fetched.entries],
    grants: fetched.grants.map((bytes) => decodeAs(grantSchema, bytes)),
    leaf,
    more: fetched.more,
  };
  return { outcome: { outcome: 'released', reply }, bytes: fetched.bodyBytes };
}
