import { idBytes, type FileId, type PracticeId, type PrincipalId } from '../ids.ts';
import { encodeRead, type Purpose, readMessage, type SignedRead } from '../statement/read.ts';
import { SUITE } from '../suite/suite.ts';
import type { Identity } from './identity.ts';
import type { Entropy } from './secret.ts';

/** What is asked for: entries `from` to `to` inclusive of a file, by the grant of `as`. */
export interface ReadPlan {
  readonly practice: PracticeId;
  readonly file: FileId;
  readonly as: PrincipalId;
  readonly from: number;
  readonly to: number;
  readonly purpose: Purpose;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Signs a read statement, without which the server releases nothing. */
export async function signRead(
  reader: Identity,
  plan: ReadPlan,
  entropy: Entropy,
): Promise<SignedRead> {
  const statement = encodeRead({
    suite: SUITE,
    practice: idBytes(plan.practice),
    file: idBytes(plan.file),
    reader: idBytes(reader.id),
    generation: reader.generation,
    as: idBytes(plan.as),
    from: plan.from,
    to: plan.to,
    purpose: plan.purpose,
    time: plan.time,
    nonce: new Uint8Array(entropy(16)),
  });
  return { statement, signature: await reader.sign(readMessage(statement)) };
}
