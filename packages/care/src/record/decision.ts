import { z } from 'zod';
import { hexIdSchema, remarkSchema } from './fields.ts';

/**
 * What was recorded of a minor's visit: the minor can decide and lets the guardian see it, decides and
 * keeps it to themselves, or cannot decide, so that the guardian sees it.
 */
export const minorChoices = ['minor-shares', 'minor-keeps', 'guardian'] as const;
export type MinorChoice = (typeof minorChoices)[number];

/**
 * The professional's decision about one visit of a minor (DOMAIN section 2): FHIR Consent. Compartment
 * `clinical`; who decided it and when is its entry's author and day, and a change is a new version.
 * `visit` is the record of the visit, or of the note that tells of it.
 */
export const decisionSchema = z.strictObject({
  type: z.literal('decision'),
  visit: hexIdSchema,
  choice: z.enum(minorChoices),
  text: remarkSchema,
});
export type Decision = z.infer<typeof decisionSchema>;

/** Whether a guardian may be told of a visit: only what was decided opens it. */
export function guardianMaySee(decision: Pick<Decision, 'choice'> | undefined): boolean {
  return decision !== undefined && decision.choice !== 'minor-keeps';
}
