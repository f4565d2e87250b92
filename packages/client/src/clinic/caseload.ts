import { type CareRecord, careRecordSchema } from '@vaiti/care';
import type { Purpose } from '@vaiti/core';
import { currentFile } from '../file/current.ts';
import { openRecords } from '../file/content.ts';
import { followTombstones } from '../file/tombstone.ts';
import { type OpenedFile, readFiles, type ReadRequest } from '../file/read.ts';
import type { Directory } from '../practice/directory.ts';
import { type FileLine, listFiles } from '../practice/files.ts';
import { isoDay, today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import type { PatientLine } from './methods.ts';
import { contactOf, lineOf, lockedLine } from './views.ts';

/** What the caseload needs beside the practice. */
export interface CaseloadOptions {
  readonly directory: Directory;
  readonly drafts: ReadonlySet<string>;
  readonly onProgress: (done: number, of: number) => void;
}

/**
 * The member's patients: unchanged files from this device, changed ones fetched and verified. Only
 * the `contact` compartment is opened for the list. Throws as `readFiles`.
 */
export async function readCaseload(
  practice: Practice,
  options: CaseloadOptions,
): Promise<PatientLine[]> {
  const { directory, onProgress } = options;
  // What was forgotten goes from this device, too.
  await followTombstones(practice);
  const lines = (await listFiles(practice)).filter((line) => line.file !== directory.file);
  const stale: FileLine[] = [];
  const opened: OpenedFile[] = [];
  for (const line of lines) {
    const cached = await currentFile(practice, line);
    if (cached === undefined) stale.push(line);
    else onProgress(opened.push(cached), lines.length);
  }
  const purpose: Purpose = 'caseload';
  const requests = stale.map(({ file, as }) => ({ file, as, purpose }));
  const locked: PatientLine[] = [];
  const done = (): void => onProgress(opened.length + locked.length, lines.length);
  const onFile = (file: OpenedFile): void => {
    opened.push(file);
    done();
  };
  const onLocked = ({ file }: ReadRequest): void => {
    locked.push(lockedLine(file));
    done();
  };
  await readFiles(practice, requests, onFile, { onLocked });
  const patients = await Promise.all(opened.map((file) => patientLine(practice, file, options)));
  return [...locked, ...patients]
    .flatMap((p) => p ?? [])
    .sort((a, b) => a.name.localeCompare(b.name, 'fi'));
}

async function patientLine(
  practice: Practice,
  opened: OpenedFile,
  options: CaseloadOptions,
): Promise<PatientLine | undefined> {
  const records = await openRecords<CareRecord>(opened, careRecordSchema, 'contact');
  const found = contactOf(records);
  if (found === undefined) return undefined;
  const { file, keys } = opened;
  return lineOf({
    file: file.file,
    contact: found.contact,
    notes: keys.opens('clinical'),
    lastDay: file.state.day,
    draft: options.drafts.has(file.file),
    day: isoDay(today(practice.member)),
    directory: options.directory,
  });
}
