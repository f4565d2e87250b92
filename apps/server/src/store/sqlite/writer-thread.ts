import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { StoreError } from '../errors.ts';
import { emptyLog, openDatabase, sqliteError, Statements, transaction } from './connection.ts';
import { type Write, writeSchema, type Written } from './writer-messages.ts';

/* The thread that writes to an SQLite file. Each message is one transaction; answers come in order. */

const db = openDatabase(z.string().parse(workerData));
const sql = new Statements(db);

function carryOut(write: Write): void {
  if (write.kind === 'close') {
    db.close();
    return;
  }
  if (write.kind === 'scrub') {
    emptyLog(db);
    return;
  }
  transaction(db, () => {
    for (const { sql: text, rows, changes } of write.steps)
      for (const row of rows) {
        const changed = sql.run(text, ...row);
        if (changes !== undefined && changed !== changes) throw new StoreError('store-conflict');
      }
  });
}

function answerTo(message: unknown): Written {
  try {
    carryOut(writeSchema.parse(message));
    return { outcome: 'done' };
  } catch (error) {
    return { outcome: 'failed', code: sqliteError(error).code };
  }
}

parentPort?.on('message', (message: unknown) => parentPort?.postMessage(answerTo(message)));
