import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type FileId, type PrincipalId, toHex } from '@vaiti/core';
import {
  foundSmallPractice,
  newPatient,
  noteDraft,
  type PersonaName,
  readTexts,
  ServerProcess,
  type SmallPractice,
} from '@vaiti/testkit';
import {
  ClientError,
  leave,
  lendEntry,
  lentNotes,
  listFiles,
  openLentNote,
  type OpenedFile,
  type Practice,
  readCached,
  readFile,
  rotatePending,
  shareFile,
  stopSharing,
  writeEntry,
} from '../index.ts';

const DAY = 86_400_000;
const today = Math.floor(Date.now() / DAY);

const code =
  (...codes: string[]) =>
  (error: unknown) =>
    error instanceof ClientError && codes.includes(error.code);

/** A trainee lends single notes to a supervisor; here the therapist and the colleague play them. */
describe('one note on loan', () => {
  let server: ServerProcess;
  let practice: SmallPractice;
  before(async () => {
    server = await ServerProcess.start();
    practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
  });
  after(() => server.dispose());

  const own = (member: Practice) => member.member.identity.id;
  const idOf = (name: PersonaName): PrincipalId => practice.people[name].identity.id;
  const read = (member: Practice, file: FileId) =>
    readFile(member, { file, as: own(member), purpose: 'care' });
  const textOf = async (member: Practice, note: Awaited<ReturnType<typeof lentNotes>>[number]) => {
    const { content } = await openLentNote(member, note);
    return content.type === 'note' ? content.text : '';
  };
  const mine = async (member: Practice, file: FileId) =>
    (await lentNotes(member)).filter((note) => note.file === file);

  async function withNotes(): Promise<{ trainee: Practice; opened: OpenedFile; file: FileId }> {
    const trainee = await practice.open('therapist');
    const file = await newPatient(trainee, { texts: ['Ensimmäinen.', 'Toinen.'] });
    return { trainee, file, opened: await read(trainee, file) };
  }

  test('the supervisor opens exactly that note, and lists nothing else', async () => {
    const { file, opened, trainee } = await withNotes();
    const supervisor = await practice.open('colleague');
    const lending = { reader: own(supervisor), seq: 2, until: today + 14 };
    await lendEntry(trainee, opened, lending);
    const [note, ...others] = await mine(supervisor, file);
    assert.ok(note !== undefined && others.length === 0);
    assert.deepEqual([note.seq, note.until, note.author], [2, today + 14, own(trainee)]);
    assert.equal(await textOf(supervisor, note), 'Toinen.');
    assert.ok(!(await listFiles(supervisor)).some((line) => line.file === file));
    const { file: seen, keys } = await read(supervisor, file);
    const bodies = seen.entries.filter(
      ({ sealed }) => sealed.body !== null && sealed.body.length > 0,
    );
    assert.deepEqual(
      bodies.map(({ header }) => header.seq),
      [2],
    );
    assert.ok(seen.entries.every(({ sealed }) => sealed.wrap === null));
    assert.ok(!keys.opens('clinical') && !keys.opens('contact'));
    await assert.rejects(openLentNote(supervisor, { ...note, seq: 1 }), code('loan-ended'));
  });

  test('a rotation carries it over, a second one has its own end, and taking both away ends them', async () => {
    const { file, opened, trainee } = await withNotes();
    const supervisor = await practice.open('colleague');
    const reader = own(supervisor);
    let current = await lendEntry(trainee, opened, { reader, seq: 1, until: today + 1 });
    current = await lendEntry(trainee, current, { reader, seq: 2, until: today + 9 });
    // Asking again changes nothing, a later end does.
    const { seq } = current.file.state;
    current = await lendEntry(trainee, current, { reader, seq: 1, until: today + 1 });
    assert.equal(current.file.state.seq, seq);
    current = await lendEntry(trainee, current, { reader, seq: 1, until: today + 3 });
    await shareFile(trainee, current, { reader: idOf('founder'), scope: 'contact' });
    await stopSharing(trainee, await read(trainee, file), idOf('founder'));
    const notes = await mine(supervisor, file);
    assert.deepEqual(notes.map((note) => [note.seq, note.until]).sort(), [
      [1, today + 3],
      [2, today + 9],
    ]);
    assert.deepEqual((await Promise.all(notes.map((note) => textOf(supervisor, note)))).sort(), [
      'Ensimmäinen.',
      'Toinen.',
    ]);
    await stopSharing(trainee, await read(trainee, file), reader);
    assert.deepEqual(await mine(supervisor, file), []);
    await assert.rejects(read(supervisor, file), code('not-found'));
    assert.deepEqual(await readTexts(trainee, file), ['Ensimmäinen.', 'Toinen.']);
  });

  test('it ends: the device forgets it, the server gives nothing, and nothing waits for a rotation', async () => {
    const { file, opened, trainee } = await withNotes();
    let now = Date.now();
    const supervisor = await practice.open('colleague', { now: () => now });
    await lendEntry(trainee, opened, { reader: own(supervisor), seq: 1, until: today });
    const [note] = await mine(supervisor, file);
    assert.ok(note !== undefined);
    assert.equal(await textOf(supervisor, note), 'Ensimmäinen.');
    const kept = async () =>
      (await supervisor.member.cache.names('file/')).includes(`file/${file}`);
    assert.equal(await kept(), true);
    // Offline the next day: the device itself refuses.
    now += DAY;
    await assert.rejects(readCached(supervisor, file), code('loan-ended'));
    await writeEntry(trainee, await read(trainee, file), noteDraft('Kolmas.'));
  });

  test('a retired supervisor gets nothing at once, and the file does not wait for a rotation', async () => {
    const { file, opened, trainee } = await withNotes();
    const supervisor = await practice.open('eve');
    await lendEntry(trainee, opened, { reader: own(supervisor), seq: 2, until: today + 14 });
    assert.equal((await mine(supervisor, file)).length, 1);
    await leave(await practice.open('founder'), own(supervisor), { force: true });
    await assert.rejects(lentNotes(supervisor));
    await trainee.refresh();
    const written = await writeEntry(trainee, await read(trainee, file), noteDraft('Kolmas.'));
    assert.equal(written.file.state.epoch, 1);
    await rotatePending(trainee);
    assert.equal((await read(trainee, file)).file.state.epoch, 1);
  });

  test('what cannot be lent is refused', async () => {
    const { file, opened, trainee } = await withNotes();
    const reader = idOf('colleague');
    const rows = [
      { reader, seq: 2, until: today - 1 },
      { reader, seq: 2, until: today + 400 },
      { reader, seq: 99, until: today + 1 },
    ];
    for (const row of rows)
      await assert.rejects(lendEntry(trainee, opened, row), code('arguments-invalid'));
    const supervisor = await practice.open('colleague');
    await lendEntry(trainee, opened, { reader, seq: 2, until: today + 1 });
    const other = { reader: idOf('founder'), seq: 2, until: today + 1 };
    const lent = await read(supervisor, file);
    await assert.rejects(lendEntry(supervisor, lent, other), code('no-grant'));
    assert.equal(toHex(opened.file.entries[0]?.header.file ?? new Uint8Array()), file);
  });
});
