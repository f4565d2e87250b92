import {
  type ApprovalKind,
  approvalMessage,
  encodeApproval,
  type SignedApproval,
} from '../statement/approval.ts';
import { type FileId, idBytes, type PracticeId, type PrincipalId } from '../ids.ts';
import { SUITE } from '../suite/suite.ts';
import type { Identity } from './identity.ts';

/** What is agreed to: one request of one person about one file in one epoch. */
export interface ApprovalPlan {
  readonly practice: PracticeId;
  readonly kind: ApprovalKind;
  readonly request: Uint8Array<ArrayBuffer>;
  readonly file: FileId;
  readonly epoch: number;
  readonly requester: PrincipalId;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Signs one's agreement. */
export async function signApproval(
  approver: Identity,
  plan: ApprovalPlan,
): Promise<SignedApproval> {
  const approval = encodeApproval({
    suite: SUITE,
    practice: idBytes(plan.practice),
    kind: plan.kind,
    request: plan.request,
    file: idBytes(plan.file),
    epoch: plan.epoch,
    approver: idBytes(approver.id),
    generation: approver.generation,
    requester: idBytes(plan.requester),
    time: plan.time,
  });
  return { approval, signature: await approver.sign(approvalMessage(approval)) };
}
