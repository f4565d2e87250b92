import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { careRecordSchema } from '@vaiti/care';
import {
  combineShares,
  CoreError,
  decodeOpening,
  decodeShareHeader,
  type FileId,
  hasEnded,
  idBytes,
  MAX_REASON,
  openShare,
  resealShare,
  Secret,
  SHARE_LENGTH,
} from '@vaiti/core';
import {
  foundSmallPractice,
  type Joined,
  joinPractice,
  newCouncil,
  newPatient,
  noteDraft,
  readTexts,
  realEntropy,
  ServerProcess,
  type SmallPractice,
  type TestCouncil,
} from '@vaiti/testkit';
import { splitPending } from '../access/council.ts';
import { leave } from '../access/leave.ts';
import { rotatePending, standingOf, standingReaders, writeStanding } from '../access/rotate.ts';
import { sendAll } from '../file/batch.ts';
import { prepareRotation, writeEntry } from '../file/write.ts';
import { shareFile } from '../access/share.ts';
import { ClientError } from '../errors.ts';
import { latest, openRecords } from '../file/content.ts';
import { type OpenedFile, readFile } from '../file/read.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { approveEmergency, sendApproval } from './approve.ts';
import { askFor, sayOf } from './ask.ts';
import {
  closeEmergency,
  EMERGENCY_LIFE,
  endEmergencies,
  gatherApprovals,
  openEmergency,
} from './emergency.ts';
import { findRequest, listRequests, requestBytes } from './request.ts';

const withCode =
  (...codes: readonly string[]) =>
  (error: unknown) =>
    (error instanceof ClientError || error instanceof CoreError) && codes.includes(error.code);

const self = (practice: Practice) => practice.member.identity.id;

function read(practice: Practice, file: FileId): Promise<OpenedFile> {
  return readFile(practice, { file, as: self(practice), purpose: 'care' });
}

const REASON = 'Potilaan terapeutti ei vastaa, ja potilas on päivystyksessä.';
const TOLD = 'Avattiin päivystyksen pyynnöstä, koska terapeuttisi ei ollut tavoitettavissa.';

describe('break the glass', () => {
  let server: ServerProcess;
  let practice: SmallPractice;
  let council: TestCouncil;
  let privacy: Joined;
  before(async () => {
    server = await ServerProcess.start();
    practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
    privacy = await joinPractice(practice, 'privacy-officer');
    council = await newCouncil(practice, { officers: 3, threshold: 2, also: ['colleague'] });
  });
  after(() => server.dispose());

  const officer = (at: number): Promise<Practice> => {
    const one = council.officers[at];
    assert.ok(one !== undefined);
    return one.open();
  };
  const approve = async (by: Practice, id: string) =>
    approveEmergency(by, await findRequest(by, id));
  const asked = (by: Practice, file: FileId) =>
    askFor(by, { kind: 'emergency', file, reason: REASON });

  test('a quorum opens one file for a day, and everybody concerned is told', async () => {
    const [therapist, eve] = [await practice.open('therapist'), await practice.open('eve')];
    const file = await newPatient(therapist, { texts: ['Yksi', 'Kaksi'] });
    const other = await newPatient(therapist, { texts: ['Toinen'] });
    const id = await asked(eve, file);
    await assert.rejects(openEmergency(eve, id, TOLD), withCode('approvals-missing'));
    for (const told of [' ', 'x'.repeat(100_000), '\ud800'])
      await assert.rejects(openEmergency(eve, id, told), withCode('arguments-invalid'));

    const [first, second] = [await officer(0), await officer(1)];
    const seen = await findRequest(first, id);
    assert.equal(seen.reason, REASON);
    assert.equal(seen.requester, self(eve));
    await assert.rejects(readTexts(first, file), withCode('not-found'));
    await approveEmergency(first, seen);
    await assert.rejects(approve(first, id), withCode('request-answered'));
    await assert.rejects(openEmergency(eve, id, TOLD), withCode('approvals-missing'));
    await sayOf(second, await findRequest(second, id), 'declined');
    await approve(second, id);

    const gathered = await gatherApprovals(eve, await findRequest(eve, id));
    assert.deepEqual([gathered.needed, gathered.sound.length, gathered.wrong], [2, 2, []]);
    const opened = await openEmergency(eve, id, TOLD);
    assert.deepEqual(await readTexts(eve, file), ['Yksi', 'Kaksi']);
    await assert.rejects(readTexts(eve, other), withCode('not-found'));
    const until = opened.file.state.readers.get(self(eve))?.until ?? 0;
    assert.ok(until <= today(eve.member) + 1);
    // A repeated call opens nothing again.
    const entries = opened.file.entries.length;
    assert.equal((await openEmergency(eve, id, TOLD)).file.entries.length, entries);

    const own = await read(therapist, file);
    const told = (await openRecords(own, careRecordSchema, 'shared')).map((r) => latest(r).content);
    assert.ok(
      told.some((c) => c.type === 'emergency' && c.reason === TOLD && c.requester === self(eve)),
    );
    const [notice] = (await listRequests(therapist)).filter((one) => one.file === file);
    assert.deepEqual([notice?.id, notice?.reason], [id, undefined]);
    assert.ok(notice?.done !== undefined);
    assert.equal(notice.approvals.length, 2);

    const { api, token } = therapist.member;
    const { leaves } = await api.call('openings', { file: idBytes(file), from: 1 }, token);
    const kinds = leaves.map(({ opening }) => decodeOpening(opening));
    assert.deepEqual(
      kinds.map((o) => (o.kind === 'roster' ? 0 : o.counter)),
      kinds.map((_, i) => i + 1),
    );
    for (const kind of ['request', 'approval', 'verdict', 'read', 'append'] as const)
      assert.ok(
        kinds.some((o) => o.kind === kind),
        kind,
      );

    await closeEmergency(eve, await read(eve, file));
    await assert.rejects(readTexts(eve, file), withCode('not-found'));
    assert.deepEqual(await readTexts(therapist, file), ['Yksi', 'Kaksi']);
    await therapist.ledger.check();
  });

  test('the review is the privacy officer’s, once, and only of what was opened', async () => {
    const [therapist, eve] = [await practice.open('therapist'), await practice.open('eve')];
    const file = await newPatient(therapist, { texts: ['Yksi'] });
    const id = await asked(eve, file);
    const reviewer = await privacy.open();
    const early = await findRequest(reviewer, id);
    assert.equal(early.reason, REASON);
    await assert.rejects(sayOf(reviewer, early, 'justified'), withCode('not-found'));
    for (const at of [0, 2]) await approve(await officer(at), id);
    await openEmergency(eve, id, TOLD);
    const request = await findRequest(reviewer, id);
    await assert.rejects(
      sayOf(therapist, await findRequest(therapist, id), 'justified'),
      withCode('not-found'),
    );
    await sayOf(reviewer, request, 'unjustified');
    await assert.rejects(sayOf(reviewer, request, 'justified'), withCode('request-answered'));
    const [after_] = (await listRequests(eve)).filter((one) => one.id === id);
    assert.deepEqual(
      after_?.verdicts.map(({ says }) => says),
      ['unjustified'],
    );
    await closeEmergency(eve, await read(eve, file));
  });

  test('who may not ask or approve cannot tell it from there being nothing', async () => {
    const [therapist, colleague] = [
      await practice.open('therapist'),
      await practice.open('colleague'),
    ];
    const eve = await practice.open('eve');
    const file = await newPatient(therapist, {
      texts: ['Yksi'],
      readers: [{ reader: self(colleague), scope: 'root' }],
    });
    const nowhere = '00'.repeat(16) as FileId;
    const reception = await practice.open('reception');
    for (const [who, what] of [
      [eve, nowhere],
      [reception, file],
      [therapist, file],
    ] as const)
      await assert.rejects(asked(who, what), withCode('request-impossible'));
    for (const reason of [' ', 'x'.repeat(MAX_REASON + 1), '\ud800'])
      await assert.rejects(
        askFor(eve, { kind: 'emergency', file, reason }),
        withCode('arguments-invalid'),
      );
    const id = await asked(eve, file);
    await assert.rejects(findRequest(reception, id), withCode('not-found'));
    await assert.rejects(approve(therapist, id), withCode('request-over', 'not-found'));
    // An officer of the care team may approve, but two must be from outside.
    await approve(colleague, id);
    await approve(await officer(0), id);
    await assert.rejects(openEmergency(eve, id, TOLD), withCode('approvals-missing'));
    await approve(await officer(1), id);
    await openEmergency(eve, id, TOLD);
    await closeEmergency(eve, await read(eve, file));
  });

  test('a request is over after a day, and an opened file after its own', async () => {
    const [therapist, eve] = [await practice.open('therapist'), await practice.open('eve')];
    const file = await newPatient(therapist, { texts: ['Yksi'] });
    const id = await asked(eve, file);
    const later = await practice.open('eve', { now: () => Date.now() + EMERGENCY_LIFE + 1000 });
    for (const at of [0, 1]) await approve(await officer(at), id);
    await assert.rejects(openEmergency(later, id, TOLD), withCode('request-over'));
    const opened = await openEmergency(eve, id, TOLD);
    const reader = opened.file.state.readers.get(self(eve));
    assert.ok(reader !== undefined && hasEnded(reader, today(eve.member) + 2));
    const requests = await listRequests(therapist);
    assert.equal(await endEmergencies(therapist, requests), 0);
    // As it will be a day later: the team's client takes her out, whatever her last day is.
    const aged = requests.map((one) =>
      one.done === undefined ? one : { ...one, done: one.done - EMERGENCY_LIFE },
    );
    assert.equal(await endEmergencies(therapist, aged), 1);
    await assert.rejects(readTexts(eve, file), withCode('not-found'));
    assert.equal(await endEmergencies(therapist, aged), 0);
  });

  test('it opens beside somebody who writes, and a rotation makes officers approve anew', async () => {
    const [therapist, eve] = [await practice.open('therapist'), await practice.open('eve')];
    const file = await newPatient(therapist, { texts: ['Yksi'] });
    const id = await asked(eve, file);
    for (const at of [0, 1]) await approve(await officer(at), id);
    const opened = await read(therapist, file);
    const day = today(therapist.member);
    const readers = standingReaders(therapist.roster, opened.file.state, day);
    await sendAll(therapist, [await prepareRotation(therapist, opened, readers)]);
    await assert.rejects(openEmergency(eve, id, TOLD), withCode('approvals-missing'));
    for (const at of [0, 2]) await approve(await officer(at), id);
    const writing = async () => {
      let current = await read(therapist, file);
      for (const text of ['Kaksi', 'Kolme', 'Neljä'])
        current = await writeEntry(therapist, current, noteDraft(text));
    };
    await Promise.all([openEmergency(eve, id, TOLD), writing()]);
    assert.deepEqual(await readTexts(eve, file), ['Yksi', 'Kaksi', 'Kolme', 'Neljä']);
    assert.equal((await read(therapist, file)).file.state.readers.has(self(eve)), true);
    await closeEmergency(eve, await read(eve, file));
    await Promise.all([therapist.ledger.check(), eve.ledger.check()]);
  });

  test('a share that is not the file’s is blamed on its officer, and another one helps', async () => {
    const [therapist, eve] = [await practice.open('therapist'), await practice.open('eve')];
    const file = await newPatient(therapist, { texts: ['Yksi'] });
    const id = await asked(eve, file);
    const liar = await officer(0);
    const request = await findRequest(liar, id);
    assert.ok(request.line.share !== null);
    const header = decodeShareHeader(request.line.share.header);
    const { generation, keys } = eve.member.identity;
    const share = await resealShare(
      liar.member.identity,
      { header, share: new Secret(realEntropy(SHARE_LENGTH)) },
      {
        id: self(eve),
        generation,
        kem: keys.kem,
        request: requestBytes(request),
        day: today(liar.member),
      },
    );
    await sendApproval(liar, request, { epoch: header.epoch, share });
    await approve(await officer(1), id);
    const { sound, wrong } = await gatherApprovals(eve, await findRequest(eve, id));
    assert.deepEqual([sound.length, wrong], [1, [self(liar)]]);
    await assert.rejects(openEmergency(eve, id, TOLD), withCode('share-mismatch'));
    await approve(await officer(2), id);
    await closeEmergency(eve, await openEmergency(eve, id, TOLD));
  });

  test('one officer fewer than needed learns nothing from the whole store', async () => {
    const [therapist, eve] = [await practice.open('therapist'), await practice.open('eve')];
    const file = await newPatient(therapist, { texts: ['Yksi'] });
    const id = await asked(eve, file);
    // What the store holds: every sealed share, the split, the chain.
    const held = await Promise.all(
      [0, 1, 2].map(async (at) => (await findRequest(await officer(at), id)).line.share),
    );
    const [own, ...others] = held.map((share) => {
      assert.ok(share !== null);
      return share;
    });
    const { split } = (await read(therapist, file)).file.state;
    const [line] = split?.lines ?? [];
    assert.ok(split !== undefined && line !== undefined && own !== undefined);
    const { identity } = (await officer(0)).member;
    const { share } = await openShare(identity, own, line.digest);
    const place = { practice: practice.id, file, epoch: 1 };
    await assert.rejects(combineShares([share], place, split), withCode('share-mismatch'));
    for (const [i, sealed] of others.entries()) {
      const digest = split.lines[i + 1]?.digest ?? line.digest;
      await assert.rejects(openShare(identity, sealed, digest), withCode('share-mismatch'));
      // Not even when they write their own name over the other's.
      const posing = { ...sealed, header: own.header };
      await assert.rejects(openShare(identity, posing, digest), withCode('share-unopenable'));
    }
    await assert.rejects(readTexts(await officer(0), file), withCode('not-found'));
  });

  test('a file that everybody left is saved: opened, handed to a colleague, closed', async () => {
    const [founder, eve] = [await practice.open('founder'), await practice.open('eve')];
    const gone = await joinPractice(practice, 'therapist');
    const heir = await joinPractice(practice, 'therapist');
    const leaver = await gone.open();
    const file = await newPatient(leaver, { texts: ['Yksi'] });
    await leave(founder, self(leaver), { force: true });
    assert.equal((await standingOf(founder)).practice?.stranded, 1);
    const id = await asked(eve, file);
    for (const at of [0, 1]) await approve(await officer(at), id);
    const opened = await openEmergency(eve, id, TOLD);
    assert.equal(await rotatePending(eve), 0, 'nobody would keep it yet');
    await assert.rejects(writeStanding(eve, opened, noteDraft('x')), withCode('leaver-holds-last'));
    await assert.rejects(closeEmergency(eve, opened), withCode('leaver-holds-last'));
    const shared = await shareFile(eve, opened, { reader: heir.identity.id, scope: 'root' });
    assert.equal(shared.keys.epoch, 2);
    await closeEmergency(eve, shared);
    assert.deepEqual(await readTexts(await heir.open(), file), ['Yksi']);
    assert.equal((await standingOf(founder)).practice?.stranded, 0);
  });

  test('a new council is split to anew, and old shares open nothing', async () => {
    const [therapist, eve] = [await practice.open('therapist'), await practice.open('eve')];
    await splitPending(therapist);
    const file = await newPatient(therapist, { texts: ['Yksi'] });
    const id = await asked(eve, file);
    const before_ = await officer(0);
    await approve(before_, id);
    const next = await newCouncil(practice, { officers: 2, threshold: 2 });
    assert.ok((await standingOf(therapist)).unsplit.files.length > 0);
    const steps: string[] = [];
    const split = await splitPending(therapist, (done, of) => steps.push(`${done}/${of}`));
    assert.ok(split > 0 && steps.length > 0);
    assert.equal(await splitPending(therapist), 0);
    assert.deepEqual((await standingOf(therapist)).unsplit.files, []);
    const current = await read(therapist, file);
    assert.deepEqual([current.keys.epoch, current.file.state.split?.council], [2, 2]);
    await assert.rejects(
      findRequest(before_, id).then((r) => approveEmergency(before_, r)),
      withCode('request-over'),
    );
    for (const one of next.officers) await approve(await one.open(), id);
    await openEmergency(eve, id, TOLD);
    assert.deepEqual(await readTexts(eve, file), ['Yksi']);
    council = next;
  });
});

test('files from before the first council get a split without a new epoch', async () => {
  const server = await ServerProcess.start();
  try {
    const practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
    const [therapist, founder] = [await practice.open('therapist'), await practice.open('founder')];
    const file = await newPatient(therapist, { texts: ['Yksi'] });
    for (let i = 0; i < 17; i++) await newPatient(therapist, { texts: [] });
    assert.deepEqual((await standingOf(founder)).unsplit, { files: [], practice: 18 });
    const council = await newCouncil(practice, { officers: 3, threshold: 2 });
    const cutOff = () => {
      throw new RangeError('cut off');
    };
    await assert.rejects(splitPending(therapist, cutOff), RangeError);
    assert.equal((await standingOf(therapist)).unsplit.files.length, 2);
    assert.equal(await splitPending(therapist), 2, 'goes on where it was');
    const { file: verified, keys } = await read(therapist, file);
    assert.equal(keys.epoch, 1);
    assert.equal(verified.entries.at(-1)?.header.kind, 'share');
    assert.equal(verified.state.split?.lines.length, 3);
    assert.equal((await standingOf(founder)).unsplit.practice, 0);

    // An officer leaves: nothing is sealed to the council any more until another is set.
    const [gone] = council.members;
    assert.ok(gone !== undefined);
    await leave(founder, gone);
    await therapist.refresh();
    const unsplit = await newPatient(therapist, { texts: ['Kaksi'] });
    assert.equal((await read(therapist, unsplit)).file.state.split, undefined);
    assert.equal((await standingOf(founder)).unsplit.practice, 1);
  } finally {
    await server.dispose();
  }
});
