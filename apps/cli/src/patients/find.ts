import { type CareRecord, careRecordSchema, type Contact, displayName } from '@vaiti/care';
import {
  type FileLine,
  latest,
  listFiles,
  type OpenedFile,
  openRecords,
  type Practice,
  readFiles,
} from '@vaiti/client';
import type { FileId, Purpose } from '@vaiti/core';
import { CliError } from '../output/errors.ts';

/** A file of a patient, as far as this person may read it. */
export interface PatientEntry {
  readonly file: FileId;
  /** Undefined for a file without contact details: what an import could not assign. */
  readonly contact: Contact | undefined;
  readonly opened: OpenedFile;
}

/** Files read at a time: memory holds no more than these. */
const PART = 32;

async function entryOf(opened: OpenedFile): Promise<PatientEntry | undefined> {
  const contacts = await openRecords<CareRecord>(opened, careRecordSchema, 'contact');
  const contact = contacts.map((r) => latest(r).content).find((c) => c.type === 'contact');
  const directory = opened.file.entries[0]?.header.compartment === 'directory';
  if (directory) return undefined;
  return { file: opened.file.file, contact, opened };
}

/** The lines of the list without those of directories, which begin in a compartment of their own. */
export async function* patientFiles(
  practice: Practice,
  options: {
    readonly purpose: Purpose;
    readonly only?: FileId;
    readonly onProgress?: (done: number, of: number) => void;
    /** Told each file that is sealed to a role from before this person joined it. */
    readonly onLocked?: () => void;
  },
): AsyncGenerator<PatientEntry> {
  const { only, purpose } = options;
  const all = byOwnGrant(practice, await listFiles(practice));
  const lines = only === undefined ? all : all.filter((line) => line.file === only);
  for (let at = 0; at < lines.length; at += PART) {
    const part = lines.slice(at, at + PART).map(({ file, as }) => ({ file, as, purpose }));
    const onLocked = options.onLocked ?? (() => undefined);
    const read = await readFiles(practice, part, undefined, { onLocked });
    options.onProgress?.(Math.min(at + PART, lines.length), lines.length);
    for (const opened of read) {
      const entry = await entryOf(opened);
      if (entry !== undefined) yield entry;
    }
  }
}

/** One line a file: by the person's own grant where they have one, which opens the most. */
export function byOwnGrant(practice: Practice, lines: readonly FileLine[]): FileLine[] {
  const best = new Map<FileId, FileLine>();
  for (const line of lines) {
    const own = line.as === practice.member.identity.id;
    if (own || !best.has(line.file)) best.set(line.file, line);
  }
  return [...best.values()];
}

/** The name in a list, or undefined where there are no contact details. */
export function nameIn(entry: PatientEntry): string | undefined {
  return entry.contact === undefined ? undefined : displayName(entry.contact);
}

function matches(entry: PatientEntry, wanted: string): boolean {
  const words = wanted.toLowerCase().split(/\s+/);
  const name = (nameIn(entry) ?? '').toLowerCase();
  return words.every((word) => name.includes(word));
}

/**
 * The patient meant by a file id, its beginning, or parts of the name. Throws `patient-unknown`,
 * `patient-ambiguous`.
 */
export async function findPatient(
  practice: Practice,
  wanted: string,
  purpose: Purpose,
): Promise<PatientEntry> {
  const found: PatientEntry[] = [];
  const isId = /^[0-9a-f]{6,32}$/.test(wanted);
  if (isId) {
    const lines = (await listFiles(practice)).filter((line) => line.file.startsWith(wanted));
    const [only] = new Set(lines.map((line) => line.file));
    if (only === undefined) throw new CliError('patient-unknown', { wanted });
    for await (const entry of patientFiles(practice, { purpose, only })) found.push(entry);
  } else {
    for await (const entry of patientFiles(practice, { purpose }))
      if (matches(entry, wanted)) found.push(entry);
  }
  const [one, another] = found;
  if (one === undefined) throw new CliError('patient-unknown', { wanted });
  if (another !== undefined)
    throw new CliError('patient-ambiguous', { wanted, count: found.length });
  return one;
}
