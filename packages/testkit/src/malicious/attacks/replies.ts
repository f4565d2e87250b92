import { setTimeout as sleep } from 'node:timers/promises';
import { encodeCbor } from '@vaiti/core';
import { readTexts } from '../../notes.ts';
import type { Attack } from '../attack.ts';
import type { Tamper } from '../tamper.ts';

const HTML = '<!doctype html><title>Kirjaudu verkkoon</title><p>Hyväksy ehdot.</p>';

/** Every read of the therapist is answered with this. */
function answering(
  make: (signal: AbortSignal | undefined) => Response | Promise<Response>,
  timeout = 60_000,
): Attack['arrange'] {
  return async (stage) => {
    const file = await stage.patient();
    const therapist = await stage.open('therapist', { timeout });
    const tamper: Tamper = {
      raw: ({ endpoint }, signal) => (endpoint === 'read' ? make(signal) : undefined),
    };
    return { tamper, act: () => readTexts(therapist, file) };
  };
}

function bytes(body: Uint8Array<ArrayBuffer>): () => Response {
  return () => new Response(body, { headers: { 'content-type': 'application/cbor' } });
}

/** A body that never ends: `chunk` again and again until the reader goes away. */
function endless(chunk: Uint8Array<ArrayBuffer>, pause: number): () => Response {
  return () =>
    new Response(
      new ReadableStream({
        pull: async (controller) => {
          if (pause > 0) await sleep(pause);
          controller.enqueue(chunk);
        },
      }),
    );
}

/** Never answers; gives up when the client does. */
function hanging(signal: AbortSignal | undefined): Promise<Response> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });
}

/** Replies that are no replies. */
export const replyAttacks: readonly Attack[] = [
  {
    name: 'web page instead of data',
    says: 'answers with a page of HTML, as the sign-in page of a hotel’s network does',
    expected: ['server-reply-invalid'],
    arrange: answering(() => new Response(HTML, { headers: { 'content-type': 'text/html' } })),
  },
  {
    name: 'web page as error',
    says: 'answers with the error page of a proxy',
    expected: ['server-not-vaiti'],
    arrange: answering(() => new Response(HTML, { status: 502 })),
  },
  {
    name: 'error of unknown code',
    says: 'refuses with a code that is not in the contract',
    expected: ['server-not-vaiti'],
    arrange: answering(() => Response.json({ code: 'all-good', id: 'x' }, { status: 400 })),
  },
  {
    name: 'random bytes',
    says: 'answers with bytes that are no CBOR',
    expected: ['server-reply-invalid'],
    arrange: answering(bytes(new Uint8Array(500).fill(0xff))),
  },
  {
    name: 'nothing',
    says: 'answers with an empty body',
    expected: ['server-reply-invalid'],
    arrange: answering(bytes(new Uint8Array())),
  },
  {
    name: 'unknown field',
    says: 'answers with a field that the contract does not know',
    expected: ['server-reply-invalid'],
    arrange: answering(bytes(encodeCbor({ outcomes: [], more: true }))),
  },
  {
    name: 'two encodings of one reply',
    says: 'answers in a form of CBOR that is not the deterministic one',
    expected: ['server-reply-invalid'],
    // {"outcomes": []} with the array's length in two bytes (RFC 8949 section 4.2.1 wants one).
    arrange: answering(bytes(new Uint8Array([0xa1, 0x68, ...Buffer.from('outcomes'), 0x98, 0x00]))),
  },
  {
    name: 'reply without end',
    says: 'sends bytes for ever, to fill the memory of the device',
    expected: ['server-reply-invalid'],
    arrange: answering(endless(new Uint8Array(4 * 1024 * 1024), 0)),
  },
  {
    name: 'reply that trickles',
    says: 'sends a byte now and then and never finishes',
    expected: ['timeout'],
    arrange: answering(endless(new Uint8Array([0xa1]), 100), 700),
  },
  {
    name: 'no reply',
    says: 'takes the question and never answers',
    expected: ['timeout'],
    arrange: answering(hanging, 500),
  },
];
