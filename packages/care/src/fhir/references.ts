import type { FhirIdentifier, FhirReference } from './schema.ts';

/** Why a reference leads nowhere. */
export type ReferenceFault =
  | 'reference-missing'
  | 'reference-unknown'
  | 'reference-ambiguous'
  | 'reference-malformed'
  | 'reference-contained';

/**
 * Where a reference leads. `known` says that the target was seen in the first pass; a literal
 * reference to something not seen still names it.
 */
export type Resolution =
  | { readonly ok: true; readonly type: string; readonly key: string; readonly known: boolean }
  | { readonly ok: false; readonly code: ReferenceFault };

/**
 * What a reference says, before anything is looked up (FHIR R4 2.3.0.1, 3.1.0.5.4 and RFC 4122):
 * `Type/id`, an absolute URL ending so, `urn:uuid:…`, `Type?identifier=system|value`, or an
 * identifier alone.
 */
export type ReferenceTarget =
  | { readonly kind: 'literal'; readonly type: string; readonly id: string; readonly url: string }
  | { readonly kind: 'url'; readonly url: string }
  | {
      readonly kind: 'identifier';
      readonly type: string | null;
      /** null: any system; '': explicitly none. */
      readonly system: string | null;
      readonly value: string;
    }
  | { readonly kind: 'fault'; readonly code: ReferenceFault };

const LITERAL =
  /^(?:https?:\/\/[^\s?#]+\/)?([A-Z][A-Za-z]{1,63})\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** `Type?identifier=system|value`; other search parameters are beyond us. */
function readConditional(text: string): ReferenceTarget {
  const match = /^([A-Z][A-Za-z]{1,63})\?identifier=([^&]+)$/.exec(text);
  // A `+` stays: systems that write conditional references do not form-encode them.
  const token = match === null ? null : decoded(match[2] as string);
  if (match === null || token === null) return { kind: 'fault', code: 'reference-malformed' };
  const bar = token.indexOf('|');
  const value = token.slice(bar + 1);
  if (value === '') return { kind: 'fault', code: 'reference-malformed' };
  const system = bar < 0 ? null : token.slice(0, bar);
  return { kind: 'identifier', type: match[1] as string, system, value };
}

/** Reads a Reference. `expected` is the type that the element allows, for logical references. */
export function readReference(
  reference: FhirReference | undefined,
  expected: string | null = null,
): ReferenceTarget {
  const text = reference?.reference?.trim();
  if (text === undefined || text === '') {
    const { system, value } = reference?.identifier ?? {};
    if (value === undefined || value === '') return { kind: 'fault', code: 'reference-missing' };
    return { kind: 'identifier', type: reference?.type ?? expected, system: system ?? null, value };
  }
  if (text.startsWith('#')) return { kind: 'fault', code: 'reference-contained' };
  if (text.startsWith('urn:')) return { kind: 'url', url: text };
  if (/^[A-Z][A-Za-z]*\?/.test(text)) return readConditional(text);
  const literal = LITERAL.exec(text);
  if (literal === null) return { kind: 'fault', code: 'reference-malformed' };
  const [, type = '', id = ''] = literal;
  return { kind: 'literal', type, id, url: text };
}

/** What is indexed of a resource. */
interface Indexed {
  readonly type: string;
  readonly key: string;
  readonly url: string | null;
  readonly identifiers: readonly FhirIdentifier[];
}

interface Hit {
  readonly type: string;
  readonly key: string;
}

/**
 * Look-up by key, URL and identifier. Holds a few short strings a resource: callers put patients,
 * professionals and places in it, and one Bundle's own entries in a passing one.
 */
export class ReferenceIndex {
  readonly #keys = new Set<string>();
  readonly #byUrl = new Map<string, Hit>();
  /** null marks an identifier that two resources share. */
  readonly #byIdentifier = new Map<string, Hit | null>();

  /** Number of resources held. */
  get size(): number {
    return this.#keys.size;
  }

  /** Takes a resource in. Adding it twice changes nothing. */
  add({ type, key, url, identifiers }: Indexed): void {
    this.#keys.add(key);
    const hit: Hit = { type, key };
    if (url !== null) this.#byUrl.set(url, hit);
    for (const { system, value } of identifiers) {
      if (value === undefined) continue;
      this.#addIdentifier(`${type}|${system ?? ''}|${value}`, hit);
      this.#addIdentifier(`${type}||*|${value}`, hit);
    }
  }

  #addIdentifier(name: string, hit: Hit): void {
    const known = this.#byIdentifier.get(name);
    if (known === undefined) this.#byIdentifier.set(name, hit);
    else if (known !== null && known.key !== hit.key) this.#byIdentifier.set(name, null);
  }

  /** Whether the resource with this import key was added. */
  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** Follows what `readReference` read. */
  resolve(target: ReferenceTarget): Resolution {
    switch (target.kind) {
      case 'fault':
        return { ok: false, code: target.code };
      case 'url': {
        const hit = this.#byUrl.get(target.url);
        if (hit === undefined) return { ok: false, code: 'reference-unknown' };
        return { ok: true, ...hit, known: true };
      }
      case 'literal': {
        const hit = this.#byUrl.get(target.url);
        if (hit !== undefined) return { ok: true, ...hit, known: true };
        const key = `${target.type}/${target.id}`;
        return { ok: true, type: target.type, key, known: this.#keys.has(key) };
      }
      case 'identifier': {
        if (target.type === null) return { ok: false, code: 'reference-malformed' };
        const system = target.system === null ? '|*' : target.system;
        const hit = this.#byIdentifier.get(`${target.type}|${system}|${target.value}`);
        if (hit === undefined) return { ok: false, code: 'reference-unknown' };
        if (hit === null) return { ok: false, code: 'reference-ambiguous' };
        return { ok: true, ...hit, known: true };
      }
    }
  }
}
