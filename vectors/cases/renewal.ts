import {
  type CeremonyStep,
  extendRoster,
  idBytes,
  type Identity,
  type Roster,
  type RosterAct,
  type SignedRosterEntry,
  signRosterEntry,
} from '@vaiti/core';
import { actor, type Draft, fixed, hexed } from './world.ts';

/** New keys of somebody under the id that they have. */
export const renew = (who: Identity, keys: Identity, generation = 2): RosterAct => ({
  kind: 'renew',
  principal: idBytes(who.id),
  generation,
  keys: keys.keys,
});

/** A step of somebody's own set of sheets. */
const ceremony = (
  who: Identity,
  step: CeremonyStep,
  set = 'set',
  [need, of] = [3, 5],
): RosterAct => ({
  kind: 'ceremony',
  principal: idBytes(who.id),
  step,
  need,
  of,
  set: fixed(set, 16),
});

type Step = readonly [author: Identity, act: RosterAct | ((roster: Roster) => RosterAct)];

/** Entries that follow `before`; what comes after a refused one is signed as if it were not there. */
async function following(
  before: Roster | undefined,
  steps: readonly Step[],
): Promise<readonly SignedRosterEntry[]> {
  const entries: SignedRosterEntry[] = [];
  let state = before;
  for (const [author, act] of steps) {
    if (state === undefined) throw new RangeError('no roster');
    const what = typeof act === 'function' ? act(state) : act;
    const entry = await signRosterEntry(author, state, what, state.day);
    entries.push(entry);
    const at = state;
    state = await extendRoster(at, entry).catch(() => at);
  }
  return entries;
}

/** The entry that waits, to be confirmed. */
const confirm = ({ unconfirmed }: Roster): RosterAct => ({
  kind: 'confirm',
  entry: [...unconfirmed.keys()].map((entry) => idBytes(entry)).at(-1) ?? fixed('nothing', 32),
});

/** After ten entries Admin administers alone, after twelve with Anna: new keys and sheets. */
export async function renewals(
  who: Readonly<Record<'admin' | 'anna' | 'bo' | 'eve', Identity>>,
  states: readonly Roster[],
): Promise<Draft[]> {
  const { admin, anna, bo, eve } = who;
  const fresh = (await actor('fresh keys')).identity;
  const bo2: Identity = { ...fresh, id: bo.id, generation: 2 };
  const cases: readonly (readonly [string, number, readonly Step[], string?])[] = [
    ['new keys by the only administrator', 10, [[admin, renew(bo, fresh)]]],
    ['new keys wait for the second administrator', 12, [[admin, renew(bo, fresh)]]],
    [
      'new keys confirmed',
      12,
      [
        [admin, renew(bo, fresh)],
        [anna, confirm],
      ],
    ],
    ['new keys of the other administrator', 12, [[admin, renew(anna, fresh)]]],
    [
      'new keys confirmed by who entered them',
      12,
      [
        [admin, renew(bo, fresh)],
        [admin, confirm],
      ],
      'roster-confirm-own',
    ],
    [
      'new keys of the third generation',
      10,
      [[admin, renew(bo, fresh, 3)]],
      'roster-renew-invalid',
    ],
    ['new keys of oneself', 10, [[admin, renew(admin, fresh)]], 'roster-renew-invalid'],
    ['new keys that somebody has', 10, [[admin, renew(bo, anna)]], 'roster-key-reused'],
    ['new keys of a stranger', 10, [[admin, renew(eve, fresh)]], 'roster-principal-unknown'],
    ['new keys by a therapist', 10, [[anna, renew(bo, fresh)]], 'roster-author-not-administrator'],
    [
      'lost keys sign on',
      10,
      [
        [admin, renew(bo, fresh)],
        [bo, ceremony(bo, 'made')],
      ],
      'signature-invalid',
    ],
    [
      'new keys sign',
      10,
      [
        [admin, renew(bo, fresh)],
        [bo2, ceremony(bo, 'made')],
      ],
    ],
    [
      'sheets from made to void',
      10,
      (['made', 'rehearsed', 'used', 'voided'] as const).map((step) => [bo, ceremony(bo, step)]),
    ],
    ['sheets of another', 10, [[admin, ceremony(bo, 'made')]], 'roster-author-not-administrator'],
    [
      'sheets used before they were made',
      10,
      [[bo, ceremony(bo, 'used')]],
      'roster-ceremony-invalid',
    ],
    [
      'more sheets needed than there are',
      10,
      [[bo, ceremony(bo, 'made', 'set', [4, 3])]],
      'roster-ceremony-invalid',
    ],
    [
      'sheets used after they were void',
      10,
      [
        [bo, ceremony(bo, 'made')],
        [bo, ceremony(bo, 'voided')],
        [bo, ceremony(bo, 'used')],
      ],
      'roster-ceremony-invalid',
    ],
    [
      'sheets of a set that a newer one replaced',
      10,
      [
        [bo, ceremony(bo, 'made')],
        [bo, ceremony(bo, 'made', 'newer')],
        [bo, ceremony(bo, 'used')],
      ],
      'roster-ceremony-invalid',
    ],
  ];
  return Promise.all(
    cases.map(async ([name, take, steps, error]): Promise<Draft> => {
      const then = await following(states[take - 1], steps);
      const input = { take, then: then.map((entry) => hexed(entry)) };
      return { name, op: 'roster', input, ...(error === undefined ? {} : { error }) };
    }),
  );
}
