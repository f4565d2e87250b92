import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProgram } from '../server.ts';

/** A bare HTTP server in a process of its own that knows one reply. */
export interface PlainServer {
  /** Fetches the reply whole; resolves to how long that took, milliseconds. */
  readonly fetch: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** Starts a static server of `bytes`. */
export async function startPlain(folder: string, bytes: Uint8Array): Promise<PlainServer> {
  const path = join(folder, 'reply');
  await writeFile(path, bytes);
  const program = join(import.meta.dirname, 'plain-server.ts');
  const { found, stop } = await startProgram([program, path], {
    pattern: /listening on (?<url>\S+)/,
  });
  const url = found.groups?.['url'] ?? '';
  return {
    fetch: async () => {
      const began = performance.now();
      const reply = await fetch(url);
      const body = await reply.arrayBuffer();
      const took = performance.now() - began;
      if (body.byteLength !== bytes.length) throw new Error('the plain reply was cut off');
      return took;
    },
    stop,
  };
}
