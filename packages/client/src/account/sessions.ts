import type { ReplyOf } from '@vaiti/contract';
import { fromHex, toHex } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import type { Practice } from '../practice/practice.ts';
import { listWays, type WayView } from './ways.ts';

/** A session as the server tells its owner. Times in milliseconds since 1970. */
export interface SessionView {
  readonly id: string;
  /** The way by which it began; undefined for one of before ways were known. */
  readonly way: WayView | undefined;
  readonly created: number;
  readonly used: number;
  readonly current: boolean;
}

/** Everything by which the person can be at work. */
export interface Access {
  readonly ways: readonly WayView[];
  readonly sessions: readonly SessionView[];
}

/**
 * The person's ways and sessions. Throws `ways-forged` when a session began by a way that the person
 * never signed, `ways-rolled-back`, or as `Api.call`.
 */
export async function readAccess(practice: Practice): Promise<Access> {
  const first = await bothOf(practice);
  // A way that another device removed meanwhile took its sessions with it.
  const { ways, sessions } = isWhole(first) ? first : await bothOf(practice);
  if (!isWhole({ ways, sessions })) throw new ClientError('ways-forged');
  const views = sessions.map(({ id, way, created, used, current }): SessionView => {
    const by = way === null ? undefined : ways.find(({ account }) => account === toHex(way));
    return { id: toHex(id), way: by, created, used, current };
  });
  return { ways, sessions: views };
}

interface Both {
  readonly ways: readonly WayView[];
  readonly sessions: ReplyOf<'sessions'>['sessions'];
}

async function bothOf(practice: Practice): Promise<Both> {
  const { api, token } = practice.member;
  const { sessions } = await api.call('sessions', {}, token);
  return { sessions, ways: await listWays(practice) };
}

function isWhole({ ways, sessions }: Both): boolean {
  const known = new Set(ways.map(({ account }) => account));
  return sessions.every(({ way }) => way === null || known.has(toHex(way)));
}

/** Ends one session of the person's, or with undefined all but this one. Resolves to how many. */
export async function endSession(
  { member }: Practice,
  session: string | undefined,
): Promise<number> {
  const asked = { session: session === undefined ? null : fromHex(session) };
  return (await member.api.call('endSession', asked, member.token)).ended;
}
