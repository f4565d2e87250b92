import { toHex } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import type { Holder } from '../grant/grant.ts';
import type { EntryId, PracticeId, PrincipalId, PublicKeys } from '../ids.ts';
import type { GroupRole, Role } from './entry.ts';

/** A role at a centre; `centre` null is the whole practice. */
export interface Held {
  readonly role: Role;
  readonly centre: string | null;
}

/** The roster entry with which something began: its number and its day. */
export interface Since {
  readonly seq: number;
  readonly day: number;
}

/** One person of the practice. */
export interface Person {
  readonly id: PrincipalId;
  readonly keys: PublicKeys;
  readonly generation: number;
  readonly roles: readonly Held[];
  readonly retired: boolean;
  /** When they retired. */
  readonly left?: Since;
}

/** The administrator's role of the whole practice, given and not confirmed yet. */
export interface Unconfirmed {
  readonly principal: PrincipalId;
  /** Who gave it. */
  readonly by: PrincipalId;
}

/** One role group, the keys of its newest generation and who holds its seed. */
export interface Group {
  readonly id: PrincipalId;
  readonly role: GroupRole;
  readonly centre: string | null;
  readonly generation: number;
  readonly keys: PublicKeys;
  readonly holders: readonly Holder[];
  /**
   * Everyone who ever held the seed, with the newest generation that they held: what they wrote as the
   * group stays theirs.
   */
  readonly everHeld: ReadonlyMap<PrincipalId, number>;
  /** Those of them who are no longer entitled to the newest, and since when. */
  readonly leavers: ReadonlyMap<PrincipalId, Since>;
}

/** What the practice's signed chain says after its newest entry. */
export interface Roster {
  readonly practice: PracticeId;
  readonly seq: number;
  readonly head: EntryId;
  readonly day: number;
  readonly minimumSuite: number;
  /** Verifier key of the practice's ledger, C2SP signed-note form. */
  readonly ledger: string;
  readonly people: ReadonlyMap<PrincipalId, Person>;
  readonly groups: ReadonlyMap<PrincipalId, Group>;
  /** Roles that wait for a second administrator, by the entry that gave them. */
  readonly unconfirmed: ReadonlyMap<EntryId, Unconfirmed>;
  /** Hexadecimal of every signing and KEM key that was ever entered. */
  readonly keysSeen: ReadonlySet<string>;
}

/**
 * The signing key of a person who may have written in this generation. Retired people stay
 * verifiable: what they signed stays signed. Throws `author-unknown`.
 */
export function signingKey(roster: Roster, id: PrincipalId, generation: number): Uint8Array {
  const person = roster.people.get(id);
  if (person === undefined || person.generation !== generation)
    throw new CoreError('author-unknown');
  return person.keys.sign;
}

/** Keys to seal to: a person's or a role group's newest. Throws `roster-principal-unknown` or `…-retired`. */
export function sealingKeys(
  roster: Roster,
  id: PrincipalId,
): { keys: PublicKeys; generation: number } {
  const found = roster.people.get(id) ?? roster.groups.get(id);
  if (found === undefined) throw new CoreError('roster-principal-unknown');
  if ('retired' in found && found.retired) throw new CoreError('roster-principal-retired');
  return { keys: found.keys, generation: found.generation };
}

/** Whether the person is active and holds `role` at `centre` or in the whole practice. */
export function holdsRole(
  roster: Roster,
  id: PrincipalId,
  role: Role,
  centre: string | null = null,
): boolean {
  const person = roster.people.get(id);
  if (person === undefined || person.retired) return false;
  return person.roles.some((h) => h.role === role && (h.centre === null || h.centre === centre));
}

/** How many active people administer the whole practice. */
export function administratorCount(roster: Roster): number {
  return [...roster.people.keys()].filter((id) => holdsRole(roster, id, 'administrator')).length;
}

/** The entry that gave `id` the administrator's role, as long as nobody has confirmed it. */
export function unconfirmedOf(roster: Roster, id: PrincipalId): EntryId | undefined {
  return [...roster.unconfirmed].find(([, { principal }]) => principal === id)?.[0];
}

/** The group of a role at a centre, if the practice has one. */
export function groupOf(roster: Roster, role: GroupRole, centre: string | null): Group | undefined {
  return [...roster.groups.values()].find((g) => g.role === role && g.centre === centre);
}

/** Whether `id` holds the group's seed and is still entitled to: active and in the role. */
export function holdsGroup(roster: Roster, group: Group, id: PrincipalId): boolean {
  if (!group.holders.some((h) => toHex(h.holder) === id)) return false;
  if (group.role === 'staff') return roster.people.get(id)?.retired === false;
  return holdsRole(roster, id, group.role, group.centre);
}

/**
 * Whether `author` may have written by the entitlement of `as`: in their own name, or as one who
 * holds (or, when reading what was written earlier, `ever` held) the seed of the group `as`. Who
 * retired or lost the role is out at once, though the group's next generation may come later.
 */
export function mayActAs(
  roster: Roster,
  author: PrincipalId,
  as: PrincipalId,
  when: 'now' | 'ever',
): boolean {
  if (author === as) return true;
  const group = roster.groups.get(as);
  if (group === undefined) return false;
  if (when === 'ever') return group.everHeld.has(author);
  return holdsGroup(roster, group, author);
}

/** Ids of the groups whose newest seed `id` holds and is still entitled to. */
export function groupsHeldBy(roster: Roster, id: PrincipalId): readonly PrincipalId[] {
  return [...roster.groups.values()].filter((g) => holdsGroup(roster, g, id)).map((g) => g.id);
}
