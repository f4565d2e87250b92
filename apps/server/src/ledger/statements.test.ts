import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ApiErrorCode, limits, type RequestLine } from '@vaiti/contract';
import { decodeHeader, decodeOpening, idBytes, REQUEST_LIFE, toHex } from '@vaiti/core';
import { TestServer, WireError } from '../testing/harness.ts';
import { type Persona, TestPractice } from '../testing/personas.ts';
import { RequestScene, type TestRequest } from '../testing/requests.ts';
import { type StorePlace, storeKinds } from '../testing/stores.ts';

const refuses = (code: ApiErrorCode) => (error: unknown) =>
  error instanceof WireError && error.code === code;

for (const kind of await storeKinds()) {
  describe(`requests that take the agreement of others, on ${kind.name}`, {
    skip: kind.skip,
  }, () => {
    let place: StorePlace;
    let server: TestServer;
    let practice: TestPractice;
    let scene: RequestScene;
    let therapist: Persona;
    let privacy: Persona;

    before(async () => {
      place = await kind.place();
      server = await TestServer.start(place.env);
      practice = await TestPractice.found(server);
      therapist = await practice.enrol('therapist');
      privacy = await practice.enrol('privacy-officer');
      scene = await RequestScene.make(practice, therapist);
    });
    after(async () => {
      await server.close();
      await place.remove();
    });

    const officer = (at: number): Persona => {
      const one = scene.officers[at];
      assert.ok(one !== undefined);
      return one;
    };
    const approve = async (who: Persona, request: TestRequest) =>
      server.call('approve', await scene.approval(who, request), who.token);

    async function countersOf(): Promise<number[]> {
      const request = { file: idBytes(scene.file.id), from: 1 };
      const { leaves } = await server.call('openings', request, therapist.token);
      return leaves.map(({ opening }) => {
        const open = decodeOpening(opening);
        return open.kind === 'roster' ? -1 : open.counter;
      });
    }

    test('everything about a file is a leaf of it, without gaps, also after a restart', async () => {
      const request = await scene.asked();
      await approve(officer(0), request);
      const declined = await scene.verdict(officer(1), request, 'declined');
      await server.call('verdict', declined, officer(1).token);
      await server.restart();
      await approve(officer(1), request);
      const counters = await countersOf();
      assert.deepEqual(
        counters,
        counters.map((_, i) => i + 1),
      );
      const line = await scene.listed(request.by, request);
      assert.deepEqual([line?.approvals.length, line?.verdicts.length, line?.done], [2, 1, null]);
    });

    test('each sees what concerns them, and only while it does', async () => {
      const request = await scene.asked();
      await approve(officer(0), request);
      const own = await scene.listed(request.by, request);
      assert.deepEqual(partsOf(own), ['reason', 'split', 'next']);
      assert.deepEqual(
        own?.approvals.map(({ share }) => share === null),
        [false],
      );
      const decides = await scene.listed(officer(1), request);
      assert.deepEqual(partsOf(decides), ['reason', 'split', 'share']);
      assert.deepEqual(
        decides?.approvals.map(({ share }) => share),
        [null],
      );
      const sealedTo = decides.reason?.keys.map(({ reader }) => toHex(reader));
      assert.deepEqual(sealedTo, [officer(1).identity.id]);
      const header = decodeHeader(decides.split?.header ?? new Uint8Array(0));
      assert.equal(header.split?.lines.length, 3);
      assert.deepEqual(partsOf(await scene.listed(privacy, request)), ['reason']);
      assert.deepEqual(partsOf(await scene.listed(therapist, request)), []);
      for (const other of [practice.administrator, await practice.enrol('therapist')])
        assert.equal(await scene.listed(other, request), undefined);
      server.clock.now += REQUEST_LIFE + 1;
      for (const who of [request.by, officer(1)]) {
        await practice.signIn(who);
        assert.deepEqual(partsOf(await scene.listed(who, request)), ['reason']);
      }
      for (const who of [...scene.officers, therapist, privacy, practice.administrator])
        await practice.signIn(who);
    });

    test('who may not ask, and of what, hears the same', async () => {
      const asker = await scene.asker();
      const reception = await practice.enrol('reception');
      const unsplit = practice.file(therapist);
      await unsplit.add();
      const nowhere = practice.file(therapist);
      for (const [who, file] of [
        [reception, scene.file],
        [therapist, scene.file],
        [practice.administrator, scene.file],
        [asker, unsplit],
        [asker, nowhere],
      ] as const) {
        const { body } = await scene.request(who, { file });
        await assert.rejects(server.call('request', body, who.token), refuses('not-found'));
      }
      const other = await scene.request(asker);
      await assert.rejects(
        server.call('request', other.body, therapist.token),
        refuses('not-found'),
      );
      const reason = { ...other.body.reason, body: new Uint8Array(300) };
      const swapped = server.call('request', { ...other.body, reason }, asker.token);
      await assert.rejects(swapped, refuses('signature-invalid'));
    });

    test('so many open requests and no more', async () => {
      const asker = await scene.asker();
      for (let i = 0; i < limits.openRequests; i++) {
        server.clock.now += 1;
        await scene.asked(asker);
      }
      const { body } = await scene.request(asker);
      await assert.rejects(server.call('request', body, asker.token), refuses('too-many-requests'));
    });

    test('an approval is an officer’s, for this request, once, in this epoch', async () => {
      const request = await scene.asked();
      const another = await scene.asked();
      const good = await scene.approval(officer(0), request);
      const send = (body: typeof good, who = officer(0)) => server.call('approve', body, who.token);
      await assert.rejects(send(good, officer(1)), refuses('not-found'));
      await assert.rejects(send({ ...good, share: null }), refuses('bad-request'));
      const replayed = { ...good, share: await scene.resealed(officer(0), another) };
      await assert.rejects(send(replayed), refuses('signature-invalid'));
      const foreign = await scene.approval(officer(0), request, {
        requester: another.by.identity.id,
      });
      await assert.rejects(send(foreign), refuses('not-found'));
      const old = await scene.approval(officer(0), request, { epoch: 7 });
      await assert.rejects(send(old), refuses('head-moved'));
      const late = await scene.approval(officer(0), request, {
        time: server.clock.now - 3_600_000,
      });
      await assert.rejects(send(late), refuses('clock-off'));
      await send(good);
      await assert.rejects(send(good), refuses('request-answered'));
      server.clock.now += REQUEST_LIFE + 1;
      await practice.signIn(officer(1));
      const over = await scene.approval(officer(1), request);
      await assert.rejects(send(over, officer(1)), refuses('request-over'));
      for (const who of [...scene.officers, therapist, privacy, practice.administrator])
        await practice.signIn(who);
    });

    test('a file opens by a request of its own, once, and for a review', async () => {
      const request = await scene.asked();
      const approvals = await Promise.all([0, 1].map((at) => scene.approval(officer(at), request)));
      const unknown = await scene.request(request.by);
      const unasked = await Promise.all([0, 1].map((at) => scene.approval(officer(at), unknown)));
      assert.equal(await scene.open(unknown, unasked), 'request-over');
      assert.equal(
        await scene.open(request, approvals),
        'chain-approval-invalid',
        'not in the ledger',
      );
      for (const [at, approval] of approvals.entries())
        await server.call('approve', approval, officer(at).token);
      assert.equal(await scene.open(request, approvals.slice(0, 1)), 'chain-approval-invalid');
      const early = await scene.verdict(privacy, request, 'justified');
      await assert.rejects(server.call('verdict', early, privacy.token), refuses('not-found'));
      assert.equal(await scene.open(request, approvals), 'stored');
      assert.notEqual((await scene.listed(therapist, request))?.done, null);
      assert.equal(await scene.open(request, approvals), 'request-over');
      assert.equal((await practice.read(request.by, scene.file.id)).outcome, 'released');

      const send = async (who: Persona) =>
        server.call('verdict', await scene.verdict(who, request, 'justified'), who.token);
      for (const who of [therapist, request.by, officer(2)])
        await assert.rejects(send(who), refuses('not-found'));
      await send(privacy);
      await assert.rejects(send(privacy), refuses('request-answered'));
    });
  });
}

/** What somebody gets of a request beside what all see. */
function partsOf(line: RequestLine | undefined): readonly string[] {
  assert.ok(line !== undefined);
  return (['reason', 'split', 'share', 'next'] as const).filter((part) => line[part] !== null);
}
