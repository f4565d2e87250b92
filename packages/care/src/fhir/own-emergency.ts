import type { EmergencyAccess } from '../record/emergency.ts';
import type { PatientContext } from './filed.ts';
import type { JsonObject } from './parse.ts';
import { systems } from './vocabulary.ts';

/** Emergency access → AuditEvent of an emergency override (DICOM PS3.15 A.5), purpose "break the glass". */
export function ownEmergency(
  access: EmergencyAccess,
  recordId: string,
  { patient }: PatientContext,
): JsonObject {
  const who = (id: string, requestor: boolean) => ({
    who: { reference: `Practitioner/${id}` },
    requestor,
  });
  return {
    resourceType: 'AuditEvent',
    id: recordId,
    type: { system: systems.dicom, code: '110113', display: 'Security Alert' },
    subtype: [{ system: systems.dicom, code: '110127', display: 'Emergency Override Started' }],
    action: 'R',
    recorded: access.openedOn,
    outcome: '0',
    outcomeDesc: access.reason,
    purposeOfEvent: [
      { coding: [{ system: systems.actReason, code: 'BTG', display: 'break the glass' }] },
    ],
    agent: [who(access.requester, true), ...access.officers.map((id) => who(id, false))],
    source: { observer: { display: 'Vaiti' } },
    entity: [{ what: { reference: patient } }],
  };
}
