import type { CareRecord } from '@vaiti/care';
import type { DemoPatient, DemoVisit } from '@vaiti/care/demo';
import {
  type Draft,
  type Practice,
  prepareFile,
  type ReaderPlan,
  sendAll,
  writerOf,
} from '@vaiti/client';
import { type FileId, newFileId, newRecordId } from '@vaiti/core';
import { secretNeedle } from './secrets.ts';
import type { Needle } from '../find/needles.ts';

/** A patient whose sealed file the server keeps. */
export interface FiledPatient {
  readonly patient: DemoPatient;
  readonly file: FileId;
  /** The key of the file, which the server must not have. */
  readonly key: Needle;
}

function visitDrafts(practice: Practice, { visit, noteVersions }: DemoVisit): Draft[] {
  const { entropy } = practice.member;
  const id = newRecordId(entropy);
  const record = newRecordId(entropy);
  const notes: CareRecord[] = noteVersions.map((note) => ({ ...note, visit: id }));
  return [
    { compartment: 'clinical', content: visit, record: id },
    ...notes.map((content): Draft => ({ compartment: 'clinical', content, record })),
  ];
}

/** Seals a patient's records in a file of their own and sends them, as a client does. */
export async function filePatient(
  practice: Practice,
  patient: DemoPatient,
  others: readonly ReaderPlan[],
): Promise<FiledPatient> {
  const as = practice.member.identity.id;
  const file = newFileId(practice.member.entropy);
  const readers: ReaderPlan[] = [{ reader: as, scope: 'root' }, ...others];
  const first: Draft = { compartment: 'contact', content: patient.contact };
  const started = await prepareFile(practice, { file, as, readers, first });
  const writer = writerOf(practice, started, as);
  for (const content of patient.conditions) await writer.add({ compartment: 'clinical', content });
  for (const visit of patient.visits)
    for (const draft of visitDrafts(practice, visit)) await writer.add(draft);
  await sendAll(practice, writer.take());
  return { patient, file, key: secretNeedle('file key', started.root) };
}
