import {
  type Compartment,
  idOf,
  open,
  openLent,
  type ParsedEntry,
  type RecordId,
  type Schema,
} from '@vaiti/core';
import type { FileKeys } from './keys.ts';
import type { OpenedFile } from './read.ts';

/** One opened version of a record. */
export interface OpenedVersion<T> {
  readonly entry: ParsedEntry;
  readonly content: T;
}

/** All versions of one record, oldest first. */
export interface OpenedRecord<T> {
  readonly record: RecordId;
  readonly compartment: Compartment;
  readonly versions: readonly [OpenedVersion<T>, ...OpenedVersion<T>[]];
}

/**
 * Opens every entry with a body that the keys reach, and parses it. Others are passed over. Throws as `open`; the device then forgets the keys that did not fit.
 */
export async function openRecords<T>(
  opened: OpenedFile,
  schema: Schema<T>,
  only?: Compartment,
): Promise<readonly OpenedRecord<T>[]> {
  const { file, keys } = opened;
  const readable = file.entries.filter(({ header }) => {
    if (header.length === 0) return false;
    return keys.reaches(header) && (only ?? header.compartment) === header.compartment;
  });
  const opening = readable.map((entry) => openOne(schema, entry, keys));
  const contents = await Promise.all(opening).catch(async (error: unknown) => {
    await opened.distrust();
    throw error;
  });
  const records = new Map<RecordId, OpenedVersion<T>[]>();
  for (const [i, entry] of readable.entries()) {
    const content = contents[i];
    if (content === undefined) continue;
    const id = idOf<RecordId>(entry.header.record);
    records.set(id, [...(records.get(id) ?? []), { entry, content }]);
  }
  return [...records].flatMap(([record, [first, ...rest]]) =>
    first === undefined
      ? []
      : [{ record, compartment: first.entry.header.compartment, versions: [first, ...rest] }],
  );
}

/** Opens one entry that the keys reach. Throws as `open`. */
function openOne<T>(schema: Schema<T>, entry: ParsedEntry, keys: FileKeys): Promise<T> {
  const { compartment, seq } = entry.header;
  const lent = keys.opens(compartment) ? undefined : keys.lentKey(seq);
  return lent === undefined
    ? open(schema, entry, keys.compartment(compartment))
    : openLent(schema, entry, lent);
}

/** The newest version of a record. */
export function latest<T>(record: OpenedRecord<T>): OpenedVersion<T> {
  return record.versions.at(-1) ?? record.versions[0];
}
