import {
  createApi,
  createDirectory,
  giveRole,
  isoDay,
  memoryStore,
  type Practice,
  renewGroups,
  today,
} from '@vaiti/client';
import { newFileId } from '@vaiti/core';
import { entropy } from '../profile/entropy.ts';
import { openPractice } from '../profile/session.ts';
import { foundWith, newPerson, type NewPerson } from './accounts.ts';

/** What a new practice is to be called and who founds it. */
export interface PracticeWish {
  readonly practice: string;
  readonly centre: string;
  readonly founder: string;
  readonly password: string;
  /** Whether the founder treats patients at the centre as well. */
  readonly therapist: boolean;
}

function writeFirstDirectory(
  practice: Practice,
  wish: PracticeWish,
  centre: string,
): Promise<void> {
  const { member } = practice;
  const roles = [
    { role: 'administrator' as const, centre: null },
    ...(wish.therapist ? [{ role: 'therapist' as const, centre }] : []),
  ];
  const userId = member.identity.id;
  return createDirectory(practice, isoDay(today(member)), [
    { type: 'practice', name: wish.practice, demo: false },
    { type: 'centre', id: centre, name: wish.centre, address: null, phones: [] },
    { type: 'staff', userId, name: wish.founder, title: '', roles, supervisor: null },
  ]);
}

/**
 * Founds a practice with its first centre, its founder as administrator, the group of all staff and
 * the directory. Resolves to the founder with their Secret Key. Throws `already-founded` and as the
 * client does.
 */
export async function initPractice(
  wish: PracticeWish,
  at: { readonly server: string; readonly setupToken: string; readonly now: () => number },
): Promise<NewPerson> {
  const { server, setupToken, now } = at;
  const founder = await newPerson(wish.password);
  const api = createApi({ baseUrl: server, fetch });
  await foundWith({ api, setupToken, founder, day: Math.floor(now() / 86_400_000) });
  const { credentials } = founder;
  const practice = await openPractice({ server, credentials, store: memoryStore(), now });
  const centre: string = newFileId(entropy);
  if (wish.therapist) await giveRole(practice, founder.identity.id, 'therapist', centre);
  await renewGroups(practice, [centre]);
  await writeFirstDirectory(practice, wish, centre);
  return founder;
}
