import {
  type EntryId,
  equal,
  fingerprintOf,
  type Group,
  holdsRole,
  idOf,
  type PrincipalId,
  type PublicKeys,
  waitingRenewal,
} from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { confirmAdministrator, renew, setGroup } from '../practice/found.ts';
import { untilNotMoved } from '../practice/moved.ts';
import type { Practice } from '../practice/practice.ts';

function same(a: PublicKeys, b: PublicKeys): boolean {
  return equal(a.sign, b.sign) && equal(a.kem, b.kem);
}

/**
 * Enters new keys of somebody, after their fingerprint was compared. Where they count at once, every
 * group that the person held is sealed to them; else another administrator confirms first
 * (`confirmNewKeys`). Done again after an interruption, it goes on. Throws as `renew`.
 */
export async function enterNewKeys(
  practice: Practice,
  principal: PrincipalId,
  keys: PublicKeys,
): Promise<void> {
  await practice.refresh();
  const { roster } = practice;
  const waits = waitingRenewal(roster, principal);
  const known = roster.people.get(principal)?.keys;
  const entered = known !== undefined && same(known, keys);
  const waiting = waits !== undefined && same(waits.keys, keys);
  if (!entered && !waiting) await renew(practice, principal, keys);
  await regroup(practice);
}

/** Somebody's new keys that wait for a second administrator. */
export interface NewKeys {
  readonly principal: PrincipalId;
  readonly entry: EntryId;
  /** The administrator who entered them. */
  readonly by: PrincipalId;
  /** The whole fingerprint, to be compared with the person's screen. */
  readonly fingerprint: string;
}

/** New keys that wait for another administrator than the one who entered them. */
export function waitingKeys({ roster }: Practice): readonly NewKeys[] {
  return [...roster.people.keys()].flatMap((principal) => {
    const waits = waitingRenewal(roster, principal);
    if (waits === undefined) return [];
    const { by, entry, keys } = waits;
    return [{ principal, entry, by, fingerprint: fingerprintOf(keys) }];
  });
}

/**
 * Confirms somebody's new keys: the very ones whose `fingerprint` was compared, handed back as it was
 * shown. Throws `not-found` when none wait, `fingerprint-changed`, `roster-confirm-own`.
 */
export async function confirmNewKeys(
  practice: Practice,
  principal: PrincipalId,
  fingerprint: string,
): Promise<void> {
  await practice.refresh();
  const waits = waitingKeys(practice).find((one) => one.principal === principal);
  if (waits === undefined) throw new ClientError('not-found');
  if (waits.fingerprint !== fingerprint) throw new ClientError('fingerprint-changed');
  await confirmAdministrator(practice, waits.entry);
  await regroup(practice);
}

/** Those of a group's holders who belong to it as the roster stands, by whatever keys. */
function entitledTo({ roster }: Practice, group: Group): PrincipalId[] {
  const holders = group.holders.map(({ holder }) => idOf<PrincipalId>(holder));
  return holders.filter((id) =>
    group.role === 'staff'
      ? roster.people.get(id)?.retired === false
      : holdsRole(roster, id, group.role, group.centre),
  );
}

/**
 * Gives every group that is sealed to keys which were replaced its next generation, for the same people
 * and their newest keys. Does nothing where there is none. Throws as `setGroup`.
 */
export async function regroup(practice: Practice): Promise<void> {
  for (const id of practice.roster.groups.keys()) {
    await untilNotMoved(practice, async () => {
      const { groups, people } = practice.roster;
      const group = groups.get(id);
      const stale = group?.holders.some(
        ({ generation, holder }) => generation !== people.get(idOf(holder))?.generation,
      );
      if (group === undefined || stale !== true) return;
      const staying = entitledTo(practice, group);
      if (staying.length > 0) await setGroup(practice, group.role, group.centre, staying);
    });
  }
}
