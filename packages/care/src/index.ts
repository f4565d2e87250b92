export { birthDateOf, dayNumber, isMinor, lastDayAsMinor, majorityOf } from './age.ts';
export { type CareErrorCode, CareError, careErrorCodes, type Parsed } from './errors.ts';
export { parseEmail } from './email.ts';
export { generateHetu, type Hetu, hetuCheck, parseHetu } from './hetu.ts';
export { careLimits } from './limits.ts';
export { parsePhone, phoneOrText } from './phone.ts';
export { type Attachment, attachmentSchema, attachmentSource } from './record/attachment.ts';
export { type Coding, type Condition, conditionSchema } from './record/condition.ts';
export { type Consent, consentSchema } from './record/consent.ts';
export { type Contact, contactSchema, displayName, type Guardian } from './record/contact.ts';
export {
  type Decision,
  decisionSchema,
  guardianMaySee,
  type MinorChoice,
  minorChoices,
} from './record/decision.ts';
export { type Descriptor, descriptorSchema } from './record/descriptor.ts';
export {
  type Centre,
  centreSchema,
  type HeldRole,
  type Location,
  locationSchema,
  type Organization,
  organizationSchema,
  type PracticeRecord,
  practiceSchema,
  type Practitioner,
  type PractitionerRole,
  practitionerRoleSchema,
  practitionerSchema,
  type Staff,
  type StaffRole,
  staffRoles,
  staffSchema,
} from './record/directory.ts';
export { type Address, genders, type Language, languages } from './record/fields.ts';
export { type EmergencyAccess, emergencyAccessSchema } from './record/emergency.ts';
export { type MemberRecord, memberRecordSchema } from './record/member.ts';
export {
  type Draft,
  draftSchema,
  type Note,
  noteBytes,
  noteSchema,
  noteSource,
} from './record/note.ts';
export {
  type CareCompartment,
  type CareRecord,
  type CareRecordType,
  careRecordSchema,
  compartmentOf,
  parseRecord,
} from './record/record.ts';
export { restoreSource, type Source, sourceOf, sourceSchema } from './record/source.ts';
export {
  type Audience,
  audienceCompartments,
  audiences,
  type Cover,
  coverSchema,
  type Summary,
  SUMMARY_LENGTH,
  summarySchema,
} from './record/summary.ts';
export { type Visit, visitModes, visitSchema, visitStatuses } from './record/visit.ts';
export {
  type Retention,
  type RetentionFacts,
  retentionOf,
  type RetentionReason,
  retentionReasons,
  type RetentionStanding,
  standingOn,
} from './retention/retention.ts';
export { type RetentionRule, retentionRules } from './retention/rules.ts';
export { createRng, type Rng } from './rng.ts';
export { loanDays } from './supervision.ts';
