import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileId, PrincipalId } from '@vaiti/core';
import { CoreError, holdsGroup } from '@vaiti/core';
import {
  foundSmallPractice,
  newPatient,
  noteDraft,
  type PersonaName,
  readTexts,
  ServerProcess,
  type SmallPractice,
} from '@vaiti/testkit';
import { ClientError } from '../errors.ts';
import { type OpenedFile, readFile } from '../file/read.ts';
import { writeEntry } from '../file/write.ts';
import { giveRole, linkGroups, setGroup } from '../practice/found.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { handOver } from './hand-over.ts';
import { leave, standingWithout, takeRole } from './leave.ts';
import { rotatePending, standingOf, writeStanding } from './rotate.ts';
import { shareFile, stopSharing } from './share.ts';

const withCode =
  (...codes: readonly string[]) =>
  (error: unknown) =>
    (error instanceof ClientError || error instanceof CoreError) && codes.includes(error.code);

/** A practice of its own for each story: whoever leaves does not come back. */
async function inPractice(
  story: (practice: SmallPractice, open: (name: PersonaName) => Promise<Practice>) => Promise<void>,
): Promise<void> {
  const server = await ServerProcess.start();
  try {
    const practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
    await story(practice, practice.open);
  } finally {
    await server.dispose();
  }
}

const self = (practice: Practice): PrincipalId => practice.member.identity.id;

function read(practice: Practice, file: FileId, as = self(practice)): Promise<OpenedFile> {
  return readFile(practice, { file, as, purpose: 'care' });
}

test('whoever leaves is rotated out of every file, and nothing is written until then', () =>
  inPractice(async ({ groups, people }, open) => {
    const [therapist, colleague, founder] = await Promise.all([
      open('therapist'),
      open('colleague'),
      open('founder'),
    ]);
    const other = people.colleague.identity.id;
    const shared = [
      { reader: other, scope: 'root' as const },
      { reader: groups.reception, scope: 'contact' as const },
    ];
    const files: FileId[] = [];
    for (const text of ['Yksi', 'Kaksi', 'Kolme'])
      files.push(await newPatient(therapist, { texts: [text], readers: shared }));
    await newPatient(therapist, { texts: ['Ei lähtijälle'] });
    const [first, second] = files;
    assert.ok(first !== undefined && second !== undefined);
    const [before, stale] = [await read(therapist, first), await read(therapist, second)];
    await read(colleague, first);
    assert.deepEqual(await standingWithout(founder, other), { pending: 3, stranded: 0 });

    await leave(founder, other);
    await assert.rejects(read(colleague, first), withCode('signed-out', 'not-found'));
    assert.deepEqual((await standingOf(founder)).practice, { pending: 3, stranded: 0 });
    // This client has not heard of it: the server refuses, and the client rotates first.
    await assert.rejects(
      writeEntry(therapist, before, noteDraft('x')),
      withCode('rotation-pending'),
    );
    const after = await writeStanding(therapist, before, noteDraft('Jälkeen'));
    assert.equal(after.keys.epoch, 2);
    assert.deepEqual(await readTexts(therapist, first), ['Yksi', 'Jälkeen']);
    // This one has: it does not even ask.
    await assert.rejects(
      writeEntry(therapist, stale, noteDraft('x')),
      withCode('rotation-pending'),
    );

    const steps: string[] = [];
    const rotated = await rotatePending(therapist, (done, of) => steps.push(`${done}/${of}`));
    assert.equal(rotated, 2);
    assert.equal(steps.at(-1), '2/2');
    assert.equal(await rotatePending(therapist), 0);
    assert.deepEqual((await standingOf(founder)).practice, { pending: 0, stranded: 0 });
    const now = await read(therapist, second);
    assert.deepEqual(
      [...now.file.state.readers.keys()].sort(),
      [self(therapist), groups.reception].sort(),
    );
    const { readers } = now.file.state;
    assert.deepEqual(readers.get(groups.reception)?.scopes, ['contact']);
    await read(await open('reception'), second, groups.reception);
  }));

test('a group is closed behind a leaver, and those inside open what is older', () =>
  inPractice(async ({ centre, groups, people }, open) => {
    const [therapist, founder] = [await open('therapist'), await open('founder')];
    const contact = [{ reader: groups.reception, scope: 'contact' as const }];
    const file = await newPatient(therapist, { texts: [], readers: contact });
    const [desk, eve] = [people.reception.identity.id, people.eve.identity.id];
    // Eve joins reception. The founder does not hold its seed, so an old hand must link it.
    await giveRole(founder, eve, 'reception', centre);
    await setGroup(founder, 'reception', centre, [desk, eve]);
    await assert.rejects(
      read(await open('eve'), file, groups.reception),
      withCode('group-not-held'),
    );
    const reception = await open('reception');
    assert.deepEqual(reception.unlinked, [{ group: groups.reception, generation: 2 }]);
    await linkGroups(reception);
    assert.deepEqual(reception.unlinked, []);
    const opened = await read(await open('eve'), file, groups.reception);
    assert.ok(opened.keys.opens('contact') && !opened.keys.opens('clinical'));
    assert.deepEqual((await standingOf(founder)).practice, { pending: 0, stranded: 0 });

    // The old hand loses the role: what the group reads waits for a new epoch.
    await takeRole(founder, desk, { role: 'reception', centre });
    await founder.refresh();
    const group = founder.roster.groups.get(groups.reception);
    assert.ok(group !== undefined && group.generation === 3);
    assert.ok(!holdsGroup(founder.roster, group, desk));
    assert.deepEqual((await standingOf(founder)).practice, { pending: 1, stranded: 0 });
    assert.equal(await rotatePending(therapist), 1);
    await read(await open('eve'), file, groups.reception);
    const former = await open('reception');
    assert.equal(former.holds(groups.reception), false);
  }));

test('nobody leaves with the last key unless it is forced', () =>
  inPractice(async ({ people }, open) => {
    const [therapist, colleague, founder] = await Promise.all([
      open('therapist'),
      open('colleague'),
      open('founder'),
    ]);
    const file = await newPatient(therapist, { texts: ['Yksi'] });
    await assert.rejects(leave(founder, self(therapist)), withCode('leaver-holds-last'));
    assert.equal(founder.roster.people.get(self(therapist))?.retired, false);

    const plan = { from: self(therapist), to: self(colleague), consent: 'Suullisesti 25.11.' };
    assert.equal(await handOver(therapist, { ...plan, remove: false }), 1);
    const entries = (await read(colleague, file)).file.entries.length;
    assert.equal(await handOver(therapist, { ...plan, remove: false }), 1, 'repeated');
    assert.equal((await read(colleague, file)).file.entries.length, entries, 'and adds nothing');
    await leave(founder, self(therapist));
    assert.equal(await rotatePending(colleague), 1);
    assert.deepEqual(await readTexts(colleague, file), ['Yksi']);

    const lost = await newPatient(colleague, { texts: ['Kaksi'] });
    await leave(founder, people.colleague.identity.id, { force: true });
    assert.deepEqual((await standingOf(founder)).practice, { pending: 2, stranded: 2 });
    await assert.rejects(read(colleague, lost), withCode('signed-out', 'not-found'));
  }));

test('a share ends by itself, is prolonged, and is stopped', () =>
  inPractice(async ({ people }, open) => {
    const therapist = await open('therapist');
    const colleague = await open('colleague');
    const reader = people.colleague.identity.id;
    const day = today(therapist.member);
    const file = await newPatient(therapist, { texts: ['Yksi'] });
    const opened = await read(therapist, file);
    const past = shareFile(therapist, opened, { reader, scope: 'root', until: day - 1 });
    await assert.rejects(past, withCode('arguments-invalid'));
    const shared = await shareFile(therapist, opened, { reader, scope: 'root', until: day });
    assert.equal(shared.keys.epoch, 1);
    await writeEntry(colleague, await read(colleague, file), noteDraft('Kaksi'));

    const longer = { reader, scope: 'root' as const, until: day + 30 };
    const prolonged = await shareFile(therapist, await read(therapist, file), longer);
    assert.equal(prolonged.keys.epoch, 2);
    assert.equal(prolonged.file.state.readers.get(reader)?.until, day + 30);
    assert.equal(await shareFile(therapist, prolonged, longer), prolonged, 'nothing to do');
    assert.deepEqual(await readTexts(colleague, file), ['Yksi', 'Kaksi']);

    await stopSharing(therapist, prolonged, reader);
    await assert.rejects(read(colleague, file), withCode('not-found'));
    const last = stopSharing(therapist, await read(therapist, file), self(therapist));
    await assert.rejects(last, withCode('arguments-invalid'));
  }));
