import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { AppendOutcome, ReplyOf } from '@vaiti/contract';
import { type FileId, idBytes, idOf } from '@vaiti/core';
import { TestServer } from '../testing/harness.ts';
import { type Persona, type TestFile, TestPractice } from '../testing/personas.ts';
import { type StorePlace, storeKinds } from '../testing/stores.ts';

const DAY = 24 * 60 * 60 * 1000;
const refused = (code: string): AppendOutcome => ({ outcome: 'refused', code });

for (const kind of await storeKinds()) {
  describe(`who left and whose time is over, on ${kind.name}`, { skip: kind.skip }, () => {
    let place: StorePlace;
    let server: TestServer;
    let practice: TestPractice;
    let therapist: Persona;
    let colleague: Persona;

    before(async () => {
      place = await kind.place();
      server = await TestServer.start(place.env);
      practice = await TestPractice.found(server);
      therapist = await practice.enrol('therapist');
    });
    after(async () => {
      await server.close();
      await place.remove();
    });

    const own = (persona: Persona) => persona.identity.id;

    async function shared(until?: number): Promise<TestFile> {
      colleague = await practice.enrol('therapist');
      const file = practice.file(therapist);
      const end = until === undefined ? {} : { until };
      const readers = [
        { id: own(therapist), scope: 'root' as const },
        { id: own(colleague), scope: 'root' as const, ...end },
      ];
      assert.equal((await file.add({ readers })).outcome, 'stored');
      return file;
    }

    /** A rotation to these people; the file holds one body. */
    function rotation(file: TestFile, ...readers: readonly Persona[]) {
      file.epoch++;
      const wraps = [{ seq: 0, wrap: new Uint8Array(104) }];
      return file.add({
        kind: 'rotate',
        content: null,
        wraps,
        readers: readers.map((reader) => ({ id: own(reader), scope: 'root' as const })),
      });
    }

    async function listed(persona: Persona): Promise<FileId[]> {
      const { files } = await server.call('files', { after: null }, persona.token);
      return files.map(({ file }) => idOf<FileId>(file));
    }

    const standing = (persona: Persona, leaving: Persona | null = null) =>
      server.call(
        'standing',
        { leaving: leaving === null ? null : idBytes(own(leaving)) },
        persona.token,
      );
    const waiting = ({ files }: ReplyOf<'standing'>) => files.map(({ file }) => idOf<FileId>(file));

    test('a share ends after its last day: no list, no read, no append', async () => {
      const file = await shared(server.clock.day);
      assert.deepEqual(await listed(colleague), [file.id]);
      assert.equal((await file.add({ author: colleague })).outcome, 'stored');
      assert.deepEqual(waiting(await standing(therapist)), []);
      await server.restart();
      assert.equal((await practice.read(colleague, file.id)).outcome, 'released');

      server.clock.now += DAY;
      await practice.signIn(colleague);
      await practice.signIn(therapist);
      await practice.signIn(practice.administrator);
      assert.deepEqual(await listed(colleague), []);
      assert.deepEqual(await practice.read(colleague, file.id), refused('not-found'));
      assert.deepEqual(await file.add({ author: colleague }), refused('not-found'));
      assert.equal((await file.add()).outcome, 'stored', 'others are not held up');
      assert.deepEqual(waiting(await standing(therapist)), [file.id]);
    });

    test('while a reader has left nothing is taken but a rotation without them', async () => {
      const file = await shared();
      const { administrator } = practice;
      const { practice: before } = await standing(administrator, colleague);
      await practice.write({ kind: 'retire', principal: idBytes(own(colleague)) });
      assert.deepEqual((await standing(administrator)).practice, before, 'as it was foretold');
      assert.ok(waiting(await standing(therapist)).includes(file.id));
      assert.equal((await standing(therapist)).practice, null);

      assert.deepEqual(await file.add(), refused('rotation-pending'));
      const third = await practice.enrol('therapist');
      const readers = [{ id: own(third), scope: 'root' as const }];
      const sharing = file.add({ kind: 'share', content: null, readers });
      assert.deepEqual(await sharing, refused('rotation-pending'));
      assert.equal((await rotation(file, therapist)).outcome, 'stored');
      assert.equal((await file.add()).outcome, 'stored');
      assert.ok(!waiting(await standing(therapist)).includes(file.id));
    });

    test('a file that only a leaver holds is counted as stranded, before and after', async () => {
      const { administrator } = practice;
      const loner = await practice.enrol('therapist');
      assert.equal((await practice.file(loner).add()).outcome, 'stored');
      const now = (await standing(administrator)).practice?.stranded;
      const then = (await standing(administrator, loner)).practice?.stranded;
      assert.equal(then, (now ?? 0) + 1);
      await practice.write({ kind: 'retire', principal: idBytes(own(loner)) });
      assert.equal((await standing(administrator)).practice?.stranded, then);
    });

    test('what would be if somebody left is for administrators', async () => {
      const asking = standing(therapist, therapist);
      await assert.rejects(asking, { code: 'not-found' });
    });

    test('nobody says that they know more of the roster than there is', async () => {
      const file = practice.file(therapist);
      const { seq } = practice.roster;
      assert.equal((await file.add({ roster: seq })).outcome, 'stored');
      assert.deepEqual(await file.add({ roster: seq + 1 }), refused('roster-ahead'));
    });
  });
}
