import { fromHex, idBytes } from '@vaiti/core/blind';
import type { QueryConfig } from 'pg';
import type { AnswerRow, RequestRow, RequestWrite } from '../request-rows.ts';
import { named } from './packed.ts';

function insertRequest(row: RequestRow): QueryConfig {
  const { kind, time, expires, request, signature, reason, done } = row;
  return named(
    'insert-request',
    `INSERT INTO requests VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT DO NOTHING`,
    [
      idBytes(row.file),
      fromHex(row.id),
      kind,
      idBytes(row.requester),
      time,
      expires,
      request,
      signature,
      reason,
      done,
    ],
  );
}

function insertAnswer(row: AnswerRow): QueryConfig {
  const { says, epoch, time, statement, signature, share } = row;
  return named(
    'insert-answer',
    `INSERT INTO answers VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
    [
      idBytes(row.file),
      fromHex(row.request),
      idBytes(row.author),
      says,
      epoch,
      time,
      statement,
      signature,
      share,
    ],
  );
}

/** The statements of changes of requests, to run in the transaction of a batch. */
export function statementsOfRequests(writes: readonly RequestWrite[]): QueryConfig[] {
  return writes.map((one) => {
    switch (one.write) {
      case 'request':
        return insertRequest(one.row);
      case 'answer':
        return insertAnswer(one.row);
      case 'done':
        return named('request-done', 'UPDATE requests SET done = $1 WHERE file = $2 AND id = $3', [
          one.time,
          idBytes(one.file),
          fromHex(one.request),
        ]);
    }
  });
}
