import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Append, AppendOutcome } from '@vaiti/contract';
import {
  compartmentKey,
  decodeOpening,
  encodeHeader,
  decodeHeader,
  idBytes,
  idOf,
  newFileId,
  newRecordId,
  newRootKey,
  parseEntry,
  rewrap,
} from '@vaiti/core';
import { entropy, TestServer } from '../testing/harness.ts';
import { type Persona, type TestFile, TestPractice } from '../testing/personas.ts';
import { type StorePlace, storeKinds } from '../testing/stores.ts';

const flip = (bytes: Uint8Array): void => {
  bytes[5] = (bytes[5] ?? 0) ^ 1;
};
const refused = (code: string): AppendOutcome => ({ outcome: 'refused', code });

for (const kind of await storeKinds()) {
  describe(`appending on ${kind.name}`, { skip: kind.skip }, () => {
    let place: StorePlace;
    let server: TestServer;
    let practice: TestPractice;
    let therapist: Persona;
    let colleague: Persona;
    let officer: Persona;

    before(async () => {
      place = await kind.place();
      server = await TestServer.start(place.env);
      practice = await TestPractice.found(server);
      therapist = await practice.enrol('therapist');
      colleague = await practice.enrol('therapist');
      officer = await practice.enrol('privacy-officer');
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

    test('only roles that open files may, and only as readers', async () => {
      assert.deepEqual(await practice.file(officer).add(), refused('not-found'));
      const file = practice.file(therapist);
      const readers = [{ id: colleague.identity.id, scope: 'root' as const }];
      assert.deepEqual(await file.add({ readers }), refused('chain-author-not-reader'));
    });

    test('a file that exists looks to others as one that does not', async () => {
      const file = await opened();
      const intruder = { author: colleague, as: colleague.identity.id };
      const there = await file.add(intruder);
      const elsewhere = practice.file(therapist);
      elsewhere.head = file.head;
      const nowhere = await elsewhere.add(intruder);
      assert.deepEqual([there, nowhere], [refused('not-found'), refused('not-found')]);
      assert.deepEqual(await file.add({ kind: 'open', ...intruder }), refused('not-found'));
    });

    test('nobody signs for someone else', async () => {
      const file = await opened();
      const { append } = await file.seal();
      assert.deepEqual(await practice.append(colleague, append), refused('not-found'));
      const forged = await file.seal({ author: colleague, as: therapist.identity.id });
      assert.deepEqual(await practice.append(colleague, forged.append), refused('not-found'));
    });

    test('what is out of order is moved, with the head to go on from', async () => {
      const file = await opened();
      const stale = await file.seal();
      await file.add();
      const outcome = await practice.append(therapist, stale.append);
      assert.equal(outcome.outcome, 'moved');
      assert.deepEqual(outcome.head, { seq: 1, id: idBytes(file.head?.id ?? ('' as never)) });
      const ahead = await file.seal();
      file.head = { seq: 7, id: ahead.id };
      assert.deepEqual(await practice.append(therapist, (await file.seal()).append), outcome);
    });

    test('after a failed item of a request, later ones of that file do not slip in', async () => {
      const file = await opened();
      const first = await file.seal();
      file.head = { seq: first.seq, id: first.id };
      const second = await file.seal();
      const other = practice.file(therapist);
      const opening = await other.seal();
      first.append.entry.signature[0] = (first.append.entry.signature[0] ?? 0) ^ 1;
      const { outcomes } = await server.call(
        'append',
        { appends: [first.append, second.append, opening.append] },
        therapist.token,
      );
      assert.deepEqual(
        outcomes.map((o) => o.outcome),
        ['refused', 'moved', 'stored'],
      );
    });

    test('several entries of one file in one request', async () => {
      const file = practice.file(therapist);
      const appends: Append[] = [];
      for (let i = 0; i < 5; i++) {
        const { append, id, seq } = await file.seal();
        file.head = { seq, id };
        appends.push(append);
      }
      const { outcomes } = await server.call('append', { appends }, therapist.token);
      const counters = outcomes.map((o) =>
        o.outcome === 'stored' ? decodeOpening(o.leaf.opening) : o,
      );
      assert.deepEqual(
        counters.map((o) => ('counter' in o ? o.counter : o)),
        [1, 2, 3, 4, 5],
      );
    });

    test('versions of a record rise by one, whoever wrote the last', async () => {
      const file = await opened();
      const record = newRecordId(entropy);
      assert.equal((await file.add({ record })).outcome, 'stored');
      assert.deepEqual(await file.add({ record }), refused('chain-version-invalid'));
      assert.deepEqual(await file.add({ record, version: 3 }), refused('chain-version-invalid'));
      assert.equal((await file.add({ record, version: 2 })).outcome, 'stored');
      await server.restart();
      assert.deepEqual(await file.add({ record, version: 2 }), refused('chain-version-invalid'));
      assert.equal((await file.add({ record, version: 3 })).outcome, 'stored');
    });

    test('a record stays in its compartment, also after a restart', async () => {
      const file = await opened();
      const record = newRecordId(entropy);
      assert.equal((await file.add({ record })).outcome, 'stored');
      const moved = { record, version: 2, compartment: 'contact' as const };
      assert.deepEqual(await file.add(moved), refused('chain-version-invalid'));
      await server.restart();
      assert.deepEqual(await file.add(moved), refused('chain-version-invalid'));
    });

    test('every part of an append is checked', async () => {
      const file = await opened();
      const change = async (edit: (append: Append) => void): Promise<AppendOutcome> => {
        const { append } = await file.seal();
        edit(append);
        return practice.append(therapist, append);
      };
      const rehead = (edit: (header: ReturnType<typeof decodeHeader>) => void) =>
        change((append) => {
          const header = decodeHeader(append.entry.header);
          edit(header);
          append.entry.header = encodeHeader(header);
        });
      const table: [string, Promise<AppendOutcome>][] = [
        ['signature-invalid', change((a) => flip(a.entry.signature))],
        ['body-mismatch', change((a) => flip(a.entry.bodyHash))],
        ['body-mismatch', change((a) => void (a.entry.body = null))],
        ['ciphertext-truncated', change((a) => void (a.entry.body = new Uint8Array(3)))],
        ['length-mismatch', change((a) => void (a.entry.body = new Uint8Array(3000)))],
        ['length-mismatch', change((a) => void (a.entry.wrap = null))],
        ['chain-epoch-stale', change((a) => void (a.entry.wrapEpoch = 2))],
        ['wraps-invalid', change((a) => a.wraps.push({ seq: 0, wrap: new Uint8Array(104) }))],
        ['cbor-invalid', change((a) => void (a.entry.header = new Uint8Array(9)))],
        ['suite-unknown', rehead((h) => void (h.suite = 9))],
        ['chain-practice-mismatch', rehead((h) => void (h.practice = new Uint8Array(16)))],
        ['not-found', rehead((h) => void (h.generation = 2))],
        ['clock-off', rehead((h) => void (h.day += 2))],
        ['clock-off', rehead((h) => void (h.day -= 2))],
      ];
      for (const [code, outcome] of table) {
        const got = await outcome;
        assert.deepEqual(got, refused(code));
      }
      assert.deepEqual(
        await file.add({ day: server.clock.day - 1 }),
        refused('chain-day-backwards'),
      );
      assert.equal((await file.add()).outcome, 'stored');
    });

    test('grants must be those that the entry names, for active readers', async () => {
      const file = await opened();
      const readers = [{ id: colleague.identity.id, scope: 'root' as const }];
      const share = () => file.seal({ kind: 'share', content: null, readers });
      const missing = await share();
      missing.append.grants = [];
      assert.deepEqual(await practice.append(therapist, missing.append), refused('grant-mismatch'));
      const swapped = await share();
      swapped.append.grants = (await share()).append.grants;
      assert.deepEqual(await practice.append(therapist, swapped.append), refused('grant-mismatch'));
      const retired = await practice.enrol('therapist');
      await practice.write({ kind: 'retire', principal: idBytes(retired.identity.id) });
      const gone = [{ id: retired.identity.id, scope: 'root' as const }];
      assert.deepEqual(
        await file.add({ kind: 'share', content: null, readers: gone }),
        refused('roster-principal-unknown'),
      );
      assert.equal((await file.add({ kind: 'share', content: null, readers })).outcome, 'stored');
      assert.equal((await practice.released(colleague, file.id)).entries.length, 2);
    });

    test('a rotation re-wraps every body and shuts the removed reader out', async () => {
      const file = practice.file(therapist);
      const both = [therapist, colleague].map((p) => ({
        id: p.identity.id,
        scope: 'root' as const,
      }));
      await file.add({ readers: both });
      await file.add();
      await file.add({
        kind: 'share',
        content: null,
        readers: [{ id: officer.identity.id, scope: 'contact' }],
      });
      const { entries } = await practice.released(therapist, file.id);
      const old = file.root;
      const from = { practice: practice.practice, file: file.id, epoch: 1 };
      file.root = newRootKey(entropy);
      file.epoch = 2;
      const wraps = [];
      for (const [seq, sealed] of entries.entries()) {
        if (sealed.wrap === null) continue;
        const wrap = await rewrap({
          entry: parseEntry(sealed),
          from: compartmentKey(old, from, 'clinical'),
          to: compartmentKey(file.root, { ...from, epoch: 2 }, 'clinical'),
          epoch: 2,
          entropy,
        });
        wraps.push({ seq, wrap });
      }
      assert.equal(wraps.length, 2);
      const only = { kind: 'rotate' as const, content: null, readers: both.slice(0, 1) };
      for (const bad of [
        [],
        wraps.slice(1),
        [...wraps, ...wraps],
        [...wraps, { seq: 2, wrap: new Uint8Array(104) }],
      ])
        assert.deepEqual(await file.add({ ...only, wraps: bad }), refused('wraps-invalid'));
      assert.equal((await file.add({ ...only, wraps })).outcome, 'stored');
      const reply = await practice.released(therapist, file.id);
      assert.equal(reply.epoch, 2);
      assert.deepEqual(
        reply.entries.map((e) => e.wrap !== null && e.wrapEpoch),
        [2, 2, false, false],
      );
      assert.equal(reply.grants.length, 1);
      assert.deepEqual(await practice.read(colleague, file.id), refused('not-found'));
      assert.equal((await file.add()).outcome, 'stored');
      await server.restart();
      assert.equal((await file.add()).outcome, 'stored');
    });

    test('retired people neither write nor read, and their sessions end', async () => {
      const leaver = await practice.enrol('therapist');
      const file = practice.file(leaver);
      await file.add();
      await practice.write({ kind: 'retire', principal: idBytes(leaver.identity.id) });
      await assert.rejects(file.add(), /signed-out/);
      await assert.rejects(practice.signIn(leaver), /sign-in-failed/);
    });

    test('two writers of one file: every order ends in one chain', async () => {
      const file = practice.file(therapist);
      await file.add({
        readers: [therapist, colleague].map((p) => ({ id: p.identity.id, scope: 'root' as const })),
      });
      const write = async (author: Persona): Promise<void> => {
        const mine = practice.file(author);
        Object.assign(mine, { id: file.id, root: file.root, head: file.head });
        for (let done = 0; done < 8; ) {
          const outcome = await mine.add({ author, as: author.identity.id });
          if (outcome.outcome === 'stored') done++;
          else if (outcome.outcome === 'moved' && outcome.head !== null)
            mine.head = { seq: outcome.head.seq, id: idOf(outcome.head.id) };
          else assert.fail(outcome.outcome);
        }
      };
      await Promise.all([write(therapist), write(colleague)]);
      const { entries, head } = await practice.released(therapist, file.id);
      assert.equal(entries.length, 17);
      const parsed = entries.map(parseEntry);
      for (const [i, entry] of parsed.entries())
        if (i > 0) assert.equal(idOf(entry.header.prev), parsed[i - 1]?.id);
      assert.equal(parsed.at(-1)?.id, idOf(head.id));
    });

    test('a hundred appends at once to ten files, of which nine in ten come too late', async () => {
      const files = await Promise.all(Array.from({ length: 10 }, () => opened()));
      const sealed = await Promise.all(
        files.flatMap((file) => Array.from({ length: 10 }, () => file.seal())),
      );
      const outcomes = await Promise.all(
        sealed.map(({ append }) => practice.append(therapist, append)),
      );
      assert.equal(outcomes.filter((o) => o.outcome === 'stored').length, 10);
      assert.equal(outcomes.filter((o) => o.outcome === 'moved').length, 90);
      for (const file of files)
        assert.equal((await practice.released(therapist, file.id)).head.seq, 1);
    });

    test('a file of another practice is refused', async () => {
      const file = practice.file(therapist);
      const { append } = await file.seal();
      const header = decodeHeader(append.entry.header);
      append.entry.header = encodeHeader({ ...header, file: idBytes(newFileId(entropy)) });
      const outcome = await practice.append(therapist, append);
      assert.equal(outcome.outcome, 'refused');
    });
  });
}
