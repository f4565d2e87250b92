import { parentPort } from 'node:worker_threads';
import { verify } from '@vaiti/core/blind';
import { decodeChecks } from './verify-messages.ts';

/* A thread that checks signatures: each message is a batch of checks, the answer its verdicts. */

let before: Promise<unknown> = Promise.resolve();

async function verdictsOn(message: unknown): Promise<Uint8Array> {
  const valid = await Promise.all(
    decodeChecks(message).map((check) => verify(check.publicKey, check.message, check.signature)),
  );
  return Uint8Array.from(valid, Number);
}

// Answers go out in the order in which the checks came.
parentPort?.on('message', (message: unknown) => {
  before = before
    .then(() => verdictsOn(message))
    .then((verdicts) => parentPort?.postMessage(verdicts));
});
