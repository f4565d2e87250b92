import { advance, type ChainState, type Newest, parseEntry, toHex } from '@vaiti/core';
import { z } from 'zod';
import { hex, type Operation } from './operation.ts';

const links = z.array(z.strictObject({ header: hex, bodyHash: hex, signature: hex }));

/**
 * The chain after `take` entries of the shared ones and those of `then`. Judges order and rights
 * only; signatures are the business of `entry-open`.
 */
export const chain: Operation = (input, { shared }) => {
  const { take, then } = z.strictObject({ take: z.number(), then: links }).parse(input);
  const base = links.parse(shared['chain']).slice(0, take);
  const newest = new Map<string, Newest>();
  let state: ChainState | undefined;
  for (const link of [...base, ...then]) {
    const entry = parseEntry({ ...link, body: null, wrap: null, wrapEpoch: 0 });
    const { version, compartment } = entry.header;
    const record = toHex(entry.header.record);
    state = advance(state, entry, newest.get(record) ?? 0);
    newest.set(record, { version, compartment });
  }
  if (state === undefined) return { empty: true };
  const { practice, file, seq, head, epoch, day } = state;
  const readers = [...state.readers].map(([id, { generation, scopes }]) => ({
    id,
    generation,
    scopes: [...scopes],
  }));
  return { practice, file, seq, head, epoch, day, readers };
};
