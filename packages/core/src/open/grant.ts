import { type Bytes, concat, equal, toHex, utf8 } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import type { Scope } from '../entry/access.ts';
import {
  decodeGrantHeader,
  encodeGrantHeader,
  type Grant,
  type GrantHeader,
  grantId,
  grantMessage,
} from '../grant/grant.ts';
import { idBytes, idOf, type FileId, type PracticeId, type PrincipalId } from '../ids.ts';
import { labels, SUITE } from '../suite/suite.ts';
import type { Identity } from './identity.ts';
import { hpke } from './kem.ts';
import { Secret } from './secret.ts';

/** What a grant is about. For a role group `file` is the group's id and `epoch` its generation. */
export interface GrantPlan {
  readonly practice: PracticeId;
  readonly file: FileId | PrincipalId;
  readonly epoch: number;
  readonly scope: Scope | 'entry' | 'group';
  /** For scope `entry`: `seq` of the entry. */
  readonly entry?: number;
  readonly day: number;
  readonly reader: { readonly id: PrincipalId; readonly generation: number; readonly kem: Bytes };
}

function info(header: Uint8Array): Bytes {
  return concat(utf8(labels.grant), header);
}

/** Seals `key` to the reader and signs it as `granter`. The reader's key must come from the roster. */
export async function sealGrant(
  granter: Identity,
  plan: GrantPlan,
  key: Secret,
): Promise<{ grant: Grant; id: Bytes }> {
  const header = encodeGrantHeader({
    suite: SUITE,
    practice: idBytes(plan.practice),
    file: idBytes(plan.file),
    epoch: plan.epoch,
    reader: idBytes(plan.reader.id),
    generation: plan.reader.generation,
    scope: plan.scope,
    ...(plan.entry === undefined ? {} : { entry: plan.entry }),
    by: idBytes(granter.id),
    byGeneration: granter.generation,
    day: plan.day,
  });
  const suite = await hpke();
  const { enc, ciphertext } = await key.use((bytes) =>
    suite.seal(plan.reader.kem, info(header), bytes),
  );
  const signature = await granter.sign(grantMessage(header, enc, ciphertext));
  const grant = { header, enc, ciphertext, signature };
  return { grant, id: grantId(grant) };
}

/**
 * Opens a grant that the chain or roster named by `expected`. Throws `grant-mismatch` when it is not
 * that very grant or not for this reader, `grant-unopenable` when the ciphertext is not ours.
 * The caller has checked the granter's signature with `verifyGrant`.
 */
export async function openGrant(
  reader: Identity,
  grant: Grant,
  expected: Uint8Array,
): Promise<{ header: GrantHeader; key: Secret }> {
  const header = decodeGrantHeader(grant.header);
  if (!equal(grantId(grant), expected)) throw new CoreError('grant-mismatch');
  if (idOf<PrincipalId>(header.reader) !== reader.id)
    throw new CoreError('grant-mismatch', toHex(header.reader).slice(0, 8));
  const suite = await hpke();
  const bytes = await suite.open(reader.kem, info(grant.header), grant);
  if (bytes.length !== 32) throw new CoreError('grant-unopenable');
  return { header, key: new Secret(bytes) };
}
