import type { RequestOf } from '@vaiti/contract';
import { type Identity, idBytes, identityOf, newSeed, signRosterEntry } from '@vaiti/core';
import { entropy, type Wire } from './harness.ts';

/** A new founder, and what founds a practice of theirs on this server. */
export async function foundingOn(server: Wire) {
  const identity: Identity = await identityOf(newSeed(entropy));
  const { ledger } = await server.call('practice', {});
  const act = {
    kind: 'found' as const,
    founder: idBytes(identity.id),
    keys: identity.keys,
    minimumSuite: 1,
    ledger,
  };
  return { identity, act };
}

/** A good founding entry for this server. */
export async function foundRequestOf(server: Wire): Promise<RequestOf<'found'>> {
  const { act, identity } = await foundingOn(server);
  return { entry: await signRosterEntry(identity, undefined, act, server.clock.day) };
}
