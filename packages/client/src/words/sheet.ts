import { base64urlnopad } from '@scure/base';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { type Bytes, concat, equal, labels, sha256, SHEET_SHARE_LENGTH, utf8 } from '@vaiti/core';
import { typedWords, wholeWord } from './typed.ts';

/** One sheet of a set: `need` of `of` such sheets give the paper key back. */
export interface Sheet {
  /** From 1. */
  readonly number: number;
  readonly need: number;
  readonly of: number;
  /** The first two bytes of the set's name, to tell sheets of another set. */
  readonly set: Bytes;
  readonly share: Bytes;
}

/** What is wrong with a sheet as it was typed. Words and rows count from 1. */
export type SheetFault =
  | { readonly fault: 'count'; readonly count: number }
  | { readonly fault: 'unknown'; readonly word: number; readonly typed: string }
  /** A word of this row of four is another one. */
  | { readonly fault: 'row'; readonly row: number }
  | { readonly fault: 'check' };

/** Rows on a sheet, and words in a row: 40 bits and 4 of check. */
const SHEET_ROWS = 8;
export const ROW_WORDS = 4;
const ROW_BYTES = 5;
const WORD_BITS = 11n;
const CHECK_BITS = 4n;
/** Bytes of what is checked: numbers, set and share; three of check follow. */
const CHECKED = 4 + SHEET_SHARE_LENGTH;
/** Before a sheet as a QR code has it. */
const QR = 'VAITI-SHEET-1:';

function rowCheck(row: number, bytes: Uint8Array): bigint {
  const hash = sha256(concat(utf8(labels.sheetRow), Uint8Array.of(row), bytes));
  return BigInt((hash[0] ?? 0) >> 4);
}

function checkOf(bytes: Uint8Array): Bytes {
  return sha256(concat(utf8(labels.sheet), bytes)).slice(0, 3);
}

/** The 40 bytes of a sheet. PROTOCOL section 3. */
function encode({ need, number, of, set, share }: Sheet): Bytes {
  const checked = concat(Uint8Array.of(((need - 1) << 4) | (of - 1), number), set, share);
  return concat(checked, checkOf(checked));
}

function decode(bytes: Uint8Array): Sheet | undefined {
  const checked = bytes.slice(0, CHECKED);
  if (bytes.length !== CHECKED + 3 || !equal(checkOf(checked), bytes.slice(CHECKED)))
    return undefined;
  const [numbers = 0, number = 0] = checked;
  const [need, of] = [(numbers >> 4) + 1, (numbers & 15) + 1];
  if (need < 2 || need > of || number < 1 || number > of) return undefined;
  return { number, need, of, set: checked.slice(2, 4), share: checked.slice(4) };
}

/** The sheet in eight rows of four English words (the list of BIP-39). */
export function sheetRows(sheet: Sheet): readonly (readonly string[])[] {
  const bytes = encode(sheet);
  return Array.from({ length: SHEET_ROWS }, (_, row) => {
    const part = bytes.slice(row * ROW_BYTES, (row + 1) * ROW_BYTES);
    let bits = part.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    bits = (bits << CHECK_BITS) | rowCheck(row, part);
    const words: string[] = [];
    for (let i = ROW_WORDS - 1; i >= 0; i--) {
      words[i] = wordlist[Number(bits & 2047n)] ?? '';
      bits >>= WORD_BITS;
    }
    return words;
  });
}

/** What stands in the QR code of a sheet. */
export function sheetCode(sheet: Sheet): string {
  return `${QR}${base64urlnopad.encode(encode(sheet))}`;
}

/**
 * Reads a sheet: its words as typed (numbers, commas, line breaks and case do not matter, four letters
 * are enough), or what its QR code says. Says which word or row is wrong.
 */
export function parseSheet(text: string): Sheet | SheetFault {
  const typed = text.trim();
  if (typed.startsWith(QR)) return parseCode(typed.slice(QR.length)) ?? { fault: 'check' };
  const words = typedWords(typed);
  if (words.length !== SHEET_ROWS * ROW_WORDS) return { fault: 'count', count: words.length };
  const places: number[] = [];
  for (const [at, word] of words.entries()) {
    const place = wordlist.indexOf(wholeWord(word) ?? '');
    if (place === -1) return { fault: 'unknown', word: at + 1, typed: word };
    places.push(place);
  }
  const bytes: number[] = [];
  for (let row = 0; row < SHEET_ROWS; row++) {
    const own = places.slice(row * ROW_WORDS, (row + 1) * ROW_WORDS);
    const bits = own.reduce((sum, place) => (sum << WORD_BITS) | BigInt(place), 0n);
    const part = bytesOfRow(bits >> CHECK_BITS);
    if (rowCheck(row, part) !== (bits & 15n)) return { fault: 'row', row: row + 1 };
    bytes.push(...part);
  }
  return decode(Uint8Array.from(bytes)) ?? { fault: 'check' };
}

function bytesOfRow(bits: bigint): Bytes {
  const bytes = new Uint8Array(ROW_BYTES);
  for (let i = 0; i < ROW_BYTES; i++)
    bytes[i] = Number((bits >> BigInt(8 * (ROW_BYTES - 1 - i))) & 255n);
  return bytes;
}

function parseCode(text: string): Sheet | undefined {
  try {
    return decode(base64urlnopad.decode(text));
  } catch {
    return undefined;
  }
}
