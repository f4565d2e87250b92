import { isJsonObject, type ParsedResource, parseJson, parseResource } from './parse.ts';
import { rawElements, rawMember } from './json-slices.ts';

/** Bundle types whose entries are resources to take in (FHIR R4 BundleType). */
const TAKEN = ['transaction', 'batch', 'collection', 'searchset', 'document'];

/** Largest Bundle in UTF-16 units: it is read whole. */
const BUNDLE_LIMIT = 400 * 1024 * 1024;

/** One entry of a Bundle, counted from 0, with what became of it. */
export interface BundleEntry {
  readonly index: number;
  readonly parsed: ParsedResource;
}

function fault(code: 'fhir-json-invalid' | 'fhir-too-large' | 'fhir-not-object', reason: string) {
  return { ok: false, code, reason } as const;
}

function readEntry(raw: string): ParsedResource {
  const entry = parseJson(raw)?.value;
  const code = 'fhir-bundle-entry-invalid';
  if (!isJsonObject(entry)) return { ok: false, code, reason: 'expected object' };
  const { fullUrl, resource } = entry;
  if (fullUrl !== undefined && (typeof fullUrl !== 'string' || fullUrl.length > 2_048)) {
    return { ok: false, code, reason: 'fullUrl: expected string' };
  }
  const text = resource === undefined ? null : rawMember(raw, 'resource');
  if (text === null) return { ok: false, code, reason: 'resource: expected resource' };
  return parseResource(text, fullUrl ?? null);
}

/**
 * The entries of a Bundle of type transaction, batch, collection, searchset or document. Entries of
 * a nested Bundle are not opened: the Bundle itself is one resource. Never throws; a Bundle that
 * cannot be read at all gives one entry of index -1 with code `fhir-json-invalid`,
 * `fhir-too-large`, `fhir-not-object` or `fhir-bundle-type-unsupported`.
 */
export function* bundleEntries(text: string): Generator<BundleEntry> {
  if (text.length > BUNDLE_LIMIT) {
    yield { index: -1, parsed: fault('fhir-too-large', `over ${BUNDLE_LIMIT}`) };
    return;
  }
  const bare = text.replace(/^\ufeff/, '');
  const bundle = parseJson(bare);
  if (bundle === undefined) {
    yield { index: -1, parsed: fault('fhir-json-invalid', 'not JSON') };
    return;
  }
  const json = bundle.value;
  if (!isJsonObject(json) || json['resourceType'] !== 'Bundle') {
    yield { index: -1, parsed: fault('fhir-not-object', 'expected Bundle') };
    return;
  }
  const { type, entry } = json;
  if (typeof type !== 'string' || !TAKEN.includes(type)) {
    const reason = `type: expected one of ${TAKEN.join(', ')}`;
    yield { index: -1, parsed: { ok: false, code: 'fhir-bundle-type-unsupported', reason } };
    return;
  }
  if (entry === undefined) return;
  const raw = Array.isArray(entry) ? rawMember(bare, 'entry') : null;
  if (raw === null) {
    yield { index: -1, parsed: fault('fhir-not-object', 'entry: expected array') };
    return;
  }
  let index = 0;
  for (const element of rawElements(raw)) {
    yield { index, parsed: readEntry(element) };
    index += 1;
  }
}

/** Whether a parsed line is a Bundle: some systems export one Bundle a line or a file. */
export function isBundle(parsed: ParsedResource): boolean {
  return parsed.ok && parsed.resource.resourceType === 'Bundle';
}
