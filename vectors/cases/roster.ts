import {
  type CborValue,
  encodeCbor,
  extendRoster,
  type GroupRole,
  idBytes,
  idOf,
  type Identity,
  replay,
  type Role,
  type Roster,
  type RosterAct,
  type RosterEntry,
  rosterMessage,
  type SignedRosterEntry,
  signRosterEntry,
} from '@vaiti/core';
import { renewals } from './renewal.ts';
import { actor, DAY, type Draft, fixed, flipped, hexed, vectorFile } from './world.ts';

const LEDGER = 'vaiti.example/ledger+00000000+AQ==';
const CENTRE = fixed('centre', 16);

const enrol = (who: Identity): RosterAct => ({
  kind: 'enrol',
  principal: idBytes(who.id),
  keys: who.keys,
});

const role = (
  who: Identity,
  name: Role,
  held = true,
  centre: typeof CENTRE | null = null,
): RosterAct => ({ kind: 'role', principal: idBytes(who.id), role: name, centre, held });

const retire = (who: Identity): RosterAct => ({ kind: 'retire', principal: idBytes(who.id) });

interface GroupPlan {
  readonly id?: Identity;
  readonly keys: Identity;
  readonly role?: GroupRole;
  readonly generation?: number;
  readonly holders: readonly Identity[];
  readonly holderGeneration?: number;
}

const group = (plan: GroupPlan): RosterAct => ({
  kind: 'group',
  principal: idBytes((plan.id ?? plan.keys).id),
  role: plan.role ?? 'reception',
  centre: CENTRE,
  generation: plan.generation ?? 1,
  keys: plan.keys.keys,
  holders: plan.holders.map((holder) => ({
    holder: idBytes(holder.id),
    generation: plan.holderGeneration ?? 1,
    grant: fixed(`grant of ${holder.id}`, 32),
  })),
});

async function cast() {
  const names = ['admin', 'anna', 'bo', 'cia', 'eve', 'front desk', 'front desk 2'] as const;
  const [admin, anna, bo, cia, eve, desk, desk2] = await Promise.all(
    names.map(async (name) => (await actor(name)).identity),
  );
  if (!admin || !anna || !bo || !cia || !eve || !desk || !desk2) throw new RangeError('cast');
  return { admin, anna, bo, cia, eve, desk, desk2 };
}

/** Acts of the shared roster in order; the first is the founding. */
function acts({
  admin,
  anna,
  bo,
  cia,
  desk,
  desk2,
}: Awaited<ReturnType<typeof cast>>): RosterAct[] {
  return [
    {
      kind: 'found',
      founder: idBytes(admin.id),
      keys: admin.keys,
      minimumSuite: 1,
      ledger: LEDGER,
    },
    enrol(anna),
    enrol(bo),
    role(anna, 'therapist'),
    role(bo, 'reception', true, CENTRE),
    group({ keys: desk, holders: [bo] }),
    { kind: 'suite', minimumSuite: 1 },
    enrol(cia),
    role(cia, 'reception', true, CENTRE),
    group({ id: desk, keys: desk2, generation: 2, holders: [bo, cia] }),
    retire(cia),
    role(anna, 'administrator'),
    role(admin, 'administrator', false),
  ];
}

async function signed(author: Identity, entry: unknown): Promise<SignedRosterEntry> {
  const bytes = encodeCbor(entry as CborValue);
  return { entry: bytes, signature: await author.sign(rosterMessage(bytes)) };
}

type Refused = readonly [
  name: string,
  take: number,
  act: RosterAct,
  error: string,
  change?: Readonly<Record<string, CborValue>>,
];

/** After twelve entries Admin and Anna administer; Eve is appointed by Admin and waits for Anna. */
async function confirmations(
  { admin, anna, eve }: Awaited<ReturnType<typeof cast>>,
  before: Roster | undefined,
): Promise<Draft[]> {
  const then: SignedRosterEntry[] = [];
  let state = before;
  const follow = async (author: Identity, act: RosterAct): Promise<SignedRosterEntry> =>
    signRosterEntry(author, state, act, state?.day ?? DAY);
  for (const act of [enrol(eve), role(eve, 'administrator')]) {
    const entry = await follow(admin, act);
    then.push(entry);
    state = await extendRoster(state, entry);
  }
  const [waiting] = state?.unconfirmed.keys() ?? [];
  if (waiting === undefined) throw new RangeError('nobody waits');
  const confirm: RosterAct = { kind: 'confirm', entry: idBytes(waiting) };
  const nothing: RosterAct = { kind: 'confirm', entry: fixed('nothing', 32) };
  const byAnna = await follow(anna, confirm);
  const withdrawn = await follow(anna, role(eve, 'administrator', false));
  const one = (name: string, entries: readonly SignedRosterEntry[], error?: string): Draft => ({
    name,
    op: 'roster',
    input: { take: 12, then: [...then, ...entries].map((entry) => hexed(entry)) },
    ...(error === undefined ? {} : { error }),
  });
  return [
    one('a third administrator waits', []),
    one('a third administrator is confirmed', [byAnna]),
    one('a role that waits is withdrawn', [withdrawn]),
    one('confirmed by the one who gave it', [await follow(admin, confirm)], 'roster-confirm-own'),
    one('a confirmation of nothing', [await follow(anna, nothing)], 'roster-confirm-invalid'),
    one(
      'confirmed by the one who waits',
      [await follow(eve, confirm)],
      'roster-author-not-administrator',
    ),
    one(
      'given again while it waits',
      [await follow(anna, role(eve, 'administrator'))],
      'roster-role-invalid',
    ),
  ];
}

export async function rosterFile() {
  const who = await cast();
  const { admin, anna, bo, cia, eve, desk, desk2 } = who;
  const entries: SignedRosterEntry[] = [];
  const states: Roster[] = [];
  for (const [n, act] of acts(who).entries()) {
    const entry = await signRosterEntry(admin, states.at(-1), act, DAY + Math.floor(n / 6));
    entries.push(entry);
    states.push(await replay(entries));
  }
  const next = (take: number, act: RosterAct): RosterEntry => {
    const state = states[take - 1];
    if (state === undefined) throw new RangeError('no such state');
    return {
      suite: 1,
      practice: idBytes(state.practice),
      seq: state.seq + 1,
      prev: idBytes(state.head),
      author: idBytes(admin.id),
      day: state.day,
      act,
    };
  };
  const enrolEve = enrol(eve);
  const eveIsBo = { sign: eve.keys.sign, kem: bo.keys.kem };
  const refused: readonly Refused[] = [
    ['founded again', 3, next(3, acts(who)[0] ?? enrolEve).act, 'roster-found-again'],
    ['another practice', 3, enrolEve, 'roster-practice-mismatch', { practice: fixed('p', 16) }],
    ['a place left out', 3, enrolEve, 'roster-gap', { seq: 4 }],
    ['a place taken', 3, enrolEve, 'roster-gap', { seq: 2 }],
    ['another past', 3, enrolEve, 'roster-forked', { prev: fixed('head', 32) }],
    ['an earlier day', 7, enrolEve, 'roster-day-backwards', { day: DAY }],
    ['a suite below the minimum', 3, enrolEve, 'suite-downgraded', { suite: 0 }],
    ['a suite not known', 3, enrolEve, 'suite-unknown', { suite: 2 }],
    [
      'a minimum that the entry itself does not keep',
      3,
      { kind: 'suite', minimumSuite: 2 },
      'suite-downgraded',
    ],
    [
      'written by one who is not enrolled',
      3,
      enrolEve,
      'roster-author-not-administrator',
      { author: idBytes(eve.id) },
    ],
    [
      'written by a therapist',
      4,
      enrolEve,
      'roster-author-not-administrator',
      { author: idBytes(anna.id) },
    ],
    [
      'an id that is not of the keys',
      3,
      { ...enrolEve, principal: fixed('eve', 16) } as RosterAct,
      'roster-principal-mismatch',
    ],
    [
      'the id of another',
      3,
      { ...enrolEve, principal: idBytes(bo.id) } as RosterAct,
      'roster-principal-mismatch',
    ],
    [
      'a group whose id is not of its keys',
      5,
      group({ id: eve, keys: desk, holders: [bo] }),
      'roster-principal-mismatch',
    ],
    ['enrolled twice', 3, enrol(bo), 'roster-principal-duplicate'],
    ['the founder enrolled', 3, enrol(admin), 'roster-principal-duplicate'],
    ['a group enrolled as a person', 6, enrol(desk), 'roster-principal-duplicate'],
    [
      'the keys of a group again',
      6,
      group({ id: desk, keys: desk, generation: 2, holders: [bo] }),
      'roster-key-reused',
    ],
    [
      'the keys of a person for a group',
      6,
      group({ id: desk, keys: bo, generation: 2, holders: [bo] }),
      'roster-key-reused',
    ],
    ['a role for one not enrolled', 3, role(eve, 'therapist'), 'roster-principal-unknown'],
    ['one not enrolled retires', 3, retire(eve), 'roster-principal-unknown'],
    ['a role for one who retired', 11, role(cia, 'therapist'), 'roster-principal-retired'],
    ['retired twice', 11, retire(cia), 'roster-principal-retired'],
    ['a role held already', 4, role(anna, 'therapist'), 'roster-role-invalid'],
    ['a role taken that is not held', 4, role(bo, 'therapist', false), 'roster-role-invalid'],
    ['a role taken at another centre', 5, role(bo, 'reception', false), 'roster-role-invalid'],
    ['the only administrator retires', 3, retire(admin), 'roster-last-administrator'],
    [
      'the only administrator loses the role',
      3,
      role(admin, 'administrator', false),
      'roster-last-administrator',
    ],
    ['the minimum suite falls', 3, { kind: 'suite', minimumSuite: 0 }, 'roster-suite-lowered'],
    [
      'a group that begins with its second generation',
      5,
      group({ keys: desk, generation: 2, holders: [bo] }),
      'roster-group-invalid',
    ],
    [
      'a group of one without the role',
      5,
      group({ keys: desk, holders: [anna] }),
      'roster-group-invalid',
    ],
    [
      'a group of one not enrolled',
      5,
      group({ keys: desk, holders: [eve] }),
      'roster-group-invalid',
    ],
    [
      'a group of one who retired',
      11,
      group({ id: desk, keys: eve, generation: 3, holders: [bo, cia] }),
      'roster-group-invalid',
    ],
    ['a holder twice', 5, group({ keys: desk, holders: [bo, bo] }), 'roster-group-invalid'],
    [
      'a holder in another generation',
      5,
      group({ keys: desk, holders: [bo], holderGeneration: 2 }),
      'roster-group-invalid',
    ],
    [
      'a second group for the same role',
      6,
      group({ keys: desk2, holders: [bo] }),
      'roster-group-invalid',
    ],
    [
      'a generation left out',
      6,
      group({ id: desk, keys: desk2, generation: 3, holders: [bo] }),
      'roster-group-invalid',
    ],
    [
      'a council of people who are no officers',
      6,
      {
        kind: 'council',
        generation: 1,
        threshold: 2,
        members: [idBytes(admin.id), idBytes(bo.id)],
      },
      'roster-council-invalid',
    ],
    ['a group without holders', 5, group({ keys: desk, holders: [] }), 'schema-invalid'],
    [
      'a short signing key',
      3,
      { ...enrolEve, keys: { ...eve.keys, sign: eve.keys.sign.slice(1) } } as RosterAct,
      'schema-invalid',
    ],
    ['an unknown field', 3, enrolEve, 'schema-invalid', { note: '' }],
    [
      'an unknown act',
      3,
      { ...enrolEve, kind: 'promote' } as unknown as RosterAct,
      'schema-invalid',
    ],
    [
      'an unknown role',
      3,
      { ...role(bo, 'therapist'), role: 'owner' } as unknown as RosterAct,
      'schema-invalid',
    ],
  ];
  const founding = {
    ...next(1, acts(who)[0] ?? enrolEve),
    practice: new Uint8Array(16),
    seq: 0,
    prev: new Uint8Array(32),
  };
  const foundAct = founding.act as Extract<RosterAct, { kind: 'found' }>;
  const first: readonly [string, unknown, string][] = [
    ['the founding entry missing', next(1, enrolEve), 'roster-first-not-found'],
    ['founding at another place', { ...founding, seq: 1 }, 'roster-first-not-found'],
    ['founding with a past', { ...founding, prev: fixed('head', 32) }, 'roster-first-not-found'],
    [
      'founding inside a practice',
      { ...founding, practice: fixed('p', 16) },
      'roster-practice-mismatch',
    ],
    [
      'founder that is not of the keys',
      { ...founding, act: { ...foundAct, founder: fixed('f', 16) } },
      'roster-principal-mismatch',
    ],
    ['founding by another', { ...founding, author: idBytes(eve.id) }, 'roster-principal-mismatch'],
    ['founding in an unknown suite', { ...founding, suite: 2 }, 'suite-unknown'],
    [
      'founding below its own minimum',
      { ...founding, act: { ...foundAct, minimumSuite: 2 } },
      'suite-downgraded',
    ],
  ];
  const case_ = async (take: number, then: readonly SignedRosterEntry[]) => ({
    take,
    then: then.map((entry) => hexed(entry)),
  });
  const good = await signed(admin, next(3, enrolEve));
  const drafts: Draft[] = [
    ...[1, 3, 6, 10, 11, entries.length].map((take) => ({
      name: `after ${String(take)} entries`,
      op: 'roster',
      input: { take, then: [] },
    })),
    { name: 'eve is enrolled', op: 'roster', input: await case_(3, [good]) },
    {
      name: 'the practice that was expected',
      op: 'roster',
      input: { take: 2, then: [], practice: states[0]?.practice ?? '' },
    },
    {
      name: 'not the practice that was expected',
      op: 'roster',
      input: { take: 2, then: [], practice: idOf(fixed('p', 16)) },
      error: 'roster-practice-mismatch',
    },
    {
      name: 'no entries',
      op: 'roster',
      input: { take: 0, then: [] },
      error: 'roster-first-not-found',
    },
    {
      name: 'signature changed',
      op: 'roster',
      input: await case_(3, [{ ...good, signature: flipped(good.signature, 40) }]),
      error: 'signature-invalid',
    },
    {
      name: 'signed by another',
      op: 'roster',
      input: await case_(3, [await signed(eve, next(3, enrolEve))]),
      error: 'signature-invalid',
    },
    {
      name: 'founding signed by another',
      op: 'roster',
      input: await case_(0, [await signed(eve, founding)]),
      error: 'signature-invalid',
    },
    {
      name: 'a byte after the entry',
      op: 'roster',
      input: await case_(3, [{ ...good, entry: new Uint8Array([...good.entry, 0]) }]),
      error: 'cbor-invalid',
    },
    {
      name: 'one key of another person',
      op: 'roster',
      input: await case_(3, [
        await signed(admin, next(3, { kind: 'enrol', principal: idBytes(eve.id), keys: eveIsBo })),
      ]),
      error: 'roster-principal-mismatch',
    },
  ];
  for (const [name, entry, error] of first)
    drafts.push({ name, op: 'roster', input: await case_(0, [await signed(admin, entry)]), error });
  for (const [name, take, act, error, change] of refused) {
    const entry = await signed(admin, { ...next(take, act), ...change });
    drafts.push({ name, op: 'roster', input: await case_(take, [entry]), error });
  }
  const last = entries.length;
  const lost = await signed(admin, next(last, enrolEve));
  drafts.push({
    name: 'written by one who was administrator',
    op: 'roster',
    input: await case_(last, [lost]),
    error: 'roster-author-not-administrator',
  });
  drafts.push(...(await confirmations(who, states[11])));
  drafts.push(...(await renewals(who, states)));
  return vectorFile('Rosters of a practice, PROTOCOL section 6', drafts, {
    roster: entries.map((entry) => hexed(entry)),
  });
}
