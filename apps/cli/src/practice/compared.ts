import { ClientError } from '@vaiti/client';
import type { Terminal } from '../output/terminal.ts';
import { askAgreed, firstLine } from '../profile/ask.ts';

/** A fingerprint as it is written, from one as it was typed: hyphens and case do not matter. */
function writtenFingerprint(typed: string): string {
  const hex = typed.toLowerCase().replace(/[^0-9a-f]/g, '');
  return (hex.match(/.{1,4}/g) ?? []).join(' ');
}

/**
 * Whether a fingerprint that was shown is the one on the other person's screen: by a question on a
 * terminal, or by the fingerprint itself on standard input. Throws `fingerprint-changed` when another
 * one was typed.
 */
export async function compared(
  terminal: Terminal,
  fingerprint: string,
  fromStdin: boolean,
): Promise<boolean> {
  if (!fromStdin) return askAgreed(terminal, terminal.words('cli.invite.agreed'));
  if (writtenFingerprint((await firstLine()) ?? '') !== fingerprint)
    throw new ClientError('fingerprint-changed');
  return true;
}
