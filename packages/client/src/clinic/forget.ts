import { displayName } from '@vaiti/care';
import { type FileId, mayAgreeToForget } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { type Directory, fingerprintFor, nameOf } from '../practice/directory.ts';
import { isoDay } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { sayOf } from '../request/ask.ts';
import {
  approvalsFor,
  approveForget,
  askToForget,
  forgetByRequest,
  openForgetRequest,
} from '../request/forget.ts';
import { findRequest, isOpenRequest, listRequests } from '../request/request.ts';
import type { ForgetRequestView, ForgetStateView } from './forget-methods.ts';
import type { ArgsOf } from './methods.ts';
import { type OpenedPatient, openPatient } from './patient-file.ts';
import { contactOf } from './views.ts';

/** What a file is called: by its contact details, or by its id where it has none. */
function calledOf({ opened, records }: OpenedPatient): string {
  const contact = contactOf(records)?.contact;
  const name = contact === undefined ? '' : displayName(contact);
  return name === '' ? opened.file.file : name;
}

/** How far the end of a file is. Throws as `openPatient`. */
export async function forgetState(
  practice: Practice,
  directory: Directory,
  file: FileId,
): Promise<ForgetStateView> {
  const patient = await openPatient(practice, file);
  const request = await openForgetRequest(practice, file);
  if (request === undefined) return { name: calledOf(patient), request: null };
  const agreed = approvalsFor(practice, request, patient.opened);
  const names = agreed.map(({ approver }) => nameOf(directory, approver));
  return { name: calledOf(patient), request: { id: request.id, agreed: names } };
}

/** Asks a second person. Throws as `askToForget` of the requests. */
export async function askFor(
  practice: Practice,
  { file, reason }: ArgsOf<'askToForget'>,
): Promise<void> {
  await askToForget(practice, file as FileId, reason);
}

/**
 * Destroys a file whose name was typed as it stands and to whose end somebody agreed. Resolves to the
 * last day of backups, ISO. Throws `arguments-invalid` for another name, `approvals-missing`.
 */
export async function forgetPatient(
  practice: Practice,
  { file, name }: ArgsOf<'forget'>,
): Promise<string> {
  const patient = await openPatient(practice, file as FileId);
  if (name.trim() !== calledOf(patient)) throw new ClientError('arguments-invalid');
  const request = await openForgetRequest(practice, file as FileId);
  if (request === undefined) throw new ClientError('approvals-missing');
  const { backups } = await forgetByRequest(practice, patient.opened, request);
  return isoDay(backups);
}

/** Requests that wait for the member's agreement. Throws as `listRequests`. */
export async function forgetRequests(
  practice: Practice,
  directory: Directory,
): Promise<ForgetRequestView[]> {
  const { identity, now } = practice.member;
  if (!mayAgreeToForget(practice.roster, identity.id)) return [];
  const requests = await listRequests(practice);
  return requests
    .filter(
      (one) =>
        one.kind === 'forget' &&
        one.requester !== identity.id &&
        isOpenRequest(one, now()) &&
        !one.approvals.some(({ approver }) => approver === identity.id) &&
        !one.verdicts.some(({ by }) => by === identity.id),
    )
    .map(({ expires, file, id, reason, requester }) => ({
      ...{ id, file, requester: nameOf(directory, requester), reason: reason ?? '' },
      fingerprint: fingerprintFor(practice.roster, requester),
      expires: new Date(expires).toISOString(),
    }));
}

/** Agrees to a request, or declines it. */
export async function decideForget(
  practice: Practice,
  { agree, id }: ArgsOf<'decideForget'>,
): Promise<void> {
  const request = await findRequest(practice, id);
  await (agree ? approveForget(practice, request) : sayOf(practice, request, 'declined'));
}
