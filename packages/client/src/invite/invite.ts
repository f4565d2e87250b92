import type { InvitationKind, ReplyOf } from '@vaiti/contract';
import { limits } from '@vaiti/contract';
import {
  bytesOf,
  checkJoin,
  concat,
  decodeAs,
  encodeCbor,
  equal,
  type FileId,
  fingerprintOf,
  fromHex,
  hashSchema,
  idBytes,
  idOf,
  type Invitation,
  type InvitationKeys,
  invitationKeys,
  keepKeyOf,
  labels,
  type MemberRole,
  openChunked,
  openInvitation,
  type PrincipalId,
  type PublicKeys,
  sealChunked,
  sealInvitation,
  Secret,
  sha256,
  toHex,
  utf8,
} from '@vaiti/core';
import { base64urlnopad } from '@scure/base';
import { z } from 'zod';
import { ClientError } from '../errors.ts';
import { type Directory, nameOf } from '../practice/directory.ts';
import type { Practice } from '../practice/practice.ts';
import { admitMember } from '../patient/admit-member.ts';
import { enterNewKeys } from '../recover/renew.ts';
import { admit, type RoleAt } from './admit.ts';
import { newInvitationCode } from './words.ts';

/** Whom an administrator invites. */
export interface Invitee {
  readonly name: string;
  readonly title: string;
  readonly roles: readonly RoleAt[];
}

/** Somebody who answered an invitation with the right code. */
export interface Answer {
  readonly id: PrincipalId;
  readonly keys: PublicKeys;
  /** The whole fingerprint, to be compared with the new person's screen. */
  readonly fingerprint: string;
}

/** An invitation that is not over. `id` is 32 hexadecimal characters, `expires` milliseconds. */
export interface OpenInvitation {
  readonly id: string;
  readonly kind: InvitationKind;
  readonly inviter: PrincipalId;
  readonly expires: number;
  /** Undefined when somebody else invites: only they can open it. */
  readonly own: OwnInvitation | undefined;
}

export interface OwnInvitation {
  readonly code: Secret;
  readonly says: Invitation;
  readonly answer: Answer | undefined;
}

type InviteeParts = 'name' | 'title' | 'roles' | 'member';
type Listed = ReplyOf<'invitations'>['invitations'][number];

const keptContent = z.strictObject({ code: bytesOf(16), digest: hashSchema });

function keptContext(id: Uint8Array): Uint8Array {
  return concat(utf8(labels.invitation), id);
}

/** What every invitation says of the practice and of the one who invites. */
function saysOf(practice: Practice, directory: Directory): Omit<Invitation, InviteeParts> {
  const { member, roster } = practice;
  const { identity } = member;
  return {
    practice: idBytes(roster.practice),
    practiceName: directory.name,
    head: { seq: roster.seq, id: idBytes(roster.head) },
    inviter: idBytes(identity.id),
    inviterName: nameOf(directory, identity.id),
    fingerprint: fromHex(fingerprintOf(identity.keys).replaceAll(' ', '')),
    expires: member.now() + limits.invitationLife,
  };
}

/**
 * Invites somebody: a fresh code, and what it opens, stored with the server. The code is for the new
 * person alone and must not go by a way that the server sees. Throws `not-found` to those who do not
 * administer, and as `Api.call`.
 */
export function invite(
  practice: Practice,
  directory: Directory,
  { name, title, roles }: Invitee,
): Promise<Invited> {
  return send(practice, 'staff', {
    ...saysOf(practice, directory),
    name,
    title,
    roles: roles.map(({ role, centre }) => ({
      role,
      centre: centre === null ? null : idBytes(centre as FileId),
      centreName: centre === null ? '' : (directory.centres.get(centre)?.name ?? ''),
    })),
  });
}

/**
 * Invites somebody of the practice who lost everything to make new keys on a device of theirs. As
 * `invite`; throws `not-found` for who is not active.
 */
export function inviteBack(
  practice: Practice,
  directory: Directory,
  person: PrincipalId,
): Promise<Invited> {
  const known = practice.roster.people.get(person);
  if (known === undefined || known.retired) throw new ClientError('not-found');
  return send(practice, 'staff', {
    ...saysOf(practice, directory),
    name: nameOf(directory, person),
    title: directory.staff.get(person)?.title ?? '',
    roles: known.roles.slice(0, 32).map(({ role, centre }) => ({
      role,
      centre: centre === null ? null : idBytes(centre as FileId),
      centreName: centre === null ? '' : (directory.centres.get(centre)?.name ?? ''),
    })),
    recovers: idBytes(person),
  });
}

/** Whom a file is to let in: nothing of it reaches the server. */
export interface InvitedMember {
  readonly name: string;
  readonly role: MemberRole;
  readonly file: FileId;
  readonly patientName: string;
}

/**
 * Invites a patient or guardian to one file, by one who opens files: as `invite`, and the code says
 * which file. Throws `not-found` to those who may not, and as `Api.call`.
 */
export function inviteToFile(
  practice: Practice,
  directory: Directory,
  { file, name, patientName, role }: InvitedMember,
): Promise<Invited> {
  return send(practice, 'member', {
    ...saysOf(practice, directory),
    name,
    title: '',
    roles: [],
    member: { role, file: idBytes(file), patientName },
  });
}

/** An invitation that was stored; `expires` in milliseconds since 1970. */
export interface Invited {
  readonly id: string;
  readonly code: Secret;
  readonly expires: number;
}

async function send(practice: Practice, kind: InvitationKind, says: Invitation): Promise<Invited> {
  const { member } = practice;
  const { api, token, entropy, identity } = member;
  const code = newInvitationCode(entropy);
  const keys = invitationKeys(code);
  const sealed = await sealInvitation(keys, says, entropy);
  const content = code.use((bytes) => encodeCbor({ code: bytes, digest: sha256(sealed) }));
  const salt = entropy(24);
  const context = keptContext(keys.id);
  const kept = await keepKeyOf(identity).use((key) =>
    sealChunked({ key, salt, context, plaintext: content }),
  );
  const request = { id: keys.id, kind, token: sha256(utf8(bearerOf(keys))), sealed, kept };
  await api.call('invite', request, token);
  return { id: toHex(keys.id), code, expires: says.expires };
}

/** The token as it travels: unpadded base64url, 43 characters. */
export function bearerOf(keys: InvitationKeys): string {
  return base64urlnopad.encode(keys.token);
}

/**
 * What is open, with the answers that came. Throws `join-invalid`, `signature-invalid` (the answer was
 * not made with the code), `answer-for-another` or `ciphertext-…` (not what this person stored).
 */
export async function openInvitations(practice: Practice): Promise<readonly OpenInvitation[]> {
  const { api, token } = practice.member;
  const { invitations } = await api.call('invitations', {}, token);
  return Promise.all(invitations.map((listed) => opened(practice, listed)));
}

async function opened(practice: Practice, listed: Listed): Promise<OpenInvitation> {
  const { identity } = practice.member;
  const { id, kind, inviter, expires, own, join } = listed;
  const about = { id: toHex(id), kind, inviter: idOf<PrincipalId>(inviter), expires };
  if (own === null) return { ...about, own: undefined };
  const context = keptContext(id);
  const plain = await keepKeyOf(identity).use((key) =>
    openChunked({ key, context, ciphertext: own.kept }),
  );
  const content = decodeAs(keptContent, plain);
  if (!equal(content.digest, sha256(own.sealed))) throw new ClientError('answer-for-another');
  const code = new Secret(content.code);
  const keys = invitationKeys(code);
  if (!equal(keys.id, id)) throw new ClientError('answer-for-another');
  const says = await openInvitation(keys, own.sealed);
  if ((says.member !== undefined) !== (kind === 'member'))
    throw new ClientError('answer-for-another');
  const joined = join === null ? undefined : await checkJoin(keys, join);
  const answer = joined && { ...joined, fingerprint: fingerprintOf(joined.keys) };
  return { ...about, own: { code, says, answer } };
}

/** One's own open invitation. Throws `not-found`, `invitation-not-yours` and as `openInvitations`. */
export async function ownInvitation(practice: Practice, id: string): Promise<OwnInvitation> {
  const found = (await openInvitations(practice)).find((one) => one.id === id);
  if (found === undefined) throw new ClientError('not-found');
  if (found.own === undefined) throw new ClientError('invitation-not-yours');
  return found.own;
}

/**
 * Takes in whoever answered: with the very keys whose `fingerprint` was compared, which the caller
 * hands back as it was shown. Throws `invitation-waits` when nobody answered, `fingerprint-changed`
 * when other keys are there now, and as `admit`, `admitMember` or `enterNewKeys`. Safe to call again after an interruption.
 */
export async function confirmInvitation(
  practice: Practice,
  id: string,
  fingerprint: string,
): Promise<Answer> {
  const { says, answer } = await ownInvitation(practice, id);
  if (answer === undefined) throw new ClientError('invitation-waits');
  const { id: principal, keys } = answer;
  if (fingerprintOf(keys) !== fingerprint) throw new ClientError('fingerprint-changed');
  if (says.member !== undefined) {
    await admitMember(practice, { ...answer, name: says.name, member: says.member });
    return answer;
  }
  if (says.recovers !== undefined) {
    await enterNewKeys(practice, idOf(says.recovers), keys);
    return answer;
  }
  const roles = says.roles.map(({ role, centre }) => ({
    role,
    centre: centre === null ? null : toHex(centre),
  }));
  await admit(practice, { id: principal, keys, name: says.name, title: says.title, roles });
  return answer;
}

/** Ends an invitation, anybody's, before it is used. Throws `not-found`. */
export async function cancelInvitation(practice: Practice, id: string): Promise<void> {
  const { api, token } = practice.member;
  await api.call('invitationCancel', { id: fromHex(id) }, token);
}
