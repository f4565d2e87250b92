import { MIN_PATTERN } from './search.ts';

/** One way in which a needle may stand in stolen material. */
export interface Spelling {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const ALPHABET_BITS = 6;

/**
 * The characters of base64 that are the same whatever follows, where `shift` (0-2) other bytes came
 * before in the same group of three. RFC 4648 section 4.
 */
function base64At(bytes: Uint8Array, shift: number): string {
  const text = Buffer.concat([new Uint8Array(shift), bytes]).toString('base64');
  const first = Math.ceil((shift * 8) / ALPHABET_BITS);
  const end = Math.floor(((shift + bytes.length) * 8) / ALPHABET_BITS);
  return text.slice(first, end);
}

function urlSafe(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_');
}

function* inCharacters(bytes: Uint8Array): Generator<readonly [string, string]> {
  for (let shift = 0; shift < 3; shift++) {
    const base64 = base64At(bytes, shift);
    yield [`base64 +${String(shift)}`, base64];
    yield [`base64url +${String(shift)}`, urlSafe(base64)];
  }
  const hex = Buffer.from(bytes).toString('hex');
  yield ['hex', hex];
  yield ['HEX', hex.toUpperCase()];
}

function utf16be(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le').swap16();
}

/** As JSON writers escape it that keep to ASCII (RFC 8259 section 7). */
function jsonAscii(json: string, upper: boolean): string {
  return json.replace(/[^\0-\x7f]/g, (unit) => {
    const code = unit.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${upper ? code.toUpperCase() : code}`;
  });
}

function* ofText(text: string): Generator<readonly [string, Uint8Array]> {
  yield ['UTF-8', Buffer.from(text)];
  if (/^[\0-\xff]*$/.test(text)) yield ['Latin-1', Buffer.from(text, 'latin1')];
  yield ['UTF-16LE', Buffer.from(text, 'utf16le')];
  yield ['UTF-16BE', utf16be(text)];
  const json = JSON.stringify(text).slice(1, -1);
  yield ['JSON', Buffer.from(json)];
  yield ['JSON \\u', Buffer.from(jsonAscii(json, false))];
  yield ['JSON \\U', Buffer.from(jsonAscii(json, true))];
  const percent = encodeURIComponent(text);
  yield ['percent', Buffer.from(percent)];
  const lower = percent.replace(/%../g, (code) => code.toLowerCase());
  yield ['percent lower', Buffer.from(lower)];
  yield ['form', Buffer.from(percent.replaceAll('%20', '+'))];
}

/**
 * Every way in which a text or key is searched for: UTF-8, Latin-1, UTF-16 of both orders, JSON with
 * escapes, percent-encoding, and base64 (all alignments, both alphabets) and hexadecimal of the
 * bytes. Equal ones are named once; ones shorter than `MIN_PATTERN` bytes, which chance would find,
 * are left out.
 */
export function spellingsOf(value: string | Uint8Array): readonly Spelling[] {
  const raw = typeof value === 'string' ? Buffer.from(value) : value;
  const plain = typeof value === 'string' ? [...ofText(value)] : [['raw bytes', raw] as const];
  const encoded = [...inCharacters(raw)].map(
    ([name, text]) => [name, Buffer.from(text, 'latin1')] as const,
  );
  const seen = new Set<string>();
  return [...plain, ...encoded].flatMap(([name, bytes]) => {
    const key = Buffer.from(bytes).toString('latin1');
    if (bytes.length < MIN_PATTERN || seen.has(key)) return [];
    seen.add(key);
    return [{ name, bytes }];
  });
}
