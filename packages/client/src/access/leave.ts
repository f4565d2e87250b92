import { holdsGroup, type PrincipalId, type Role, toHex } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { setGroup, takeAway } from '../practice/found.ts';
import type { Practice } from '../practice/practice.ts';
import { type PracticeStanding, standingOf } from './rotate.ts';

/** Gives every group whose newest seed somebody holds who may not any more its next generation. */
async function closeGroups(practice: Practice): Promise<void> {
  for (const group of practice.roster.groups.values()) {
    const holders = group.holders.map((line) => toHex(line.holder) as PrincipalId);
    const staying = holders.filter((id) => holdsGroup(practice.roster, group, id));
    if (staying.length === holders.length || staying.length === 0) continue;
    await setGroup(practice, group.role, group.centre, staying);
  }
}

/** How many files wait or would wait, and how many nobody could open, if this person left now. */
export async function standingWithout(
  practice: Practice,
  person: PrincipalId,
): Promise<PracticeStanding> {
  const { practice: counted } = await standingOf(practice, person);
  if (counted === null) throw new ClientError('not-found');
  return counted;
}

/**
 * Retires somebody for good, and closes every group that they held behind them. Their files then wait
 * for a rotation by those who hold them (`rotatePending`). Interrupted, it is simply called again.
 * Throws `leaver-holds-last` when files would be left that nobody can open, unless `force`; else as
 * `setGroup`.
 */
export async function leave(
  practice: Practice,
  person: PrincipalId,
  options: { readonly force?: boolean } = {},
): Promise<void> {
  await practice.refresh();
  if (practice.roster.people.get(person)?.retired !== true) {
    const now = (await standingOf(practice)).practice?.stranded ?? 0;
    const then = (await standingWithout(practice, person)).stranded;
    if (then > now && options.force !== true) throw new ClientError('leaver-holds-last');
    await takeAway(practice, person);
  }
  await closeGroups(practice);
}

/** Takes a role from somebody, and closes the groups that they held by it. Throws as `setGroup`. */
export async function takeRole(
  practice: Practice,
  person: PrincipalId,
  post: { readonly role: Role; readonly centre: string | null },
): Promise<void> {
  await practice.refresh();
  const held = practice.roster.people.get(person)?.roles ?? [];
  if (held.some(({ centre, role }) => role === post.role && centre === post.centre))
    await takeAway(practice, person, post);
  await closeGroups(practice);
}
