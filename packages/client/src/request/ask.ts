import {
  type ApprovalKind,
  type FileId,
  idBytes,
  MAX_REASON,
  type PrincipalId,
  reasonHash,
  requestId,
  type Roster,
  sealingKeys,
  sealReason,
  signRequest,
  signVerdict,
  toHex,
  type VerdictKind,
} from '@vaiti/core';
import { ClientError } from '../errors.ts';
import type { Practice } from '../practice/practice.ts';
import { acceptStatement } from './leaf.ts';
import { type ProvenRequest, requestBytes } from './request.ts';

/** What somebody asks for, and why. */
export interface Ask {
  readonly kind: ApprovalKind;
  readonly file: FileId;
  readonly reason: string;
}

/** Active people with one of these roles, or an officer's place in any council that ever counted. */
function decidersOf(roster: Roster): readonly PrincipalId[] {
  const officers = new Set([...roster.councils.values()].flatMap(({ members }) => members));
  return [...roster.people.values()].flatMap(({ id, retired, roles }) => {
    const reviews = roles.some(({ role }) => role === 'privacy-officer');
    return !retired && (reviews || officers.has(id)) ? [id] : [];
  });
}

/**
 * Asks for what takes the agreement of others. The reason is sealed to the officers of every council,
 * to the privacy officers, to `readers` and to the member. Resolves to the request's id, hexadecimal.
 * Throws `arguments-invalid` without a reason or for one that is too long, `request-impossible` when there is no such file, its key
 * is not split, or the member may not ask.
 */
export async function askFor(
  practice: Practice,
  { file, kind, reason }: Ask,
  readers: readonly PrincipalId[] = [],
): Promise<string> {
  const text = reason.trim();
  const sayable = text !== '' && text.length <= MAX_REASON && text.isWellFormed();
  if (!sayable) throw new ClientError('arguments-invalid');
  await practice.refresh();
  const { member, roster } = practice;
  const self = member.identity;
  const to = [...new Set([self.id, ...decidersOf(roster), ...readers])];
  const sealed = await sealReason({ practice: roster.practice, file, requester: self.id }, text, {
    readers: to.map((id) => ({ id, kem: sealingKeys(roster, id).keys.kem })),
    entropy: member.entropy,
  });
  const hash = reasonHash(sealed);
  const plan = { practice: roster.practice, kind, file, reason: hash, time: member.now() };
  const request = await signRequest(self, plan);
  const id = requestId(request);
  const { leaf } = await orImpossible(() =>
    member.api.call('request', { request, reason: sealed }, member.token),
  );
  await acceptStatement(practice, leaf, { kind: 'request', file: idBytes(file), ...request });
  return toHex(id);
}

async function orImpossible<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof ClientError && cause.code === 'not-found')
      throw new ClientError('request-impossible', { cause });
    throw cause;
  }
}

/** Says one's word on a request: declines it, or reviews it. Throws as the server refuses. */
export async function sayOf(
  practice: Practice,
  request: ProvenRequest,
  says: VerdictKind,
): Promise<void> {
  const { member, roster } = practice;
  const { file } = request;
  const verdict = await signVerdict(member.identity, {
    practice: roster.practice,
    request: requestBytes(request),
    file,
    says,
    time: member.now(),
  });
  const { leaf } = await member.api.call('verdict', { verdict }, member.token);
  await acceptStatement(practice, leaf, { kind: 'verdict', file: idBytes(file), ...verdict });
}
