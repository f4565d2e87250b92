import { type Entropy, Secret } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { parseWords, wordsOf } from '../words/typed.ts';

/** Words of a paper key: 256 random bits and 8 of check (BIP-39). */
const PAPER_WORDS = 24;

/** A fresh paper key: 24 English words (BIP-39) and the 32 bytes that they stand for. */
export function newPaperKey(entropy: Entropy): {
  readonly words: readonly string[];
  secret: Secret;
} {
  const bytes = entropy(32);
  return { words: wordsOf(bytes), secret: new Secret(bytes) };
}

/**
 * Reads a paper key as typed: numbers, commas, line breaks and case do not matter, the first four
 * letters of a word are enough. Throws `paper-key-invalid`; the check catches mistyped words.
 */
export function parsePaperKey(text: string): Secret {
  const parsed = parseWords(text, PAPER_WORDS);
  if ('fault' in parsed) throw new ClientError('paper-key-invalid');
  return parsed.secret;
}
