import type { Centre } from '@vaiti/care';
import {
  type DemoPractice,
  type DemoStaff,
  generateDemoPractice,
  SUPERVISED,
} from '@vaiti/care/demo';
import {
  createApi,
  createDirectory,
  giveRole,
  memoryStore,
  type Practice,
  prepareFile,
  type ReaderPlan,
  renewGroups,
  sendAll,
  setCouncil,
  writerOf,
} from '@vaiti/client';
import { groupOf, newFileId, type PrincipalId } from '@vaiti/core';
import {
  enrolPerson,
  foundWith,
  newPassword,
  newPerson,
  type NewPerson,
  openAccount,
} from '../practice/accounts.ts';
import { entropy } from '../profile/entropy.ts';
import { openPractice } from '../profile/session.ts';
import { type FoundedFile, letDemoMembersIn } from './let-in.ts';
import { patientDrafts, type Principals } from './patient-drafts.ts';
import { type DemoFile, type DemoSignIn, linkOf } from './sign-ins.ts';

/** The demo is the same everywhere but for its keys and passwords. */
const SEED = 'vaiti-demo';
/** Patient files of one therapist put together at the same time. */
const AT_ONCE = 6;

export interface FoundingOptions {
  /** Where the unfounded server answers. */
  readonly server: string;
  readonly setupToken: string;
  readonly now: () => number;
  /** Told how far it has come: people with an account, then patient files. */
  readonly onProgress: (step: FoundingStep) => void;
}

export type FoundingStep =
  | { readonly step: 'people'; readonly done: number; readonly of: number }
  | { readonly step: 'patients'; readonly done: number; readonly of: number };

interface Someone {
  readonly staff: DemoStaff;
  readonly person: NewPerson;
}

interface Founding extends FoundingOptions {
  readonly demo: DemoPractice;
  readonly everyone: readonly Someone[];
}

/** Today in Finland, YYYY-MM-DD. */
function finnishDay(now: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(now);
}

function openAs(founding: Founding, { person }: Someone): Promise<Practice> {
  const { server, now } = founding;
  return openPractice({ server, credentials: person.credentials, store: memoryStore(), now });
}

/** Founds, enrols everybody with their roles, makes accounts and groups. */
async function enrolEveryone(founding: Founding): Promise<Practice> {
  const { demo, everyone, server, setupToken, now, onProgress } = founding;
  const isFounder = ({ staff }: Someone) => staff.roles.some((r) => r.role === 'administrator');
  const founder = everyone.find(isFounder);
  if (founder === undefined) throw new TypeError('the demo has no administrator');
  const api = createApi({ baseUrl: server, fetch });
  const day = Math.floor(now() / 86_400_000);
  await foundWith({ api, setupToken, founder: founder.person, day });
  const practice = await openAs(founding, founder);
  const others = everyone.filter((one) => one !== founder);
  for (const { staff, person } of others) await enrolPerson(practice, person.identity, staff.roles);
  for (const { role, centre } of founder.staff.roles)
    if (role !== 'administrator')
      await giveRole(practice, founder.person.identity.id, role, centre);
  let done = 1;
  for (const { person } of others) {
    onProgress({ step: 'people', done: done++, of: everyone.length });
    await openAccount(practice, person);
  }
  await renewGroups(
    practice,
    demo.centres.map((centre) => centre.id),
  );
  await setDemoCouncil(practice, everyone);
  return practice;
}

/** How many of the demo's officers it takes to open a file in an emergency. */
const OFFICERS_NEEDED = 2;

/** The officers hold the shares of every file that is written from now on. */
function setDemoCouncil(practice: Practice, everyone: readonly Someone[]): Promise<void> {
  const officers = everyone.filter(({ staff }) =>
    staff.roles.some(({ role }) => role === 'break-glass-officer'),
  );
  const members = officers.map(({ person }) => person.identity.id);
  return setCouncil(practice, OFFICERS_NEEDED, members);
}

/** Id of who looks at somebody's notes; null for most. */
function supervisorOf(everyone: readonly Someone[], { nickname }: DemoStaff): string | null {
  const wanted = SUPERVISED[nickname];
  return everyone.find(({ staff }) => staff.nickname === wanted)?.person.identity.id ?? null;
}

/** The names behind the pseudonyms, for all staff. */
function writeDirectory(practice: Practice, founding: Founding): Promise<void> {
  const { demo, everyone, now } = founding;
  return createDirectory(practice, finnishDay(now()), [
    { type: 'practice', name: demo.practiceName, demo: true },
    ...demo.centres,
    ...everyone.map(({ staff, person }) => ({
      type: 'staff' as const,
      userId: person.identity.id,
      name: staff.name,
      title: staff.title,
      roles: [...staff.roles],
      supervisor: supervisorOf(everyone, staff),
    })),
  ]);
}

/** Other therapists read the whole file, the centre's reception the contact details. */
function readersOf(
  practice: Practice,
  patient: DemoPractice['patients'][number],
  people: Principals,
) {
  const self = practice.member.identity.id;
  const readers: ReaderPlan[] = [{ reader: self, scope: 'root' }];
  for (const nickname of patient.therapists) {
    const reader = people.get(nickname);
    if (reader !== undefined && reader !== self) readers.push({ reader, scope: 'root' });
  }
  const reception = groupOf(practice.roster, 'reception', patient.contact.centre);
  if (reception !== undefined) readers.push({ reader: reception.id, scope: 'contact' });
  return readers;
}

/** A file's opener signs it: each therapist writes their own patients' files. */
async function writePatient(
  practice: Practice,
  patient: DemoPractice['patients'][number],
  people: Principals,
): Promise<FoundedFile | undefined> {
  const as = practice.member.identity.id;
  const [first, ...rest] = patientDrafts(patient, people);
  if (first === undefined) return undefined;
  const readers = readersOf(practice, patient, people);
  const file = newFileId(entropy);
  const started = await prepareFile(practice, { file, as, readers, first });
  const writer = writerOf(practice, started, as);
  for (const draft of rest) await writer.add(draft);
  await sendAll(practice, writer.take());
  return { patient, file };
}

async function writeCaseload(
  founding: Founding,
  someone: Someone,
  onPatient: () => void,
): Promise<readonly FoundedFile[]> {
  const { demo, everyone } = founding;
  const nickname = someone.staff.nickname;
  const own = demo.patients.filter((patient) => patient.therapists[0] === nickname);
  const files: FoundedFile[] = [];
  if (own.length === 0) return files;
  const people = new Map<string, PrincipalId>(
    everyone.map(({ staff, person }) => [staff.nickname, person.identity.id]),
  );
  const practice = await openAs(founding, someone);
  const queue = [...own];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const written = await writePatient(practice, next, people);
      if (written !== undefined) files.push(written);
      onPatient();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return own.flatMap((patient) => files.find((one) => one.patient === patient) ?? []);
}

function signInOf(founding: Founding, { staff, person }: Someone): DemoSignIn {
  const { password } = person.credentials;
  const at = (id: string | null): Centre[] => founding.demo.centres.filter((c) => c.id === id);
  const secret = { secretKey: person.secretKey, password };
  return {
    name: staff.name,
    nickname: staff.nickname,
    roles: [...new Set(staff.roles.map((r) => r.role))],
    centres: [...new Set(staff.roles.flatMap((r) => at(r.centre).map((c) => c.name)))],
    link: linkOf(founding.server, secret),
    ...secret,
    principal: person.identity.id,
  };
}

/**
 * Founds the demo practice on an unfounded server: invented staff with keys and passwords of this
 * installation, their groups and directory, and every patient's file written by its therapist.
 * Everything is sealed here; the server sees what it always sees. Throws as the client does.
 */
export async function foundDemo(options: FoundingOptions): Promise<DemoFile> {
  const demo = generateDemoPractice({ seed: SEED, today: finnishDay(options.now()) });
  const everyone = await Promise.all(
    demo.staff.map(async (staff) => ({ staff, person: await newPerson(newPassword()) })),
  );
  const founding: Founding = { ...options, demo, everyone };
  const practice = await enrolEveryone(founding);
  await writeDirectory(practice, founding);
  let done = 0;
  const of = demo.patients.length;
  const onPatient = () => options.onProgress({ step: 'patients', done: ++done, of });
  let members: readonly DemoSignIn[] = [];
  for (const someone of everyone) {
    const files = await writeCaseload(founding, someone, onPatient);
    if (members.length > 0 || files.length === 0) continue;
    const lead = await openAs(founding, someone);
    members = await letDemoMembersIn({ ...options, practice: lead }, files);
  }
  await practice.ledger.check();
  return {
    demo: true,
    practice: practice.roster.practice,
    server: options.server,
    signIns: [...everyone.map((one) => signInOf(founding, one)), ...members],
  };
}
