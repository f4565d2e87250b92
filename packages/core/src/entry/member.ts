import { z } from 'zod';
import { CoreError } from '../errors.ts';
import { type PrincipalId, principalIdOf, type PublicKeys } from '../ids.ts';
import { publicKeysSchema, type Scope } from './access.ts';

/** What somebody outside the roster is to the file. */
export const memberRoles = ['patient', 'guardian'] as const;
export type MemberRole = (typeof memberRoles)[number];

/**
 * Somebody outside the roster whom a holder of the root lets in. The principal's id is the hash of the
 * keys, so the keys cannot be given to another.
 */
export const memberSchema = z.strictObject({
  role: z.enum(memberRoles),
  keys: publicKeysSchema,
});

/** A patient or guardian as the file's chain knows them. */
export interface FileMember {
  readonly role: MemberRole;
  readonly keys: PublicKeys;
}

/** The one scope that a member of each role may hold. */
export const memberScopes: Readonly<Record<MemberRole, Scope>> = {
  patient: 'shared',
  guardian: 'guardian',
};

/**
 * The members with those whom an entry adds. Who is known already stays what they are. Throws
 * `chain-access-invalid` for the same keys in another role.
 */
export function withMembers(
  before: ReadonlyMap<PrincipalId, FileMember>,
  added: readonly FileMember[] | undefined,
): ReadonlyMap<PrincipalId, FileMember> {
  if (added === undefined) return before;
  const members = new Map(before);
  for (const { keys, role } of added) {
    const id = principalIdOf(keys);
    const known = members.get(id);
    if (known !== undefined && known.role !== role)
      throw new CoreError('chain-access-invalid', 'a member keeps their role');
    members.set(id, { keys, role });
  }
  return members;
}
