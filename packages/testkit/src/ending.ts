import type { OpenedFile, Practice } from '@vaiti/client';
import {
  reasonHash,
  sealReason,
  type SignedApproval,
  signApproval,
  signRequest,
} from '@vaiti/core';

/** Asks that a file be forgotten; resolves to the request's id. */
export async function askToForget(
  practice: Practice,
  { file }: OpenedFile,
  approver: Practice,
): Promise<Uint8Array<ArrayBuffer>> {
  const { member, roster } = practice;
  const { id, keys } = approver.member.identity;
  const place = { practice: roster.practice, file: file.file, requester: member.identity.id };
  const readers = [{ id, kem: keys.kem }];
  const options = { readers, entropy: member.entropy };
  const reason = await sealReason(place, 'Säilytysaika on päättynyt.', options);
  const plan = {
    ...place,
    kind: 'forget' as const,
    reason: reasonHash(reason),
    time: member.now(),
  };
  const request = await signRequest(member.identity, plan);
  const body = { body: reason.body, keys: reason.keys.map((key) => ({ ...key })) };
  const asked = { request, reason: body };
  return (await member.api.call('request', asked, member.token)).id;
}

/** A second person's signed agreement to such a request, given to the server and handed back. */
export async function agreeToForget(
  approver: Practice,
  { file }: OpenedFile,
  about: { readonly requester: Practice; readonly request: Uint8Array<ArrayBuffer> },
): Promise<SignedApproval> {
  const { member, roster } = approver;
  const approval = await signApproval(member.identity, {
    practice: roster.practice,
    kind: 'forget',
    request: about.request,
    file: file.file,
    epoch: file.state.epoch,
    requester: about.requester.member.identity.id,
    time: member.now(),
  });
  await member.api.call('approve', { approval, share: null }, member.token);
  return approval;
}

/** Both: what ends a file, signed by a second person. */
export async function agreement(
  requester: Practice,
  approver: Practice,
  opened: OpenedFile,
): Promise<SignedApproval> {
  const request = await askToForget(requester, opened, approver);
  return agreeToForget(approver, opened, { requester, request });
}
