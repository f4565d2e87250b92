/**
 * Every way in which `care` refuses. The code is API: messages may change, codes may not.
 * No message holds a name, an identity code or any other text of a record.
 */
export const careErrorCodes = [
  'record-invalid',
  'record-too-large',
  'record-type-unknown',
  'hetu-form-invalid',
  'hetu-date-invalid',
  'hetu-number-invalid',
  'hetu-check-invalid',
  'hetu-year-unsupported',
  'phone-invalid',
  'email-invalid',
  'random-range-invalid',
  'source-invalid',
  'fhir-json-invalid',
  'fhir-too-large',
  'fhir-not-object',
  'fhir-type-missing',
  'fhir-id-invalid',
  'fhir-field-invalid',
  'fhir-bundle-type-unsupported',
  'fhir-bundle-entry-invalid',
] as const;

export type CareErrorCode = (typeof careErrorCodes)[number];

/** A typed refusal. `detail` holds field paths, counts and public ids only. */
export class CareError extends Error {
  readonly code: CareErrorCode;
  constructor(code: CareErrorCode, detail = '') {
    super(detail === '' ? code : `${code}: ${detail}`);
    this.name = 'CareError';
    this.code = code;
  }
}

/** Outcome of reading what a person or another system wrote: callers must branch on it. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: CareErrorCode };
