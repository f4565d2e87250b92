import { type CareRecord, careRecordSchema, displayName } from '@vaiti/care';
import { openRecords, readFile } from '@vaiti/client';
import { needleKey, type Pattern, patientNeedles } from '../find/needles.ts';
import type { FiledPatient } from '../scene/patients.ts';
import { MIN_PATTERN, type Searcher } from '../find/search.ts';
import type { Stage } from '../scene/stage.ts';

/** Files looked at. */
const SAMPLE = 12;

/** How many needles of the sampled files a client's own view holds, of how many it must hold. */
export interface Control {
  readonly files: number;
  readonly expected: number;
  readonly found: number;
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item);
  else if (typeof value === 'object' && value !== null) yield* textsIn(Object.values(value));
}

/** A record as a person reads it: names put together. */
function viewOf(content: CareRecord): string {
  const names =
    content.type === 'contact'
      ? [displayName(content), `${content.given[0] ?? ''} ${content.family}`]
      : [];
  return [...names, ...textsIn(content)].join('\n');
}

/**
 * Reads some files as their therapist and searches the decrypted view: what a search of the stolen
 * things does not find must be found here, else it looked for the wrong things.
 */
export async function controlSearch(
  stage: Stage,
  searcher: Searcher,
  patterns: readonly Pattern[],
): Promise<Control> {
  const step = Math.max(1, Math.floor(stage.patients.length / SAMPLE));
  const sample = stage.patients.filter((_, at) => at % step === 0).slice(0, SAMPLE);
  const practice = await stage.open('therapist');
  const as = practice.member.identity.id;
  let expected = 0;
  let found = 0;
  for (const { file, patient } of sample) {
    const opened = await readFile(practice, { file, as, purpose: 'care' });
    const records = await openRecords<CareRecord>(opened, careRecordSchema);
    const view = records.flatMap(({ versions }) => versions.map((v) => viewOf(v.content)));
    const seen = new Set<string>();
    const scan = searcher.scan(({ pattern }) => {
      const hit = patterns[pattern];
      if (hit !== undefined) seen.add(needleKey(hit.needle));
    });
    scan.push(Buffer.from(view.join('\n')));
    const wanted = new Set(searchable(patient).map(needleKey));
    expected += wanted.size;
    found += [...wanted].filter((key) => seen.has(key)).length;
  }
  return { files: sample.length, expected, found };
}

/** Needles long enough that their plain spelling is searched for. */
function searchable(patient: FiledPatient['patient']) {
  const needles = patientNeedles(patient);
  return needles.filter(({ value }) => Buffer.from(value).length >= MIN_PATTERN);
}
