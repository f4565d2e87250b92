import { type Retention, retentionOf, type RetentionStanding, standingOn } from '@vaiti/care';
import type { Words } from '../output/words.ts';
import type { PatientEntry } from './find.ts';

/** A file with how long it must be kept. */
export interface KeptFile {
  readonly entry: PatientEntry;
  readonly retention: Retention;
  readonly standing: RetentionStanding;
}

/** How long a file must be kept, by the rule that holds on `day` (ISO date). */
export function keptFile(entry: PatientEntry, day: string): KeptFile {
  const unknown = { birthDate: null, deceased: null, hetu: null };
  const retention = retentionOf(entry.contact ?? unknown, day);
  return { entry, retention, standing: standingOn(retention, day) };
}

/** The rule in one line: which it is, what it counts from, and the last day. */
export function ruleWords(words: Words, { rule, until, why }: Retention): string {
  return words('cli.retention.rule', {
    rule: rule?.id ?? '-',
    death: rule?.yearsAfterDeath ?? 0,
    birth: rule?.yearsFromBirth ?? 0,
    until: until ?? '',
    // Names of choices in a message have no hyphen.
    why: why.replaceAll('-', '_'),
  });
}
