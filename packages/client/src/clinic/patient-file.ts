import { type CareRecord, careRecordSchema, type Contact, isMinor, type Note } from '@vaiti/care';
import { type FileId, newRecordId, type RecordId } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { latest, type OpenedRecord, openRecords } from '../file/content.ts';
import { type OpenedFile, readCached, readFile } from '../file/read.ts';
import { writeStanding } from '../access/rotate.ts';
import type { Directory } from '../practice/directory.ts';
import { nameOf } from '../practice/directory.ts';
import { listFiles } from '../practice/files.ts';
import { isoDay, today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { settleGuardians } from '../patient/admit-member.ts';
import { decideVisit } from '../patient/visit.ts';
import { visitsOf } from './members.ts';
import { ownEmergency, quorumOf } from './emergency-file.ts';
import type { ArgsOf, DraftView, PatientFileView } from './methods.ts';
import { contactOf, lineOf, readersOf, timelineOf } from './views.ts';

export interface OpenedPatient {
  readonly opened: OpenedFile;
  readonly records: readonly OpenedRecord<CareRecord>[];
  readonly offline: boolean;
}

/** By whose grant this member reads the file. Throws `not-found`: unknown and forbidden look alike. */
async function readerFor(practice: Practice, file: FileId) {
  const line = (await listFiles(practice)).find((l) => l.file === file);
  if (line === undefined) throw new ClientError('not-found');
  return line.as;
}

/** Reads, verifies and opens one patient file; from this device when the server cannot be reached. */
export async function openPatient(practice: Practice, file: FileId): Promise<OpenedPatient> {
  try {
    const as = await readerFor(practice, file);
    const purpose = as === practice.member.identity.id ? 'care' : 'reception';
    const opened = await readFile(practice, { file, as, purpose });
    return { opened, records: await openRecords(opened, careRecordSchema), offline: false };
  } catch (error) {
    if (!(error instanceof ClientError) || !isUnreachable(error)) throw error;
    const opened = await readCached(practice, file);
    if (opened === undefined) throw error;
    return { opened, records: await openRecords(opened, careRecordSchema), offline: true };
  }
}

function isUnreachable(error: ClientError): boolean {
  return error.code === 'offline' || error.code === 'timeout' || error.code === 'store-unavailable';
}

/** Refusals after which the next opening of the file tries again. */
const passing = ['rotation-pending', 'conflict-unresolved', 'head-moved'];

/**
 * The file with every guardian's last day as the patient's birth date gives it: reception may have
 * corrected it, who cannot change who reads. What cannot be done now, the next opening does.
 */
export async function settledPatient(
  practice: Practice,
  patient: OpenedPatient,
): Promise<OpenedPatient> {
  if (patient.offline || !patient.opened.keys.opensAll) return patient;
  try {
    return { ...(await settleGuardians(practice, patient)), offline: false };
  } catch (error) {
    const passes =
      error instanceof ClientError && (passing.includes(error.code) || isUnreachable(error));
    if (!passes) throw error;
    return patient;
  }
}

/** The view of an opened patient. */
export function viewOf(
  practice: Practice,
  directory: Directory,
  patient: OpenedPatient,
  draft: boolean,
): PatientFileView {
  const { opened, records, offline } = patient;
  const found = contactOf(records);
  if (found === undefined) throw new ClientError('content-invalid');
  const { state } = opened.file;
  const notes = opened.keys.opens('clinical');
  return {
    file: opened.file.file,
    line: lineOf({
      file: opened.file.file,
      contact: found.contact,
      notes,
      lastDay: state.day,
      draft,
      day: isoDay(today(practice.member)),
      directory,
    }),
    contact: found.contact,
    contactVersions: found.record.versions.length,
    timeline: notes ? timelineOf(directory, records) : [],
    visits: opened.keys.opensAll ? visitsOf(directory, patient) : [],
    quorum: quorumOf(practice, directory, opened),
    emergency: ownEmergency(practice, opened),
    readers: readersOf(practice, directory, patient),
    mayShare: opened.keys.opensAll && !offline,
    verified: {
      entries: opened.file.entries.length,
      head: state.head,
      epoch: state.epoch,
      ledgerIndex: opened.ledgerIndex,
    },
    offline,
  };
}

/** The note as it will be signed: new, or a new version of the one it amends. */
function noteOf(
  practice: Practice,
  directory: Directory,
  patient: OpenedPatient,
  draft: DraftView,
): Note {
  const amended =
    draft.record === null
      ? undefined
      : patient.records.find((r) => r.record === draft.record && latest(r).content.type === 'note');
  const before = amended === undefined ? undefined : latest(amended).content;
  if (draft.record !== null && before?.type !== 'note') throw new ClientError('not-found');
  const original = before?.type === 'note' ? before : undefined;
  return {
    type: 'note',
    title: draft.title,
    format: 'text/plain',
    text: draft.text,
    visit: original?.visit ?? null,
    language: original?.language ?? null,
    template: original?.template ?? null,
    status: 'signed',
    authoredOn: new Date(practice.member.now()).toISOString(),
    authorName: nameOf(directory, practice.member.identity.id),
    amends: draft.record === null ? null : draft.reason,
    source: null,
    sourceText: null,
  };
}

/**
 * The file with the decision about a new note's visit, which stands before the note does: one without the
 * other is harmless in this order alone. Throws `decision-missing` for a minor's without one.
 */
async function decided(
  practice: Practice,
  patient: OpenedPatient,
  at: { readonly visit: RecordId; readonly choice: ArgsOf<'signNote'>['decision'] },
): Promise<OpenedPatient> {
  const contact = contactOf(patient.records)?.contact;
  const day = isoDay(today(practice.member));
  if (contact === undefined || !isMinor(contact, day) || !patient.opened.keys.opensAll)
    return patient;
  if (at.choice === null) throw new ClientError('decision-missing');
  const own = await decideVisit(practice, patient, { visit: at.visit, ...at.choice });
  return { ...own, offline: false };
}

/**
 * Signs and stores a note. Throws `draft-empty`, `not-found`, `decision-missing` for a new one of a minor,
 * or as `writeEntry`.
 */
export async function signNote(
  practice: Practice,
  directory: Directory,
  { decision, ...draft }: ArgsOf<'signNote'>,
): Promise<OpenedPatient> {
  if (draft.text.trim() === '') throw new ClientError('draft-empty');
  const opening = await openPatient(practice, draft.file as FileId);
  if (opening.offline) throw new ClientError('offline');
  const fresh = newRecordId(practice.member.entropy);
  const patient =
    draft.record === null
      ? await decided(practice, opening, { visit: fresh, choice: decision })
      : opening;
  const content = noteOf(practice, directory, patient, draft);
  const record = draft.record === null ? fresh : (draft.record as RecordId);
  const written = { compartment: 'clinical' as const, content, record };
  const opened = await writeStanding(practice, patient.opened, written);
  return { opened, records: await openRecords(opened, careRecordSchema), offline: false };
}

/** Stores changed contact details as a new version. */
export async function updateContact(
  practice: Practice,
  file: FileId,
  contact: Contact,
): Promise<OpenedPatient> {
  const patient = await openPatient(practice, file);
  if (patient.offline) throw new ClientError('offline');
  const found = contactOf(patient.records);
  if (found === undefined) throw new ClientError('not-found');
  const content = { ...contact, source: null };
  const written = { compartment: 'contact' as const, content, record: found.record.record };
  const opened = await writeStanding(practice, patient.opened, written);
  const records = await openRecords(opened, careRecordSchema);
  return settledPatient(practice, { opened, records, offline: false });
}
