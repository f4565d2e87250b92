import type { AnswerRow, RequestRow, RequestWrite } from '../request-rows.ts';
import type { Step } from './steps.ts';

const REQUEST = `INSERT OR IGNORE INTO requests
  VALUES (unhex(?), unhex(?), ?, unhex(?), ?, ?, ?, ?, ?, ?)`;
const ANSWER = `INSERT OR IGNORE INTO answers
  VALUES (unhex(?), unhex(?), unhex(?), ?, ?, ?, ?, ?, ?)`;
const DONE = 'UPDATE requests SET done = ? WHERE file = unhex(?) AND id = unhex(?)';

type Values = Step['rows'][number];

function requestValues(row: RequestRow): Values {
  const { file, id, kind, requester, time, expires, request, signature, reason, done } = row;
  return [file, id, kind, requester, time, expires, request, signature, reason, done];
}

function answerValues(row: AnswerRow): Values {
  const { file, request, author, says, epoch, time, statement, signature, share } = row;
  return [file, request, author, says, epoch, time, statement, signature, share];
}

/** The steps of changes of requests, to run in the transaction of a batch. */
export function stepsOfRequests(writes: readonly RequestWrite[]): readonly Step[] {
  return writes.map((one): Step => {
    switch (one.write) {
      case 'request':
        return { sql: REQUEST, rows: [requestValues(one.row)] };
      case 'answer':
        return { sql: ANSWER, rows: [answerValues(one.row)] };
      case 'done':
        return { sql: DONE, rows: [[one.time, one.file, one.request]] };
    }
  });
}
