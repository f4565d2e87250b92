import {
  type Access,
  encodeHeader,
  entryId,
  extendRoster,
  type Header,
  idBytes,
  type Identity,
  type Roster,
  type RosterAct,
  type SignedRosterEntry,
  signRosterEntry,
} from '@vaiti/core';
import { renew } from './renewal.ts';
import { actor, DAY, type Draft, file, fixed, hexed, record, vectorFile } from './world.ts';

async function cast() {
  const names = ['admin', 'anna', 'bo', 'cia', 'front desk', 'front desk 2', 'fresh keys'] as const;
  const [admin, anna, bo, cia, desk, desk2, fresh] = await Promise.all(
    names.map(async (name) => (await actor(name)).identity),
  );
  if (!admin || !anna || !bo || !cia || !desk || !desk2 || !fresh) throw new RangeError('cast');
  return { admin, anna, bo, cia, desk, desk2, fresh };
}
type Cast = Awaited<ReturnType<typeof cast>>;

/** Where the shared roster ends in a case: everybody there, Anna with new keys, Cia gone. */
const TOGETHER = 9;
const RENEWED = 10;
const GONE = 11;

function acts({ admin, anna, bo, cia, desk, desk2, fresh }: Cast): [Identity, RosterAct][] {
  const enrol = (who: Identity): RosterAct => ({
    kind: 'enrol',
    principal: idBytes(who.id),
    keys: who.keys,
  });
  const group = (keys: Identity, generation: number): RosterAct => ({
    kind: 'group',
    principal: idBytes(desk.id),
    role: 'reception',
    centre: null,
    generation,
    keys: keys.keys,
    holders: [
      { holder: idBytes(bo.id), generation: 1, grant: fixed(`seed ${String(generation)}`, 32) },
    ],
  });
  return [
    [
      admin,
      {
        kind: 'found',
        founder: idBytes(admin.id),
        keys: admin.keys,
        minimumSuite: 1,
        ledger: 'vaiti.example/ledger+00000000+AQ==',
      },
    ],
    [admin, enrol(anna)],
    [admin, enrol(bo)],
    [admin, enrol(cia)],
    [
      admin,
      { kind: 'role', principal: idBytes(bo.id), role: 'reception', centre: null, held: true },
    ],
    [admin, group(desk, 1)],
    [admin, group(desk2, 2)],
    [
      bo,
      {
        kind: 'link',
        principal: idBytes(desk.id),
        generation: 2,
        previous: fixed('sealed seed', 104),
      },
    ],
    [admin, { kind: 'suite', minimumSuite: 1 }],
    [admin, renew(anna, fresh)],
    [admin, { kind: 'retire', principal: idBytes(cia.id) }],
  ];
}

/** A file of Bo, read by whoever `access` names; signatures are not looked at here. */
class Story {
  readonly #practice: Roster['practice'];
  readonly #bo: Identity;
  readonly links: { readonly header: Header; readonly id: string; readonly parts: object }[] = [];

  constructor(practice: Roster['practice'], bo: Identity) {
    this.#practice = practice;
    this.#bo = bo;
  }

  /** One more entry. */
  with(change: Partial<Header>): Story {
    const last = this.links.at(-1);
    const header: Header = {
      suite: 1,
      practice: idBytes(this.#practice),
      file: idBytes(file),
      seq: last === undefined ? 0 : last.header.seq + 1,
      prev: last === undefined ? new Uint8Array(32) : idBytes(last.id as never),
      kind: 'entry',
      compartment: 'clinical',
      record: idBytes(record(`of ${String(this.links.length)}`)),
      version: 1,
      author: idBytes(this.#bo.id),
      generation: 1,
      as: idBytes(this.#bo.id),
      epoch: last?.header.epoch ?? 1,
      day: last?.header.day ?? DAY,
      length: 0,
      access: [],
      ...change,
    };
    const parts = {
      header: encodeHeader(header),
      bodyHash: fixed('body hash', 32),
      signature: fixed(`signature ${String(header.seq)}`, 64),
    };
    const id = entryId(parts.header, parts.bodyHash, parts.signature);
    const next = new Story(this.#practice, this.#bo);
    next.links.push(...this.links, { header, id, parts: hexed(parts) });
    return next;
  }
}

function access(reader: Identity, generation = 1, until?: number): Access {
  const grant = fixed(`grant ${reader.id} ${String(generation)}`, 32);
  const end = until === undefined ? {} : { until };
  return { reader: idBytes(reader.id), generation, scope: 'root', grant, ...end };
}

type Judged = readonly [name: string, at: string, roster: number, story: Story, error?: string];

function cases({ anna, bo, cia }: Cast, practice: Roster['practice']): readonly Judged[] {
  const opened = new Story(practice, bo).with({
    kind: 'open',
    access: [access(bo), access(anna), access(cia)],
  });
  const by = (who: Identity, generation = 1) => ({
    author: idBytes(who.id),
    as: idBytes(who.id),
    generation,
  });
  const known = (take: number) => ({ roster: take - 1 });
  const rotated = opened.with({
    kind: 'rotate',
    epoch: 2,
    access: [access(bo), access(cia)],
    ...known(RENEWED),
  });
  const back = rotated.with({ kind: 'share', access: [access(anna, 2)], ...known(RENEWED) });
  const lent = new Story(practice, bo).with({
    kind: 'open',
    access: [access(bo), access(cia, 1, DAY + 1)],
  });
  const late = { day: DAY + 3 };
  return [
    ['everybody is there', 'append', TOGETHER, opened.with({})],
    [
      'Anna writes before her keys are replaced',
      'read',
      RENEWED,
      opened.with({ ...by(anna), ...known(TOGETHER) }),
    ],
    [
      'lost keys, whose author knew',
      'read',
      RENEWED,
      opened.with({ ...by(anna), ...known(RENEWED) }),
      'chain-author-replaced',
    ],
    [
      'lost keys, days later',
      'read',
      RENEWED,
      opened.with({ ...by(anna), ...late }),
      'chain-author-replaced',
    ],
    [
      'lost keys left in by one who knew',
      'read',
      RENEWED,
      opened.with(known(RENEWED)),
      'chain-reader-departed',
    ],
    ['lost keys left in, days later', 'read', RENEWED, opened.with(late), 'chain-reader-departed'],
    ['lost keys left in by one who could not know', 'read', RENEWED, opened.with(known(TOGETHER))],
    [
      'somebody gone left in by one who knew',
      'read',
      GONE,
      rotated.with(known(GONE)),
      'chain-reader-departed',
    ],
    [
      'an author who knows more of the roster',
      'read',
      TOGETHER,
      opened.with(known(RENEWED)),
      'roster-ahead',
    ],
    ['an entry while lost keys read', 'append', RENEWED, opened.with({}), 'rotation-pending'],
    [
      'a share while lost keys read',
      'append',
      RENEWED,
      opened.with({ kind: 'share', access: [access(anna, 2)] }),
      'rotation-pending',
    ],
    [
      'a rotation that keeps lost keys',
      'append',
      RENEWED,
      opened.with({ kind: 'rotate', epoch: 2, access: [access(bo), access(anna)] }),
      'rotation-pending',
    ],
    ['a rotation without them', 'append', RENEWED, rotated],
    ['given back to the new keys', 'append', RENEWED, back],
    ['the new keys write', 'append', RENEWED, back.with(by(anna, 2))],
    [
      'the new keys where only the lost ones read',
      'append',
      TOGETHER,
      opened.with(by(anna, 2)),
      'chain-author-not-reader',
    ],
    [
      'an entry on the last day of access',
      'append',
      TOGETHER,
      lent.with({ ...by(cia), day: DAY + 1 }),
    ],
    [
      'an entry after the last day of access',
      'append',
      TOGETHER,
      lent.with({ ...by(cia), day: DAY + 2 }),
      'chain-author-not-reader',
    ],
  ];
}

/** A chain beside the roster of its practice, which goes on. */
export async function standingFile() {
  const who = await cast();
  const entries: SignedRosterEntry[] = [];
  let state: Roster | undefined;
  for (const [author, act] of acts(who)) {
    const entry = await signRosterEntry(author, state, act, DAY);
    entries.push(entry);
    state = await extendRoster(state, entry);
  }
  if (state === undefined) throw new RangeError('no roster');
  const drafts = cases(who, state.practice).map(
    ([name, at, roster, { links }, error]): Draft => ({
      name,
      op: 'standing',
      input: { at, roster, chain: links.map(({ parts }) => ({ ...parts })) },
      ...(error === undefined ? {} : { error }),
    }),
  );
  return vectorFile('Chains beside a roster that goes on, PROTOCOL section 4', drafts, {
    roster: entries.map((entry) => hexed(entry)),
  });
}
