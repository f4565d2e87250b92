import type { ReplyOf } from '@vaiti/contract';
import {
  type ApprovalKind,
  CoreError,
  decodeApproval,
  decodeRequest,
  decodeVerdict,
  equal,
  type FileId,
  fromHex,
  idOf,
  openReason,
  type PracticeId,
  type PrincipalId,
  reasonHash,
  requestId,
  signingKey,
  toHex,
  verifyApproval,
  type VerdictKind,
  verifyRequest,
  verifyVerdict,
} from '@vaiti/core';
import { ClientError } from '../errors.ts';
import type { Practice } from '../practice/practice.ts';

/** A request as the server hands it out. */
export type RequestLine = ReplyOf<'requests'>['requests'][number];

/** An approval whose signature was checked. */
export interface GivenApproval {
  readonly approver: PrincipalId;
  readonly epoch: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly line: RequestLine['approvals'][number];
}

/** Somebody's word on a request, its signature checked. */
export interface GivenVerdict {
  readonly by: PrincipalId;
  readonly says: VerdictKind;
  readonly time: number;
}

/** A request that was proved: who asked, for what, and what was said of it. Times in milliseconds. */
export interface ProvenRequest {
  /** Hexadecimal. */
  readonly id: string;
  readonly kind: ApprovalKind;
  readonly file: FileId;
  readonly requester: PrincipalId;
  readonly time: number;
  readonly expires: number;
  /** Undefined for those to whom it is not sealed. */
  readonly reason: string | undefined;
  readonly approvals: readonly GivenApproval[];
  readonly verdicts: readonly GivenVerdict[];
  /** When the entry that rests on it was stored; undefined until then. */
  readonly done: number | undefined;
  readonly line: RequestLine;
}

/** Whether a request can be answered and used. */
export function isOpenRequest(request: ProvenRequest, now: number): boolean {
  return request.done === undefined && now <= request.expires;
}

type Said = Pick<ProvenRequest, 'id' | 'kind' | 'file' | 'requester'>;

async function proveApproval(
  { roster }: Practice,
  said: Said,
  line: RequestLine['approvals'][number],
): Promise<GivenApproval> {
  const approval = decodeApproval(line.approval.approval);
  const { approver, epoch, generation, time } = approval;
  const fits =
    idOf<PracticeId>(approval.practice) === roster.practice &&
    toHex(approval.request) === said.id &&
    idOf<FileId>(approval.file) === said.file &&
    idOf<PrincipalId>(approval.requester) === said.requester &&
    approval.kind === said.kind;
  if (!fits) throw new ClientError('request-altered');
  const by = idOf<PrincipalId>(approver);
  await verifyApproval(line.approval, signingKey(roster, by, generation));
  return { approver: by, epoch, time, line };
}

async function proveVerdict(
  { roster }: Practice,
  said: Said,
  signed: RequestLine['verdicts'][number],
): Promise<GivenVerdict> {
  const verdict = decodeVerdict(signed.verdict);
  const fits =
    idOf<PracticeId>(verdict.practice) === roster.practice &&
    toHex(verdict.request) === said.id &&
    idOf<FileId>(verdict.file) === said.file;
  if (!fits) throw new ClientError('request-altered');
  const by = idOf<PrincipalId>(verdict.by);
  await verifyVerdict(signed, signingKey(roster, by, verdict.generation));
  return { by, says: verdict.says, time: verdict.time };
}

async function reasonOf(
  { member, roster }: Practice,
  { file, requester }: Said,
  { reason }: RequestLine,
): Promise<string | undefined> {
  const own = reason?.keys.some(({ reader }) => toHex(reader) === member.identity.id) ?? false;
  if (reason === null || !own) return undefined;
  return openReason({ practice: roster.practice, file, requester }, member.identity, reason);
}

async function proveLine(practice: Practice, line: RequestLine): Promise<ProvenRequest> {
  const { roster } = practice;
  const request = decodeRequest(line.request.request);
  const said: Said = {
    id: toHex(line.id),
    kind: request.kind,
    file: idOf(request.file),
    requester: idOf(request.requester),
  };
  const named =
    toHex(requestId(line.request)) === said.id &&
    idOf<PracticeId>(request.practice) === roster.practice &&
    (line.reason === null || equal(reasonHash(line.reason), request.reason));
  if (!named) throw new ClientError('request-altered');
  await verifyRequest(line.request, signingKey(roster, said.requester, request.generation));
  return {
    ...said,
    time: request.time,
    expires: request.expires,
    reason: await reasonOf(practice, said, line),
    approvals: await Promise.all(line.approvals.map((one) => proveApproval(practice, said, one))),
    verdicts: await Promise.all(line.verdicts.map((one) => proveVerdict(practice, said, one))),
    done: line.done ?? undefined,
    line,
  };
}

/**
 * Proves a request that the server handed out: who asked, who agreed and what a review said are taken
 * from signatures of people in the roster. Throws `request-altered` when anything does not hold.
 */
async function proveRequest(practice: Practice, line: RequestLine): Promise<ProvenRequest> {
  try {
    return await proveLine(practice, line);
  } catch (cause) {
    throw cause instanceof CoreError ? new ClientError('request-altered', { cause }) : cause;
  }
}

/**
 * Requests that concern the member, the newest first: their own, those that they decide or review, and
 * those about files whose root they hold. Throws as `proveRequest`.
 */
export async function listRequests(practice: Practice): Promise<readonly ProvenRequest[]> {
  await practice.refresh();
  const { api, token } = practice.member;
  const { requests } = await api.call('requests', {}, token);
  return Promise.all(requests.map((line) => proveRequest(practice, line)));
}

/** One request by its id or the beginning of it. Throws `not-found`. */
export async function findRequest(practice: Practice, id: string): Promise<ProvenRequest> {
  const found = (await listRequests(practice)).filter((request) => request.id.startsWith(id));
  const [request] = found;
  if (request === undefined || found.length > 1 || id === '') throw new ClientError('not-found');
  return request;
}

/** The bytes of a request's id. */
export function requestBytes({ id }: Pick<ProvenRequest, 'id'>): Uint8Array<ArrayBuffer> {
  return fromHex(id);
}

/** Where a request stands: it may be answered, its entry is stored, or it ran out unused. */
export type RequestPhase = 'open' | 'done' | 'over';

/** Where a request stands at `now`, milliseconds. */
export function phaseOf(request: ProvenRequest, now: number): RequestPhase {
  if (request.done !== undefined) return 'done';
  return isOpenRequest(request, now) ? 'open' : 'over';
}

/** How long after an emergency its review is due, milliseconds. */
const REVIEW_WITHIN = 7 * 24 * 60 * 60 * 1000;

/** When the review of an opened emergency is due; undefined when there is none to come. */
export function reviewDue(request: ProvenRequest): number | undefined {
  const { done, kind } = request;
  if (kind !== 'emergency' || done === undefined || reviewsOf(request).length > 0) return undefined;
  return done + REVIEW_WITHIN;
}

/** What reviews said of a request. */
export function reviewsOf({ verdicts }: ProvenRequest): readonly GivenVerdict[] {
  return verdicts.filter(({ says }) => says !== 'declined');
}
