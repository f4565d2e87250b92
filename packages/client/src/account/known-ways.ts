import {
  equal,
  hashSchema,
  type Identity,
  idOf,
  type PracticeId,
  type PrincipalId,
  sha256,
  type SignedWays,
  toHex,
  uintSchema,
  verifyWays,
  type WayKind,
  type WayList,
  waysId,
} from '@vaiti/core';
import { z } from 'zod';
import type { SealedCache } from '../cache/sealed.ts';
import { ClientError } from '../errors.ts';

/** A person's list of their ways to sign in, which their own key has signed. */
export interface KnownWays {
  readonly list: WayList;
  /** By which the next list names this one. */
  readonly id: Uint8Array;
}

const pinSchema = z.strictObject({ counter: uintSchema, id: hashSchema });

/**
 * Checks a list that the server gives. Throws `ways-forged` unless this person signed it for this
 * practice. Null, from a person who never made one, is undefined.
 */
export async function knownWays(
  signed: SignedWays | null,
  who: { readonly identity: Identity; readonly practice: PracticeId },
): Promise<KnownWays | undefined> {
  if (signed === null) return undefined;
  const { identity, practice } = who;
  try {
    const list = await verifyWays(signed, identity.keys.sign);
    const own =
      idOf<PracticeId>(list.practice) === practice &&
      idOf<PrincipalId>(list.principal) === identity.id;
    if (own) return { list, id: waysId(signed) };
  } catch (cause) {
    throw new ClientError('ways-forged', { cause });
  }
  throw new ClientError('ways-forged');
}

/**
 * Throws `way-revoked` unless the list names this way with this very sealed seed: one that was removed
 * or replaced opens nothing any more, whatever the server keeps.
 */
export function requireWay(
  known: KnownWays | undefined,
  used: {
    readonly account: string;
    readonly kinds: readonly WayKind[];
    readonly sealedSeed: Uint8Array;
  },
): void {
  if (known === undefined) return;
  const way = known.list.ways.find(({ id }) => toHex(id) === used.account);
  const right =
    way !== undefined &&
    used.kinds.includes(way.kind) &&
    equal(way.digest, sha256(used.sealedSeed));
  if (!right) throw new ClientError('way-revoked');
}

/**
 * Compares a list with the newest that this device has seen and remembers it. Throws
 * `ways-rolled-back` when it is older, missing, or does not follow.
 */
export async function pinWays(cache: SealedCache, known: KnownWays | undefined): Promise<void> {
  const pin = await cache.get('ways', pinSchema);
  if (pin !== undefined && !follows(known, pin)) throw new ClientError('ways-rolled-back');
  if (known === undefined) return;
  await cache.put('ways', { counter: known.list.counter, id: new Uint8Array(known.id) });
}

function follows(known: KnownWays | undefined, pin: z.infer<typeof pinSchema>): boolean {
  if (known === undefined || known.list.counter < pin.counter) return false;
  if (known.list.counter === pin.counter) return equal(known.id, pin.id);
  return known.list.counter > pin.counter + 1 || equal(known.list.prev, pin.id);
}
