import { groupOf, type GroupRole, type PrincipalId, toHex } from '@vaiti/core';
import { setGroup } from './found.ts';
import { untilNotMoved } from './moved.ts';
import type { Practice } from './practice.ts';

/** Roles whose holders at a centre share a group, so that a file can be opened to the role. */
const GROUPED = ['reception', 'centre-lead'] as const satisfies readonly GroupRole[];

/** Who belongs to a group as the roster stands: everyone (`staff`), or a role at a centre. */
function membersOf(practice: Practice, role: GroupRole, centre: string | null): PrincipalId[] {
  const people = [...practice.roster.people.values()].filter((person) => !person.retired);
  if (role === 'staff') return people.map((p) => p.id);
  const holds = (person: (typeof people)[number]) =>
    person.roles.some((h) => h.role === role && (h.centre === centre || h.centre === null));
  return people.filter(holds).map((p) => p.id);
}

async function renew(practice: Practice, role: GroupRole, centre: string | null): Promise<void> {
  const members = membersOf(practice, role, centre);
  if (members.length === 0) return;
  const known = groupOf(practice.roster, role, centre)?.holders ?? [];
  const place = (id: string, generation: number | undefined) => `${id}.${String(generation)}`;
  const before = new Set(known.map((line) => place(toHex(line.holder), line.generation)));
  const holds = (id: PrincipalId) =>
    before.has(place(id, practice.roster.people.get(id)?.generation));
  const same = before.size === members.length && members.every(holds);
  if (!same) await setGroup(practice, role, centre, members);
}

/**
 * Makes the groups fit the roster: `staff` for everyone, and one for each grouped role at each
 * centre that has such people. Groups that fit already stay as they are; where another
 * administrator was faster, what they did is looked at again. Throws as `setGroup`.
 */
export async function renewGroups(practice: Practice, centres: readonly string[]): Promise<void> {
  await untilNotMoved(practice, () => renew(practice, 'staff', null));
  for (const centre of centres) {
    for (const role of GROUPED) await untilNotMoved(practice, () => renew(practice, role, centre));
  }
}
