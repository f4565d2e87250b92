import { toHex } from '../bytes.ts';
import { type EntryId, idOf, type PrincipalId, type PublicKeys } from '../ids.ts';
import type { RosterEntry } from './entry.ts';
import {
  type Confirmable,
  type Group,
  holdsRole,
  type Roster,
  type Since,
  waitingFor,
  withoutWaiting,
} from './roster.ts';

/** New keys of a person that wait for a second administrator. */
export interface WaitingRenewal {
  readonly entry: EntryId;
  /** The administrator who entered them. */
  readonly by: PrincipalId;
  readonly generation: number;
  readonly keys: PublicKeys;
}

function renews(id: PrincipalId): (what: Confirmable) => boolean {
  return (what) => what.kind === 'renew' && what.principal === id;
}

/** The new keys of `id` that nobody has confirmed yet. */
export function waitingRenewal(roster: Roster, id: PrincipalId): WaitingRenewal | undefined {
  const waits = waitingFor(roster, renews(id));
  if (waits?.what.kind !== 'renew') return undefined;
  const { generation, keys } = waits.what;
  return { entry: waits.entry, by: waits.by, generation, keys };
}

/** With so many administrators beside the person, a second of them confirms. */
const CONFIRMED_FROM = 2;

function othersWhoAdminister(roster: Roster, id: PrincipalId): number {
  const others = [...roster.people.keys()].filter((one) => one !== id);
  return others.filter((one) => holdsRole(roster, one, 'administrator')).length;
}

/** Whether an entry that renews names the next generation, and is not written by the person. */
export function renewalIsSound(roster: Roster, { act, author }: RosterEntry): boolean {
  if (act.kind !== 'renew') return true;
  const person = roster.people.get(idOf<PrincipalId>(act.principal));
  if (person === undefined) return false;
  return act.generation === person.generation + 1 && person.id !== idOf<PrincipalId>(author);
}

/** Whether the keys are those that wait for this person already: entering them again is no reuse. */
export function entersWaitingKeys(roster: Roster, { act }: RosterEntry): boolean {
  if (act.kind !== 'renew') return false;
  const waits = waitingRenewal(roster, idOf<PrincipalId>(act.principal));
  if (waits === undefined) return false;
  const same = (a: Uint8Array, b: Uint8Array) => toHex(a) === toHex(b);
  return same(waits.keys.sign, act.keys.sign) && same(waits.keys.kem, act.keys.kem);
}

/**
 * A person's new keys: they count at once where there is one other administrator alone, else they wait
 * for a second. Keys that waited before give way.
 */
export function applyRenew(roster: Roster, entry: RosterEntry, id: EntryId): Roster {
  const { act } = entry;
  if (act.kind !== 'renew') return roster;
  const principal = idOf<PrincipalId>(act.principal);
  const { generation, keys } = act;
  const by = idOf<PrincipalId>(entry.author);
  const what = { kind: 'renew', principal, generation, keys } as const;
  const after = { ...roster, unconfirmed: withoutWaiting(roster, renews(principal)) };
  if (othersWhoAdminister(roster, principal) < CONFIRMED_FROM)
    return withRenewed(after, what, { since: entry, by: [by] });
  return { ...after, unconfirmed: new Map(after.unconfirmed).set(id, { what, by }) };
}

/** The new keys count from here: the earlier ones end, with all that they held. */
export function withRenewed(
  roster: Roster,
  what: {
    readonly principal: PrincipalId;
    readonly generation: number;
    readonly keys: PublicKeys;
  },
  how: { readonly since: Since; readonly by: readonly PrincipalId[] },
): Roster {
  const person = roster.people.get(what.principal);
  if (person === undefined) return roster;
  const until = { seq: how.since.seq, day: how.since.day };
  const { generation, keys } = person;
  const earlier = [...(person.earlier ?? []), { generation, keys, until, by: how.by }];
  const renewed = { ...person, keys: what.keys, generation: what.generation, earlier };
  return {
    ...roster,
    people: new Map(roster.people).set(person.id, renewed),
    groups: new Map(
      [...roster.groups].map(([id, group]) => [id, withReplaced(group, person.id, until)]),
    ),
    unconfirmed: withoutWaiting(roster, renews(person.id)),
  };
}

/** What the earlier keys opened of a group stays open to them, though the person comes back. */
function withReplaced(group: Group, id: PrincipalId, since: Since): Group {
  const generation = group.everHeld.get(id);
  if (generation === undefined) return group;
  return { ...group, replaced: [...(group.replaced ?? []), { generation, since }] };
}
