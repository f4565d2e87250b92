import { isJsonObject, type JsonObject } from './parse.ts';
import type { Resolution } from './references.ts';
import { type FhirReference, referenceSchema } from './schema.ts';
import { patientElements } from './vocabulary.ts';

/**
 * How a resource names its patient. `none`: no element that could. `unclear`: such an element is
 * there but leads nowhere.
 */
export type PatientLink =
  | { readonly kind: 'link'; readonly resolution: Resolution }
  | { readonly kind: 'unclear' }
  | { readonly kind: 'none' };

/** References of an element that is a Reference or a list of them. */
function referencesOf(value: unknown): FhirReference[] {
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((item) => {
    const parsed = referenceSchema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

/** References to participants: Appointment and its response name the patient as an actor. */
function actorsOf(json: JsonObject): FhirReference[] {
  const { participant, actor } = json;
  const actors = Array.isArray(participant)
    ? participant.flatMap((one) => (isJsonObject(one) ? referencesOf(one['actor']) : []))
    : [];
  return [...actors, ...(actor === undefined ? [] : referencesOf(actor))];
}

/** Whether the text of a reference can mean a patient: says so, or does not say what it means. */
function mayBePatient({ reference, type }: FhirReference): boolean {
  if (type !== undefined) return type === 'Patient';
  if (reference === undefined || reference.startsWith('urn:')) return true;
  return /(^|\/)Patient[/?]/.test(reference);
}

/** The patient that a resource of any type is about. `resolve` follows a reference. */
export function patientLinkOf(
  json: JsonObject,
  resolve: (reference: FhirReference) => Resolution,
): PatientLink {
  const named = patientElements.flatMap((element) =>
    json[element] === undefined ? [] : referencesOf(json[element]),
  );
  let unclear = false;
  for (const reference of [...named, ...actorsOf(json)]) {
    if (!mayBePatient(reference)) continue;
    const resolution = resolve(reference);
    if (resolution.ok && resolution.type === 'Patient') return { kind: 'link', resolution };
    unclear = true;
  }
  return { kind: unclear ? 'unclear' : 'none' };
}
