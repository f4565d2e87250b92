import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { toHex } from '../bytes.ts';
import type { Access } from '../entry/access.ts';
import { advance, type ChainState } from '../entry/chain.ts';
import type { ParsedEntry } from '../entry/entry.ts';
import { CoreError } from '../errors.ts';
import type { Grant } from '../grant/grant.ts';
import { idBytes, type PrincipalId } from '../ids.ts';
import { open } from '../open/entry.ts';
import { openGrant, sealGrant } from '../open/grant.ts';
import { openGroupLink, sealGroupLink } from '../open/group-link.ts';
import { type Identity, identityOf } from '../open/identity.ts';
import { compartmentKey } from '../open/keys.ts';
import { signRosterEntry } from '../open/roster.ts';
import { Secret } from '../open/secret.ts';
import {
  DAY,
  file,
  fixed,
  person,
  practice,
  rootOf,
  runs,
  seal,
  seededEntropy,
} from '../test-scene.ts';
import { checkPending, hasDeparted, rotationPending } from './departed.ts';
import type { RosterAct } from './entry.ts';
import { extendRoster } from './replay.ts';
import { groupOf, groupsHeldBy, holdsGroup, type Roster, sealingKeys } from './roster.ts';
import { CENTRE, enrol, retire, role, rosterOf } from './test-roster.ts';

const admin = await person('admin');
const staff = await Promise.all(['anna', 'bo', 'cia', 'dan'].map(person));
const entropy = seededEntropy('history');
const noteSchema = z.strictObject({ text: z.string() });
const names = [
  'join',
  'part',
  'retire',
  'regroup',
  'recover',
  'share',
  'share-desk',
  'stop',
  'rotate',
] as const;
const step = fc.record({
  what: fc.constantFrom(...names, 'write' as const),
  by: fc.nat(staff.length - 1),
  who: fc.nat(staff.length - 1),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let seeds = 0;
let grantsMade = 0;

/** Whose keys, and which of theirs. */
function placeOf({ generation, id }: Identity): string {
  return `${id}.${String(generation)}`;
}

/**
 * A file and its practice as a server and its clients live them, with every key that anybody was ever
 * given. The rules refuse what they refuse; what each person can open is found by opening.
 */
class Life {
  roster: Roster;
  state: ChainState | undefined;
  newest: ParsedEntry | undefined;
  /** Grants of the root by epoch. */
  readonly grants: { readonly epoch: number; readonly grant: Grant; readonly line: Access }[] = [];
  readonly generations: Identity[] = [];
  readonly links: Uint8Array[] = [];
  /** Everybody's keys, the newest last. */
  readonly keys = new Map<PrincipalId, Identity[]>(staff.map((one) => [one.id, [one]]));
  /** Seeds of the group that people were granted, by `<person>.<their keys>/<generation>`. */
  readonly granted = new Set<string>();
  accepted = 0;

  private constructor(roster: Roster) {
    this.roster = roster;
  }

  static async begin(): Promise<Life> {
    const { roster } = await rosterOf(admin, staff.map(enrol));
    const life = new Life(roster);
    const [anna] = staff;
    assert.ok(anna !== undefined);
    await life.append(anna, 'open', [anna.id]);
    return life;
  }

  async act(act: RosterAct): Promise<void> {
    const entry = await signRosterEntry(admin, this.roster, act, DAY);
    this.roster = await extendRoster(this.roster, entry);
  }

  /** The person's newest keys. */
  now({ id }: Identity): Identity {
    return this.keys.get(id)?.at(-1) ?? assert.fail('nobody');
  }

  /** New keys for somebody who lost theirs: they come back under the id that they had. */
  async recover({ id }: Identity): Promise<void> {
    const generation = (this.roster.people.get(id)?.generation ?? 0) + 1;
    const made = await identityOf(
      new Secret(fixed(`recovered ${String(seeds++)}`, 32)),
      generation,
    );
    const { keys } = made;
    await this.act({ kind: 'renew', principal: idBytes(id), generation, keys });
    this.keys.get(id)?.push({ ...made, id });
  }

  get desk() {
    return groupOf(this.roster, 'reception', toHex(CENTRE));
  }

  /** The next generation of the group, for exactly those who hold the role now. */
  async regroup(): Promise<void> {
    const entitled = staff.filter(({ id }) =>
      this.roster.people.get(id)?.roles.some((held) => held.role === 'reception'),
    );
    const holders = entitled.filter(({ id }) => this.roster.people.get(id)?.retired === false);
    if (holders.length === 0) return;
    const generation = (this.desk?.generation ?? 0) + 1;
    const seed = new Secret(fixed(`group ${String(seeds++)}`, 32));
    const made = await identityOf(seed, generation);
    const id = this.desk?.id ?? made.id;
    const place = { practice, group: id, generation };
    const before = this.generations.at(-1)?.seed;
    const previous =
      before === undefined
        ? {}
        : { previous: await sealGroupLink(place, { of: seed, before }, entropy) };
    await this.act({
      kind: 'group',
      principal: idBytes(id),
      role: 'reception',
      centre: CENTRE,
      generation,
      keys: made.keys,
      holders: holders.map((h) => ({
        holder: idBytes(h.id),
        generation: this.now(h).generation,
        grant: fixed(`seed ${String(grantsMade++)}`, 32),
      })),
      ...previous,
    });
    this.generations.push({ ...made, id });
    this.links.push(previous.previous ?? new Uint8Array(0));
    for (const holder of holders)
      this.granted.add(`${placeOf(this.now(holder))}/${String(generation)}`);
  }

  /** What the server does with an entry of `author`. Refusals change nothing. */
  async append(
    author: Identity,
    kind: 'open' | 'entry' | 'share' | 'rotate',
    readers: readonly PrincipalId[],
  ): Promise<void> {
    const epoch = (this.state?.epoch ?? 0) + (kind === 'entry' || kind === 'share' ? 0 : 1);
    try {
      const made = await Promise.all(readers.map((reader) => this.#grant(author, reader, epoch)));
      const access = made.map(({ line }) => line);
      const { entry } = await seal(this.state, { author, kind, epoch, access });
      const after = advance(this.state, entry, 0);
      checkPending(this.roster, kind, this.state?.readers, after.readers);
      this.state = after;
      this.newest = entry;
      this.grants.push(...made);
      this.accepted++;
    } catch (error) {
      if (!(error instanceof CoreError)) throw error;
    }
  }

  async #grant(author: Identity, reader: PrincipalId, epoch: number) {
    const { generation, keys } = sealingKeys(this.roster, reader);
    const to = { id: reader, generation, kem: keys.kem };
    const plan = { practice, file, epoch, scope: 'root' as const, day: DAY, reader: to };
    const { grant, id } = await sealGrant(author, plan, rootOf(epoch));
    const line: Access = { reader: idBytes(reader), generation, scope: 'root', grant: id };
    return { epoch, grant, line };
  }

  /** Whether somebody, with everything they were ever given, opens what was written last. */
  async opens(who: Identity): Promise<boolean> {
    const { newest } = this;
    assert.ok(newest !== undefined);
    const keys = [who, ...(await this.#seedsOf(who))];
    for (const { epoch, grant, line } of this.grants) {
      if (epoch !== newest.header.epoch) continue;
      for (const key of keys) {
        if (key.id !== toHex(line.reader) || key.generation !== line.generation) continue;
        const { key: root } = await openGrant(key, grant, line.grant);
        const place = { practice, file, epoch };
        const { text } = await open(noteSchema, newest, compartmentKey(root, place, 'clinical'));
        return text === 'note';
      }
    }
    return false;
  }

  async #seedsOf(who: Identity): Promise<Identity[]> {
    const held: Identity[] = [];
    let above: Identity | undefined;
    for (const [i, own] of [...this.generations.entries()].toReversed()) {
      const { keys, id: group } = own;
      let seed = this.granted.has(`${placeOf(who)}/${String(i + 1)}`) ? own : undefined;
      const sealed = this.links[i + 1];
      if (seed === undefined && above !== undefined && sealed !== undefined) {
        const place = { practice, group, generation: i + 2 };
        seed = await openGroupLink(place, { seed: above.seed, sealed, keys });
      }
      if (seed !== undefined) held.push(seed);
      above = seed;
    }
    return held;
  }

  /** The model: who may read the file as roster and chain stand. */
  may(who: Identity): boolean {
    if (this.roster.people.get(who.id)?.retired !== false) return false;
    if (this.now(who) !== who) return false;
    const readers = this.state?.readers;
    const groups = groupsHeldBy(this.roster, who.id);
    const own = readers?.get(who.id)?.generation === who.generation;
    return own || groups.some((id) => readers?.has(id) === true);
  }
}

/** Readers who stay: without the retired, and without a group that nobody is in any more. */
function staying(life: Life): PrincipalId[] {
  const ids = [...(life.state?.readers.keys() ?? [])];
  return ids.filter((id) => {
    const group = life.roster.groups.get(id);
    const generation = life.state?.readers.get(id)?.generation ?? 0;
    if (group === undefined) return !hasDeparted(life.roster, id, generation);
    return staff.some((one) => holdsGroup(life.roster, group, one.id));
  });
}

async function run(life: Life, { by, what, who }: Step): Promise<void> {
  const [first, subject] = [staff[by], staff[who]];
  assert.ok(first !== undefined && subject !== undefined);
  const author = life.now(first);
  const { id } = subject;
  const active = life.roster.people.get(id)?.retired === false;
  const inRole = (life.roster.people.get(id)?.roles.length ?? 0) > 0;
  switch (what) {
    case 'join':
    case 'part':
      if (active && inRole === (what === 'part'))
        await life.act(role(subject, 'reception', what === 'join', CENTRE));
      return;
    case 'retire':
      if (active && staff.filter((s) => life.roster.people.get(s.id)?.retired === false).length > 2)
        await life.act(retire(subject));
      return;
    case 'regroup':
      return life.regroup();
    case 'recover':
      return active ? life.recover(subject) : undefined;
    case 'share':
      return life.append(author, 'share', [id]);
    case 'share-desk':
      return life.desk === undefined ? undefined : life.append(author, 'share', [life.desk.id]);
    case 'stop':
      return life.append(
        author,
        'rotate',
        staying(life).filter((reader) => reader !== id),
      );
    case 'rotate':
      return life.append(author, 'rotate', staying(life));
    case 'write':
      return life.append(author, 'entry', []);
  }
}

test('no history lets anybody open what is written when the model says they must not', async () => {
  let written = 0;
  let pending = 0;
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 30, maxLength: 60 }),
    async (steps) => {
      const life = await Life.begin();
      for (const one of steps) {
        const before = life.accepted;
        await run(life, one);
        if (life.state !== undefined && rotationPending(life.roster, life.state.readers)) pending++;
        if (life.accepted === before) continue;
        written++;
        // The moment something was taken: whoever opens it may, and whoever may opens it.
        const everyone = [...life.keys.values()].flat();
        for (const who of everyone) assert.equal(await life.opens(who), life.may(who));
        assert.ok(
          everyone.some((who) => life.may(who)),
          'somebody has it',
        );
      }
    },
  );
  await fc.assert(property, runs(100));
  assert.ok(written > 100 && pending > 100, 'histories reach what they are to test');
});
