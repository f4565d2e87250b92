import type { CareRecord } from '../record/record.ts';

/** A record as it stands in a file: header facts and opened content. */
export interface FiledRecord {
  /** 32 hexadecimal characters; versions of one thing share it. */
  readonly recordId: string;
  /** From 1, without gaps. */
  readonly version: number;
  /** Who signed the entry, 32 hexadecimal characters; null where unknown. */
  readonly author: string | null;
  readonly record: CareRecord;
}

/** What mapping a record of a patient file needs to know about the file. */
export interface PatientContext {
  /** The reference that points at the patient, e.g. `Patient/…` or a `urn:uuid:`. */
  readonly patient: string;
  readonly patientId: string;
  /** Reference of a visit by its record id. */
  readonly visitOf: (recordId: string) => string;
}

/** The versions of each record by record id, lowest version first. */
export type Versions = ReadonlyMap<string, readonly FiledRecord[]>;

/** Groups the records of a file. */
export function versionsOf(records: readonly FiledRecord[]): Versions {
  const versions = new Map<string, FiledRecord[]>();
  for (const filed of records) {
    const list = versions.get(filed.recordId);
    if (list === undefined) versions.set(filed.recordId, [filed]);
    else list.push(filed);
  }
  for (const list of versions.values()) list.sort((a, b) => a.version - b.version);
  return versions;
}
