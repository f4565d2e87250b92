import { CliError } from '../output/errors.ts';
import type { Terminal } from '../output/terminal.ts';
import { askAgreed } from '../profile/ask.ts';

/** Asks before something that cannot be undone, unless `yes`. Throws `not-confirmed`. */
export async function agree(
  terminal: Terminal,
  yes: boolean | undefined,
  message: string,
): Promise<void> {
  if (yes === true || (await askAgreed(terminal, message))) return;
  throw new CliError('not-confirmed', { what: message });
}
