import type { Decision } from '../record/decision.ts';
import type { Summary } from '../record/summary.ts';
import type { PatientContext } from './filed.ts';
import { present } from './own-parts.ts';
import type { JsonObject } from './parse.ts';
import { systems } from './vocabulary.ts';

/** A visit of the file, or the note that tells of it. */
export interface About {
  readonly isVisit: boolean;
  readonly reference: string;
}

interface Place {
  readonly recordId: string;
  readonly context: PatientContext;
  /** What it is about, if that is anything of this file. */
  readonly about: About | undefined;
}

/** A minor's decision → Consent that permits or denies the disclosure of one visit. */
export function ownDecision(decision: Decision, { about, context, recordId }: Place): JsonObject {
  const { choice, text } = decision;
  return present({
    resourceType: 'Consent',
    id: recordId,
    extension: [
      { url: systems.minorChoice, valueCode: choice },
      ...(text === '' ? [] : [{ url: `${systems.minorChoice}-text`, valueString: text }]),
    ],
    status: 'active',
    scope: { coding: [{ system: systems.consentScope, code: 'patient-privacy' }] },
    category: [
      { coding: [{ system: systems.loinc, code: '59284-0', display: 'Patient Consent' }] },
    ],
    patient: { reference: context.patient },
    policyRule: { text: '785/1992, 9 §' },
    provision: present({
      type: choice === 'minor-keeps' ? 'deny' : 'permit',
      data:
        about === undefined
          ? []
          : [{ meaning: 'instance', reference: { reference: about.reference } }],
    }),
  });
}

/** What the patient or the guardian was told → Communication. */
export function ownSummary(summary: Summary, { about, context, recordId }: Place): JsonObject {
  const { audience, authorName, text, title, writtenOn } = summary;
  return present({
    resourceType: 'Communication',
    id: recordId,
    extension: [{ url: systems.audience, valueCode: audience }],
    status: 'completed',
    subject: { reference: context.patient },
    topic: title === '' ? undefined : { text: title },
    encounter: about?.isVisit === true ? { reference: about.reference } : undefined,
    about: about?.isVisit === false ? [{ reference: about.reference }] : [],
    sent: writtenOn,
    recipient: audience === 'patient' ? [{ reference: context.patient }] : [],
    sender: { display: authorName },
    payload: [{ contentString: text }],
  });
}
