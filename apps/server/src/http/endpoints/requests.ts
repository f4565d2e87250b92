import { isApiErrorCode, limits, type RequestLine } from '@vaiti/contract';
import {
  type ChainState,
  decodeAs,
  decodeApproval,
  decodeHeader,
  decodeVerdict,
  fromHex,
  holdsRole,
  idBytes,
  type PrincipalId,
  type Roster,
  sealedReasonSchema,
  shareSchema,
  toHex,
} from '@vaiti/core/blind';
import { dayOf } from '../../ledger/check.ts';
import { allowed } from '../../policy/gate.ts';
import { holdsRoot, isOfficer, isOpen } from '../../ledger/request-rules.ts';
import { type Asked, checkApproval, checkRequest, checkVerdict } from '../../ledger/statements.ts';
import { stateOf } from '../../ledger/state.ts';
import type { CheckedStatement, Refused } from '../../ledger/work.ts';
import type { AnswerRow, RequestRow } from '../../store/request-rows.ts';
import { ApiError } from '../api-error.ts';
import { type Context, type Handler, signedIn } from '../handler.ts';
import type { Services } from '../services.ts';

/** What the checks before the queue know. */
function checking(context: Context) {
  const { principal, roster } = signedIn(context);
  return { roster, caller: principal, now: context.services.clock() };
}

/** Stores a checked statement with its leaf. Throws the refusal. */
async function keep({ services }: Context, checked: CheckedStatement | Refused) {
  const judged = 'outcome' in checked ? checked : await services.sequencer.statement(checked);
  if (judged.outcome === 'refused') throw refusalOf(judged.code);
  return judged.leaf;
}

function refusalOf(code: string): ApiError {
  switch (code) {
    case 'cbor-invalid':
    case 'schema-invalid':
      return new ApiError('bad-request');
    case 'share-mismatch':
      return new ApiError('signature-invalid');
    default:
      return new ApiError(isApiErrorCode(code) ? code : 'not-found');
  }
}

/** The request that is answered, with the answers so far. Throws `not-found`. */
async function asked({ store }: Services, id: Uint8Array): Promise<Asked> {
  const row = await store.request(toHex(id));
  if (row === undefined) throw new ApiError('not-found');
  return { row, answers: await store.answers([row.id]) };
}

/** Somebody asks for what takes the agreement of others. */
export const request: Handler<'request'> = async (context, body) => {
  const check = checking(context);
  const rows = await context.services.store.requests(limits.requests);
  const own = rows.filter((row) => row.requester === check.caller && isOpen(row, check.now));
  const checked = await checkRequest(check, body, own.length);
  const leaf = await keep(context, checked);
  if ('outcome' in checked) throw new ApiError('internal');
  return { id: checked.id, leaf };
};

/** Somebody agrees. */
export const approve: Handler<'approve'> = async (context, body) => {
  const check = checking(context);
  const { request: id } = decoded(() => decodeApproval(body.approval.approval));
  const checked = await checkApproval(check, body, await asked(context.services, id));
  return { leaf: await keep(context, checked) };
};

/** Somebody declines, or reviews. */
export const verdict: Handler<'verdict'> = async (context, body) => {
  const check = checking(context);
  const { request: id } = decoded(() => decodeVerdict(body.verdict.verdict));
  const checked = await checkVerdict(check, body, await asked(context.services, id));
  return { leaf: await keep(context, checked) };
};

function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch {
    throw new ApiError('bad-request');
  }
}

/** What the caller is to a request; undefined when it is none of their business. */
interface Part {
  readonly requester: boolean;
  /** Whether they decide: an officer of the file's split, or who may agree to the end of a file. */
  readonly officer: boolean;
  readonly reviewer: boolean;
}

function partOf(
  roster: Roster,
  caller: PrincipalId,
  about: { row: RequestRow; answers: readonly AnswerRow[]; chain: ChainState; day: number },
): Part | undefined {
  const { answers, chain, day, row } = about;
  const requester = row.requester === caller;
  const officer = allowed(roster, {
    action: 'approve',
    caller,
    requester: row.requester,
    kind: row.kind,
    officer: isOfficer(chain, caller),
  });
  const reviewer = holdsRole(roster, caller, 'privacy-officer');
  const answered = answers.some(({ author }) => author === caller);
  const team = holdsRoot(roster, chain.readers, caller, day);
  return requester || officer || reviewer || answered || team
    ? { requester, officer, reviewer }
    : undefined;
}

/** Requests that concern the caller: their own, those they decide or review, those about their files. */
export const requests: Handler<'requests'> = async (context) => {
  const { principal: caller, roster } = signedIn(context);
  const { clock, store } = context.services;
  const rows = await store.requests(limits.requests);
  const files = await store.files([...new Set(rows.map(({ file }) => file))]);
  const answers = Map.groupBy(await store.answers(rows.map(({ id }) => id)), (a) => a.request);
  const lines: RequestLine[] = [];
  for (const row of rows) {
    const stored = files.get(row.file);
    if (stored === undefined) continue;
    const { chain } = stateOf(roster.practice, stored);
    const about = { row, answers: answers.get(row.id) ?? [], chain, day: dayOf(clock()) };
    const part = partOf(roster, caller, about);
    if (part === undefined) continue;
    const open = isOpen(row, clock()) && !chain.forgotten;
    const line = lineOf(about, caller, part);
    lines.push(open ? { ...line, ...(await openPart(store, { row, chain, caller, part })) } : line);
  }
  return { requests: lines };
};

function lineOf({ answers, row }: Asked, caller: PrincipalId, part: Part): RequestLine {
  const reason = decodeAs(sealedReasonSchema, row.reason);
  const own = reason.keys.filter(({ reader }) => toHex(reader) === caller);
  const reads = part.requester || part.officer || part.reviewer;
  const approvals = answers.filter(({ says }) => says === 'approved');
  return {
    id: fromHex(row.id),
    request: { request: row.request, signature: row.signature },
    // Of a file that was forgotten no reason is left.
    reason: reads && reason.keys.length > 0 ? { body: reason.body, keys: own } : null,
    approvals: approvals.map(({ share, signature, statement }) => ({
      approval: { approval: statement, signature },
      share: part.requester && share !== null ? decodeAs(shareSchema, share) : null,
    })),
    verdicts: answers
      .filter(({ says }) => says !== 'approved')
      .map(({ signature, statement }) => ({ verdict: statement, signature })),
    done: row.done,
    split: null,
    share: null,
    next: null,
  };
}

/** What officers and the requester need while a request is open. */
async function openPart(
  store: Services['store'],
  about: { row: RequestRow; chain: ChainState; caller: PrincipalId; part: Part },
): Promise<Pick<RequestLine, 'split' | 'share' | 'next'>> {
  const { caller, chain, part, row } = about;
  const { day, epoch, head, seq } = chain;
  const { officer, requester } = part;
  const at = { head: { seq, id: idBytes(head) }, epoch, day };
  // Whoever agrees to the end of a file names its epoch, and reads nothing of it.
  const next = requester || (row.kind === 'forget' && officer) ? at : null;
  if (row.kind !== 'emergency' || !(officer || requester))
    return { split: null, share: null, next };
  const entries = await store.splittable(row.file, epoch);
  const split = entries.find(({ header }) => decodeHeader(header).split !== undefined) ?? null;
  const sealed = officer ? await store.shareOf(row.file, epoch, caller) : undefined;
  const share = sealed === undefined ? null : decodeAs(shareSchema, sealed);
  return { split, share, next };
}
