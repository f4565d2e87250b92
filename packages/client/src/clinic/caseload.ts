import { type CareRecord, careRecordSchema } from '@vaiti/care';
import type { Purpose } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { loadFile } from '../file/cached.ts';
import { openRecords } from '../file/content.ts';
import {
  isLocked,
  lacksBodies,
  type OpenedFile,
  openCached,
  readFiles,
  type ReadRequest,
} from '../file/read.ts';
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

/** The file from this device, if it is held exactly as the server lists it. */
async function current(practice: Practice, line: FileLine): Promise<OpenedFile | undefined> {
  const cached = await loadFile(practice.member, practice.roster, line.file);
  if (cached === undefined) return undefined;
  const { seq, head } = cached.file.state;
  if (line.head.seq < seq) throw new ClientError('head-rolled-back');
  if (line.head.seq > seq) return undefined;
  if (line.head.id !== head) throw new ClientError('file-forked');
  const opened = await openCached(practice, cached).catch((error: unknown) => {
    if (isLocked(error)) return undefined;
    throw error;
  });
  if (opened === undefined) return undefined;
  return lacksBodies(opened.file, opened.keys) ? undefined : opened;
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
  const lines = (await listFiles(practice)).filter((line) => line.file !== directory.file);
  const stale: FileLine[] = [];
  const opened: OpenedFile[] = [];
  for (const line of lines) {
    const cached = await current(practice, line);
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
