import type { RequestOf } from '@vaiti/contract';
import { decodeWays, encodeWays, idBytes, sha256, waysId, waysMessage } from '@vaiti/core';
import type { Persona, TestPractice } from './personas.ts';

/** How a list of ways differs from a good one. */
export interface WaysChanges {
  readonly counter?: number;
  readonly digest?: Uint8Array<ArrayBuffer>;
  readonly break?: boolean;
}

/** Somebody's next list of ways, with a `passkey` that stays the same in all of them. */
export async function waysRequestOf(
  { practice, server }: TestPractice,
  { account, identity, token }: Persona,
  passkey: string,
  changes: WaysChanges = {},
): Promise<RequestOf<'changeWays'>> {
  const { ways: current } = await server.call('ways', {}, token);
  const before = current === null ? undefined : decodeWays(current.list);
  const way = (name: string, kind: 'password' | 'passkey', digest: Uint8Array<ArrayBuffer>) => ({
    id: Buffer.from(name, 'hex'),
    kind,
    digest,
    day: server.clock.day,
    label: new Uint8Array(0),
  });
  const sealedSeed = new Uint8Array(60);
  const digest = changes.digest ?? sha256(sealedSeed);
  const list = encodeWays({
    suite: 1,
    practice: idBytes(practice),
    principal: idBytes(identity.id),
    counter: changes.counter ?? (before?.counter ?? 0) + 1,
    prev: current === null ? new Uint8Array(32) : waysId(current),
    day: server.clock.day,
    ways: [way(account, 'password', sha256(sealedSeed)), way(passkey, 'passkey', digest)],
  });
  const signature = await identity.sign(waysMessage(list));
  if (changes.break === true) signature[3] = (signature[3] ?? 0) ^ 1;
  return { ways: { list, signature }, put: [{ account: passkey, record: null, sealedSeed }] };
}
