import { z } from 'zod';
import { careLimits } from '../limits.ts';
import {
  addressSchema,
  emailsSchema,
  filledLineSchema,
  hexIdSchema,
  lineSchema,
  phonesSchema,
} from './fields.ts';
import { sourceSchema } from './source.ts';

/** Roles of the roster, as the directory shows them to people. */
export const staffRoles = [
  'therapist',
  'trainee',
  'reception',
  'centre-lead',
  'privacy-officer',
  'break-glass-officer',
  'auditor',
  'administrator',
] as const;
export type StaffRole = (typeof staffRoles)[number];

/** A role at a centre; `centre` null is the whole practice. */
export const heldRoleSchema = z.strictObject({
  role: z.enum(staffRoles),
  centre: hexIdSchema.nullable(),
});
export type HeldRole = z.infer<typeof heldRoleSchema>;

/** The practice itself. `demo` says that everyone in it is invented. Compartment `directory`. */
export const practiceSchema = z.strictObject({
  type: z.literal('practice'),
  name: filledLineSchema,
  demo: z.boolean(),
});
export type PracticeRecord = z.infer<typeof practiceSchema>;

/** A place where the practice works. Compartment `directory`, like all in this file. */
export const centreSchema = z.strictObject({
  type: z.literal('centre'),
  id: hexIdSchema,
  name: filledLineSchema,
  address: addressSchema.nullable(),
  phones: phonesSchema,
});
export type Centre = z.infer<typeof centreSchema>;

/** A member of staff: the name behind a principal of the roster. The roster decides what they may. */
export const staffSchema = z.strictObject({
  type: z.literal('staff'),
  userId: hexIdSchema,
  name: filledLineSchema,
  title: lineSchema,
  roles: z.array(heldRoleSchema).max(careLimits.few * 8),
  /** Who looks at the notes of a trainee; records of before that was kept name nobody. */
  supervisor: hexIdSchema.nullable().default(null),
});
export type Staff = z.infer<typeof staffSchema>;

/** An imported professional: FHIR Practitioner. */
export const practitionerSchema = z.strictObject({
  type: z.literal('practitioner'),
  name: lineSchema,
  phones: phonesSchema,
  emails: emailsSchema,
  source: sourceSchema.nullable(),
});
export type Practitioner = z.infer<typeof practitionerSchema>;

/** What an imported professional does where: FHIR PractitionerRole. Keys are import keys. */
export const practitionerRoleSchema = z.strictObject({
  type: z.literal('practitioner-role'),
  practitioner: lineSchema.nullable(),
  organization: lineSchema.nullable(),
  role: lineSchema,
  source: sourceSchema.nullable(),
});
export type PractitionerRole = z.infer<typeof practitionerRoleSchema>;

/** An imported organisation: FHIR Organization. */
export const organizationSchema = z.strictObject({
  type: z.literal('organization'),
  name: lineSchema,
  address: addressSchema.nullable(),
  phones: phonesSchema,
  source: sourceSchema.nullable(),
});
export type Organization = z.infer<typeof organizationSchema>;

/** An imported place: FHIR Location. */
export const locationSchema = z.strictObject({
  type: z.literal('location'),
  name: lineSchema,
  address: addressSchema.nullable(),
  phones: phonesSchema,
  source: sourceSchema.nullable(),
});
export type Location = z.infer<typeof locationSchema>;
