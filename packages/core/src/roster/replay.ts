import { toHex } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import { type EntryId, idOf, type PracticeId, type PrincipalId, principalIdOf } from '../ids.ts';
import { labelledHash } from '../suite/hash.ts';
import { checkSuite, labels } from '../suite/suite.ts';
import { type Verify, verify } from '../suite/verify.ts';
import {
  decodeRosterEntry,
  type RosterAct,
  type RosterEntry,
  rosterEntryId,
  rosterMessage,
  type SignedRosterEntry,
} from './entry.ts';
import { applyCeremony } from './ceremony.ts';
import { invariants } from './invariants.ts';
import { applyRenew, withRenewed } from './renewal.ts';
import {
  administratorCount,
  type Council,
  givesAdministration,
  type Group,
  holdsGroup,
  isCouncil,
  type Person,
  type Roster,
  type Since,
  unconfirmedOf,
  withoutWaiting,
} from './roster.ts';

const ZERO_ID = '00'.repeat(16);
const ZERO_HASH = '00'.repeat(32);

/** A practice is named by its founding entry, so a server cannot found another in its place. */
export function practiceIdOf(founding: SignedRosterEntry): PracticeId {
  const hash = labelledHash(labels.practice, founding.entry, founding.signature);
  return idOf(hash.slice(0, 16));
}

async function checkSignature(
  key: Uint8Array,
  signed: SignedRosterEntry,
  using: Verify,
): Promise<void> {
  if (!(await using(key, rosterMessage(signed.entry), signed.signature)))
    throw new CoreError('signature-invalid', 'roster entry');
}

async function found(signed: SignedRosterEntry, using: Verify): Promise<Roster> {
  const entry = decodeRosterEntry(signed.entry);
  checkSuite(entry.suite);
  const { act } = entry;
  if (act.kind !== 'found' || entry.seq !== 0 || toHex(entry.prev) !== ZERO_HASH)
    throw new CoreError('roster-first-not-found');
  if (toHex(entry.practice) !== ZERO_ID) throw new CoreError('roster-practice-mismatch');
  const founder = idOf<PrincipalId>(act.founder);
  if (founder !== principalIdOf(act.keys) || founder !== idOf(entry.author))
    throw new CoreError('roster-principal-mismatch');
  checkSuite(entry.suite, act.minimumSuite);
  await checkSignature(act.keys.sign, signed, using);
  const person: Person = {
    id: founder,
    keys: act.keys,
    generation: 1,
    roles: [{ role: 'administrator', centre: null }],
    retired: false,
  };
  return {
    practice: practiceIdOf(signed),
    seq: 0,
    head: rosterEntryId(signed),
    day: entry.day,
    minimumSuite: act.minimumSuite,
    ledger: act.ledger,
    people: new Map([[founder, person]]),
    groups: new Map(),
    councils: new Map(),
    unconfirmed: new Map(),
    keysSeen: new Set([toHex(act.keys.sign), toHex(act.keys.kem)]),
  };
}

/**
 * The roster after one more entry. Throws `signature-invalid` or the code of the first invariant
 * that does not hold; the roster given is not changed.
 */
export async function extendRoster(
  roster: Roster | undefined,
  signed: SignedRosterEntry,
  using: Verify = verify,
): Promise<Roster> {
  if (roster === undefined) return found(signed, using);
  const entry = decodeRosterEntry(signed.entry);
  for (const rule of invariants) {
    if (!rule.holds(roster, entry)) throw new CoreError(rule.code, rule.says);
  }
  checkSuite(entry.suite);
  const author = roster.people.get(idOf<PrincipalId>(entry.author));
  if (author === undefined) throw new CoreError('author-unknown');
  await checkSignature(author.keys.sign, signed, using);
  const head = rosterEntryId(signed);
  const after = withLeavers(apply(roster, entry, head), entry);
  return { ...after, seq: entry.seq, day: entry.day, head };
}

/** Notes in every group who lost their place in it, or came back, by this entry. */
function withLeavers(roster: Roster, since: Since): Roster {
  const groups = [...roster.groups].map(([id, group]): [PrincipalId, Group] => {
    const out = [...group.everHeld.keys()].filter((person) => !holdsGroup(roster, group, person));
    const same = out.length === group.leavers.size && out.every((p) => group.leavers.has(p));
    if (same) return [id, group];
    const { day, seq } = since;
    const leavers = new Map(out.map((p) => [p, group.leavers.get(p) ?? { seq, day }]));
    return [id, { ...group, leavers }];
  });
  return { ...roster, groups: new Map(groups) };
}

/** The roster as it would stand if this person retired now: for asking before it is done. */
export function asIfRetired(roster: Roster, id: PrincipalId): Roster {
  const since = { seq: roster.seq + 1, day: roster.day };
  const after = changePerson(roster, id, (person) => ({ ...person, retired: true, left: since }));
  return withLeavers(after, since);
}

/**
 * Replays a whole roster. Throws as `extendRoster`, and `roster-practice-mismatch` when the result
 * is not the practice that was expected.
 */
export async function replay(
  entries: readonly SignedRosterEntry[],
  expected?: PracticeId,
  using: Verify = verify,
): Promise<Roster> {
  let roster: Roster | undefined;
  for (const entry of entries) roster = await extendRoster(roster, entry, using);
  if (roster === undefined) throw new CoreError('roster-first-not-found');
  if (expected !== undefined && roster.practice !== expected)
    throw new CoreError('roster-practice-mismatch');
  return roster;
}

function changePerson(roster: Roster, id: PrincipalId, change: (p: Person) => Person): Roster {
  const person = roster.people.get(id);
  if (person === undefined) throw new CoreError('roster-principal-unknown');
  return { ...roster, people: new Map(roster.people).set(id, change(person)) };
}

function changeRole(person: Person, act: Extract<RosterAct, { kind: 'role' }>): Person {
  const centre = act.centre === null ? null : toHex(act.centre);
  const others = person.roles.filter((h) => h.role !== act.role || h.centre !== centre);
  return { ...person, roles: act.held ? [...others, { role: act.role, centre }] : others };
}

/** With this many administrators, another one counts only when a second has confirmed them. */
const CONFIRMED_FROM = 2;

function withCouncil(roster: Roster, council: Council): Roster {
  const councils = new Map(roster.councils).set(council.generation, council);
  return { ...roster, councils, unconfirmed: withoutWaiting(roster, isCouncil) };
}

/** A council counts at once, or waits as an administrator's role does; one that waited gives way. */
function applyCouncil(roster: Roster, entry: RosterEntry, id: EntryId): Roster {
  const { act } = entry;
  if (act.kind !== 'council') return roster;
  const { generation, threshold } = act;
  const members = act.members.map((member) => idOf<PrincipalId>(member));
  const council = { generation, threshold, members, seq: entry.seq };
  if (administratorCount(roster) < CONFIRMED_FROM) return withCouncil(roster, council);
  const waits = {
    what: { kind: 'council', council },
    by: idOf<PrincipalId>(entry.author),
  } as const;
  return { ...roster, unconfirmed: new Map(withoutWaiting(roster, isCouncil)).set(id, waits) };
}

function applyRole(roster: Roster, entry: RosterEntry, id: EntryId): Roster {
  const { act } = entry;
  if (act.kind !== 'role') return roster;
  const principal = idOf<PrincipalId>(act.principal);
  if (act.role === 'administrator' && act.centre === null) {
    if (act.held && administratorCount(roster) >= CONFIRMED_FROM) {
      const what = { kind: 'administrator', principal } as const;
      const waits = { what, by: idOf<PrincipalId>(entry.author) };
      return { ...roster, unconfirmed: new Map(roster.unconfirmed).set(id, waits) };
    }
    if (unconfirmedOf(roster, principal) !== undefined)
      return { ...roster, unconfirmed: withoutWaiting(roster, givesAdministration(principal)) };
  }
  return changePerson(roster, principal, (person) => changeRole(person, act));
}

function applyConfirm(roster: Roster, given: Uint8Array, entry: RosterEntry): Roster {
  const waits = roster.unconfirmed.get(idOf(given));
  if (waits === undefined) throw new CoreError('roster-confirm-invalid');
  const { by, what } = waits;
  if (what.kind === 'council') return withCouncil(roster, { ...what.council, seq: entry.seq });
  if (what.kind === 'renew')
    return withRenewed(roster, what, { since: entry, by: [by, idOf<PrincipalId>(entry.author)] });
  const held = { role: 'administrator', centre: null } as const;
  return {
    ...changePerson(roster, what.principal, (p) => ({ ...p, roles: [...p.roles, held] })),
    unconfirmed: withoutWaiting(roster, givesAdministration(what.principal)),
  };
}

function apply(roster: Roster, entry: RosterEntry, id: EntryId): Roster {
  const { act } = entry;
  switch (act.kind) {
    case 'found':
      throw new CoreError('roster-found-again');
    case 'enrol': {
      const id = idOf<PrincipalId>(act.principal);
      const person: Person = { id, keys: act.keys, generation: 1, roles: [], retired: false };
      return withKeys({ ...roster, people: new Map(roster.people).set(id, person) }, act.keys);
    }
    case 'role':
      return applyRole(roster, entry, id);
    case 'group': {
      const id = idOf<PrincipalId>(act.principal);
      const group: Group = {
        id,
        role: act.role,
        centre: act.centre === null ? null : toHex(act.centre),
        generation: act.generation,
        keys: act.keys,
        holders: act.holders,
        everHeld: new Map([
          ...(roster.groups.get(id)?.everHeld ?? []),
          ...act.holders.map((line) => [idOf<PrincipalId>(line.holder), act.generation] as const),
        ]),
        leavers: roster.groups.get(id)?.leavers ?? new Map<PrincipalId, Since>(),
        ...replacedOf(roster.groups.get(id)),
      };
      return withKeys({ ...roster, groups: new Map(roster.groups).set(id, group) }, act.keys);
    }
    case 'link':
      return roster;
    case 'council':
      return applyCouncil(roster, entry, id);
    case 'renew':
      return withKeys(applyRenew(roster, entry, id), act.keys);
    case 'ceremony':
      return applyCeremony(roster, entry);
    case 'confirm':
      return applyConfirm(roster, act.entry, entry);
    case 'suite':
      return { ...roster, minimumSuite: act.minimumSuite };
    case 'retire': {
      const gone = idOf<PrincipalId>(act.principal);
      const left = { seq: entry.seq, day: entry.day };
      return {
        ...changePerson(roster, gone, (person) => ({ ...person, retired: true, left })),
        unconfirmed: withoutWaiting(
          roster,
          (what) => what.kind !== 'council' && what.principal === gone,
        ),
      };
    }
  }
}

function replacedOf(group: Group | undefined): Pick<Group, 'replaced'> {
  return group?.replaced === undefined ? {} : { replaced: group.replaced };
}

function withKeys(roster: Roster, keys: { sign: Uint8Array; kem: Uint8Array }): Roster {
  const keysSeen = new Set(roster.keysSeen).add(toHex(keys.sign)).add(toHex(keys.kem));
  return { ...roster, keysSeen };
}
