import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { type Entropy, Secret } from '@vaiti/core';
import { ClientError } from '../errors.ts';

/** Words of a paper key: 256 random bits and 8 of check (BIP-39). */
const PAPER_WORDS = 24;
/** BIP-39 words are told apart by their beginning. */
const ENOUGH = 4;

/** A fresh paper key: 24 English words (BIP-39) and the 32 bytes that they stand for. */
export function newPaperKey(entropy: Entropy): {
  readonly words: readonly string[];
  secret: Secret;
} {
  const bytes = entropy(32);
  return { words: entropyToMnemonic(bytes, wordlist).split(' '), secret: new Secret(bytes) };
}

/**
 * Reads a paper key as typed: numbers, commas, line breaks and case do not matter, the first four
 * letters of a word are enough. Throws `paper-key-invalid`; the check catches mistyped words.
 */
export function parsePaperKey(text: string): Secret {
  const typed = text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  if (typed.length !== PAPER_WORDS) throw new ClientError('paper-key-invalid');
  const words = typed.map(wholeWord);
  try {
    return new Secret(mnemonicToEntropy(words.join(' '), wordlist));
  } catch (cause) {
    throw new ClientError('paper-key-invalid', { cause });
  }
}

function wholeWord(typed: string): string {
  if (wordlist.includes(typed)) return typed;
  const meant = typed.length < ENOUGH ? [] : wordlist.filter((word) => word.startsWith(typed));
  const [only] = meant;
  if (only === undefined || meant.length > 1) throw new ClientError('paper-key-invalid');
  return only;
}

/** Whether `typed` is the word of the paper at this place. */
export function isPaperWord(word: string | undefined, typed: string): boolean {
  const given = typed.trim().toLowerCase();
  return (
    word !== undefined && (word === given || (given.length >= ENOUGH && word.startsWith(given)))
  );
}
