import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/* `node plain-server.ts FILE`: answers every request with the bytes of a file, held in memory. */
const [path = ''] = process.argv.slice(2);
const body = readFileSync(path);
const headers = { 'content-type': 'application/cbor', 'content-length': body.length };
const server = createServer((_, response) => {
  response.writeHead(200, headers).end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.stdout.write(`listening on http://127.0.0.1:${String(port)}\n`);
});
process.once('SIGTERM', () => process.exit(0));
