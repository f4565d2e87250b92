import type { RequestOf } from '@vaiti/contract';
import { idBytes, identityOf, newSeed, signRosterEntry } from '@vaiti/core';
import { entropy, type Wire } from './harness.ts';

/** What founds a practice on this server, by a new founder. */
export async function foundRequestOf(server: Wire): Promise<RequestOf<'found'>> {
  const identity = await identityOf(newSeed(entropy));
  const { ledger } = await server.call('practice', {});
  const act = {
    kind: 'found' as const,
    founder: idBytes(identity.id),
    keys: identity.keys,
    minimumSuite: 1,
    ledger,
  };
  return { entry: await signRosterEntry(identity, undefined, act, server.clock.day) };
}
