import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CoreError, type CoreErrorCode } from '../errors.ts';
import { idBytes, idOf, type PrincipalId, type RecordId } from '../ids.ts';
import type { Identity } from '../open/identity.ts';
import {
  access,
  DAY,
  fixed,
  person,
  record,
  refusal,
  runs,
  seal,
  Shelf,
  type Step,
} from '../test-scene.ts';
import { type Compartment, compartments } from './access.ts';
import { advance, type ChainState, mayOpen } from './chain.ts';
import { type ParsedEntry, verifyEntry } from './entry.ts';
import { encodeHeader, type Header } from './header.ts';

const therapist = await person('therapist');
const colleague = await person('colleague');
const patient = await person('patient');
const reception = await person('reception');
const stranger = await person('stranger');
const people = { therapist, colleague, patient, reception, stranger } as const;
const cast = Object.values(people);
const names = ['therapist', 'colleague', 'patient', 'reception', 'stranger'] as const;

async function opened(): Promise<Shelf> {
  const shelf = new Shelf();
  await shelf.add({
    author: therapist,
    access: [
      access(therapist, 'root'),
      access(colleague, 'root'),
      access(reception, 'contact'),
      access(patient, 'shared'),
    ],
  });
  return shelf;
}

/** Replays what a shelf holds as a reader would: order, rights and signatures. */
async function replayed(entries: readonly ParsedEntry[]): Promise<ChainState | undefined> {
  const shelf = new Shelf();
  for (const entry of entries) {
    shelf.append(entry);
    const author = cast.find((who) => who.id === idOf<PrincipalId>(entry.header.author));
    assert.ok(author !== undefined);
    await verifyEntry(entry, author.keys.sign);
  }
  return shelf.state;
}

/** A writer that seals on what it saw last and tries again on the newest when it lost the race. */
class Writer {
  readonly #author: Identity;
  readonly #record: RecordId;
  #seen: ChainState | undefined;
  #pending: ParsedEntry | undefined;
  written = 0;

  constructor(author: Identity, own: RecordId) {
    this.#author = author;
    this.#record = own;
  }

  async act(shelf: Shelf, move: 'look' | 'seal' | 'send'): Promise<void> {
    if (move === 'look') this.#seen = shelf.state;
    else if (move === 'seal') this.#pending = await this.#seal();
    else if (this.#pending !== undefined) await this.#send(shelf, this.#pending);
  }

  async finish(shelf: Shelf): Promise<void> {
    for (const move of ['look', 'seal', 'send'] as const) await this.act(shelf, move);
  }

  async #seal(): Promise<ParsedEntry | undefined> {
    if (this.#seen === undefined) return undefined;
    const version = this.written + 1;
    return (await seal(this.#seen, { author: this.#author, record: this.#record, version })).entry;
  }

  async #send(shelf: Shelf, entry: ParsedEntry): Promise<void> {
    this.#pending = undefined;
    try {
      shelf.append(entry);
      this.written++;
    } catch (error) {
      assert.ok(
        refusal('chain-order', 'chain-forked', 'chain-version-invalid')(error),
        String(error),
      );
    }
  }
}

test('two writers in any order end in one valid chain without losing a note', async () => {
  const moves = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom('look', 'seal', 'send')), {
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(moves, async (order) => {
      const shelf = await opened();
      const writers = [
        new Writer(therapist, record('of one')),
        new Writer(colleague, record('of two')),
      ];
      for (const [who, move] of order) await writers[who]?.act(shelf, move);
      for (const writer of writers) await writer.finish(shelf);
      const written = writers.reduce((sum, writer) => sum + writer.written, 0);
      assert.equal(shelf.entries.length, written + 1);
      assert.equal(shelf.state?.seq, written);
      assert.deepEqual(await replayed(shelf.entries), shelf.state);
    }),
    runs(30),
  );
});

test('two amendments of one original cannot both stand', async () => {
  const shelf = await opened();
  const note = record('contended');
  await shelf.add({ author: therapist, record: note });
  const mine = await seal(shelf.state, { author: therapist, record: note, version: 2 });
  await shelf.add({ author: colleague, record: note, version: 2 });
  assert.throws(() => shelf.append(mine.entry), refusal('chain-order'));
  const again = await seal(shelf.state, { author: therapist, record: note, version: 2 });
  assert.throws(() => shelf.append(again.entry), refusal('chain-version-invalid'));
  await shelf.add({ author: therapist, record: note, version: 3 });
  assert.equal(shelf.entries.length, 4);
});

/** What breaks one rule in an otherwise valid next entry, and the code that must name it. */
const breaches: Readonly<Record<string, [Partial<Header>, CoreErrorCode]>> = {
  practice: [{ practice: fixed('other', 16) }, 'chain-practice-mismatch'],
  file: [{ file: fixed('other', 16) }, 'chain-file-mismatch'],
  past: [{ prev: fixed('other', 32) }, 'chain-forked'],
  day: [{ day: DAY - 1 }, 'chain-day-backwards'],
  epoch: [{ epoch: 99 }, 'chain-epoch-stale'],
  author: [{ as: idBytes(stranger.id) }, 'chain-author-not-reader'],
  version: [{ version: 7 }, 'chain-version-invalid'],
  readers: [{ access: [access(stranger, 'root')] }, 'chain-access-invalid'],
  share: [{ kind: 'share' }, 'chain-access-invalid'],
  open: [{ kind: 'open' }, 'chain-kind-invalid'],
};

function changed(entry: ParsedEntry, change: Partial<Header>): ParsedEntry {
  const header = { ...entry.header, ...change };
  return { ...entry, header, sealed: { ...entry.sealed, header: encodeHeader(header) } };
}

const steps = fc.record({
  who: fc.constantFrom(...names),
  kind: fc.constantFrom('entry', 'entry', 'entry', 'share', 'rotate'),
  compartment: fc.constantFrom(...compartments),
  to: fc.constantFrom(...names),
  scope: fc.constantFrom('root', ...compartments),
  seqShift: fc.constantFrom(0, 0, 0, 0, -1, 1),
  breach: fc.option(fc.constantFrom(...Object.keys(breaches)), { nil: undefined, freq: 3 }),
});
type Drawn = typeof steps extends fc.Arbitrary<infer T> ? T : never;
type Move = Omit<Drawn, 'who' | 'to'> & { readonly who: Identity; readonly to: Identity };

/** Who holds which scopes, kept by hand: what the chain's state must agree with. */
type Model = Map<PrincipalId, Set<string>>;

function modelOpens(model: Model, who: PrincipalId, compartment: Compartment): boolean {
  const held = model.get(who);
  return held !== undefined && (held.has('root') || held.has(compartment));
}

function stepOf(move: Move): Step {
  const { who, kind, compartment, to, scope } = move;
  if (kind === 'entry') return { author: who, compartment };
  if (kind === 'share') return { author: who, kind, access: [access(to, scope)] };
  return {
    author: who,
    kind,
    access: [access(who, 'root'), ...(to === who ? [] : [access(to, scope)])],
  };
}

/** The code that a move without breach must be refused with, if any. */
function expected(
  model: Model,
  { who, kind, compartment, to, scope, seqShift }: Move,
): CoreErrorCode | undefined {
  if (seqShift > 0) return 'chain-gap';
  if (seqShift < 0) return 'chain-order';
  const root = model.get(who.id)?.has('root') ?? false;
  if (kind === 'entry' ? !modelOpens(model, who.id, compartment) : !root)
    return 'chain-author-not-reader';
  if (kind === 'share' && model.get(to.id)?.has(scope)) return 'chain-access-invalid';
  return undefined;
}

/**
 * Some breaches are of the kind of an entry, and only who holds the root gets as far as that. The
 * stranger may have been let in by an earlier step, and then writes by right.
 */
function appliesTo(model: Model, { compartment, kind, who }: Move, breach: string): boolean {
  if (breach === 'author')
    return kind === 'entry'
      ? !modelOpens(model, stranger.id, compartment)
      : !(model.get(stranger.id)?.has('root') ?? false);
  if (breach === 'readers') return kind === 'entry';
  if (breach !== 'share' && breach !== 'open') return true;
  return kind === 'entry' && (model.get(who.id)?.has('root') ?? false);
}

function applyTo(model: Model, { who, kind, to, scope }: Move): void {
  if (kind === 'entry') return;
  if (kind === 'rotate') {
    model.clear();
    model.set(who.id, new Set(['root']));
    if (to === who) return;
  }
  model.set(to.id, new Set([...(model.get(to.id) ?? []), scope]));
}

test('random steps: the chain agrees with a model, and each invalid one is refused by its code', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 14 }), async (drawn) => {
      const shelf = await opened();
      const model: Model = new Map([
        [therapist.id, new Set(['root'])],
        [colleague.id, new Set(['root'])],
        [reception.id, new Set(['contact'])],
        [patient.id, new Set(['shared'])],
      ]);
      for (const step of drawn) {
        const move: Move = { ...step, who: people[step.who], to: people[step.to] };
        const { entry } = await seal(shelf.state, stepOf(move));
        const code = expected(model, move);
        const shifted = changed(entry, { seq: Math.max(0, entry.header.seq + move.seqShift) });
        const before = shelf.state;
        if (move.breach !== undefined && code === undefined) {
          const [change, breach] = breaches[move.breach] ?? [];
          assert.ok(change !== undefined && breach !== undefined);
          const applies = appliesTo(model, move, move.breach);
          if (applies) assert.throws(() => shelf.append(changed(entry, change)), refusal(breach));
          assert.equal(shelf.state, before);
        }
        if (code !== undefined) {
          assert.throws(() => shelf.append(shifted), refusal(code));
          assert.equal(shelf.state, before);
          continue;
        }
        shelf.append(entry);
        applyTo(model, move);
      }
      const { state } = shelf;
      assert.ok(state !== undefined);
      for (const who of cast)
        for (const compartment of compartments)
          assert.equal(mayOpen(state, who.id, compartment), modelOpens(model, who.id, compartment));
      assert.deepEqual(await replayed(shelf.entries), state);
    }),
    runs(60),
  );
});

test('any entry left out, doubled or exchanged with another is noticed', async () => {
  const shelf = await opened();
  for (let i = 0; i < 6; i++) await shelf.add({ author: i % 2 === 0 ? therapist : colleague });
  const { entries } = shelf;
  const places = fc.integer({ min: 0, max: entries.length - 2 });
  await fc.assert(
    fc.asyncProperty(places, places, async (a, b) => {
      const without = entries.filter((_, n) => n !== a);
      await assert.rejects(replayed(without), CoreError);
      const doubled = entries.flatMap((entry, n) => (n === a ? [entry, entry] : [entry]));
      await assert.rejects(replayed(doubled), CoreError);
      if (a === b) return;
      const exchanged = entries.map((entry, n) =>
        n === a ? entries[b] : n === b ? entries[a] : entry,
      );
      await assert.rejects(replayed(exchanged.filter((entry) => entry !== undefined)), CoreError);
    }),
    runs(30),
  );
});

test('advance changes no state that it was given', async () => {
  const shelf = await opened();
  const { state } = shelf;
  assert.ok(state !== undefined);
  const copy = structuredClone(state);
  const share = await seal(state, {
    author: therapist,
    kind: 'share',
    access: [access(stranger, 'clinical')],
  });
  advance(state, share.entry, 0);
  assert.deepEqual(state, copy);
});

test('a reader of contact details alone reaches nothing else', async () => {
  const shelf = await opened();
  const { state } = shelf;
  assert.ok(state !== undefined);
  for (const compartment of compartments) {
    assert.equal(mayOpen(state, reception.id, compartment), compartment === 'contact');
    const { entry } = await seal(state, { author: reception, compartment });
    if (compartment === 'contact') assert.equal(advance(state, entry, 0).seq, 1);
    else assert.throws(() => advance(state, entry, 0), refusal('chain-author-not-reader'));
  }
});

test('a reader of one compartment cannot amend a record of another', async () => {
  const shelf = await opened();
  const note = record('clinical note');
  await shelf.add({ author: therapist, record: note });
  const { entry } = await seal(shelf.state, {
    author: reception,
    compartment: 'contact',
    record: note,
    version: 2,
  });
  assert.throws(() => shelf.append(entry), refusal('chain-version-invalid'));
});

test('sharing in a newer generation replaces what was held, an older one is refused', async () => {
  const shelf = await opened();
  const share = (generation: number) =>
    shelf.add({
      author: therapist,
      kind: 'share',
      access: [access(reception, 'contact', generation)],
    });
  await share(2);
  assert.deepEqual(shelf.state?.readers.get(reception.id), { generation: 2, scopes: ['contact'] });
  await assert.rejects(share(1), refusal('chain-access-invalid'));
  await assert.rejects(share(2), refusal('chain-access-invalid'));
});

test('a rotation must leave somebody with the root', async () => {
  const shelf = await opened();
  const rotate = (readers: Step['access']) =>
    shelf.add({ author: therapist, kind: 'rotate', access: readers ?? [] });
  await assert.rejects(rotate([]), refusal('chain-access-invalid'));
  await assert.rejects(rotate([access(patient, 'shared')]), refusal('chain-access-invalid'));
  await rotate([access(colleague, 'root')]);
  assert.deepEqual([...(shelf.state?.readers.keys() ?? [])], [colleague.id]);
});
