import type { Access } from '../entry/access.ts';
import type { FileMember } from '../entry/member.ts';
import { CoreError } from '../errors.ts';
import { idOf, type PrincipalId, type PublicKeys } from '../ids.ts';
import { groupsHeldBy, type Roster, sealingKeys, signingKey } from './roster.ts';

/** Patients and guardians as a file's chain knows them: they do not stand in the roster. */
export type Members = ReadonlyMap<PrincipalId, FileMember>;

/** A member's keys have one generation: other keys are another member. */
const MEMBER_GENERATION = 1;

/** The member of the file with this id, where the roster does not know it. */
function memberOnly(roster: Roster, members: Members, id: PrincipalId): FileMember | undefined {
  return roster.people.has(id) || roster.groups.has(id) ? undefined : members.get(id);
}

/**
 * The key with which `id` signs what stands in a file: of a person in the roster, or of a member of the
 * file. Throws `author-unknown`.
 */
export function authorKey(
  roster: Roster,
  members: Members,
  id: PrincipalId,
  generation: number,
): Uint8Array {
  const member = memberOnly(roster, members, id);
  if (member === undefined) return signingKey(roster, id, generation);
  if (generation !== MEMBER_GENERATION) throw new CoreError('author-unknown');
  return member.keys.sign;
}

/**
 * Keys to seal a file's keys to: of a person or role group in the roster, or of a member of the file.
 * Throws `roster-principal-unknown`, `roster-principal-retired`.
 */
export function readerKeys(
  roster: Roster,
  members: Members,
  id: PrincipalId,
): { readonly keys: PublicKeys; readonly generation: number } {
  const member = memberOnly(roster, members, id);
  if (member === undefined) return sealingKeys(roster, id);
  return { keys: member.keys, generation: MEMBER_GENERATION };
}

/** Whether an access line names somebody whom roster or file knows, in a generation that they had. */
export function isKnownReader(
  roster: Roster,
  members: Members,
  { generation, reader }: Pick<Access, 'generation' | 'reader'>,
): boolean {
  const id = idOf<PrincipalId>(reader);
  if (memberOnly(roster, members, id) !== undefined) return generation === MEMBER_GENERATION;
  const known = roster.people.get(id) ?? roster.groups.get(id);
  return known !== undefined && generation <= known.generation;
}

/**
 * Whether a reader may stay one: active in the practice with the keys of this generation, a group that
 * somebody holds, or a member.
 */
export function isEntitled(
  roster: Roster,
  members: Members,
  reader: PrincipalId,
  generation: number,
): boolean {
  const person = roster.people.get(reader);
  if (person !== undefined) return !person.retired && person.generation === generation;
  if (memberOnly(roster, members, reader) !== undefined) return true;
  return [...roster.people.keys()].some((one) => groupsHeldBy(roster, one).includes(reader));
}
