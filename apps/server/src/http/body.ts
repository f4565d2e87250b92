import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.ts';

/** The media type of every request and reply with a body. */
export const CBOR = 'application/cbor';

/** What a request offers: node's own message when a socket is behind it, else the web stream. */
export interface BodySource {
  readonly raw: { readonly raw: Request; header(name: string): string | undefined };
  readonly incoming: IncomingMessage | undefined;
}

/**
 * The body, at most `limit` bytes; counted while it streams, whatever the length header says.
 * Throws `unsupported-media-type`, `too-large` or `bad-request` (cut off).
 */
export async function readBody(source: BodySource, limit: number): Promise<Uint8Array> {
  const headers = source.incoming?.headers;
  const type = headers?.['content-type'] ?? source.raw.header('content-type');
  if (type !== CBOR) throw new ApiError('unsupported-media-type');
  const announced = headers?.['content-length'] ?? source.raw.header('content-length');
  if (announced !== undefined && Number(announced) > limit) throw new ApiError('too-large');
  return source.incoming === undefined
    ? fromWeb(source.raw.raw, limit)
    : fromNode(source.incoming, limit);
}

function fromNode(incoming: IncomingMessage, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) {
        incoming.pause();
        reject(new ApiError('too-large'));
        return;
      }
      chunks.push(chunk);
    });
    incoming.on('end', () => {
      const only = chunks[0];
      resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, length));
    });
    incoming.on('error', () => reject(new ApiError('bad-request')));
    incoming.on('close', () => {
      if (!incoming.complete) reject(new ApiError('bad-request'));
    });
  });
}

async function fromWeb(raw: Request, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of raw.body ?? []) {
    length += chunk.length;
    if (length > limit) throw new ApiError('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
