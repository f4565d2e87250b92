import { Connection } from './connection.ts';
import type { LoadOrder, LoadResult } from './messages.ts';

/* The load generator, a process of its own. Each message is an order; the answer is its result. */

function requestsOf(order: LoadOrder, bodies: readonly Uint8Array[]): Buffer[] {
  const { host, path, port, token } = order;
  return bodies.map((body) => {
    const head = [
      `POST ${path} HTTP/1.1`,
      `host: ${host}:${String(port)}`,
      'accept: application/cbor',
      'content-type: application/cbor',
      `authorization: Bearer ${token}`,
      `content-length: ${String(body.length)}`,
    ];
    return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
  });
}

async function carryOut(order: LoadOrder): Promise<LoadResult> {
  const lanes = await Promise.all(
    order.lanes.map(async (bodies) => ({
      requests: requestsOf(order, bodies),
      connection: await Connection.open(order.host, order.port),
      replies: new Array<Uint8Array>(),
    })),
  );
  const began = performance.now();
  await Promise.all(
    lanes.map(async ({ requests, connection, replies }) => {
      for (const request of requests) replies.push(await connection.send(request));
    }),
  );
  const milliseconds = performance.now() - began;
  for (const { connection } of lanes) connection.close();
  return { milliseconds, replies: lanes.map((lane) => lane.replies) };
}

process.on('message', (order: LoadOrder) => {
  carryOut(order).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      process.stderr.write(`load: ${error instanceof Error ? error.message : 'failed'}\n`);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
