import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { Secret } from '@vaiti/core';

/** BIP-39 words are told apart by their beginning. */
const ENOUGH = 4;

/** What is wrong with words as they were typed; `at` counts from 0. */
export type TypedFault =
  | { readonly fault: 'count'; readonly count: number }
  | { readonly fault: 'unknown'; readonly at: number; readonly word: string }
  | { readonly fault: 'check' };

/** Random bytes (16 to 32, by fours) as English words with a check (BIP-39). */
export function wordsOf(bytes: Uint8Array): readonly string[] {
  return entropyToMnemonic(bytes, wordlist).split(' ');
}

/** Words as typed, in lower case: numbers, commas and line breaks do not matter. */
export function typedWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

/** The listed word that is meant: itself, or the only one that begins so with four letters. */
export function wholeWord(typed: string): string | undefined {
  if (wordlist.includes(typed)) return typed;
  const meant = typed.length < ENOUGH ? [] : wordlist.filter((word) => word.startsWith(typed));
  return meant.length === 1 ? meant[0] : undefined;
}

/** Whether `typed` is the word of the paper at this place. */
export function isWord(word: string | undefined, typed: string): boolean {
  const given = typed.trim().toLowerCase();
  return (
    word !== undefined && (word === given || (given.length >= ENOUGH && word.startsWith(given)))
  );
}

/** Reads `count` words and their check, or says what is wrong with them. */
export function parseWords(text: string, count: number): { readonly secret: Secret } | TypedFault {
  const typed = typedWords(text);
  if (typed.length !== count) return { fault: 'count', count: typed.length };
  const whole: string[] = [];
  for (const [at, word] of typed.entries()) {
    const found = wholeWord(word);
    if (found === undefined) return { fault: 'unknown', at, word };
    whole.push(found);
  }
  try {
    return { secret: new Secret(mnemonicToEntropy(whole.join(' '), wordlist)) };
  } catch {
    return { fault: 'check' };
  }
}
