import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ClientError } from '@vaiti/client';
import type { FileReply } from '@vaiti/contract';
import { CoreError } from '@vaiti/core';
import fc from 'fast-check';
import { readTexts } from '../notes.ts';
import { ServerProcess } from '../server-process.ts';
import { setStage, type Stage, TEXTS } from './stage.ts';
import { changedAt, flipped, onRead } from './tamper.ts';

const fields = ['header', 'bodyHash', 'signature', 'body', 'wrap'] as const;
const grantFields = ['header', 'enc', 'ciphertext', 'signature'] as const;
const runs = process.env['SLOW'] === '1' ? 2000 : 60;

/** What a reader must never get: one bit of what the server keeps is another, and content comes. */
async function refused(stage: Stage, change: (reply: FileReply) => FileReply): Promise<void> {
  const file = await known(stage);
  const therapist = await stage.open('therapist');
  stage.server.turn(onRead(file, change));
  await assert.rejects(
    readTexts(therapist, file),
    (error) => error instanceof ClientError || error instanceof CoreError,
  );
  stage.server.repent();
  assert.deepEqual(await readTexts(therapist, file), TEXTS);
}

let shared: ReturnType<Stage['patient']> | undefined;
function known(stage: Stage): ReturnType<Stage['patient']> {
  shared ??= stage.patient();
  return shared;
}

describe('any bit that a server turns over is noticed', () => {
  let server: ServerProcess;
  let stage: () => Stage;
  before(async () => {
    server = await ServerProcess.start();
    stage = await setStage(server);
  });
  after(() => server.dispose());

  test('of an entry', async () => {
    const entry = fc.record({
      at: fc.nat(TEXTS.length),
      field: fc.constantFrom(...fields),
      bit: fc.nat(100_000),
    });
    const property = fc.asyncProperty(entry, ({ at, field, bit }) =>
      refused(stage(), (reply) => ({
        ...reply,
        entries: changedAt(reply.entries, at, (e) => {
          const bytes = e[field];
          return bytes === null ? e : { ...e, [field]: flipped(bytes, bit) };
        }),
      })),
    );
    await fc.assert(property, { numRuns: runs });
  });

  test('of a grant', async () => {
    const grant = fc.record({ field: fc.constantFrom(...grantFields), bit: fc.nat(10_000) });
    const property = fc.asyncProperty(grant, ({ field, bit }) =>
      refused(stage(), (reply) => ({
        ...reply,
        grants: changedAt(reply.grants, 0, (g) => ({ ...g, [field]: flipped(g[field], bit) })),
      })),
    );
    await fc.assert(property, { numRuns: runs / 3 });
  });
});
