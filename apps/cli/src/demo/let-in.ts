import { displayName, isMinor, type Contact } from '@vaiti/care';
import { type DemoPatient, demoTold } from '@vaiti/care/demo';
import {
  confirmInvitation,
  createApi,
  decideVisit,
  type Directory,
  inviteToFile,
  Joiner,
  memoryStore,
  nameOf,
  openOwn,
  type Practice,
  readDirectory,
  recordsOf,
  tellAbout,
} from '@vaiti/client';
import type { FileId, MemberRole, RecordId } from '@vaiti/core';
import { newPassword } from '../practice/accounts.ts';
import { entropy } from '../profile/entropy.ts';
import { type DemoSignIn, linkOf } from './sign-ins.ts';

/** A patient's file as it was founded. */
export interface FoundedFile {
  readonly patient: DemoPatient;
  readonly file: FileId;
}

interface LettingIn {
  readonly server: string;
  readonly practice: Practice;
  readonly now: () => number;
}

/** One adult patient and one guardian of a minor whom the demo's therapist lets in. */
export async function letDemoMembersIn(
  at: LettingIn,
  files: readonly FoundedFile[],
): Promise<readonly DemoSignIn[]> {
  const today = new Date(at.now()).toISOString().slice(0, 10);
  const minor = files.find(({ patient: { contact } }) => {
    return isMinor(contact, today) && contact.guardians.length > 0;
  });
  const adult = files.find(({ patient: { contact } }) => !isMinor(contact, today));
  const directory = await readDirectory(at.practice);
  const made: DemoSignIn[] = [];
  if (adult !== undefined) made.push(await letIn(at, directory, { ...adult, role: 'patient' }));
  if (minor !== undefined) made.push(await letIn(at, directory, { ...minor, role: 'guardian' }));
  return made;
}

function nameFor(contact: Contact, role: MemberRole): string {
  return role === 'patient' ? displayName(contact) : (contact.guardians[0]?.name ?? '');
}

/** Invitation, answer, comparison and account, as at a visit; and something told about the last one. */
async function letIn(
  { server, practice, now }: LettingIn,
  directory: Directory,
  who: FoundedFile & { readonly role: MemberRole },
): Promise<DemoSignIn> {
  const { file, role } = who;
  const { contact } = who.patient;
  const name = nameFor(contact, role);
  const patientName = displayName(contact);
  const { code, id } = await inviteToFile(practice, directory, { file, name, patientName, role });
  const api = createApi({ baseUrl: server, fetch });
  const joiner = new Joiner({ api, store: memoryStore(), entropy, now }, code);
  const { fingerprint = '' } = await joiner.answer();
  const { id: principal } = await confirmInvitation(practice, id, fingerprint);
  const secretKey = await joiner.secretKey();
  const password = newPassword();
  await joiner.finish(password, secretKey.split('-').at(-1) ?? '');
  await tellSomething(practice, directory, who);
  const centre = directory.centres.get(contact.centre ?? '')?.name;
  return {
    name,
    nickname: role,
    roles: [role],
    centres: centre === undefined ? [] : [centre],
    link: linkOf(server, { secretKey, password }),
    secretKey,
    password,
    principal,
  };
}

async function tellSomething(
  practice: Practice,
  directory: Directory,
  { file, patient, role }: FoundedFile & { readonly role: MemberRole },
): Promise<void> {
  const own = await openOwn(practice, file);
  const note = recordsOf(own.records, 'note').at(-1);
  if (note === undefined) return;
  const visit = (note.content.visit ?? note.record) as RecordId;
  const decided =
    role === 'guardian'
      ? await decideVisit(practice, own, { visit, choice: 'minor-shares', text: '' })
      : own;
  const text = demoTold[patient.contact.language][role];
  const authorName = nameOf(directory, practice.member.identity.id);
  await tellAbout(practice, decided, { visit, audience: role, title: '', text, authorName });
}
