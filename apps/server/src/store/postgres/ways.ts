import { fromHex, idBytes } from '@vaiti/core/blind';
import type { QueryConfig } from 'pg';
import type { AccountRow, WayChange } from '../rows.ts';

/** The statements of a change of somebody's ways to sign in, to run between BEGIN and COMMIT. */
export function statementsOfWays({ list, before, put, removed }: WayChange): QueryConfig[] {
  const principal = idBytes(list.principal);
  const first: QueryConfig =
    before === 0
      ? {
          text: 'INSERT INTO way_lists VALUES ($1, $2, $3, $4)',
          values: [principal, list.counter, list.list, list.signature],
        }
      : {
          text: `WITH changed AS (
              UPDATE way_lists SET counter = $1, list = $2, signature = $3
              WHERE principal = $4 AND counter = $5 RETURNING 1
            ) SELECT 1 / (count(*) = 1)::int FROM changed`,
          values: [list.counter, list.list, list.signature, principal, before],
        };
  const gone = [...removed, ...put.map(({ account }) => account)];
  return [
    first,
    {
      text: 'DELETE FROM accounts WHERE principal = $1 AND account = ANY ($2::text[])',
      values: [principal, gone],
    },
    ...put.map(insertOf),
  ];
}

function insertOf(row: AccountRow): QueryConfig {
  const { account, principal, record, sealedSeed, kind, created, used } = row;
  return {
    text: `INSERT INTO accounts (account, principal, record, sealed_seed, kind, created, used)
      VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [account, idBytes(principal), record, sealedSeed, kind, created, used],
  };
}

/** The statements of a new account, with the invitation that is used up by it. */
export function statementsOfAccount(row: AccountRow, used: string | undefined): QueryConfig[] {
  if (used === undefined) return [insertOf(row)];
  const text = "UPDATE invitations SET state = 'used' WHERE id = $1";
  return [insertOf(row), { text, values: [fromHex(used)] }];
}
