import type { FileId, RecordId } from '@vaiti/core';
import { ClientError } from '../../errors.ts';
import { latest } from '../../file/content.ts';
import type { ClinicContext, Handlers, Open } from '../context.ts';
import type { PatientFileView } from '../methods.ts';
import {
  type OpenedPatient,
  openPatient,
  settledPatient,
  signNote,
  updateContact,
  viewOf,
} from '../patient-file.ts';

/** The view of a patient, with whether a draft waits. */
async function patientView(open: Open, patient: OpenedPatient): Promise<PatientFileView> {
  const waiting = (await open.drafts.files()).has(patient.opened.file.file);
  return viewOf(open.practice, open.directory, patient, waiting);
}

/** One patient's file. */
export function fileHandlers(
  context: ClinicContext,
): Handlers<'openFile' | 'signNote' | 'updateContact' | 'attachment'> {
  const { emit } = context.around;
  return {
    openFile: ({ file }) =>
      context.run(async (open) => {
        const read = await openPatient(open.practice, file as FileId);
        const patient = await settledPatient(open.practice, read);
        context.setOnline(!patient.offline);
        return patientView(open, patient);
      }),
    signNote: ({ decision, ...draft }) =>
      context.run(async (open) => {
        await open.drafts.save(draft, context.isoNow());
        const patient = await signNote(open.practice, open.directory, { ...draft, decision });
        await open.drafts.discard(draft);
        emit({ event: 'file-changed', file: draft.file });
        return patientView(open, patient);
      }),
    updateContact: ({ file, contact }) =>
      context.run(async (open) => {
        const patient = await updateContact(open.practice, file as FileId, contact);
        emit({ event: 'file-changed', file });
        return patientView(open, patient);
      }),
    attachment: ({ file, record: id }) =>
      context.run(async ({ practice }) => {
        const { records } = await openPatient(practice, file as FileId);
        const record = records.find((r) => r.record === (id as RecordId));
        const content = record === undefined ? undefined : latest(record).content;
        if (content?.type !== 'attachment') throw new ClientError('not-found');
        const { title, contentType, data } = content;
        return { title, contentType, data: new Uint8Array(data) };
      }),
  };
}
