import { readFile } from 'node:fs/promises';
import {
  bundleEntries,
  type FhirResource,
  type ImportPlan,
  isBundle,
  parseResource,
  type ReferenceIndex,
} from '@vaiti/care/fhir';
import type { Input } from './inputs.ts';
import { linesOf } from './lines.ts';

/** Where something stood in the input. `entry` counts the entries of a Bundle from 0. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly entry: number | null;
}

/** What one line or Bundle entry gave. `bytes` is its share of the input's size. */
export type Found =
  | {
      readonly ok: true;
      readonly place: Place;
      readonly bytes: number;
      readonly resource: FhirResource;
      readonly scope: ReferenceIndex | null;
    }
  | {
      readonly ok: false;
      readonly place: Place;
      readonly bytes: number;
      readonly code: string;
      readonly reason: string;
    };

/** Types that the first pass looks at; a line that names none of them need not be parsed for it. */
const SURVEYED =
  /"resourceType"\s*:\s*"(?:Patient|Practitioner|PractitionerRole|Organization|Location|RelatedPerson|Bundle)"/;

/** Whether the first pass must look at a line: others refer to it, or it names a Binary. */
function isSurveyed(text: string): boolean {
  if (SURVEYED.test(text)) return true;
  return text.includes('"DocumentReference"') && text.includes('"url"') && text.includes('Binary');
}

interface Text {
  readonly path: string;
  readonly line: number;
  readonly bytes: number;
}

function* ofBundle(at: Text, text: string, plan: ImportPlan): Generator<Found> {
  const entries = [...bundleEntries(text)];
  const resources = entries.flatMap(({ parsed }) => (parsed.ok ? [parsed.resource] : []));
  const scope = plan.scopeOf(resources);
  const bytes = at.bytes / Math.max(1, entries.length);
  for (const { index, parsed } of entries) {
    const place = { path: at.path, line: at.line, entry: index < 0 ? null : index };
    if (parsed.ok) yield { ok: true, place, bytes, resource: parsed.resource, scope };
    else yield { ok: false, place, bytes, code: parsed.code, reason: parsed.reason };
  }
}

function* ofText(at: Text, text: string, plan: ImportPlan): Generator<Found> {
  const parsed = parseResource(text);
  if (isBundle(parsed)) {
    yield* ofBundle(at, text, plan);
    return;
  }
  const place = { path: at.path, line: at.line, entry: null };
  const { bytes } = at;
  if (parsed.ok) yield { ok: true, place, bytes, resource: parsed.resource, scope: null };
  else yield { ok: false, place, bytes, code: parsed.code, reason: parsed.reason };
}

/** How the resources of an input are read. */
export interface Reading {
  readonly plan: ImportPlan;
  /** In the first pass, lines that it has no use for are passed over unparsed. */
  readonly pass: 'survey' | 'write';
  /** Told milliseconds spent in parsing. */
  readonly onParsed: (milliseconds: number) => void;
}

/** Takes from a generator, measuring the time that it works. */
function* timed(found: Generator<Found>, onParsed: Reading['onParsed']): Generator<Found> {
  for (;;) {
    const began = performance.now();
    const next = found.next();
    onParsed(performance.now() - began);
    if (next.done === true) return;
    yield next.value;
  }
}

/** Every resource of an input, in order. Empty lines are no resources; a Bundle is its entries. */
export async function* resourcesOf(input: Input, reading: Reading): AsyncGenerator<Found> {
  const { path } = input;
  const { plan, pass, onParsed } = reading;
  if (input.form === 'whole') {
    const text = await readFile(path, 'utf8');
    const at = { path, line: 1, bytes: input.size };
    const lines = looksLikeLines(text);
    if (!lines) {
      yield* timed(ofText(at, text, plan), onParsed);
      return;
    }
  }
  for await (const line of linesOf(path)) {
    const { number, bytes } = line;
    const at = { path, line: number, bytes: bytes + 1 };
    if (line.text === null) {
      const place = { path, line: number, entry: null };
      yield { ok: false, place, bytes: at.bytes, code: line.fault, reason: line.fault };
    } else if (line.text.trim() !== '' && (pass === 'write' || isSurveyed(line.text))) {
      yield* timed(ofText(at, line.text, plan), onParsed);
    }
  }
}

/** Whether a `.json` file holds a resource a line after all. */
function looksLikeLines(text: string): boolean {
  const end = text.indexOf('\n');
  if (end < 0 || text.slice(end).trim() === '') return false;
  return parseResource(text.slice(0, end)).ok;
}
