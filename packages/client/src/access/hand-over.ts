import { type CareRecord, careRecordSchema, type Consent } from '@vaiti/care';
import type { PrincipalId } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { latest, openRecords } from '../file/content.ts';
import { type OpenedFile, readFiles } from '../file/read.ts';
import { writeEntry } from '../file/write.ts';
import { listFiles } from '../practice/files.ts';
import type { Practice } from '../practice/practice.ts';
import { shareFile, stopSharing } from './share.ts';

/** Whose files go to whom, and how the patients agreed. */
export interface HandOver {
  readonly from: PrincipalId;
  readonly to: PrincipalId;
  /** What is recorded in every file: how and when the patient consented. */
  readonly consent: string;
  /** Whether `from` is taken out of the files in the end. */
  readonly remove: boolean;
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Hands a whole caseload over: every file whose root both the member and `from` hold is opened to `to`
 * with the patient's consent on record, then, if wished, closed to `from`. Each step is found done or undone in the file itself, so an interrupted hand-over is simply repeated.
 * Resolves to how many files `to` has of it. Throws as `shareFile`.
 */
export async function handOver(practice: Practice, plan: HandOver): Promise<number> {
  const { from, onProgress, to } = plan;
  if (from === to || plan.consent.trim() === '') throw new ClientError('arguments-invalid');
  const lines = await listFiles(practice);
  let handed = 0;
  for (const [i, { as, file }] of lines.entries()) {
    const [opened] = await readFiles(practice, [{ file, as, purpose: 'care' }], undefined, {
      onLocked: () => undefined,
    });
    if (opened?.keys.opensAll === true && concerns(opened, plan)) {
      await handOne(practice, opened, plan);
      handed++;
    }
    onProgress?.(i + 1, lines.length);
  }
  return handed;
}

function concerns({ file }: OpenedFile, { from }: HandOver): boolean {
  if (file.entries[0]?.header.compartment === 'directory') return false;
  return file.state.readers.get(from)?.scopes.includes('root') ?? false;
}

async function handOne(practice: Practice, opened: OpenedFile, plan: HandOver): Promise<void> {
  const { consent, from, remove, to } = plan;
  let current = await shareFile(practice, opened, { reader: to, scope: 'root' });
  const content: Consent = { type: 'consent', to, from, text: consent };
  if (!(await isRecorded(current, content)))
    current = await writeEntry(practice, current, { compartment: 'clinical', content });
  if (remove && current.file.state.readers.has(from)) await stopSharing(practice, current, from);
}

async function isRecorded(opened: OpenedFile, wanted: Consent): Promise<boolean> {
  const records = await openRecords<CareRecord>(opened, careRecordSchema, 'clinical');
  return records.some((record) => {
    const { content } = latest(record);
    return content.type === 'consent' && content.to === wanted.to && content.from === wanted.from;
  });
}
