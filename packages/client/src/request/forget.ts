import { type FileId, mayAgreeToForget } from '@vaiti/core';
import { forgetFile } from '../access/forget.ts';
import { ClientError } from '../errors.ts';
import type { OpenedFile } from '../file/read.ts';
import type { Tombstone } from '../file/tombstone.ts';
import type { Practice } from '../practice/practice.ts';
import { sendApproval } from './approve.ts';
import { askFor } from './ask.ts';
import { isOpenRequest, listRequests, type ProvenRequest } from './request.ts';

/**
 * Asks that a file be forgotten; the reason is what those who decide read. Resolves to the request's
 * id. Throws `request-impossible` when nobody else could agree, else as `askFor`.
 */
export async function askToForget(
  practice: Practice,
  file: FileId,
  reason: string,
): Promise<string> {
  await practice.refresh();
  const { member, roster } = practice;
  const others = [...roster.people.keys()].filter(
    (id) => id !== member.identity.id && mayAgreeToForget(roster, id),
  );
  if (others.length === 0) throw new ClientError('request-impossible');
  return askFor(practice, { kind: 'forget', file, reason }, others);
}

/** One's own newest request for the end of this file that is still open, if there is one. */
export async function openForgetRequest(
  practice: Practice,
  file: FileId,
): Promise<ProvenRequest | undefined> {
  const { identity, now } = practice.member;
  const all = await listRequests(practice);
  return all.find(
    (one) =>
      one.kind === 'forget' &&
      one.file === file &&
      one.requester === identity.id &&
      isOpenRequest(one, now()),
  );
}

/** Agrees to the end of a file. Throws `request-over`, `request-answered`, `not-found`. */
export async function approveForget(practice: Practice, request: ProvenRequest): Promise<void> {
  const { next } = request.line;
  if (request.kind !== 'forget' || next === null || !isOpenRequest(request, practice.member.now()))
    throw new ClientError('request-over');
  await sendApproval(practice, request, { epoch: next.epoch, share: null });
}

/** Agreements to a request that count for the file as it is. */
export function approvalsFor(
  { roster }: Practice,
  request: ProvenRequest,
  { file }: OpenedFile,
): readonly ProvenRequest['approvals'][number][] {
  return request.approvals.filter(
    ({ approver, epoch }) => epoch === file.state.epoch && mayAgreeToForget(roster, approver),
  );
}

/**
 * Ends a file by a request that somebody agreed to. Throws `approvals-missing` when nobody has for the
 * file as it is now, else as `forgetFile`.
 */
export async function forgetByRequest(
  practice: Practice,
  opened: OpenedFile,
  request: ProvenRequest,
): Promise<Tombstone> {
  const approvals = approvalsFor(practice, request, opened);
  if (approvals.length === 0) throw new ClientError('approvals-missing');
  return forgetFile(
    practice,
    opened,
    approvals.map(({ line }) => line.approval),
  );
}
