import { type FiledRecord, type PatientContext, type Versions, versionsOf } from './filed.ts';
import { ownCentre, ownStaff } from './own-directory.ts';
import { ownEmergency } from './own-emergency.ts';
import { ownNote } from './own-note.ts';
import { type About, ownDecision, ownSummary } from './own-sharing.ts';
import { ownCondition, ownContact, ownDocument, ownGuardians, ownVisit } from './own-patient.ts';
import type { JsonObject } from './parse.ts';
import { type ExportedResource, objectOf, referenceTo, sourceText, verbatim } from './verbatim.ts';

function own(recordId: string, resources: readonly JsonObject[]): ExportedResource[] {
  return resources.map((resource) => ({
    resourceType: String(resource['resourceType']),
    id: typeof resource['id'] === 'string' ? resource['id'] : null,
    url: null,
    imported: false,
    recordId,
    json: JSON.stringify(resource),
  }));
}

/** Whether a version is written: every one of a note, the newest one of anything else. */
function isWritten(filed: FiledRecord, versions: Versions): boolean {
  return filed.record.type === 'note' || versions.get(filed.recordId)?.at(-1) === filed;
}

/** The imported resource that a record was before the practice corrected it, or null. */
function importedBefore(filed: FiledRecord, versions: Versions): JsonObject | null {
  const earlier = versions.get(filed.recordId)?.filter((v) => v.version < filed.version) ?? [];
  for (const { record } of earlier.toReversed()) {
    const text = sourceText(record);
    if (text !== null) return objectOf(text);
  }
  return null;
}

/** How to refer to the imported resource of the first version of a record, or null. */
function importedReference(recordId: string, versions: Versions): string | null {
  for (const filed of versions.get(recordId) ?? []) {
    const resource = verbatim(filed);
    if (resource !== null) return referenceTo(resource);
  }
  return null;
}

/** The reference of the version of a note before this one, or null for the original. */
function previousNote({ recordId, version }: FiledRecord, versions: Versions): string | null {
  const previous = versions.get(recordId)?.find((one) => one.version === version - 1);
  if (previous === undefined) return null;
  const resource = verbatim(previous);
  return resource === null
    ? `DocumentReference/${recordId}-v${previous.version}`
    : referenceTo(resource);
}

/** The visit that a decision or a summary is about, or the note that tells of it. */
function aboutOf(visit: string | null, versions: Versions): About | undefined {
  if (visit === null) return undefined;
  const type = versions.get(visit)?.at(-1)?.record.type;
  if (type !== 'visit' && type !== 'note') return undefined;
  const own = type === 'visit' ? `Encounter/${visit}` : `DocumentReference/${visit}-v1`;
  return { isVisit: type === 'visit', reference: importedReference(visit, versions) ?? own };
}

function ownResources(
  filed: FiledRecord,
  versions: Versions,
  context: PatientContext,
): readonly JsonObject[] {
  const { record, recordId } = filed;
  switch (record.type) {
    case 'contact': {
      const before = importedBefore(filed, versions);
      return [ownContact(record, before, context), ...ownGuardians(record, before, context)];
    }
    case 'visit':
      return [ownVisit(record, recordId, context, importedBefore(filed, versions))];
    case 'condition':
      return [ownCondition(record, recordId, context, importedBefore(filed, versions))];
    case 'attachment':
      return [ownDocument(record, recordId, context)];
    case 'decision':
      return [ownDecision(record, { recordId, context, about: aboutOf(record.visit, versions) })];
    case 'emergency':
      return [ownEmergency(record, recordId, context)];
    case 'summary':
      return [ownSummary(record, { recordId, context, about: aboutOf(record.visit, versions) })];
    case 'note':
      return ownNote(record, {
        filed,
        context,
        replaces: previousNote(filed, versions),
        isNewest: versions.get(recordId)?.at(-1) === filed,
      });
    default:
      return [];
  }
}

/** What to write of a patient file. */
export interface PatientExport {
  /** Id of the Patient where none was imported: the file's, 32 hexadecimal characters. */
  readonly patientId: string;
  readonly records: readonly FiledRecord[];
}

/**
 * A patient file as FHIR R4 resources (DOMAIN section 5), Patient first, then in the order of the
 * records. What was imported comes out as it came in, character for character. A correction of an
 * imported record keeps that resource's id and members and lays our fields over it. Every version
 * of a note becomes a DocumentReference; a later one `replaces` the earlier.
 */
export function* exportPatient({ patientId, records }: PatientExport): Generator<ExportedResource> {
  const versions = versionsOf(records);
  const contact = records.findLast((f) => f.record.type === 'contact' && isWritten(f, versions));
  const imported = contact === undefined ? null : importedReference(contact.recordId, versions);
  const context: PatientContext = {
    patient: imported ?? `Patient/${patientId}`,
    patientId,
    visitOf: (recordId) => importedReference(recordId, versions) ?? `Encounter/${recordId}`,
  };
  const others = records.filter((filed) => filed !== contact && isWritten(filed, versions));
  for (const filed of contact === undefined ? others : [contact, ...others]) {
    const resource = verbatim(filed);
    if (resource !== null) yield resource;
    else yield* own(filed.recordId, ownResources(filed, versions, context));
  }
}

/** The directory file as FHIR R4 resources: imported ones verbatim, centres and staff mapped. */
export function* exportDirectory(records: readonly FiledRecord[]): Generator<ExportedResource> {
  const versions = versionsOf(records);
  for (const filed of records.filter((one) => isWritten(one, versions))) {
    const { record, recordId } = filed;
    const resource = verbatim(filed);
    if (resource !== null) yield resource;
    else if (record.type === 'centre') yield* own(recordId, ownCentre(record));
    else if (record.type === 'staff') yield* own(recordId, ownStaff(record));
  }
}

/** A Bundle of type collection, in parts to write one after the other; verbatim stays verbatim. */
export function* collectionBundle(resources: Iterable<ExportedResource>): Generator<string> {
  yield '{"resourceType":"Bundle","type":"collection","entry":[';
  let first = true;
  for (const { url, json } of resources) {
    const fullUrl = url === null ? '' : `"fullUrl":${JSON.stringify(url)},`;
    yield `${first ? '' : ','}\n{${fullUrl}"resource":${json}}`;
    first = false;
  }
  yield '\n]}\n';
}
