import type { Attachment } from '../record/attachment.ts';
import type { Condition } from '../record/condition.ts';
import type { Contact } from '../record/contact.ts';
import type { Visit } from '../record/visit.ts';
import type { PatientContext } from './filed.ts';
import { addressOut, codeOut, layOver, present, telecomOut } from './own-parts.ts';
import { isJsonObject, type JsonObject } from './parse.ts';
import { systems } from './vocabulary.ts';

/** Identifiers of the imported resource without its identity code, then ours. */
function identifiersOut(contact: Contact, before: JsonObject | null): unknown[] {
  const earlier = before?.['identifier'];
  const others: readonly unknown[] = Array.isArray(earlier)
    ? earlier.filter((one) => !(isJsonObject(one) && one['system'] === systems.hetu))
    : [];
  const hetu = contact.hetu === null ? [] : [{ system: systems.hetu, value: contact.hetu }];
  return [...others, ...hetu];
}

/**
 * What is known of a death. A whole date is ours to change; a year alone, or that somebody died at an
 * unknown time, stays as it was imported until the practice writes a date.
 */
function deathOut({ deceased }: Contact, before: JsonObject | null): JsonObject {
  const earlier = before?.['deceasedDateTime'];
  const known = typeof earlier === 'string' ? earlier : '';
  if (deceased !== null) {
    const same = known.startsWith(deceased) ? known : deceased;
    return { deceasedDateTime: same, deceasedBoolean: undefined };
  }
  return { deceasedDateTime: known.length < 10 ? earlier : undefined };
}

/** Contact → Patient. */
export function ownContact(
  contact: Contact,
  before: JsonObject | null,
  { patientId }: PatientContext,
): JsonObject {
  const address = addressOut(contact.address);
  const name = present({
    use: 'official',
    family: contact.family,
    given: contact.given.filter((given) => given !== ''),
  });
  const over = {
    resourceType: 'Patient',
    id: patientId,
    identifier: identifiersOut(contact, before),
    name: Object.keys(name).length > 1 ? [name] : [],
    telecom: telecomOut(contact.phones, contact.emails),
    gender: contact.gender,
    birthDate: contact.birthDate ?? before?.['birthDate'],
    ...deathOut(contact, before),
    address: address === undefined ? [] : [address],
    communication: [
      {
        language: { coding: [{ system: systems.language, code: contact.language }] },
        preferred: true,
      },
    ],
    managingOrganization:
      contact.centre === null
        ? before?.['managingOrganization']
        : { reference: `Organization/${contact.centre}` },
  };
  return layOver(before, before === null ? present(over) : over);
}

/** Guardians → RelatedPerson. Those of an imported patient came as resources of their own. */
export function ownGuardians(
  contact: Contact,
  before: JsonObject | null,
  { patient, patientId }: PatientContext,
): JsonObject[] {
  if (before !== null) return [];
  return contact.guardians.map((guardian, at) =>
    present({
      resourceType: 'RelatedPerson',
      id: `${patientId}-guardian-${at + 1}`,
      active: true,
      patient: { reference: patient },
      relationship: guardian.relation === '' ? [] : [{ text: guardian.relation }],
      name: [{ text: guardian.name }],
      telecom: telecomOut(guardian.phones, guardian.emails),
    }),
  );
}

/** Visit → Encounter. */
export function ownVisit(
  visit: Visit,
  recordId: string,
  { patient }: PatientContext,
  before: JsonObject | null,
): JsonObject {
  const remote = visit.mode !== 'centre';
  const individual = present({
    reference: visit.therapist === null ? undefined : `Practitioner/${visit.therapist}`,
    display: visit.therapistName,
  });
  const period = present({ start: visit.start, end: visit.end });
  const extension = [
    { url: systems.visitMode, valueCode: visit.mode },
    ...(visit.minorDecides === null
      ? []
      : [{ url: systems.minorDecides, valueBoolean: visit.minorDecides }]),
  ];
  const over = present({
    resourceType: 'Encounter',
    id: recordId,
    extension,
    status: visit.status,
    class: {
      system: systems.actCode,
      code: remote ? 'VR' : 'AMB',
      display: remote ? 'virtual' : 'ambulatory',
    },
    type: visit.title === '' ? [] : [{ text: visit.title }],
    subject: { reference: patient },
    participant: Object.keys(individual).length === 0 ? [] : [{ individual }],
    period: Object.keys(period).length === 0 ? undefined : period,
    serviceProvider:
      visit.centre === null ? undefined : { reference: `Organization/${visit.centre}` },
  });
  return layOver(before, over);
}

/** Condition → Condition. The clinical status is required unless entered in error (con-3). */
export function ownCondition(
  condition: Condition,
  recordId: string,
  { patient }: PatientContext,
  before: JsonObject | null,
): JsonObject {
  const coding = condition.coding.map(({ system, code, display }) =>
    present({ system, code: codeOut(code), display }),
  );
  const over = present({
    resourceType: 'Condition',
    id: recordId,
    clinicalStatus: {
      coding: [
        {
          system: systems.conditionClinical,
          // con-4: an abated condition is inactive, resolved or in remission.
          code: condition.status ?? (condition.ended === null ? 'active' : 'resolved'),
        },
      ],
    },
    code: present({
      coding: coding.filter((c) => Object.keys(c).length > 0),
      text: condition.text,
    }),
    subject: { reference: patient },
    onsetDateTime: condition.onset,
    abatementDateTime: condition.ended,
    recordedDate: condition.recorded,
  });
  return layOver(before, over);
}

/** Attachment of our own → DocumentReference with the bytes. */
export function ownDocument(
  attachment: Attachment,
  recordId: string,
  { patient }: PatientContext,
): JsonObject {
  return {
    resourceType: 'DocumentReference',
    id: recordId,
    status: 'current',
    subject: { reference: patient },
    content: [
      {
        attachment: present({
          contentType: codeOut(attachment.contentType),
          title: attachment.title,
          data: attachment.data.toBase64(),
        }),
      },
    ],
  };
}
