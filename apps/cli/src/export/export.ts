import { careRecordSchema } from '@vaiti/care';
import {
  collectionBundle,
  type ExportedResource,
  exportDirectory,
  exportPatient,
  type FiledRecord,
} from '@vaiti/care/fhir';
import { type OpenedFile, openRecords } from '@vaiti/client';
import { toHex } from '@vaiti/core';
import { entriesInOrder } from '../patients/readable.ts';
import type { OutputFolder } from './output-folder.ts';

/** `ndjson`: a file a resource type (Bulk Data). `bundle`: a collection a patient. */
export type ExportForm = 'ndjson' | 'bundle';

/** Counts of an export. */
export class ExportTally {
  files = 0;
  readonly resources = new Map<string, number>();
}

async function filedRecords(opened: OpenedFile): Promise<FiledRecord[]> {
  const entries = entriesInOrder(await openRecords(opened, careRecordSchema));
  return entries.map(({ entry, content }) => ({
    recordId: toHex(entry.header.record),
    version: entry.header.version,
    author: toHex(entry.header.author),
    record: content,
  }));
}

/** A resource on one line: line ends in JSON stand between tokens, where a space means the same. */
function oneLine(json: string): string {
  return json.includes('\n') ? json.replace(/\s*\r?\n\s*/g, ' ') : json;
}

async function writeAll(
  resources: readonly ExportedResource[],
  name: string,
  to: { readonly output: OutputFolder; readonly form: ExportForm },
): Promise<void> {
  const { form, output } = to;
  if (form === 'bundle') {
    for (const part of collectionBundle(resources)) await output.write(`${name}.json`, part);
    return;
  }
  const lines = Map.groupBy(resources, (resource) => resource.resourceType);
  for (const [type, here] of lines) {
    const text = here.map(({ json }) => `${oneLine(json)}\n`).join('');
    await output.write(`${type}.ndjson`, text);
  }
}

/** Writes one file's resources: a patient's, or a directory's. */
export async function exportFile(
  opened: OpenedFile,
  to: { readonly output: OutputFolder; readonly form: ExportForm; readonly tally: ExportTally },
): Promise<void> {
  const records = await filedRecords(opened);
  const { file } = opened.file;
  const isDirectory = opened.file.entries[0]?.header.compartment === 'directory';
  const resources = isDirectory
    ? [...exportDirectory(records)]
    : [...exportPatient({ patientId: file, records })];
  const { resources: counts } = to.tally;
  for (const { resourceType } of resources)
    counts.set(resourceType, (counts.get(resourceType) ?? 0) + 1);
  to.tally.files++;
  if (resources.length > 0) await writeAll(resources, isDirectory ? `directory-${file}` : file, to);
}
