import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { StoreError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { TestServer, WireError } from '../testing/harness.ts';
import { type Persona, type TestFile, TestPractice } from '../testing/personas.ts';
import { type StorePlace, storeKinds } from '../testing/stores.ts';

/** What happens to the next commits: nothing, or a failure before or after the store has written. */
type Fate = 'well' | 'lost' | 'written, not answered';

/** A real store whose commits can be held back and can fail in both ways. */
class Disk {
  commits = 0;
  fate: () => Fate = () => 'well';
  gate: Promise<void> = Promise.resolve();
  #store: Store | undefined;

  get store(): Store {
    return this.#store ?? assert.fail('no store yet');
  }

  readonly wrap = (store: Store): Store => {
    this.#store = store;
    const commit: Store['commit'] = async (batch) => {
      this.commits++;
      await this.gate;
      const fate = this.fate();
      if (fate === 'lost') throw new StoreError('store-unavailable');
      await store.commit(batch);
      if (fate !== 'well') throw new StoreError('store-unavailable');
    };
    return { ...store, commit };
  };
}

for (const kind of await storeKinds()) {
  describe(`sequencing on ${kind.name}`, { skip: kind.skip }, () => {
    const disk = new Disk();
    let place: StorePlace;
    let server: TestServer;
    let practice: TestPractice;
    let therapist: Persona;

    before(async () => {
      place = await kind.place();
      server = await TestServer.start(place.env, { wrapStore: disk.wrap });
      practice = await TestPractice.found(server);
      therapist = await practice.enrol('therapist');
    });
    after(async () => {
      await server.close();
      await place.remove();
    });

    async function opened(): Promise<TestFile> {
      const file = practice.file(therapist);
      assert.equal((await file.add()).outcome, 'stored');
      return file;
    }

    test('what comes while the store writes is judged on top of it and goes as one group', async () => {
      const files = await Promise.all(Array.from({ length: 5 }, opened));
      const { promise, resolve } = Promise.withResolvers<undefined>();
      disk.gate = promise.then(() => undefined);
      const from = disk.commits;
      const first = files[0]?.add();
      while (disk.commits === from) await new Promise((next) => setTimeout(next, 1));
      const rest = files.slice(1).map((file) => file.add());
      await new Promise((next) => setTimeout(next, 50));
      assert.equal(disk.commits, from + 1);
      resolve(undefined);
      for (const outcome of await Promise.all([first, ...rest]))
        assert.equal(outcome?.outcome, 'stored');
      assert.equal(disk.commits, from + 2);
    });

    test('nothing is answered before it is durable, also not that the head has moved', async () => {
      const file = await opened();
      const { promise, resolve } = Promise.withResolvers<undefined>();
      disk.gate = promise.then(() => undefined);
      const from = disk.commits;
      const answered: string[] = [];
      const [one, two] = [await file.seal(), await file.seal()];
      const both = [one, two].map(async ({ append }) => {
        const { outcome } = await practice.append(therapist, append);
        answered.push(outcome);
      });
      while (disk.commits === from) await new Promise((next) => setTimeout(next, 1));
      await new Promise((next) => setTimeout(next, 50));
      assert.deepEqual(answered, []);
      resolve(undefined);
      await Promise.all(both);
      assert.deepEqual(answered.toSorted(), ['moved', 'stored']);
    });

    test('after a failed commit the group that was judged on it is judged again', async () => {
      const file = await opened();
      const { promise, resolve } = Promise.withResolvers<undefined>();
      disk.gate = promise.then(() => undefined);
      const fates: Fate[] = ['lost'];
      disk.fate = () => fates.shift() ?? 'well';
      const from = disk.commits;
      const first = await file.seal();
      const lost = practice.append(therapist, first.append);
      const refused = assert.rejects(
        lost,
        (error) => error instanceof WireError && error.code === 'store-unavailable',
      );
      while (disk.commits === from) await new Promise((next) => setTimeout(next, 1));
      const again = practice.append(therapist, first.append);
      await new Promise((next) => setTimeout(next, 50));
      resolve(undefined);
      await refused;
      // On the state that was taken for granted this would have been `moved`.
      assert.equal((await again).outcome, 'stored');
      disk.fate = () => 'well';
    });

    test('writers whose commits fail at random lose nothing that was acknowledged', async () => {
      disk.gate = Promise.resolve();
      const files = await Promise.all(Array.from({ length: 6 }, opened));
      let turn = 0;
      disk.fate = () => {
        turn++;
        return turn % 5 === 3 ? 'lost' : turn % 7 === 4 ? 'written, not answered' : 'well';
      };
      const leaves = await disk.store.leafCount();
      let acknowledged = 0;
      let reads = 0;
      const write = async (file: TestFile): Promise<void> => {
        for (let i = 0; i < 12; i++) {
          const next = await file.seal();
          for (;;) {
            const outcome = await practice
              .append(therapist, next.append)
              .catch(() => ({ outcome: 'unknown' }) as const);
            if (outcome.outcome === 'unknown') continue;
            if (outcome.outcome === 'stored') acknowledged++;
            // An earlier try had been written after all, and nobody else writes here.
            else assert.equal(outcome.outcome, 'moved');
            file.head = { seq: next.seq, id: next.id };
            break;
          }
          const read = await practice.read(therapist, file.id).catch(() => undefined);
          if (read?.outcome !== 'released') continue;
          reads++;
          assert.ok(read.reply.head.seq >= next.seq);
        }
      };
      await Promise.all(files.map(write));
      disk.fate = () => 'well';
      assert.ok(acknowledged > 30 && reads > 10);
      let counted = 0;
      for (const file of files) {
        const reply = await practice.released(therapist, file.id);
        assert.equal(reply.head.seq, 12);
        const openings = await disk.store.leavesOf(file.id, 1, 1000);
        assert.deepEqual(
          openings.map(({ counter }) => counter),
          openings.map((_, i) => i + 1),
        );
        counted += openings.length - 1;
      }
      assert.equal((await disk.store.leafCount()) - leaves, counted);
      await server.restart({ wrapStore: disk.wrap });
      for (const file of files)
        assert.equal((await practice.released(therapist, file.id)).head.seq, 12);
    });
  });
}
