import { z } from 'zod';
import { CareError } from '../errors.ts';
import { attachmentSchema } from './attachment.ts';
import { conditionSchema } from './condition.ts';
import { consentSchema } from './consent.ts';
import { contactSchema } from './contact.ts';
import { decisionSchema } from './decision.ts';
import { descriptorSchema } from './descriptor.ts';
import {
  centreSchema,
  locationSchema,
  organizationSchema,
  practiceSchema,
  practitionerRoleSchema,
  practitionerSchema,
  staffSchema,
} from './directory.ts';
import { emergencyAccessSchema } from './emergency.ts';
import { memberRecordSchema } from './member.ts';
import { noteSchema } from './note.ts';
import { coverSchema, summarySchema } from './summary.ts';
import { visitSchema } from './visit.ts';

/** Everything that an entry of a patient file or of the directory may hold (drafts are not filed). */
export const careRecordSchema = z.discriminatedUnion('type', [
  descriptorSchema,
  contactSchema,
  visitSchema,
  noteSchema,
  conditionSchema,
  attachmentSchema,
  consentSchema,
  decisionSchema,
  memberRecordSchema,
  summarySchema,
  coverSchema,
  emergencyAccessSchema,
  practiceSchema,
  centreSchema,
  staffSchema,
  practitionerSchema,
  practitionerRoleSchema,
  organizationSchema,
  locationSchema,
]);
export type CareRecord = z.infer<typeof careRecordSchema>;
export type CareRecordType = CareRecord['type'];

/** The compartments of a file that the clinic's records live in. */
export type CareCompartment = 'clinical' | 'contact' | 'directory';

/**
 * The compartment in which an imported record of this kind is kept. Descriptors and attachments follow
 * their file: `directory` there, `clinical` in a patient file. (Summaries go to the compartment of
 * their audience: `audienceCompartments`.)
 */
export function compartmentOf(
  type: CareRecordType,
  file: 'patient' | 'directory',
): CareCompartment {
  if (file === 'directory') return 'directory';
  return type === 'contact' ? 'contact' : 'clinical';
}

/** An issue of zod that means "longer or more than allowed". */
function isTooLarge(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'too_big') return true;
  return issue.code === 'custom' && issue.params?.['tooLarge'] === true;
}

/**
 * Reads decrypted content. Throws `record-type-unknown` (a newer program wrote it),
 * `record-too-large` (a limit of `careLimits`), or `record-invalid`; the detail is the path of the
 * first fault, never its value.
 */
export function parseRecord(value: unknown): CareRecord {
  const parsed = careRecordSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const path = first?.path.map(String).join('.') ?? '';
  if (first?.code === 'invalid_union' && path === 'type')
    throw new CareError('record-type-unknown');
  const tooLarge = parsed.error.issues.every(isTooLarge);
  throw new CareError(tooLarge ? 'record-too-large' : 'record-invalid', path);
}
