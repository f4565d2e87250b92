import type { z } from 'zod';
import { parseHetu } from '../hetu.ts';
import { parseEmail } from '../email.ts';
import { careLimits } from '../limits.ts';
import type { Contact, Guardian } from '../record/contact.ts';
import type {
  Location,
  Organization,
  Practitioner,
  PractitionerRole,
} from '../record/directory.ts';
import { genders, type Language, languages } from '../record/fields.ts';
import { sourceOf } from '../record/source.ts';
import type { FhirResource } from './parse.ts';
import type {
  locationResource,
  organizationResource,
  patientResource,
  practitionerResource,
  practitionerRoleResource,
  relatedPersonResource,
} from './schema.ts';
import { isCalendarDate } from '../hetu.ts';
import {
  addressOf,
  bestName,
  clip,
  conceptText,
  firstText,
  givenNames,
  nameText,
  telecomOf,
} from './text.ts';
import { systems } from './vocabulary.ts';

type PatientResource = z.infer<typeof patientResource>;

function whole(resource: FhirResource) {
  return sourceOf(resource.text, resource.url, null);
}

/** Addresses in comparable form where they are valid, otherwise as written. */
function emailsOf(emails: readonly string[]): string[] {
  return emails.map((email) => {
    const parsed = parseEmail(email);
    return parsed.ok ? parsed.value : email;
  });
}

/** The identity code, as written, if its system says that it is one and it is valid. */
function hetuOf(patient: PatientResource): string | null {
  for (const { system, value } of patient.identifier ?? []) {
    const parsed = system === systems.hetu ? parseHetu(value ?? '') : null;
    if (parsed?.ok) return parsed.value.code;
  }
  return null;
}

/** The preferred language among ours; English for a language that we do not speak. */
function languageOf(patient: PatientResource): Language {
  const spoken = patient.communication ?? [];
  const ordered = [...spoken.filter((c) => c.preferred === true), ...spoken];
  for (const { language } of ordered) {
    const tag = language.coding?.[0]?.code?.toLowerCase().slice(0, 2);
    const known = languages.find((ours) => ours === tag);
    if (known !== undefined) return known;
  }
  return 'en';
}

/** A whole calendar date, or null: FHIR allows a year or a month alone. */
function wholeDate(date: string | undefined): string | null {
  if (date === undefined || date.length !== 10) return null;
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return isCalendarDate(year, month, day) ? date : null;
}

/** Patient → contact. Guardians come from RelatedPerson resources of the same import. */
export function mapPatient(
  resource: FhirResource,
  patient: PatientResource,
  guardians: readonly Guardian[],
): Contact {
  const name = bestName(patient.name);
  const { phones, emails } = telecomOf(patient.telecom);
  return {
    type: 'contact',
    given: givenNames(name),
    family: firstText(name?.family, givenNames(name).length === 0 ? name?.text : undefined),
    birthDate: wholeDate(patient.birthDate),
    deceased: wholeDate(patient.deceasedDateTime?.slice(0, 10)),
    hetu: hetuOf(patient),
    gender: genders.find((gender) => gender === patient.gender) ?? 'unknown',
    language: languageOf(patient),
    phones,
    emails: emailsOf(emails),
    address: addressOf(patient.address?.[0]),
    guardians: guardians.slice(0, careLimits.few),
    centre: null,
    source: whole(resource),
  };
}

/** RelatedPerson → guardian of a contact record, or null where nobody is named. */
export function guardianOf(person: z.infer<typeof relatedPersonResource>): Guardian | null {
  const name = nameText(bestName(person.name));
  if (name === '') return null;
  const { phones, emails } = telecomOf(person.telecom);
  return {
    name,
    relation: conceptText(person.relationship?.[0]),
    phones,
    emails: emailsOf(emails),
  };
}

/** Practitioner → practitioner. */
export function mapPractitioner(
  resource: FhirResource,
  practitioner: z.infer<typeof practitionerResource>,
): Practitioner {
  const { phones, emails } = telecomOf(practitioner.telecom);
  const name = nameText(bestName(practitioner.name));
  return { type: 'practitioner', name, phones, emails, source: whole(resource) };
}

/** PractitionerRole → practitioner-role; the keys are the import keys of who and where, if known. */
export function mapPractitionerRole(
  resource: FhirResource,
  role: z.infer<typeof practitionerRoleResource>,
  keys: { readonly practitioner: string | null; readonly organization: string | null },
): PractitionerRole {
  const text = conceptText(role.code?.[0]);
  return { type: 'practitioner-role', ...keys, role: text, source: whole(resource) };
}

/** Organization → organization. */
export function mapOrganization(
  resource: FhirResource,
  organization: z.infer<typeof organizationResource>,
): Organization {
  return {
    type: 'organization',
    name: clip(organization.name ?? ''),
    address: addressOf(organization.address?.[0]),
    phones: telecomOf(organization.telecom).phones,
    source: whole(resource),
  };
}

/** Location → location. */
export function mapLocation(
  resource: FhirResource,
  location: z.infer<typeof locationResource>,
): Location {
  return {
    type: 'location',
    name: firstText(location.name, location.description),
    address: addressOf(location.address),
    phones: telecomOf(location.telecom).phones,
    source: whole(resource),
  };
}
