import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import type { Access } from '../entry/access.ts';
import { mayOpen } from '../entry/chain.ts';
import { parseEntry, type ParsedEntry } from '../entry/entry.ts';
import { loansOn } from '../entry/loan.ts';
import { hasEnded } from '../entry/readers.ts';
import { decodeGrantHeader, type Grant, grantId } from '../grant/grant.ts';
import { idBytes } from '../ids.ts';
import type { SignedApproval } from '../statement/approval.ts';
import {
  access,
  DAY,
  file,
  keyOf,
  person,
  practice,
  record,
  rootOf,
  runs,
  seededEntropy,
  Shelf,
} from '../test-scene.ts';
import { signApproval } from './approval.ts';
import { open, openLent, openWrap, rewrap, sealEntry } from './entry.ts';
import { openGrant, sealGrant } from './grant.ts';
import type { Identity } from './identity.ts';
import { compartmentKey } from './keys.ts';

const owner = await person('owner');
const officer = await person('privacy officer');
const others = [await person('colleague'), await person('supervisor')] as const;
const cast = [owner, ...others];
const anything = z.object({ text: z.string() });
const entropy = seededEntropy('loans');

const steps = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('lend' as const),
      to: fc.constantFrom(0, 1),
      note: fc.nat(5),
      days: fc.nat(6),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('share' as const), to: fc.constantFrom(0, 1) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('rotate' as const), drop: fc.constantFrom(0, 1, 2) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      days: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const) }) },
);
type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;

/** Who opens what, kept by hand: whole readers, and the last day of each note that is lent. */
interface Model {
  readonly whole: Set<Identity>;
  readonly loans: Map<Identity, Map<number, number>>;
  forgotten: boolean;
}

/** A file as a server keeps it, with real keys and grants, and a model of who should open what. */
class World {
  readonly shelf = new Shelf();
  readonly model: Model = { whole: new Set([owner]), loans: new Map(), forgotten: false };
  grants: Grant[] = [];
  wraps = new Map<number, ParsedEntry>();
  day = DAY;

  get epoch(): number {
    return this.shelf.state?.epoch ?? 1;
  }

  /** `seq` of every note. */
  get notes(): number[] {
    return this.shelf.entries.filter((e) => e.header.length > 0).map((e) => e.header.seq);
  }

  async begin(): Promise<void> {
    const line = await this.grant(owner, 1, { scope: 'root' });
    this.keep(await this.shelf.add({ author: owner, access: [line], day: this.day }));
  }

  keep(entry: ParsedEntry): void {
    if (entry.header.length > 0) this.wraps.set(entry.header.seq, entry);
  }

  /** Seals a key to somebody and keeps the grant, as the server does. */
  async grant(
    to: Identity,
    epoch: number,
    what:
      | { readonly scope: 'root' }
      | { readonly scope: 'entry'; readonly entry: number; readonly until: number },
  ): Promise<Access> {
    const key =
      what.scope === 'root' ? rootOf(epoch) : await openWrap(this.entry(what.entry), this.key());
    const { grant, id } = await sealGrant(
      owner,
      {
        ...{ practice, file, epoch, day: this.day, scope: what.scope },
        ...(what.scope === 'entry' ? { entry: what.entry } : {}),
        reader: { id: to.id, generation: 1, kem: to.keys.kem },
      },
      key,
    );
    this.grants.push(grant);
    return { ...access(to, 'root'), grant: id, ...what };
  }

  entry(seq: number): ParsedEntry {
    const entry = this.wraps.get(seq);
    assert.ok(entry !== undefined);
    return entry;
  }

  key() {
    return keyOf(this.epoch, 'clinical');
  }

  async act(step: Step): Promise<void> {
    if (this.model.forgotten) return;
    switch (step.do) {
      case 'write':
        this.keep(await this.shelf.add({ author: owner, day: this.day }));
        return;
      case 'wait':
        this.day += step.days;
        return;
      case 'share':
        return this.share(others[step.to]);
      case 'lend':
        return this.lend(others[step.to], step);
      case 'rotate':
        return this.rotate(step.drop === 2 ? undefined : others[step.drop]);
      case 'forget':
        return this.forget();
    }
  }

  async share(to: Identity): Promise<void> {
    if (this.model.whole.has(to)) return;
    const lines = [await this.grant(to, this.epoch, { scope: 'root' })];
    await this.shelf.add({ ...this.bare(), kind: 'share', access: lines });
    this.model.whole.add(to);
  }

  async lend(
    to: Identity,
    { days, note }: { readonly days: number; readonly note: number },
  ): Promise<void> {
    const entry = this.notes[note % this.notes.length] ?? 0;
    const until = this.day + days;
    const held = this.model.loans.get(to) ?? new Map<number, number>();
    const known = held.get(entry);
    if (known !== undefined && known >= until && known >= this.day) return;
    const lines = [await this.grant(to, this.epoch, { scope: 'entry', entry, until })];
    await this.shelf.add({ ...this.bare(), kind: 'share', access: lines });
    this.model.loans.set(to, new Map([...held, [entry, until]]));
  }

  /** A new epoch without one of the others, and with the loans of the rest that have not ended. */
  async rotate(dropped: Identity | undefined): Promise<void> {
    const before = this.key();
    const epoch = this.epoch + 1;
    const staying = cast.filter((who) => who !== dropped);
    this.grants = [];
    const lines: Access[] = [];
    for (const who of staying) {
      if (this.model.whole.has(who)) lines.push(await this.grant(who, epoch, { scope: 'root' }));
      for (const { entry, until } of loansOn(
        this.shelf.state?.readers.get(who.id)?.loans,
        this.day,
      ))
        lines.push(await this.grant(who, epoch, { scope: 'entry', entry, until }));
    }
    for (const [seq, entry] of this.wraps) {
      const to = keyOf(epoch, 'clinical');
      const wrap = await rewrap({ entry, from: before, to, epoch, entropy });
      this.wraps.set(seq, parseEntry({ ...entry.sealed, wrap, wrapEpoch: epoch }));
    }
    await this.shelf.add({ ...this.bare(), kind: 'rotate', access: lines });
    if (dropped === undefined) return;
    this.model.whole.delete(dropped);
    this.model.loans.delete(dropped);
  }

  async forget(): Promise<void> {
    const plan = { practice, kind: 'forget' as const, request: idBytes(file), file };
    const time = this.day * 86_400_000;
    const agreed = { ...plan, epoch: this.epoch, requester: owner.id, time };
    const approvals: SignedApproval[] = [await signApproval(officer, agreed)];
    const { state } = this.shelf;
    assert.ok(state !== undefined);
    const { sealed } = await sealEntry({
      author: owner,
      plan: {
        ...{ practice, file, kind: 'forget', compartment: 'clinical', version: 1, as: owner.id },
        head: { seq: state.seq, id: state.head },
        record: record('the end'),
        ...{ epoch: this.epoch, day: this.day, access: [], approvals },
      },
      content: null,
      compartmentKey: this.key(),
      entropy,
    });
    this.shelf.append(parseEntry(sealed));
    // What the server destroys.
    this.grants = [];
    this.wraps = new Map();
    this.model.forgotten = true;
  }

  bare() {
    return { author: owner, day: this.day, content: null };
  }

  /** What the model says that somebody opens today. */
  expected(who: Identity): number[] {
    if (this.model.forgotten) return [];
    if (this.model.whole.has(who)) return this.notes;
    const loans = [...(this.model.loans.get(who) ?? [])];
    return loans.filter(([, until]) => until >= this.day).map(([entry]) => entry);
  }

  /** What somebody opens with the grants that a server releases by the chain's state today. */
  async opened(who: Identity): Promise<number[]> {
    const reader = this.shelf.state?.readers.get(who.id);
    if (reader === undefined) return [];
    const scopes = hasEnded(reader, this.day) ? [] : reader.scopes;
    const lent = new Set(loansOn(reader.loans, this.day).map(({ entry }) => entry));
    const found = new Set<number>();
    for (const grant of this.grants) {
      const header = decodeGrantHeader(grant.header);
      const released = header.scope === 'entry' ? lent.has(header.entry ?? -1) : scopes.length > 0;
      if (!released || Buffer.compare(header.reader, idBytes(who.id)) !== 0) continue;
      const { key } = await openGrant(who, grant, this.idOf(grant));
      for (const [seq, entry] of this.wraps) {
        if (header.scope === 'entry') {
          const opens = openLent(anything, entry, key).then(
            () => true,
            () => false,
          );
          if (await opens) found.add(seq);
          continue;
        }
        const place = { practice, file, epoch: header.epoch };
        await open(anything, entry, compartmentKey(key, place, 'clinical'));
        found.add(seq);
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  idOf(grant: Grant): Uint8Array {
    const lines = this.shelf.entries.flatMap((entry) => entry.header.access);
    const line = lines.find((one) => Buffer.compare(one.grant, grantId(grant)) === 0);
    assert.ok(line !== undefined, 'the chain names every grant');
    return line.grant;
  }
}

test('whatever happens, everybody opens exactly what the model says, and a forgotten file nobody', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 4, maxLength: 14 }), async (history) => {
      const world = new World();
      await world.begin();
      for (const step of history) {
        await world.act(step);
        for (const who of cast) {
          const expected = [...world.expected(who)].sort((a, b) => a - b);
          assert.deepEqual(await world.opened(who), expected, step.do);
        }
      }
      const { state } = world.shelf;
      assert.ok(state !== undefined);
      for (const who of cast) {
        const whole = !world.model.forgotten && world.model.whole.has(who);
        assert.equal(mayOpen(state, who.id, 'clinical'), whole);
      }
      assert.equal(state.forgotten, world.model.forgotten);
    }),
    runs(80),
  );
});
