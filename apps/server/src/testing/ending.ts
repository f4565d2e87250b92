import type { RequestOf } from '@vaiti/contract';
import { idBytes, reasonHash, requestId, signApproval, signRequest } from '@vaiti/core';
import type { Persona, TestFile, TestPractice } from './personas.ts';

/** A new file of somebody's that has ended; resolves to what asks for its remains. */
export async function endedFile(
  practice: TestPractice,
  owner: Persona,
): Promise<RequestOf<'tombstone'>> {
  const file = practice.file(owner);
  await file.add();
  await endFile(file, practice.administrator);
  return { file: idBytes(file.id), from: 0 };
}

/** Ends a file of its owner with the agreement of `approver`, over the wire. */
async function endFile(file: TestFile, approver: Persona): Promise<void> {
  const { owner, practice } = file;
  const { server } = practice;
  const reason: RequestOf<'request'>['reason'] = { body: new Uint8Array(1), keys: [] };
  const place = { practice: practice.practice, kind: 'forget' as const, file: file.id };
  const time = server.clock.now;
  const plan = { ...place, reason: reasonHash(reason), time };
  const request = await signRequest(owner.identity, plan);
  await server.call('request', { request, reason }, owner.token);
  const approval = await signApproval(approver.identity, {
    ...place,
    request: requestId(request),
    epoch: file.epoch,
    requester: owner.identity.id,
    time,
  });
  await server.call('approve', { approval, share: null }, approver.token);
  const outcome = await file.add({ kind: 'forget', content: null, approvals: [approval] });
  if (outcome.outcome !== 'stored') throw new Error(`not ended: ${JSON.stringify(outcome)}`);
}
