import { toHex } from '../bytes.ts';
import type { Header } from '../entry/header.ts';
import type { Split } from '../entry/split.ts';
import { CoreError } from '../errors.ts';
import { idOf, type PrincipalId } from '../ids.ts';
import { approvalMessage, decodeApproval } from '../statement/approval.ts';
import { type Verify, verify } from '../suite/verify.ts';
import { holdsRole, type Roster, signingKey } from './roster.ts';

/** A signature that is still to be checked. */
export interface Unchecked {
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * The signatures of an entry's approvals with the keys that the roster has for the approvers. What
 * they say was judged by the chain (`advance`). Throws `author-unknown`, `cbor-invalid`,
 * `schema-invalid`.
 */
export function approvalSignatures(
  roster: Roster,
  { approvals = [] }: Pick<Header, 'approvals'>,
): readonly Unchecked[] {
  return approvals.map(({ approval, signature }) => {
    const { approver, generation } = decodeApproval(approval);
    const key = signingKey(roster, idOf<PrincipalId>(approver), generation);
    return { key, message: approvalMessage(approval), signature };
  });
}

/** Checks one of them. Throws `signature-invalid`. */
export async function checkSignature(
  { key, message, signature }: Unchecked,
  using: Verify = verify,
): Promise<void> {
  if (!(await using(key, message, signature))) throw new CoreError('signature-invalid', 'approval');
}

/**
 * A split names exactly a council that the roster has, with its threshold: nobody can slip in an
 * officer or ask for fewer. Throws `chain-split-invalid`.
 */
export function checkCouncil(roster: Roster, split: Split | undefined): void {
  if (split === undefined) return;
  const council = roster.councils.get(split.council);
  const members = new Set<string>(council?.members);
  const same =
    council?.threshold === split.threshold &&
    split.lines.length === members.size &&
    split.lines.every(({ officer, generation }) => {
      const id = toHex(officer) as PrincipalId;
      return members.has(id) && generation <= (roster.people.get(id)?.generation ?? 0);
    });
  if (!same) throw new CoreError('chain-split-invalid', 'not a council of the roster');
}

/** Whether somebody may agree to the end of another's file. */
export function mayAgreeToForget(roster: Roster, id: PrincipalId): boolean {
  return holdsRole(roster, id, 'privacy-officer') || holdsRole(roster, id, 'administrator');
}
