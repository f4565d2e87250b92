import { z } from 'zod';
import { dateSchema, textOf } from '../record/fields.ts';

const years = z.number().int().min(1).max(200);

/**
 * How long a patient's file is kept, as the law of one country has it from a day on: so many years
 * after death, or from birth where nobody knows of a death.
 */
export const retentionRuleSchema = z.strictObject({
  /** Country (ISO 3166-1 alpha-2) and version of this table's line: what a list of files names. */
  id: z.string().regex(/^[a-z]{2}-\d+$/),
  country: z.string().regex(/^[A-Z]{2}$/),
  /** ISO date from which it holds. */
  from: dateSchema,
  yearsAfterDeath: years,
  yearsFromBirth: years,
  /** Where it stands. */
  source: textOf(200),
});
export type RetentionRule = z.infer<typeof retentionRuleSchema>;

/**
 * The rules that this program knows, as data. A changed law is one more line with a later `from`;
 * lines that were in force stay, so that an earlier decision can be followed.
 */
export const retentionRules: readonly RetentionRule[] = [
  {
    id: 'fi-1',
    country: 'FI',
    from: '2024-01-01',
    yearsAfterDeath: 12,
    yearsFromBirth: 120,
    source: 'Act 703/2023 on the processing of client data, annex',
  },
];

/** The newest rule of a country that holds on `day` (ISO date); undefined where there is none yet. */
export function ruleOn(
  rules: readonly RetentionRule[],
  country: string,
  day: string,
): RetentionRule | undefined {
  return rules
    .filter((rule) => rule.country === country && rule.from <= day)
    .reduce<RetentionRule | undefined>(
      (best, rule) => (best === undefined || rule.from > best.from ? rule : best),
      undefined,
    );
}
