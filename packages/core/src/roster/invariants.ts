import { toHex } from '../bytes.ts';
import type { CoreErrorCode } from '../errors.ts';
import { idOf, type PrincipalId, principalIdOf, type PublicKeys } from '../ids.ts';
import { ceremonyIsSound } from './ceremony.ts';
import type { RosterAct, RosterEntry } from './entry.ts';
import { entersWaitingKeys, renewalIsSound } from './renewal.ts';
import { groupOf, holdsGroup, holdsRole, type Roster, unconfirmedOf } from './roster.ts';

/** One rule of the roster: its name is the code under which a breach is refused. */
export interface Invariant {
  readonly code: CoreErrorCode;
  readonly says: string;
  readonly holds: (roster: Roster, entry: RosterEntry) => boolean;
}

function newKeys(act: RosterAct): PublicKeys | undefined {
  const enters = act.kind === 'enrol' || act.kind === 'group' || act.kind === 'renew';
  return enters ? act.keys : undefined;
}

function subject(act: RosterAct): PrincipalId | undefined {
  const concerns =
    act.kind === 'role' || act.kind === 'retire' || act.kind === 'renew' || act.kind === 'ceremony';
  return concerns ? idOf<PrincipalId>(act.principal) : undefined;
}

/** Whether the act takes the practice-wide administrator's role from `id`; others cannot write here. */
function losesAdministration(act: RosterAct, id: PrincipalId): boolean {
  if (act.kind === 'retire') return toHex(act.principal) === id;
  if (act.kind !== 'role' || act.held || toHex(act.principal) !== id) return false;
  return act.role === 'administrator' && act.centre === null;
}

function administratorsAfter(roster: Roster, act: RosterAct): number {
  return [...roster.people.keys()].filter(
    (id) => holdsRole(roster, id, 'administrator') && !losesAdministration(act, id),
  ).length;
}

function roleChangeIsReal(roster: Roster, act: RosterAct): boolean {
  if (act.kind !== 'role') return true;
  const centre = act.centre === null ? null : toHex(act.centre);
  const person = roster.people.get(idOf<PrincipalId>(act.principal));
  const holds = person?.roles.some((h) => h.role === act.role && h.centre === centre) ?? false;
  const waits =
    act.role === 'administrator' &&
    centre === null &&
    unconfirmedOf(roster, idOf<PrincipalId>(act.principal)) !== undefined;
  return (holds || waits) !== act.held;
}

/**
 * Administrators write; links of a group its holders, who alone have what they seal; and what became of
 * a person's own sheets that person.
 */
function authorMayWrite(roster: Roster, entry: RosterEntry): boolean {
  const author = idOf<PrincipalId>(entry.author);
  if (entry.act.kind === 'ceremony')
    return idOf<PrincipalId>(entry.act.principal) === author && roster.people.has(author);
  if (entry.act.kind !== 'link') return holdsRole(roster, author, 'administrator');
  const group = roster.groups.get(idOf<PrincipalId>(entry.act.principal));
  return group !== undefined && holdsGroup(roster, group, author);
}

function groupIsSound(roster: Roster, act: RosterAct): boolean {
  if (act.kind === 'link') {
    const group = roster.groups.get(idOf<PrincipalId>(act.principal));
    return group === undefined || act.generation <= group.generation;
  }
  if (act.kind !== 'group') return true;
  if (act.previous !== undefined && act.generation === 1) return false;
  const centre = act.centre === null ? null : toHex(act.centre);
  const id = idOf<PrincipalId>(act.principal);
  const known = groupOf(roster, act.role, centre);
  if (known === undefined ? act.generation !== 1 : act.generation !== known.generation + 1)
    return false;
  if (known === undefined ? roster.groups.has(id) : known.id !== id) return false;
  const seen = new Set<string>();
  return act.holders.every((line) => {
    const holder = idOf<PrincipalId>(line.holder);
    const person = roster.people.get(holder);
    if (person === undefined || person.retired || seen.has(holder)) return false;
    seen.add(holder);
    if (line.generation !== person.generation) return false;
    return act.role === 'staff' || holdsRole(roster, holder, act.role, centre);
  });
}

function councilIsSound(roster: Roster, act: RosterAct): boolean {
  if (act.kind !== 'council') return true;
  const members = act.members.map((member) => idOf<PrincipalId>(member));
  const distinct = new Set(members).size === members.length;
  const follows = act.generation === roster.councils.size + 1;
  const officers = members.every((id) => {
    const person = roster.people.get(id);
    if (person === undefined || person.retired) return false;
    return person.roles.some(({ role }) => role === 'break-glass-officer');
  });
  return distinct && follows && officers && act.threshold <= members.length;
}

function idMatchesKeys(act: RosterAct): boolean {
  const first = act.kind === 'enrol' || (act.kind === 'group' && act.generation === 1);
  return !first || idOf<PrincipalId>(act.principal) === principalIdOf(act.keys);
}

/** The rules for every entry after the founding one, in the order in which they are checked. */
export const invariants: readonly Invariant[] = [
  {
    code: 'roster-found-again',
    says: 'only the first entry founds',
    holds: (_, e) => e.act.kind !== 'found',
  },
  {
    code: 'roster-practice-mismatch',
    says: 'the entry is of this practice',
    holds: (r, e) => idOf(e.practice) === r.practice,
  },
  {
    code: 'roster-gap',
    says: 'seq rises by one',
    holds: (r, e) => e.seq === r.seq + 1,
  },
  {
    code: 'roster-forked',
    says: 'prev names the head',
    holds: (r, e) => toHex(e.prev) === r.head,
  },
  {
    code: 'roster-day-backwards',
    says: 'days do not run backwards',
    holds: (r, e) => e.day >= r.day,
  },
  {
    code: 'suite-downgraded',
    says: 'entries keep to the minimum suite, also to the one they set',
    holds: (r, e) =>
      e.suite >= r.minimumSuite && (e.act.kind !== 'suite' || e.suite >= e.act.minimumSuite),
  },
  {
    code: 'roster-author-not-administrator',
    says: 'an active administrator writes, the links of a group its holders, of their sheets a person',
    holds: authorMayWrite,
  },
  {
    code: 'roster-principal-mismatch',
    says: 'an id is the hash of its first keys',
    holds: (_, e) => idMatchesKeys(e.act),
  },
  {
    code: 'roster-principal-duplicate',
    says: 'nobody is enrolled twice',
    holds: (r, e) =>
      e.act.kind !== 'enrol' ||
      !(r.people.has(idOf(e.act.principal)) || r.groups.has(idOf(e.act.principal))),
  },
  {
    code: 'roster-key-reused',
    says: 'a key is entered once',
    holds: (r, e) => {
      const keys = newKeys(e.act);
      if (keys === undefined || entersWaitingKeys(r, e)) return true;
      return !(r.keysSeen.has(toHex(keys.sign)) || r.keysSeen.has(toHex(keys.kem)));
    },
  },
  {
    code: 'roster-principal-unknown',
    says: 'roles, new keys, sheets and retirement concern someone enrolled',
    holds: (r, e) => {
      const id = subject(e.act);
      return id === undefined || r.people.has(id);
    },
  },
  {
    code: 'roster-principal-retired',
    says: 'nothing happens to a retired person',
    holds: (r, e) => {
      const id = subject(e.act);
      return id === undefined || !r.people.get(id)?.retired;
    },
  },
  {
    code: 'roster-role-invalid',
    says: 'a role is given once and taken only when held',
    holds: (r, e) => roleChangeIsReal(r, e.act),
  },
  {
    code: 'roster-last-administrator',
    says: 'one administrator always remains',
    holds: (r, e) => administratorsAfter(r, e.act) > 0,
  },
  {
    code: 'roster-suite-lowered',
    says: 'the minimum suite never falls',
    holds: (r, e) => e.act.kind !== 'suite' || e.act.minimumSuite >= r.minimumSuite,
  },
  {
    code: 'roster-group-invalid',
    says: 'a group has one id, rising generations and entitled holders',
    holds: (r, e) => groupIsSound(r, e.act),
  },
  {
    code: 'roster-council-invalid',
    says: 'a council follows the one before, of officers, no fewer than are needed',
    holds: (r, e) => councilIsSound(r, e.act),
  },
  {
    code: 'roster-renew-invalid',
    says: 'new keys are the next generation of somebody else than their author',
    holds: (r, e) => renewalIsSound(r, e),
  },
  {
    code: 'roster-ceremony-invalid',
    says: 'sheets are made as a new set, and what follows is of the set that is valid',
    holds: (r, e) => ceremonyIsSound(r, e),
  },
  {
    code: 'roster-confirm-invalid',
    says: 'what is confirmed is a role, a council or new keys that wait for it',
    holds: (r, e) => e.act.kind !== 'confirm' || r.unconfirmed.has(idOf(e.act.entry)),
  },
  {
    code: 'roster-confirm-own',
    says: 'another administrator confirms than the one who gave it, and than whose keys they are',
    holds: (r, e) => {
      if (e.act.kind !== 'confirm') return true;
      const waits = r.unconfirmed.get(idOf(e.act.entry));
      const author = idOf<PrincipalId>(e.author);
      const own = waits?.what.kind === 'renew' && waits.what.principal === author;
      return waits?.by !== author && !own;
    },
  },
];
