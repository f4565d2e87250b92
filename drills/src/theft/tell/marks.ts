import { accountOf } from '@vaiti/client';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Needle } from '../find/needles.ts';
import type { Stage } from '../scene/stage.ts';

/** Something that the server does hold and may: where it is not found, the search is blind. */
export interface Mark {
  readonly needle: Needle;
  /** Sources that must hold it, if they could be had. */
  readonly sources: readonly string[];
}

const ledgerKey = z.object({ origin: z.string().min(8) });

/**
 * Two marks: the name of the server's log, which it keeps in its memory and beside its keys, and the
 * pseudonym of an account, which is in every copy of the store.
 */
export async function marksOf(
  stage: Stage,
  at: { readonly data: string; readonly copies: readonly string[] },
): Promise<readonly Mark[]> {
  const text = await readFile(join(at.data, 'keys', 'ledger.json'), 'utf8');
  const { origin } = ledgerKey.parse(JSON.parse(text));
  const account = accountOf(stage.practice.people.therapist.credentials.secretKey);
  return [
    {
      needle: { kind: 'mark', value: origin },
      sources: ['process memory', 'heap snapshot', 'keys of the server'],
    },
    { needle: { kind: 'mark', value: account }, sources: at.copies },
  ];
}
