import type { SQLInputValue } from 'node:sqlite';
import type { AccountRow, WayChange } from '../rows.ts';
import type { Step } from './steps.ts';

/** The steps of a change of somebody's ways to sign in, to run in one transaction. */
export function stepsOfWays({ list, before, put, removed }: WayChange): readonly Step[] {
  const { principal, counter, list: bytes, signature } = list;
  const first: Step =
    before === 0
      ? {
          sql: 'INSERT INTO way_lists VALUES (unhex(?), ?, ?, ?)',
          rows: [[principal, counter, bytes, signature]],
        }
      : {
          sql: `UPDATE way_lists SET counter = ?, list = ?, signature = ?
            WHERE principal = unhex(?) AND counter = ?`,
          rows: [[counter, bytes, signature, principal, before]],
          changes: 1,
        };
  return [
    first,
    {
      sql: 'DELETE FROM accounts WHERE account = ? AND principal = unhex(?)',
      rows: [...removed, ...put.map(({ account }) => account)].map((name) => [name, principal]),
    },
    { sql: INSERT_ACCOUNT, rows: put.map(accountValues) },
  ];
}

const INSERT_ACCOUNT = `INSERT INTO accounts
  (account, principal, record, sealed_seed, kind, created, used) VALUES (?, unhex(?), ?, ?, ?, ?, ?)`;

function accountValues(row: AccountRow): SQLInputValue[] {
  const { account, principal, record, sealedSeed, kind, created, used } = row;
  return [account, principal, record, sealedSeed, kind, created, used];
}

/** The steps of a new account, with the invitation that is used up by it. */
export function stepsOfAccount(row: AccountRow, used: string | undefined): readonly Step[] {
  const step = { sql: INSERT_ACCOUNT, rows: [accountValues(row)] };
  if (used === undefined) return [step];
  return [
    step,
    { sql: "UPDATE invitations SET state = 'used' WHERE id = unhex(?)", rows: [[used]] },
  ];
}
