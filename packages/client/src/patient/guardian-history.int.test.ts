import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CareRecord, careRecordSchema, guardianMaySee, minorChoices } from '@vaiti/care';
import { type FileId, newRecordId, type RecordId } from '@vaiti/core';
import {
  foundSmallPractice,
  newMember,
  newPatient,
  noteOf,
  ServerProcess,
  type SmallPractice,
} from '@vaiti/testkit';
import fc from 'fast-check';
import { shareFile } from '../access/share.ts';
import { ClientError } from '../errors.ts';
import { openRecords } from '../file/content.ts';
import { readFile } from '../file/read.ts';
import { writeEntry } from '../file/write.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { dismissMember } from './admit-member.ts';
import { contactIn, openOwn, type OwnFile } from './open.ts';
import { endOf } from './until.ts';
import { decideVisit, tellAbout } from './visit.ts';

let server: ServerProcess;
let practice: SmallPractice;
before(async () => {
  server = await ServerProcess.start();
  practice = await foundSmallPractice({ url: server.url, setupToken: server.setupToken() });
});
after(async () => {
  await server.dispose();
});

const VISITS = 3;
const BIRTH = `${String(new Date().getUTCFullYear() - 12)}-02-03`;
const names = ['therapist', 'colleague'] as const;
type Name = (typeof names)[number];

/** One thing that somebody does; `stale`: with the file as they saw it last, not as it is. */
const step = fc.record({
  act: fc.constantFrom(
    'decide',
    'decide',
    'tell',
    'tell',
    'tell',
    'tell-patient',
    'in-or-out',
    'look',
  ),
  who: fc.constantFrom(...names),
  visit: fc.nat(VISITS - 1),
  choice: fc.constantFrom(...minorChoices),
  stale: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A minor's file with a team of two, its guardian, and a model of what the guardian may know. */
class History {
  readonly #team: Readonly<Record<Name, Practice>>;
  readonly #file: FileId;
  readonly #visits: readonly RecordId[];
  /** As their client opened it when they were let in first. */
  readonly #guardian: Practice;
  readonly #seen = new Map<Name, OwnFile>();
  readonly #open = new Set<RecordId>();
  readonly #told: string[] = [];
  #isIn = true;
  #count = 0;

  private constructor(
    team: Readonly<Record<Name, Practice>>,
    at: { readonly file: FileId; readonly visits: readonly RecordId[] },
    guardian: Practice,
  ) {
    this.#team = team;
    this.#file = at.file;
    this.#visits = at.visits;
    this.#guardian = guardian;
  }

  static async begin(): Promise<History> {
    const therapist = await practice.open('therapist');
    const colleague = await practice.open('colleague');
    const readers = [{ reader: colleague.member.identity.id, scope: 'root' as const }];
    const file = await newPatient(therapist, { texts: [], birthDate: BIRTH, readers });
    const visits = Array.from({ length: VISITS }, () => newRecordId(therapist.member.entropy));
    let { opened } = await openOwn(therapist, file);
    for (const record of visits) {
      const content = noteOf(`Käynti ${record}`);
      opened = await writeEntry(therapist, opened, { compartment: 'clinical', content, record });
    }
    const plan = { file, role: 'guardian', name: 'Äiti' } as const;
    const guardian = await newMember(practice, therapist, plan);
    return new History({ therapist, colleague }, { file, visits }, await guardian.open());
  }

  async act(one: Step): Promise<void> {
    const by = this.#team[one.who];
    const visit = this.#visits[one.visit] as RecordId;
    const known = one.stale ? this.#seen.get(one.who) : undefined;
    const own = known ?? (await openOwn(by, this.#file));
    this.#seen.set(one.who, own);
    switch (one.act) {
      case 'decide':
        await decideVisit(by, own, { visit, choice: one.choice, text: '' });
        // A stale file that said the same already is left as it is, whatever came after.
        await this.#settle(visit);
        return;
      case 'tell':
        return this.#tell(by, own, visit);
      case 'tell-patient':
        await tellAbout(by, own, this.#telling(null, 'patient'));
        return;
      case 'in-or-out':
        return this.#inOrOut(by);
      default:
        return this.check();
    }
  }

  /** What stands in the file now, read by a client of its own. */
  async #settle(visit: RecordId): Promise<void> {
    const { records } = await openOwn(this.#team.therapist, this.#file);
    const decisions = records.flatMap(({ versions }) => versions);
    let choice: (typeof minorChoices)[number] | undefined;
    for (const { content } of decisions.sort((a, b) => a.entry.header.seq - b.entry.header.seq))
      if (content.type === 'decision' && content.visit === visit) choice = content.choice;
    if (choice !== undefined && guardianMaySee({ choice })) this.#open.add(visit);
    else this.#open.delete(visit);
  }

  #telling(visit: RecordId | null, audience: 'patient' | 'guardian') {
    const text = `${audience} ${String(this.#count++)}`;
    return { visit, audience, title: '', text, authorName: 'Helmi' };
  }

  async #tell(by: Practice, own: OwnFile, visit: RecordId): Promise<void> {
    const telling = this.#telling(visit, 'guardian');
    const before = this.#open.has(visit);
    try {
      await tellAbout(by, own, telling);
    } catch (error) {
      assert.ok(error instanceof ClientError, String(error));
      assert.ok(['guardian-closed', 'decision-missing'].includes(error.code), error.code);
      assert.ok(!before, 'refused though the decision allows it');
      return;
    }
    assert.ok(before, 'told against the decision');
    this.#told.push(telling.text);
  }

  async #inOrOut(by: Practice): Promise<void> {
    const { id } = this.#guardian.member.identity;
    const own = await openOwn(by, this.#file);
    if (this.#isIn) await dismissMember(by, { file: this.#file, principal: id });
    else {
      const end = endOf('guardian', contactIn(own.records), today(by.member));
      await shareFile(by, own.opened, { reader: id, scope: 'guardian', ...end });
    }
    this.#isIn = !this.#isIn;
  }

  /** Everything that the guardian's keys open is what the model says, and nothing else. */
  async check(): Promise<void> {
    const request = { file: this.#file, as: this.#guardian.member.identity.id };
    const reading = readFile(this.#guardian, { ...request, purpose: 'own' }, { fresh: true });
    if (!this.#isIn) {
      await assert.rejects(reading, (error: unknown) => {
        return error instanceof ClientError && error.code === 'signed-out';
      });
      return;
    }
    const opened = await reading;
    const contents = await openRecords<CareRecord>(opened, careRecordSchema);
    const texts = contents.flatMap(({ versions }) =>
      versions.flatMap(({ content }) => (content.type === 'summary' ? [content.text] : [])),
    );
    assert.deepEqual(texts.sort(), this.#told.toSorted());
    const kinds = new Set(contents.map(({ versions: [{ content }] }) => content.type));
    assert.ok([...kinds].every((kind) => kind === 'summary' || kind === 'cover'));
    const others = opened.file.entries.filter((e) => e.header.compartment !== 'guardian');
    assert.ok(others.every(({ sealed }) => sealed.wrap === null && !sealed.body?.length));
  }
}

test('whatever happens, a guardian’s keys open what decisions opened and nothing else', async () => {
  const runs = process.env['SLOW'] === '1' ? 100 : 5;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
      const history = await History.begin();
      for (const one of steps) await history.act(one);
      await history.check();
    }),
    { numRuns: runs, endOnFailure: true },
  );
});
