import { type CareRecord, type CareRecordType, careRecordSchema, type Contact } from '@vaiti/care';
import type { FileId, RecordId } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { latest, type OpenedRecord, openRecords } from '../file/content.ts';
import { type OpenedFile, readFile } from '../file/read.ts';
import { listFiles } from '../practice/files.ts';
import type { Practice } from '../practice/practice.ts';

/** A file that the member decides about, with everything in it. */
export interface OwnFile {
  readonly opened: OpenedFile;
  readonly records: readonly OpenedRecord<CareRecord>[];
}

/** Reads a file whose root the member holds. Throws `not-found`, `no-grant` and as `readFile`. */
export async function openOwn(practice: Practice, file: FileId): Promise<OwnFile> {
  const lines = (await listFiles(practice)).filter((line) => line.file === file);
  const line = lines.find(({ as }) => as === practice.member.identity.id) ?? lines[0];
  if (line === undefined) throw new ClientError('not-found');
  return contentOf(await readFile(practice, { file, as: line.as, purpose: 'care' }));
}

/** What a file holds, as it was read. Throws `no-grant` without the root. */
export async function contentOf(opened: OpenedFile): Promise<OwnFile> {
  opened.keys.root();
  return { opened, records: await openRecords<CareRecord>(opened, careRecordSchema) };
}

/** The newest content of a kind, with the record that it stands in. */
export interface Found<T extends CareRecordType> {
  readonly record: RecordId;
  /** Place of its newest version in the chain. */
  readonly seq: number;
  readonly content: Extract<CareRecord, { type: T }>;
}

/** Every record of a kind as it stands now, in the order of their newest versions. */
export function recordsOf<T extends CareRecordType>(
  records: readonly OpenedRecord<CareRecord>[],
  type: T,
): readonly Found<T>[] {
  const isOf = (content: CareRecord): content is Extract<CareRecord, { type: T }> =>
    content.type === type;
  return records
    .flatMap((record) => {
      const { content, entry } = latest(record);
      return isOf(content) ? [{ record: record.record, seq: entry.header.seq, content }] : [];
    })
    .sort((a, b) => a.seq - b.seq);
}

/** The contact details. Throws `content-invalid` where there are none. */
export function contactIn(records: readonly OpenedRecord<CareRecord>[]): Contact {
  const found = recordsOf(records, 'contact')[0];
  if (found === undefined) throw new ClientError('content-invalid');
  return found.content;
}
