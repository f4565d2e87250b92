import { createInterface } from 'node:readline';
import { CliError } from '../output/errors.ts';
import type { Terminal } from '../output/terminal.ts';

/** Asks one question on a terminal; undefined where there is none. Throws `interrupted`. */
export async function askText(terminal: Terminal, message: string): Promise<string | undefined> {
  if (!terminal.interactive) return undefined;
  const { isCancel, text } = await import('@clack/prompts');
  const answer = await text({ message, output: process.stderr });
  if (isCancel(answer)) throw new CliError('interrupted');
  return answer.trim();
}

/** Asks whether something is so; no where there is no terminal to ask at. Throws `interrupted`. */
export async function askAgreed(terminal: Terminal, message: string): Promise<boolean> {
  if (!terminal.interactive) return false;
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message, initialValue: false, output: process.stderr });
  if (isCancel(answer)) throw new CliError('interrupted');
  return answer;
}

async function askHidden(message: string): Promise<string> {
  const { isCancel, password } = await import('@clack/prompts');
  const answer = await password({ message, output: process.stderr });
  if (isCancel(answer)) throw new CliError('interrupted');
  return answer;
}

/** The first line of standard input. */
export async function firstLine(): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return undefined;
}

/**
 * A password: from standard input if `fromStdin`, else VAITI_PASSWORD, else asked for without
 * showing it. Never from an argument, which everyone on the machine can see. Throws
 * `password-missing`, `interrupted`.
 */
export async function askPassword(
  terminal: Terminal,
  message: string,
  fromStdin: boolean,
): Promise<string> {
  const given = fromStdin ? await firstLine() : terminal.env['VAITI_PASSWORD'];
  if (given !== undefined && given !== '') return given;
  if (fromStdin || !terminal.interactive) throw new CliError('password-missing');
  return askHidden(message);
}

/** Fewest characters of a new password: the Secret Key beside it carries the strength. */
const SHORTEST = 10;

/** A new password, as `askPassword`. Also throws `password-short`. */
export async function askNewPassword(
  terminal: Terminal,
  message: string,
  fromStdin: boolean,
): Promise<string> {
  const password = await askPassword(terminal, message, fromStdin);
  if ([...password].length < SHORTEST) throw new CliError('password-short', { shortest: SHORTEST });
  return password;
}
