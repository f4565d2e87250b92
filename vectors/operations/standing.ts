import {
  advance,
  type ChainState,
  checkPending,
  checkStanding,
  parseEntry,
  replay,
  rotationPending,
} from '@vaiti/core';
import { z } from 'zod';
import { hex, type Operation } from './operation.ts';

const links = z.array(z.strictObject({ header: hex, bodyHash: hex, signature: hex }));
const signed = z.array(z.strictObject({ entry: hex, signature: hex }));

/**
 * A whole chain beside the first `roster` entries of the shared roster: its last entry as a server
 * judges it that has the others (`append`), or all of them as a client does that reads them (`read`).
 * Signatures of the chain are the business of `entry-open`.
 */
export const standing: Operation = async (input, { shared, using }) => {
  const asked = z
    .strictObject({ at: z.enum(['append', 'read']), roster: z.number(), chain: links })
    .parse(input);
  const entries = signed.parse(shared['roster']).slice(0, asked.roster);
  const roster = await replay(entries, undefined, using.verify);
  let state: ChainState | undefined;
  for (const [i, link] of asked.chain.entries()) {
    const entry = parseEntry({ ...link, body: null, wrap: null, wrapEpoch: 0 });
    const before = state?.readers;
    state = advance(state, entry, 0);
    const last = i === asked.chain.length - 1;
    if (asked.at === 'read') checkStanding(roster, entry, state.readers);
    else if (last) checkPending(roster, entry.header.kind, before, state.readers);
  }
  if (state === undefined) return { empty: true };
  return { seq: state.seq, epoch: state.epoch, pending: rotationPending(roster, state.readers) };
};
