import {
  type Bytes,
  type CborValue,
  type ChainState,
  decodeAs,
  encodeCbor,
  type FileMember,
  memberSchema,
  type PrincipalId,
  splitSchema,
  withMembers,
} from '@vaiti/core/blind';
import { z } from 'zod';
import type { BesideRow } from '../store/rows.ts';

/** What a chain's state holds beside head and readers. */
export type Beside = Pick<ChainState, 'split' | 'members' | 'forgotten'>;

const besideSchema = z.strictObject({
  split: splitSchema.nullable(),
  members: z.array(memberSchema),
  forgotten: z.boolean(),
});

const NOTHING: Beside = {
  split: undefined,
  members: new Map<PrincipalId, FileMember>(),
  forgotten: false,
};

/** Whether an entry changed any of it: states share what stays the same. */
export function besideChanged(before: Beside = NOTHING, after: Beside): boolean {
  return (
    before.split !== after.split ||
    before.forgotten !== after.forgotten ||
    before.members.size !== after.members.size
  );
}

function encode({ forgotten, members, split }: Beside): Bytes {
  const value = {
    split: split ?? null,
    members: [...members.values()].map(({ keys, role }) => ({ keys: { ...keys }, role })),
    forgotten,
  };
  return encodeCbor(value satisfies CborValue);
}

/** What is stored of it. */
export function besideRow(beside: Beside): BesideRow {
  return { council: beside.split?.council ?? 0, state: encode(beside) };
}

/** It again. Throws `cbor-invalid` or `schema-invalid` for what no version wrote. */
export function besideOf(row: BesideRow | undefined): Beside {
  if (row === undefined) return NOTHING;
  const { forgotten, members, split } = decodeAs(besideSchema, row.state);
  return { split: split ?? undefined, members: withMembers(new Map(), members), forgotten };
}
