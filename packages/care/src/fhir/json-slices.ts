/**
 * Finds the raw text of members and elements in a JSON text that is known to be valid, so that a
 * resource inside a Bundle keeps its exact characters: FHIR decimals have a precision that parsing
 * and writing again would lose. Iterative: nesting depth costs no stack.
 */

/** End (exclusive) of the string that starts with the quote at `from`. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return at;
}

/** End (exclusive) of the value that starts at `from`. */
function endOfValue(text: string, from: number): number {
  if (text[from] === '"') return endOfString(text, from);
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const c = text[at];
    if (c === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (c === '{' || c === '[') depth += 1;
    if (c === '}' || c === ']') {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    }
    if (depth === 0 && (c === ',' || c === ' ' || c === '\n' || c === '\r' || c === '\t'))
      return at;
    at += 1;
  }
  return at;
}

/** Raw text of the member `name` of an object; the last one where it is repeated, as JSON.parse. */
export function rawMember(object: string, name: string): string | null {
  let at = skipSpace(object, skipSpace(object, 0) + 1);
  let found: string | null = null;
  while (at < object.length && object[at] === '"') {
    const keyEnd = endOfString(object, at);
    const key = JSON.parse(object.slice(at, keyEnd)) as unknown;
    const start = skipSpace(object, skipSpace(object, keyEnd) + 1);
    const end = endOfValue(object, start);
    if (key === name) found = object.slice(start, end);
    at = skipSpace(object, end);
    if (object[at] === ',') at = skipSpace(object, at + 1);
  }
  return found;
}

/** Raw text of each element of an array, in order. */
export function* rawElements(array: string): Generator<string> {
  let at = skipSpace(array, skipSpace(array, 0) + 1);
  while (at < array.length && array[at] !== ']') {
    const end = endOfValue(array, at);
    yield array.slice(at, end);
    at = skipSpace(array, end);
    if (array[at] === ',') at = skipSpace(array, at + 1);
  }
}
