/** Identifiers of systems that both directions use. */
export const systems = {
  /** Finnish personal identity code, THL code server. */
  hetu: 'urn:oid:1.2.246.21',
  actCode: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  conditionClinical: 'http://terminology.hl7.org/CodeSystem/condition-clinical',
  participation: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
  language: 'urn:ietf:bcp:47',
  loinc: 'http://loinc.org',
  /** Our own extensions of an Encounter. */
  minorDecides: 'urn:vaiti:fhir:minor-decides',
  visitMode: 'urn:vaiti:fhir:visit-mode',
  dicom: 'http://dicom.nema.org/resources/ontology/DCM',
  actReason: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  consentScope: 'http://terminology.hl7.org/CodeSystem/consentscope',
  /** Our own extension of a Consent: what was recorded of a minor's visit. */
  minorChoice: 'urn:vaiti:fhir:minor-choice',
  /** Our own extension of a Communication: whether it is for the patient or the guardian. */
  audience: 'urn:vaiti:fhir:audience',
  /** Our own extension of a DocumentReference: why a note was amended. */
  amends: 'urn:vaiti:fhir:amends',
  /** Role of a member of staff. */
  staffRole: 'urn:vaiti:fhir:staff-role',
} as const;

/**
 * Resource types that tell of the organisation or of terminology, never of one patient. Only these
 * may stand in the directory, which all staff read; anything else without a patient goes to a
 * closed file of its own.
 */
export const administrativeTypes: ReadonlySet<string> = new Set([
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'OrganizationAffiliation',
  'Location',
  'HealthcareService',
  'Endpoint',
  'CapabilityStatement',
  'StructureDefinition',
  'SearchParameter',
  'OperationDefinition',
  'ImplementationGuide',
  'CodeSystem',
  'ValueSet',
  'ConceptMap',
  'NamingSystem',
  'ActivityDefinition',
  'PlanDefinition',
  'Questionnaire',
  'Medication',
  'Substance',
]);

/** Elements that name the patient of a resource, over all types of FHIR R4, by how direct they are. */
export const patientElements = [
  'subject',
  'patient',
  'beneficiary',
  'individual',
  'for',
  'sourcePatient',
  'securityContext',
  'target',
  'focus',
] as const;
