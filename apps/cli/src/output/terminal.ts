import type { Locale } from '@vaiti/i18n';
import { localeOf, type Words, wordsIn } from './words.ts';

/** What a command has around it. Results go to `print`, everything else to `tell`. */
export interface Terminal {
  readonly words: Words;
  readonly locale: Locale;
  /** One line to standard output. */
  readonly print: (line: string) => void;
  /** One line to standard error. */
  readonly tell: (line: string) => void;
  /** Replaces the live line on a terminal; undefined where standard error is none. */
  readonly live: ((text: string) => void) | undefined;
  /** Whether questions can be asked. */
  readonly interactive: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const locale = localeOf(process.env);
  const { stderr, stdin, stdout } = process;
  // A reader such as `head` may have had enough; then there is nobody left to tell.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    words: wordsIn(locale),
    locale,
    print: (line) => void stdout.write(`${line}\n`),
    tell: (line) => void stderr.write(`${line}\n`),
    live: stderr.isTTY
      ? (text) => void stderr.write(`\r\u001b[2K${text.slice(0, stderr.columns - 1)}`)
      : undefined,
    interactive: stdin.isTTY && stderr.isTTY,
    env: process.env,
    cwd: process.cwd(),
    now: Date.now,
  };
}
