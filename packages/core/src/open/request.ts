import { idBytes, type FileId, type PracticeId } from '../ids.ts';
import type { ApprovalKind } from '../statement/approval.ts';
import {
  encodeRequest,
  REQUEST_LIFE,
  requestMessage,
  type SignedRequest,
} from '../statement/request.ts';
import {
  encodeVerdict,
  type SignedVerdict,
  type VerdictKind,
  verdictMessage,
} from '../statement/verdict.ts';
import { SUITE } from '../suite/suite.ts';
import type { Identity } from './identity.ts';

/** What is asked for. `reason` is the hash of the sealed reason, `time` in milliseconds. */
export interface RequestPlan {
  readonly practice: PracticeId;
  readonly kind: ApprovalKind;
  readonly file: FileId;
  readonly reason: Uint8Array<ArrayBuffer>;
  readonly time: number;
}

/** Signs a request that is over after a day. */
export async function signRequest(
  requester: Identity,
  { file, kind, practice, reason, time }: RequestPlan,
): Promise<SignedRequest> {
  const request = encodeRequest({
    suite: SUITE,
    practice: idBytes(practice),
    kind,
    file: idBytes(file),
    requester: idBytes(requester.id),
    generation: requester.generation,
    time,
    expires: time + REQUEST_LIFE,
    reason,
  });
  return { request, signature: await requester.sign(requestMessage(request)) };
}

/** Signs a word on somebody's request. */
export async function signVerdict(
  by: Identity,
  plan: {
    readonly practice: PracticeId;
    readonly request: Uint8Array<ArrayBuffer>;
    readonly file: FileId;
    readonly says: VerdictKind;
    readonly time: number;
  },
): Promise<SignedVerdict> {
  const verdict = encodeVerdict({
    suite: SUITE,
    practice: idBytes(plan.practice),
    request: plan.request,
    file: idBytes(plan.file),
    says: plan.says,
    by: idBytes(by.id),
    generation: by.generation,
    time: plan.time,
  });
  return { verdict, signature: await by.sign(verdictMessage(verdict)) };
}
