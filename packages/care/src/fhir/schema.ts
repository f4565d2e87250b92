import { z } from 'zod';
import { dateTimeSchema } from '../record/fields.ts';

/**
 * The parts of FHIR R4 resources that we read, as loose objects: everything else passes through
 * unread and stays in the verbatim source. A part of the wrong type is refused.
 */
const maybe = <T extends z.ZodType>(schema: T) => schema.optional();
const text = z.string();
const dateTime = maybe(dateTimeSchema);

const identifier = z.looseObject({ system: maybe(text), value: maybe(text) });
export type FhirIdentifier = z.infer<typeof identifier>;

const reference = z.looseObject({
  reference: maybe(text),
  type: maybe(text),
  identifier: maybe(identifier),
  display: maybe(text),
});
export type FhirReference = z.infer<typeof reference>;

const coding = z.looseObject({ system: maybe(text), code: maybe(text), display: maybe(text) });
const concept = z.looseObject({ coding: maybe(z.array(coding)), text: maybe(text) });
export type FhirConcept = z.infer<typeof concept>;

const humanName = z.looseObject({
  use: maybe(text),
  text: maybe(text),
  family: maybe(text),
  // FHIR JSON puts null where a primitive of an array has only an extension.
  given: maybe(z.array(text.nullable())),
  prefix: maybe(z.array(text.nullable())),
});
export type FhirName = z.infer<typeof humanName>;

const contactPoint = z.looseObject({ system: maybe(text), value: maybe(text), use: maybe(text) });
export type FhirContactPoint = z.infer<typeof contactPoint>;

const address = z.looseObject({
  line: maybe(z.array(text.nullable())),
  city: maybe(text),
  postalCode: maybe(text),
  country: maybe(text),
});
export type FhirAddress = z.infer<typeof address>;

const attachment = z.looseObject({
  contentType: maybe(text),
  language: maybe(text),
  data: maybe(text),
  url: maybe(text),
  title: maybe(text),
});

const period = z.looseObject({ start: dateTime, end: dateTime });
const extension = z.looseObject({
  url: maybe(text),
  valueBoolean: maybe(z.boolean()),
  valueCode: maybe(text),
});

const common = {
  id: maybe(text),
  language: maybe(text),
  identifier: maybe(z.array(identifier)),
  extension: maybe(z.array(extension)),
};

const person = { name: maybe(z.array(humanName)), telecom: maybe(z.array(contactPoint)) };

export const patientResource = z.looseObject({
  resourceType: z.literal('Patient'),
  ...common,
  ...person,
  gender: maybe(text),
  birthDate: maybe(z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)),
  deceasedDateTime: maybe(text),
  address: maybe(z.array(address)),
  communication: maybe(
    z.array(z.looseObject({ language: concept, preferred: maybe(z.boolean()) })),
  ),
});

export const relatedPersonResource = z.looseObject({
  resourceType: z.literal('RelatedPerson'),
  ...common,
  ...person,
  patient: maybe(reference),
  relationship: maybe(z.array(concept)),
});

export const practitionerResource = z.looseObject({
  resourceType: z.literal('Practitioner'),
  ...common,
  ...person,
});

export const practitionerRoleResource = z.looseObject({
  resourceType: z.literal('PractitionerRole'),
  ...common,
  practitioner: maybe(reference),
  organization: maybe(reference),
  code: maybe(z.array(concept)),
});

export const organizationResource = z.looseObject({
  resourceType: z.literal('Organization'),
  ...common,
  name: maybe(text),
  telecom: maybe(z.array(contactPoint)),
  address: maybe(z.array(address)),
});

export const locationResource = z.looseObject({
  resourceType: z.literal('Location'),
  ...common,
  name: maybe(text),
  description: maybe(text),
  telecom: maybe(z.array(contactPoint)),
  address: maybe(address),
});

export const encounterResource = z.looseObject({
  resourceType: z.literal('Encounter'),
  ...common,
  status: maybe(text),
  class: maybe(coding),
  type: maybe(z.array(concept)),
  subject: maybe(reference),
  participant: maybe(z.array(z.looseObject({ individual: maybe(reference) }))),
  period: maybe(period),
});

export const conditionResource = z.looseObject({
  resourceType: z.literal('Condition'),
  ...common,
  clinicalStatus: maybe(concept),
  code: maybe(concept),
  subject: maybe(reference),
  onsetDateTime: dateTime,
  abatementDateTime: dateTime,
  recordedDate: dateTime,
});

export const documentReferenceResource = z.looseObject({
  resourceType: z.literal('DocumentReference'),
  ...common,
  type: maybe(concept),
  description: maybe(text),
  subject: maybe(reference),
  date: dateTime,
  author: maybe(z.array(reference)),
  content: maybe(z.array(z.looseObject({ attachment: maybe(attachment) }))),
  context: maybe(z.looseObject({ encounter: maybe(z.array(reference)) })),
});

const section = z.looseObject({
  title: maybe(text),
  text: maybe(z.looseObject({ div: maybe(text) })),
  get section() {
    return maybe(z.array(section));
  },
});
export type FhirSection = z.infer<typeof section>;

export const compositionResource = z.looseObject({
  resourceType: z.literal('Composition'),
  id: maybe(text),
  language: maybe(text),
  title: maybe(text),
  date: dateTime,
  subject: maybe(reference),
  encounter: maybe(reference),
  author: maybe(z.array(reference)),
  text: maybe(z.looseObject({ div: maybe(text) })),
  section: maybe(z.array(section)),
});

export const binaryResource = z.looseObject({
  resourceType: z.literal('Binary'),
  id: maybe(text),
  contentType: maybe(text),
  securityContext: maybe(reference),
  data: maybe(text),
});

const understood = [
  patientResource,
  relatedPersonResource,
  practitionerResource,
  practitionerRoleResource,
  organizationResource,
  locationResource,
  encounterResource,
  conditionResource,
  documentReferenceResource,
  compositionResource,
  binaryResource,
] as const;

/** A resource of a type that we map to a record of its own. */
export const understoodResource = z.discriminatedUnion('resourceType', understood);
export type UnderstoodResource = z.infer<typeof understoodResource>;

const understoodTypes = new Set<string>(
  understood.map((schema) => schema.shape.resourceType.value),
);

/** Whether we have a mapping for this resource type. */
export function isUnderstoodType(resourceType: string): boolean {
  return understoodTypes.has(resourceType);
}

export const referenceSchema = reference;
