import type { z } from 'zod';
import type { CareErrorCode } from '../errors.ts';
import { careLimits } from '../limits.ts';
import { isUnderstoodType, type UnderstoodResource, understoodResource } from './schema.ts';

/** A JSON object whose members nobody has looked at yet. */
export type JsonObject = { readonly [key: string]: unknown };

/**
 * One resource as it came. `understood` holds its checked parts if we map its type; `json` is the
 * whole; `text` the verbatim JSON; `url` its `fullUrl` if it came in a Bundle.
 */
export interface FhirResource {
  readonly resourceType: string;
  readonly id: string | null;
  readonly url: string | null;
  readonly text: string;
  readonly json: JsonObject;
  readonly understood: UnderstoodResource | null;
}

/** `reason` is a path and an expectation, never a value of the record. */
export type ParsedResource =
  | { readonly ok: true; readonly resource: FhirResource }
  | { readonly ok: false; readonly code: CareErrorCode; readonly reason: string };

const TYPE = /^[A-Z][A-Za-z]{1,63}$/;
const ID = /^[A-Za-z0-9\-.]{1,64}$/;

/** Whether a value is a JSON object (not an array, not null). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a JSON text, or undefined where it is not JSON. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function fault(code: CareErrorCode, reason: string): ParsedResource {
  return { ok: false, code, reason };
}

/** Where the first issue is and what was expected there. */
function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'invalid';
  const path = issue.path.map(String).join('.');
  const expected = issue.code === 'invalid_type' ? `expected ${issue.expected}` : issue.code;
  return `${path}: ${expected}`;
}

/**
 * Reads one resource from its JSON text: a line of a Bulk Data NDJSON file (FHIR Bulk Data Access
 * 2.0) or an entry of a Bundle. Unknown members pass; a member that we use must have the type that
 * FHIR R4 gives it. Never throws: codes `fhir-json-invalid`, `fhir-too-large` (over
 * `careLimits.source`), `fhir-not-object`, `fhir-type-missing`, `fhir-id-invalid`,
 * `fhir-field-invalid`. The verbatim text is the line without a byte order mark and line end.
 */
export function parseResource(line: string, url: string | null = null): ParsedResource {
  const text = line.replace(/^\ufeff/, '').trim();
  if (text.length > careLimits.source) return fault('fhir-too-large', `over ${careLimits.source}`);
  if (!text.isWellFormed()) return fault('fhir-json-invalid', 'lone surrogate');
  const parsed = parseJson(text);
  if (parsed === undefined) return fault('fhir-json-invalid', 'not JSON');
  const json = parsed.value;
  if (!isJsonObject(json)) return fault('fhir-not-object', 'expected object');
  const { resourceType, id } = json;
  if (typeof resourceType !== 'string' || !TYPE.test(resourceType)) {
    return fault('fhir-type-missing', 'resourceType: expected a resource type');
  }
  if (id !== undefined && (typeof id !== 'string' || !ID.test(id))) {
    return fault('fhir-id-invalid', 'id: expected 1 to 64 of A-Z a-z 0-9 - .');
  }
  const base = { resourceType, id: id ?? null, url, text, json };
  if (!isUnderstoodType(resourceType)) return { ok: true, resource: { ...base, understood: null } };
  const checked = understoodResource.safeParse(json);
  if (!checked.success) return fault('fhir-field-invalid', reasonOf(checked.error));
  return { ok: true, resource: { ...base, understood: checked.data } };
}

/** Hash of a UTF-8 text as lower-case hexadecimal, given by the caller: this package has none. */
export type Digest = (text: string) => string;

/**
 * The stable name of a resource across imports: `Type/id`, or `Type/sha256-<hash of its text>`
 * where it has no id. Importing the same input again yields the same keys.
 */
export function importKeyOf(resource: FhirResource, digest: Digest): string {
  const { resourceType, id, text } = resource;
  return `${resourceType}/${id ?? `sha256-${digest(text)}`}`;
}
