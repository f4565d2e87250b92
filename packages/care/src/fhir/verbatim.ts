import { attachmentSource } from '../record/attachment.ts';
import { noteSource } from '../record/note.ts';
import type { CareRecord } from '../record/record.ts';
import { restoreSource } from '../record/source.ts';
import type { FiledRecord } from './filed.ts';
import { isJsonObject, type JsonObject, parseJson } from './parse.ts';

/** A FHIR R4 resource to write. `json` has no line end; imported ones are verbatim. */
export interface ExportedResource {
  readonly resourceType: string;
  readonly id: string | null;
  /** `fullUrl` under which it came in a Bundle, which its neighbours may refer to. */
  readonly url: string | null;
  readonly imported: boolean;
  readonly recordId: string;
  readonly json: string;
}

/** The verbatim source of a record, or null for one of our own. */
export function sourceText(record: CareRecord): string | null {
  if (record.type === 'note') return noteSource(record);
  if (record.type === 'attachment') return attachmentSource(record);
  if (!('source' in record) || record.source === null) return null;
  return restoreSource(record.source, null);
}

/** An imported resource as an object, to lay corrections over. */
export function objectOf(text: string): JsonObject {
  const value = parseJson(text)?.value;
  return isJsonObject(value) ? value : {};
}

/** The imported resource of a record, exactly as it came, or null for one of our own. */
export function verbatim({ record, recordId }: FiledRecord): ExportedResource | null {
  const text = sourceText(record);
  if (text === null) return null;
  const { resourceType, id } = objectOf(text);
  return {
    resourceType: typeof resourceType === 'string' ? resourceType : '',
    id: typeof id === 'string' ? id : null,
    url: 'source' in record ? (record.source?.url ?? null) : null,
    imported: true,
    recordId,
    json: text,
  };
}

/** How others refer to an imported resource: `Type/id`, its URL where it has no id, or not at all. */
export function referenceTo({ id, resourceType, url }: ExportedResource): string | null {
  return id === null ? url : `${resourceType}/${id}`;
}
