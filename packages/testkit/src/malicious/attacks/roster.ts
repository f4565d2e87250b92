import { memoryStore, newIdentity } from '@vaiti/client';
import {
  decodeRosterEntry,
  encodeRosterEntry,
  extendRoster,
  type Identity,
  idBytes,
  principalIdOf,
  type Roster,
  type RosterAct,
  type RosterEntry,
  rosterMessage,
  signRosterEntry,
  type SignedRosterEntry,
} from '@vaiti/core';
import { realEntropy } from '../../entropy.ts';
import type { Attack, Scene } from '../attack.ts';
import type { Stage } from '../stage.ts';
import { changedAt, flipped, itemAt, type Tamper } from '../tamper.ts';

type Change = (
  entries: readonly SignedRosterEntry[],
) => readonly SignedRosterEntry[] | Promise<readonly SignedRosterEntry[]>;

function onRoster(change: Change): Tamper {
  return {
    reply: {
      roster: async (reply) => ({ ...reply, entries: [...(await change(reply.entries))] }),
    },
  };
}

/** The therapist opens the practice on a new device. */
async function opening(stage: Stage, change: Change): Promise<Scene> {
  return { tamper: onRoster(change), act: () => stage.open('therapist') };
}

function onNewDevice(change: Change): Attack['arrange'] {
  return (stage) => opening(stage, change);
}

/** An entry rewritten and signed by `by` instead of its author. */
async function rewritten(
  signed: SignedRosterEntry,
  by: Identity,
  change: (entry: RosterEntry) => RosterEntry,
): Promise<SignedRosterEntry> {
  const entry = encodeRosterEntry(change(decodeRosterEntry(signed.entry)));
  return { entry, signature: await by.sign(rosterMessage(entry)) };
}

/** Changes the keys of the first person or group that the roster enters after its founding. */
function withKeys(keys: Identity['keys'], kind: 'enrol' | 'group', rename: boolean) {
  return (signed: SignedRosterEntry): SignedRosterEntry => {
    const entry = decodeRosterEntry(signed.entry);
    const { act } = entry;
    if (act.kind !== kind) return signed;
    const principal = rename ? idBytes(principalIdOf(keys)) : act.principal;
    const changed: RosterAct = { ...act, keys, principal };
    return { ...signed, entry: encodeRosterEntry({ ...entry, act: changed }) };
  };
}

function firstOf(entries: readonly SignedRosterEntry[], kind: RosterAct['kind']): number {
  return entries.findIndex(({ entry }) => decodeRosterEntry(entry).act.kind === kind);
}

async function replayed(entries: readonly SignedRosterEntry[]): Promise<Roster> {
  let roster: Roster | undefined;
  for (const entry of entries) roster = await extendRoster(roster, entry);
  if (roster === undefined) throw new RangeError('no roster');
  return roster;
}

/** An insider signs one more act, and the server appends it to the roster. */
function appending(
  who: 'founder' | 'therapist' | 'eve',
  act: (stage: Stage) => RosterAct | Promise<RosterAct>,
): Attack['arrange'] {
  return (stage) =>
    opening(stage, async (entries) => {
      const { identity } = stage.practice.people[who];
      const roster = await replayed(entries);
      const entry = await signRosterEntry(identity, roster, await act(stage), roster.day);
      return [...entries, entry];
    });
}

/** Attacks on the practice’s own chain: who belongs to it, with which keys and rights. */
export const rosterAttacks: readonly Attack[] = [
  {
    name: 'substitute a public key',
    says: 'puts a key of its own in the place of a colleague’s',
    expected: ['roster-principal-mismatch'],
    arrange: async (stage) => {
      const { keys } = await newIdentity(realEntropy);
      return opening(stage, (entries) =>
        changedAt(entries, firstOf(entries, 'enrol'), withKeys(keys, 'enrol', false)),
      );
    },
  },
  {
    name: 'substitute a person',
    says: 'enters another person with keys of its own in the place of a colleague',
    expected: ['signature-invalid'],
    arrange: async (stage) => {
      const { keys } = await newIdentity(realEntropy);
      return opening(stage, (entries) =>
        changedAt(entries, firstOf(entries, 'enrol'), withKeys(keys, 'enrol', true)),
      );
    },
  },
  {
    name: 'substitute a group’s key',
    says: 'puts a key of its own in the place of the reception’s',
    expected: ['roster-principal-mismatch', 'signature-invalid'],
    arrange: async (stage) => {
      const { keys } = await newIdentity(realEntropy);
      return opening(stage, (entries) =>
        changedAt(entries, firstOf(entries, 'group'), withKeys(keys, 'group', true)),
      );
    },
  },
  {
    name: 'forged roster entry',
    says: 'enters a person of its own, signed by a key of its own in the administrator’s name',
    expected: ['signature-invalid'],
    arrange: async (stage) => {
      const forger = await newIdentity(realEntropy);
      return opening(stage, async (entries) => {
        const roster = await replayed(entries);
        const act: RosterAct = {
          kind: 'enrol',
          principal: idBytes(forger.id),
          keys: forger.keys,
        };
        const own = await signRosterEntry(forger, roster, act, roster.day);
        const author = idBytes(stage.practice.people.founder.identity.id);
        return [...entries, await rewritten(own, forger, (entry) => ({ ...entry, author }))];
      });
    },
  },
  {
    name: 'stranger as administrator',
    says: 'appends an entry by somebody who is not in the roster',
    expected: ['roster-author-not-administrator'],
    arrange: async (stage) => {
      const stranger = await newIdentity(realEntropy);
      return opening(stage, async (entries) => {
        const roster = await replayed(entries);
        const { id, keys } = stranger;
        const act: RosterAct = { kind: 'enrol', principal: idBytes(id), keys };
        return [...entries, await signRosterEntry(stranger, roster, act, roster.day)];
      });
    },
  },
  {
    name: 'role escalation',
    says: 'appends an entry by which Eve, no administrator, makes herself one',
    expected: ['roster-author-not-administrator'],
    arrange: appending('eve', ({ practice }) => ({
      kind: 'role',
      principal: idBytes(practice.people.eve.identity.id),
      role: 'administrator',
      centre: null,
      held: true,
    })),
  },
  {
    name: 'minimum suite lowered',
    says: 'appends an entry by an administrator that allows weaker cryptography',
    expected: ['roster-suite-lowered'],
    arrange: appending('founder', () => ({ kind: 'suite', minimumSuite: 0 })),
  },
  {
    name: 'roster entry of suite 0',
    says: 'appends an administrator’s entry of a suite below the minimum',
    expected: ['suite-downgraded'],
    arrange: (stage) =>
      opening(stage, async (entries) => {
        const { identity } = stage.practice.people.founder;
        const roster = await replayed(entries);
        const act: RosterAct = { kind: 'suite', minimumSuite: 1 };
        const entry = await signRosterEntry(identity, roster, act, roster.day);
        return [...entries, await rewritten(entry, identity, (e) => ({ ...e, suite: 0 }))];
      }),
  },
  {
    name: 'group with a stranger',
    says: 'appends a new generation of the staff group with a holder who is not in the roster',
    expected: ['roster-group-invalid'],
    arrange: appending('founder', async ({ practice }) => {
      const { keys, id } = await newIdentity(realEntropy);
      return {
        kind: 'group',
        principal: idBytes(practice.groups.staff),
        role: 'staff',
        centre: null,
        generation: 2,
        keys,
        holders: [{ holder: idBytes(id), generation: 1, grant: realEntropy(32) }],
      };
    }),
  },
  {
    name: 'another founding',
    says: 'shows a whole practice of its own making, soundly signed',
    expected: ['practice-changed'],
    arrange: async (stage) => {
      const founder = await newIdentity(realEntropy);
      return opening(stage, async (entries) => {
        const { act } = decodeRosterEntry(itemAt(entries, 0).entry);
        if (act.kind !== 'found') return entries;
        const { id, keys } = founder;
        const own: RosterAct = { ...act, founder: idBytes(id), keys };
        return [await signRosterEntry(founder, undefined, own, 20_000)];
      });
    },
  },
  {
    name: 'founded again',
    says: 'appends a second founding by an administrator',
    expected: ['roster-found-again'],
    arrange: (stage) =>
      opening(stage, async (entries) => {
        const { identity } = stage.practice.people.founder;
        const { act } = decodeRosterEntry(itemAt(entries, 0).entry);
        const roster = await replayed(entries);
        return [...entries, await signRosterEntry(identity, roster, act, roster.day)];
      }),
  },
  {
    name: 'omit a roster entry',
    says: 'leaves out an entry in the middle of the roster',
    expected: ['roster-gap'],
    arrange: onNewDevice((entries) => entries.toSpliced(2, 1)),
  },
  {
    name: 'reorder the roster',
    says: 'gives two entries of the roster in each other’s place',
    expected: ['roster-gap'],
    arrange: onNewDevice((entries) => {
      const [second, third] = [itemAt(entries, 1), itemAt(entries, 2)];
      return entries.with(1, third).with(2, second);
    }),
  },
  {
    name: 'flipped bit in the roster',
    says: 'turns one bit of an administrator’s signature over',
    expected: ['signature-invalid'],
    arrange: onNewDevice((entries) =>
      changedAt(entries, -1, (e) => ({ ...e, signature: flipped(e.signature, 100) })),
    ),
  },
  {
    name: 'roster rolled back',
    says: 'shows a device that knows the roster an older state of it',
    expected: ['roster-rolled-back'],
    arrange: async (stage) => {
      const store = memoryStore();
      await stage.open('therapist', { store });
      return {
        tamper: onRoster((entries) => entries.slice(0, -1)),
        act: () => stage.open('therapist', { store }),
      };
    },
  },
  {
    name: 'roster forked',
    says: 'shows a device that knows the roster another newest entry, signed by an administrator',
    expected: ['roster-rolled-back'],
    arrange: async (stage) => {
      const store = memoryStore();
      const known = await stage.open('therapist', { store });
      const { identity } = stage.practice.people.founder;
      const before = await replayed(known.rosterEntries.slice(0, -1));
      const act: RosterAct = { kind: 'suite', minimumSuite: 1 };
      const other = await signRosterEntry(identity, before, act, before.day);
      return {
        tamper: onRoster(() => [other]),
        act: () => stage.open('therapist', { store }),
      };
    },
  },
  {
    name: 'no roster',
    says: 'shows no entry at all',
    expected: ['roster-rolled-back'],
    arrange: onNewDevice(() => []),
  },
  {
    name: 'group keys withheld',
    says: 'leaves out the sealed keys of the groups that the member belongs to',
    expected: ['group-not-held'],
    arrange: async (stage) => ({
      tamper: { reply: { roster: ({ entries }) => ({ entries, grants: [] }) } },
      act: () => stage.open('reception'),
    }),
  },
  {
    name: 'group key altered',
    says: 'turns one bit of a group’s sealed key over',
    expected: ['group-not-held'],
    arrange: async (stage) => ({
      tamper: {
        reply: {
          roster: ({ entries, grants }) => ({
            entries,
            grants: grants.map((g) => ({ ...g, ciphertext: flipped(g.ciphertext, 5) })),
          }),
        },
      },
      act: () => stage.open('reception'),
    }),
  },
];
