import { type CareRecord, careRecordSchema, type Contact, type Note } from '@vaiti/care';
import type { FileId, RecordId } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { latest, type OpenedRecord, openRecords } from '../file/content.ts';
import { type OpenedFile, readCached, readFile } from '../file/read.ts';
import { writeStanding } from '../access/rotate.ts';
import type { Directory } from '../practice/directory.ts';
import { nameOf } from '../practice/directory.ts';
import { listFiles } from '../practice/files.ts';
import { isoDay, today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import type { DraftView, PatientFileView } from './methods.ts';
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
    readers: readersOf(practice, directory, opened),
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

/** Signs and stores a note. Throws `draft-empty`, `not-found`, or as `writeEntry`. */
export async function signNote(
  practice: Practice,
  directory: Directory,
  draft: DraftView,
): Promise<OpenedPatient> {
  if (draft.text.trim() === '') throw new ClientError('draft-empty');
  const patient = await openPatient(practice, draft.file as FileId);
  if (patient.offline) throw new ClientError('offline');
  const content = noteOf(practice, directory, patient, draft);
  const record = draft.record === null ? {} : { record: draft.record as RecordId };
  const written = { compartment: 'clinical' as const, content, ...record };
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
  return { opened, records: await openRecords(opened, careRecordSchema), offline: false };
}
