import {
  idBytes,
  type Identity,
  identityOf,
  idOf,
  idSchema,
  type Secret,
  uintSchema,
} from '@vaiti/core';
import { z } from 'zod';

/**
 * Whose seed it is where the keys are not a person's first: their id is then no hash of the keys, and is
 * sealed with the seed so that the server cannot name another. PROTOCOL section 3.
 */
export const holderSchema = z
  .strictObject({ principal: idSchema, generation: uintSchema.min(2) })
  .exactOptional();
type Holder = z.infer<typeof holderSchema>;

/** What is sealed beside the seed of this identity. */
export function holderOf({ generation, id }: Identity): { readonly holder?: Holder } {
  return generation === 1 ? {} : { holder: { principal: idBytes(id), generation } };
}

/** The identity of a seed that was opened, under the id that was sealed with it. */
export async function heldBy(seed: Secret, holder: Holder | undefined): Promise<Identity> {
  if (holder === undefined) return identityOf(seed);
  const identity = await identityOf(seed, holder.generation);
  return { ...identity, id: idOf(holder.principal) };
}
