import type { InvitationKind, RequestOf } from '@vaiti/contract';
import {
  idBytes,
  type Identity,
  identityOf,
  invitationKeys,
  newSeed,
  Secret,
  sha256,
  signJoin,
  utf8,
} from '@vaiti/core';
import { entropy, type Wire } from './harness.ts';
import type { Persona, TestPractice } from './personas.ts';

/** A fresh invitation as it is stored, with the keys of the code that only the new person has. */
export function newInvitation(kind: InvitationKind = 'staff') {
  const keys = invitationKeys(new Secret(entropy(16)));
  const bearer = Buffer.from(keys.token).toString('base64url');
  const sealed = new Uint8Array(entropy(80));
  const kept = new Uint8Array(entropy(80));
  const request = { id: keys.id, kind, token: sha256(utf8(bearer)), sealed, kept };
  return { keys, bearer, request: request satisfies RequestOf<'invite'> };
}

export type TestInvitation = ReturnType<typeof newInvitation>;

/** Someone new's answer to it. */
export async function answerTo({ keys }: TestInvitation) {
  const identity = await identityOf(newSeed(entropy));
  return { identity, join: await signJoin(keys, identity) };
}

/** An invitation that is open on this server. */
export async function openInvitation(
  server: Wire,
  practice: TestPractice,
): Promise<TestInvitation> {
  const made = newInvitation();
  await server.call('invite', made.request, practice.administrator.token);
  return made;
}

/** An invitation to a file by a member of staff, answered with these keys. */
export async function answeredToFile(
  server: Wire,
  by: { readonly inviter: Persona; readonly identity: Identity },
): Promise<TestInvitation> {
  const made = newInvitation('member');
  await server.call('invite', made.request, by.inviter.token);
  await server.call('join', { join: await signJoin(made.keys, by.identity) }, made.bearer);
  return made;
}

/** Somebody who answered it and was enrolled, but has no account yet. */
export async function enrolledBy(practice: TestPractice, made: TestInvitation) {
  const { identity, join } = await answerTo(made);
  const principal = idBytes(identity.id);
  await practice.server.call('join', { join }, made.bearer);
  await practice.write({ kind: 'enrol', principal, keys: identity.keys });
  return { bearer: made.bearer, principal };
}
