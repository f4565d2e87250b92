import type { Guardian } from '../record/contact.ts';
import { type CareCompartment, type CareRecord, compartmentOf } from '../record/record.ts';
import {
  type DocumentFacts,
  documentFacts,
  keepWhole,
  mapBinary,
  mapComposition,
  mapCondition,
  mapDocumentReference,
  mapEncounter,
} from './map-clinical.ts';
import {
  guardianOf,
  mapLocation,
  mapOrganization,
  mapPatient,
  mapPractitioner,
  mapPractitionerRole,
} from './map-people.ts';
import { type Digest, type FhirResource, importKeyOf } from './parse.ts';
import { type PatientLink, patientLinkOf } from './patient-link.ts';
import {
  ReferenceIndex,
  type ReferenceTarget,
  readReference,
  type Resolution,
} from './references.ts';
import type { FhirIdentifier, FhirReference, UnderstoodResource } from './schema.ts';
import { administrativeTypes } from './vocabulary.ts';

/** Which file an item belongs to. `patient` is the import key of the patient: a file for each. */
export type ImportTarget =
  | { readonly file: 'directory' }
  | { readonly file: 'patient'; readonly patient: string };

/** What a person should look at afterwards. The item is kept all the same. */
export type ImportWarning =
  /** It names a patient that the import does not hold: it goes to a file of that name. */
  | 'patient-unknown'
  /** It names no patient although its kind is about one: it goes to the file `UNASSIGNED`. */
  | 'patient-missing'
  | 'visit-unresolved'
  | 'not-understood';

/** One record to file. */
export interface ImportItem {
  /** Stable over imports of the same input: skip the item if the file has it already. */
  readonly importKey: string;
  readonly target: ImportTarget;
  readonly compartment: CareCompartment;
  readonly record: CareRecord;
  readonly warnings: readonly ImportWarning[];
}

export interface ImportPlanOptions {
  /** SHA-256 as hexadecimal, for resources without an id. */
  readonly digest: Digest;
  /**
   * The record id (32 hexadecimal characters) under which the item with this import key is filed.
   * A function, so that notes can point at visits without a table of all visits.
   */
  readonly recordIdOf: (importKey: string) => string;
}

/** Key of the closed patient file that takes what is about nobody we can name. */
export const UNASSIGNED = 'Patient/unassigned';

/** Types held in the index: few compared with visits and notes. */
const SURVEYED: ReadonlySet<string> = new Set([
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'Location',
]);

/** Identifiers by which others may refer to a surveyed resource; nobody does so to another. */
function identifiersOf(resource: UnderstoodResource | null): FhirIdentifier[] {
  switch (resource?.resourceType) {
    case 'Patient':
    case 'Practitioner':
    case 'PractitionerRole':
    case 'Organization':
    case 'Location':
      return (resource.identifier ?? []).map(({ system, value }) => ({ system, value }));
    default:
      return [];
  }
}

interface BinaryLink {
  readonly patient: ReferenceTarget;
  readonly facts: DocumentFacts;
}

/**
 * An import in two passes over the same input. `survey` every resource first; then `map` each one.
 * Memory grows with patients, professionals and places, not with visits and notes.
 */
export class ImportPlan {
  readonly #index = new ReferenceIndex();
  readonly #guardians: { readonly patient: ReferenceTarget; readonly guardian: Guardian }[] = [];
  #guardiansByPatient: Map<string, Guardian[]> | null = null;
  readonly #binaries = new Map<string, BinaryLink>();
  readonly #options: ImportPlanOptions;

  constructor(options: ImportPlanOptions) {
    this.#options = options;
  }

  /** Resources held in the index. */
  get size(): number {
    return this.#index.size;
  }

  /** First pass: takes in what others refer to. */
  survey(resource: FhirResource): void {
    const { resourceType, understood } = resource;
    if (understood?.resourceType === 'RelatedPerson') {
      const guardian = guardianOf(understood);
      if (guardian === null) return;
      this.#guardians.push({ patient: readReference(understood.patient, 'Patient'), guardian });
      this.#guardiansByPatient = null;
    } else if (understood?.resourceType === 'DocumentReference') {
      const patient = readReference(understood.subject, 'Patient');
      for (const { attachment } of understood.content ?? []) {
        const at = readReference({ reference: attachment?.url });
        if (at.kind === 'literal' && at.type === 'Binary') {
          this.#binaries.set(`Binary/${at.id}`, {
            patient,
            facts: documentFacts(understood, null),
          });
        } else if (at.kind === 'url') {
          this.#binaries.set(at.url, { patient, facts: documentFacts(understood, null) });
        }
      }
    } else if (SURVEYED.has(resourceType)) {
      this.#addTo(this.#index, resource);
    }
  }

  /** References between the entries of one Bundle; pass it to `map` with each of them. */
  scopeOf(entries: Iterable<FhirResource>): ReferenceIndex {
    const scope = new ReferenceIndex();
    for (const resource of entries) this.#addTo(scope, resource);
    return scope;
  }

  #addTo(index: ReferenceIndex, resource: FhirResource): void {
    const key = importKeyOf(resource, this.#options.digest);
    const identifiers = identifiersOf(resource.understood);
    index.add({ type: resource.resourceType, key, url: resource.url, identifiers });
  }

  /** Follows a reference: within the Bundle first, then over the whole import. */
  resolve(
    reference: FhirReference | undefined,
    expected: string | null,
    scope: ReferenceIndex | null = null,
  ): Resolution {
    return this.#follow(readReference(reference, expected), scope);
  }

  #follow(target: ReferenceTarget, scope: ReferenceIndex | null): Resolution {
    const near = scope?.resolve(target);
    return near?.ok && near.known ? near : this.#index.resolve(target);
  }

  /** Second pass: the record that a resource becomes, and where it goes. Every resource gets one. */
  map(resource: FhirResource, scope: ReferenceIndex | null = null): ImportItem {
    const importKey = importKeyOf(resource, this.#options.digest);
    const warnings: ImportWarning[] = [];
    const target = this.#targetOf(resource, importKey, scope, warnings);
    const record = this.#recordOf(resource, importKey, scope, warnings);
    if (record.type === 'attachment' && record.reason === 'type-not-mapped') {
      warnings.push('not-understood');
    }
    return {
      importKey,
      target,
      compartment: compartmentOf(record.type, target.file),
      record,
      warnings,
    };
  }

  #targetOf(
    resource: FhirResource,
    importKey: string,
    scope: ReferenceIndex | null,
    warnings: ImportWarning[],
  ): ImportTarget {
    if (resource.resourceType === 'Patient') return { file: 'patient', patient: importKey };
    const link = this.#binaryLinkOf(resource);
    const found: PatientLink =
      link === undefined
        ? patientLinkOf(resource.json, (reference) => this.resolve(reference, 'Patient', scope))
        : { kind: 'link', resolution: this.#follow(link.patient, scope) };
    if (found.kind === 'link' && found.resolution.ok) {
      if (!found.resolution.known) warnings.push('patient-unknown');
      return { file: 'patient', patient: found.resolution.key };
    }
    if (found.kind === 'none' && administrativeTypes.has(resource.resourceType)) {
      return { file: 'directory' };
    }
    warnings.push(found.kind === 'none' ? 'patient-missing' : 'patient-unknown');
    return { file: 'patient', patient: UNASSIGNED };
  }

  #binaryLinkOf({ resourceType, id, url }: FhirResource): BinaryLink | undefined {
    if (resourceType !== 'Binary') return undefined;
    const byUrl = url === null ? undefined : this.#binaries.get(url);
    return byUrl ?? (id === null ? undefined : this.#binaries.get(`Binary/${id}`));
  }

  #recordOf(
    resource: FhirResource,
    importKey: string,
    scope: ReferenceIndex | null,
    warnings: ImportWarning[],
  ): CareRecord {
    const fhir: UnderstoodResource | null = resource.understood;
    const visitOf = (reference: FhirReference | undefined) =>
      this.#visitOf(reference, scope, warnings);
    const keyOf = (reference: FhirReference | undefined, type: string) => {
      const resolution = this.resolve(reference, type, scope);
      return resolution.ok ? resolution.key : null;
    };
    switch (fhir?.resourceType) {
      case 'Patient':
        return mapPatient(resource, fhir, this.#guardiansOf(importKey));
      case 'Practitioner':
        return mapPractitioner(resource, fhir);
      case 'PractitionerRole':
        return mapPractitionerRole(resource, fhir, {
          practitioner: keyOf(fhir.practitioner, 'Practitioner'),
          organization: keyOf(fhir.organization, 'Organization'),
        });
      case 'Organization':
        return mapOrganization(resource, fhir);
      case 'Location':
        return mapLocation(resource, fhir);
      case 'Encounter':
        return mapEncounter(resource, fhir);
      case 'Condition':
        return mapCondition(resource, fhir);
      case 'DocumentReference':
        return mapDocumentReference(resource, fhir, visitOf(fhir.context?.encounter?.[0]));
      case 'Composition':
        return mapComposition(resource, fhir, visitOf(fhir.encounter));
      case 'Binary':
        return mapBinary(resource, fhir, this.#binaryLinkOf(resource)?.facts ?? null);
      case 'RelatedPerson':
      case undefined:
        return keepWhole(resource, 'type-not-mapped');
    }
  }

  #visitOf(
    reference: FhirReference | undefined,
    scope: ReferenceIndex | null,
    warnings: ImportWarning[],
  ): string | null {
    const target = readReference(reference, 'Encounter');
    if (target.kind === 'fault' && target.code === 'reference-missing') return null;
    const resolution = this.#follow(target, scope);
    if (resolution.ok && resolution.type === 'Encounter') {
      return this.#options.recordIdOf(resolution.key);
    }
    warnings.push('visit-unresolved');
    return null;
  }

  #guardiansOf(patient: string): readonly Guardian[] {
    if (this.#guardiansByPatient === null) {
      const byPatient = new Map<string, Guardian[]>();
      for (const { patient: target, guardian } of this.#guardians) {
        const resolution = this.#index.resolve(target);
        if (!resolution.ok) continue;
        const list = byPatient.get(resolution.key);
        if (list === undefined) byPatient.set(resolution.key, [guardian]);
        else list.push(guardian);
      }
      this.#guardiansByPatient = byPatient;
    }
    return this.#guardiansByPatient.get(patient) ?? [];
  }
}
