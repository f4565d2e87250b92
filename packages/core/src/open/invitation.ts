import { z } from 'zod';
import { type Bytes, concat, equal, utf8 } from '../bytes.ts';
import { type CborValue, decodeAs, encodeCbor } from '../cbor.ts';
import { memberRoles } from '../entry/member.ts';
import { CoreError } from '../errors.ts';
import { hashSchema, idSchema, uintSchema } from '../fields.ts';
import { principalIdOf, type PrincipalId, type PublicKeys } from '../ids.ts';
import {
  decodeJoinAnswer,
  encodeJoinAnswer,
  type Join,
  joinMacMessage,
  joinMessage,
} from '../invitation/join.ts';
import { roles } from '../roster/entry.ts';
import { hkdf, hmacSha256 } from '../suite/hash.ts';
import { checkSuite, labels, SUITE } from '../suite/suite.ts';
import { type Verify, verify } from '../suite/verify.ts';
import { openChunked, sealChunked } from './chunked.ts';
import type { Identity } from './identity.ts';
import { type Entropy, Secret } from './secret.ts';

/** Length of an invitation's code: 128 bits. */
export const INVITATION_CODE_LENGTH = 16;

/** Whom a file lets in: as what, which file, and what the patient is called. */
const invitedMember = z.strictObject({
  role: z.enum(memberRoles),
  file: idSchema,
  patientName: z.string().max(200),
});

/**
 * What an invitation says, sealed to whoever has its code: to roles in the practice, or, for patients
 * and guardians, to one file.
 */
export const invitationSchema = z
  .strictObject({
    practice: idSchema,
    practiceName: z.string().max(200),
    /** The roster's newest entry when the invitation was made. */
    head: z.strictObject({ seq: uintSchema, id: hashSchema }),
    inviter: idSchema,
    inviterName: z.string().max(200),
    /** The inviter's fingerprint, 32 bytes. */
    fingerprint: hashSchema,
    name: z.string().min(1).max(200),
    title: z.string().max(200),
    roles: z
      .array(
        z.strictObject({
          role: z.enum(roles),
          centre: idSchema.nullable(),
          centreName: z.string().max(200),
        }),
      )
      .max(32),
    member: invitedMember.exactOptional(),
    /** Who comes back with new keys: nothing but those changes. */
    recovers: idSchema.exactOptional(),
    /** When it must have been answered, milliseconds since 1970. */
    expires: uintSchema,
  })
  .refine((says) => [says.member, says.recovers].includes(undefined), 'a file or a return')
  .refine(
    ({ member, recovers, roles: given }) =>
      recovers !== undefined || (member === undefined) === given.length > 0,
    'roles or a file',
  );
export type Invitation = z.infer<typeof invitationSchema>;

/** What the code of an invitation gives. The server knows `id` and the hash of `token`. */
export interface InvitationKeys {
  readonly id: Bytes;
  /** What the new person's calls carry, 32 bytes. */
  readonly token: Bytes;
  readonly seal: Secret;
  readonly mac: Secret;
  /** Seals what the new person's device keeps until they have an account. */
  readonly device: Secret;
}

const EMPTY = new Uint8Array(0);

/** Keys of a 16-byte code. PROTOCOL section 6.1. Throws `schema-invalid` for another length. */
export function invitationKeys(code: Secret): InvitationKeys {
  return code.use((bytes) => {
    if (bytes.length !== INVITATION_CODE_LENGTH)
      throw new CoreError('schema-invalid', 'invitation code');
    const part = (label: string, length: number): Bytes => hkdf(bytes, EMPTY, utf8(label), length);
    return {
      id: part(labels.invitationId, 16),
      token: part(labels.invitationToken, 32),
      seal: new Secret(part(labels.invitationSeal, 32)),
      mac: new Secret(part(labels.invitationMac, 32)),
      device: new Secret(part(labels.invitationDevice, 32)),
    };
  });
}

function sealContext(id: Uint8Array): Bytes {
  return concat(utf8(labels.invitation), id);
}

/** Seals what the invitation says under the code's sealing key; its id is the context. */
export function sealInvitation(
  keys: InvitationKeys,
  invitation: Invitation,
  entropy: Entropy,
): Promise<Bytes> {
  const plaintext = encodeCbor(invitation satisfies CborValue);
  const salt = entropy(24);
  const context = sealContext(keys.id);
  return keys.seal.use((key) => sealChunked({ key, salt, context, plaintext }));
}

/** Opens it again. Throws as `openChunked`, `cbor-invalid` and `schema-invalid`. */
export async function openInvitation(
  keys: InvitationKeys,
  ciphertext: Uint8Array,
): Promise<Invitation> {
  const context = sealContext(keys.id);
  const plain = await keys.seal.use((key) => openChunked({ key, context, ciphertext }));
  return decodeAs(invitationSchema, plain);
}

/** Under which the inviter keeps the codes of open invitations with the server, 32 bytes. */
export function keepKeyOf(identity: Identity): Secret {
  return identity.seed.use(
    (seed) => new Secret(hkdf(seed, EMPTY, utf8(labels.invitationKeep), 32)),
  );
}

/** Answers an invitation with one's own new keys. */
export async function signJoin(keys: InvitationKeys, identity: Identity): Promise<Join> {
  const answer = encodeJoinAnswer({ suite: SUITE, invitation: keys.id, keys: identity.keys });
  const signature = await identity.sign(joinMessage(answer));
  const message = joinMacMessage({ answer, signature });
  return { answer, signature, mac: keys.mac.use((key) => hmacSha256(key, message)) };
}

/**
 * Checks an answer and returns the keys in it with the principal that they make. Throws
 * `join-invalid` when it was not made with the code of this invitation, `signature-invalid` when
 * whoever made it does not have the signing key, and as `checkSuite`.
 */
export async function checkJoin(
  keys: InvitationKeys,
  join: Join,
  using: Verify = verify,
): Promise<{ readonly id: PrincipalId; readonly keys: PublicKeys }> {
  const expected = keys.mac.use((key) => hmacSha256(key, joinMacMessage(join)));
  if (!equal(expected, join.mac)) throw new CoreError('join-invalid');
  const answer = decodeJoinAnswer(join.answer);
  checkSuite(answer.suite);
  if (!equal(answer.invitation, keys.id)) throw new CoreError('join-invalid');
  if (!(await using(answer.keys.sign, joinMessage(join.answer), join.signature)))
    throw new CoreError('signature-invalid', 'join');
  return { id: principalIdOf(answer.keys), keys: answer.keys };
}
