import { type CareRecord, careRecordSchema, type Contact, type Note } from '@vaiti/care';
import {
  type Draft,
  latest,
  type OpenedFile,
  openRecords,
  type Practice,
  prepareFile,
  type ReaderPlan,
  readFile,
  sendAll,
  writerOf,
} from '@vaiti/client';
import { type FileId, newFileId, type PrincipalId } from '@vaiti/core';

/** A signed note with this text. */
export function noteOf(text: string): Note {
  return {
    type: 'note',
    title: 'Käynti',
    format: 'text/plain',
    text,
    visit: null,
    language: 'fi',
    template: null,
    status: 'signed',
    authoredOn: null,
    authorName: null,
    amends: null,
    source: null,
    sourceText: null,
  };
}

/** A note to be written. */
export function noteDraft(text: string): Draft {
  return { compartment: 'clinical', content: noteOf(text) };
}

/** Contact details of an invented patient; the individual number of the code is above 900. */
export function contactOf(family: string): Contact {
  return {
    type: 'contact',
    given: ['Testi'],
    family,
    birthDate: '1990-01-13',
    deceased: null,
    hetu: null,
    gender: 'unknown',
    language: 'fi',
    phones: [],
    emails: [],
    address: null,
    guardians: [],
    centre: null,
    source: null,
  };
}

/** A patient file of the signed-in member: contact details and notes, sent in one go. */
export async function newPatient(
  practice: Practice,
  options: {
    readonly texts: readonly string[];
    readonly readers?: readonly ReaderPlan[];
    /** ISO date; an adult's by default. */
    readonly birthDate?: string;
  },
): Promise<FileId> {
  const { member } = practice;
  const as = member.identity.id;
  const file = newFileId(member.entropy);
  const contact = contactOf('Koivu');
  const { birthDate = contact.birthDate } = options;
  const readers: ReaderPlan[] = [{ reader: as, scope: 'root' }, ...(options.readers ?? [])];
  const first: Draft = { compartment: 'contact', content: { ...contact, birthDate } };
  const started = await prepareFile(practice, { file, as, readers, first });
  const writer = writerOf(practice, started, as);
  for (const text of options.texts) await writer.add(noteDraft(text));
  await sendAll(practice, writer.take());
  return file;
}

/** Texts of the notes of an opened file in order, amendments last. */
export async function textsOf(opened: OpenedFile): Promise<readonly string[]> {
  const records = await openRecords<CareRecord>(opened, careRecordSchema);
  return records.flatMap((record) => {
    const { content } = latest(record);
    return content.type === 'note' ? [content.text] : [];
  });
}

/** Reads the file and resolves to the texts of its notes. `as` is the member by default. */
export async function readTexts(
  practice: Practice,
  file: FileId,
  options: { readonly as?: PrincipalId; readonly fresh?: boolean } = {},
): Promise<readonly string[]> {
  const as = options.as ?? practice.member.identity.id;
  const fresh = options.fresh ?? false;
  return textsOf(await readFile(practice, { file, as, purpose: 'care' }, { fresh }));
}
