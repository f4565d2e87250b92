import { toHex } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import type { Holder } from '../grant/grant.ts';
import type { EntryId, PracticeId, PrincipalId, PublicKeys } from '../ids.ts';
import type { CeremonyStep, GroupRole, Role } from './entry.ts';

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

/** Keys that somebody had before they got new ones. */
export interface EarlierKeys {
  readonly generation: number;
  readonly keys: PublicKeys;
  /** The entry by which they stopped to count. */
  readonly until: Since;
  /** The administrators who entered and, where there are two, confirmed what followed. */
  readonly by: readonly PrincipalId[];
}

/** One set of sheets into which a person split the secret of their paper key. */
export interface Ceremony {
  /** Id of the set, 16 bytes in hexadecimal. */
  readonly set: string;
  readonly need: number;
  readonly of: number;
  /** What happened to it, oldest first; begins with `made`. */
  readonly steps: readonly { readonly step: CeremonyStep; readonly since: Since }[];
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
  /** Oldest first; absent for who still has their first keys. */
  readonly earlier?: readonly EarlierKeys[];
  /** Sets of sheets of their paper key, oldest first. */
  readonly ceremonies?: readonly Ceremony[];
}

/** Officers who hold the shares of files' root keys, and how many of them are needed. */
export interface Council {
  readonly generation: number;
  readonly threshold: number;
  readonly members: readonly PrincipalId[];
  /** Number of the roster entry with which it began to count, or that proposed it. */
  readonly seq: number;
}

/** What counts only when a second administrator has confirmed it. */
export type Confirmable =
  /** The administrator's role of the whole practice. */
  | { readonly kind: 'administrator'; readonly principal: PrincipalId }
  | { readonly kind: 'council'; readonly council: Council }
  /** New keys of somebody who lost theirs. */
  | {
      readonly kind: 'renew';
      readonly principal: PrincipalId;
      readonly generation: number;
      readonly keys: PublicKeys;
    };

/** What was given and is not confirmed yet. */
export interface Unconfirmed {
  readonly what: Confirmable;
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
  /** Newest generations that keys held which were replaced since: those never come back. */
  readonly replaced?: readonly { readonly generation: number; readonly since: Since }[];
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
  /** Councils that counted, by generation. */
  readonly councils: ReadonlyMap<number, Council>;
  /** What waits for a second administrator, by the entry that gave it. */
  readonly unconfirmed: ReadonlyMap<EntryId, Unconfirmed>;
  /** Hexadecimal of every signing and KEM key that was ever entered. */
  readonly keysSeen: ReadonlySet<string>;
}

/** Keys that the roster has for a person in a generation, the newest or an earlier one. */
export function keysOf(person: Person | undefined, generation: number): PublicKeys | undefined {
  if (person?.generation === generation) return person.keys;
  return person?.earlier?.find((one) => one.generation === generation)?.keys;
}

/** The entry by which the keys of this generation stopped to count; undefined while they do. */
export function endedOf(person: Person | undefined, generation: number): Since | undefined {
  return person?.earlier?.find((one) => one.generation === generation)?.until;
}

/**
 * The signing key of a person who may have written in this generation. Retired people and replaced keys
 * stay verifiable: what they signed stays signed. Throws `author-unknown`.
 */
export function signingKey(roster: Roster, id: PrincipalId, generation: number): Uint8Array {
  const keys = keysOf(roster.people.get(id), generation);
  if (keys === undefined) throw new CoreError('author-unknown');
  return keys.sign;
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

/** What waits and is meant, with the entry that gave it. */
export function waitingFor(
  roster: Roster,
  isMeant: (what: Confirmable) => boolean,
): (Unconfirmed & { readonly entry: EntryId }) | undefined {
  for (const [entry, waits] of roster.unconfirmed)
    if (isMeant(waits.what)) return { entry, ...waits };
  return undefined;
}

/** What still waits when nothing that is meant does. */
export function withoutWaiting(
  roster: Roster,
  isMeant: (what: Confirmable) => boolean,
): Roster['unconfirmed'] {
  return new Map([...roster.unconfirmed].filter(([, { what }]) => !isMeant(what)));
}

/** Whether something that waits is the administrator's role of `id`. */
export function givesAdministration(id: PrincipalId): (what: Confirmable) => boolean {
  return (what) => what.kind === 'administrator' && what.principal === id;
}

/** The entry that gave `id` the administrator's role, as long as nobody has confirmed it. */
export function unconfirmedOf(roster: Roster, id: PrincipalId): EntryId | undefined {
  return waitingFor(roster, givesAdministration(id))?.entry;
}

/** The newest council that counts, if the practice has one. */
export function councilOf(roster: Roster): Council | undefined {
  return roster.councils.get(roster.councils.size);
}

/**
 * Whether every member of a council is still an active officer with the keys that they had when it was
 * set: else nothing is sealed to it, and shares that are sealed to it may be lost.
 */
export function isSound(roster: Roster, { members, seq }: Council): boolean {
  return members.every((id) => {
    const person = roster.people.get(id);
    const holds = person?.roles.some(({ role }) => role === 'break-glass-officer') ?? false;
    const renewed = person?.earlier?.some(({ until }) => until.seq > seq) ?? false;
    return holds && person?.retired === false && !renewed;
  });
}

/** Whether something that waits is a council. */
export function isCouncil(what: Confirmable): boolean {
  return what.kind === 'council';
}

/** The council that waits for a second administrator. */
export function waitingCouncil(
  roster: Roster,
): { readonly entry: EntryId; readonly by: PrincipalId; readonly council: Council } | undefined {
  const waits = waitingFor(roster, isCouncil);
  if (waits?.what.kind !== 'council') return undefined;
  return { entry: waits.entry, by: waits.by, council: waits.what.council };
}

/** The group of a role at a centre, if the practice has one. */
export function groupOf(roster: Roster, role: GroupRole, centre: string | null): Group | undefined {
  return [...roster.groups.values()].find((g) => g.role === role && g.centre === centre);
}

/** Whether `id` holds the group's seed by their newest keys and is entitled to: active, in the role. */
export function holdsGroup(roster: Roster, group: Group, id: PrincipalId): boolean {
  const generation = roster.people.get(id)?.generation;
  if (!group.holders.some((h) => toHex(h.holder) === id && h.generation === generation))
    return false;
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
