import type { CareRecord } from '@vaiti/care';
import type { DemoPatient, DemoVisit } from '@vaiti/care/demo';
import type { Draft } from '@vaiti/client';
import { newRecordId, type PrincipalId } from '@vaiti/core';
import { entropy } from '../profile/entropy.ts';

/** Principals by nickname. */
export type Principals = ReadonlyMap<string, PrincipalId>;

function clinical(content: CareRecord): Draft {
  return { compartment: 'clinical', content };
}

function visitDrafts({ visit, noteVersions, therapist }: DemoVisit, people: Principals): Draft[] {
  const id = newRecordId(entropy);
  const note = newRecordId(entropy);
  const held = { ...visit, therapist: people.get(therapist) ?? null };
  return [
    { ...clinical(held), record: id },
    ...noteVersions.map((version) => ({ ...clinical({ ...version, visit: id }), record: note })),
  ];
}

/** Everything of a demo patient in the order in which it would have been written. */
export function patientDrafts(patient: DemoPatient, people: Principals): Draft[] {
  const createdOn = patient.openedOn;
  return [
    clinical({ type: 'descriptor', file: 'patient', createdOn }),
    { compartment: 'contact', content: patient.contact },
    ...patient.conditions.map(clinical),
    ...patient.visits.flatMap((visit) => visitDrafts(visit, people)),
  ];
}
