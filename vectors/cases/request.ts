import {
  approvalMessage,
  type Bytes,
  type CborValue,
  encodeCbor,
  idBytes,
  REQUEST_LIFE,
  requestMessage,
  toHex,
  verdictMessage,
} from '@vaiti/core';
import { actor, type Draft, file, fixed, flipped, practice, vectorFile } from './world.ts';

const TIME = 1_795_000_000_000;

/** Who signs what, with which message. */
interface Kind {
  readonly op: string;
  readonly by: string;
  readonly message: (statement: Uint8Array) => Bytes;
  readonly statement: Readonly<Record<string, CborValue>>;
}

async function kinds(): Promise<readonly Kind[]> {
  const [requester, officer, privacy] = await Promise.all(
    ['requester', 'officer', 'privacy officer'].map(actor),
  );
  if (!requester || !officer || !privacy) throw new RangeError('cast');
  const place = { suite: 1, practice: idBytes(practice), file: idBytes(file) };
  const request = fixed('request', 16);
  const asked = idBytes(requester.identity.id);
  return [
    {
      op: 'request',
      by: 'requester',
      message: requestMessage,
      statement: {
        ...place,
        kind: 'emergency',
        requester: asked,
        generation: 1,
        time: TIME,
        expires: TIME + REQUEST_LIFE,
        reason: fixed('reason', 32),
      },
    },
    {
      op: 'approval',
      by: 'officer',
      message: approvalMessage,
      statement: {
        ...place,
        kind: 'emergency',
        request,
        epoch: 3,
        approver: idBytes(officer.identity.id),
        generation: 1,
        requester: asked,
        time: TIME,
      },
    },
    {
      op: 'verdict',
      by: 'privacy officer',
      message: verdictMessage,
      statement: {
        ...place,
        request,
        says: 'justified',
        by: idBytes(privacy.identity.id),
        generation: 1,
        time: TIME,
      },
    },
  ];
}

async function draftsOf({ by, message, op, statement }: Kind): Promise<Draft[]> {
  const { identity } = await actor(by);
  const key = toHex(identity.keys.sign);
  const signed = async (value: CborValue) => {
    const bytes = encodeCbor(value);
    const signature = toHex(await identity.sign(message(bytes)));
    return { statement: toHex(bytes), signature, key };
  };
  const good = await signed(statement);
  const signature = await identity.sign(message(encodeCbor(statement)));
  return [
    { name: 'as it is', op, input: good },
    {
      name: 'signature changed',
      op,
      input: { ...good, signature: toHex(flipped(signature, 9)) },
      error: 'signature-invalid',
    },
    {
      name: 'another time under the same signature',
      op,
      input: {
        ...good,
        statement: toHex(
          encodeCbor({
            ...statement,
            time: TIME - 1,
            ...(op === 'request' ? { expires: TIME + 1 } : {}),
          }),
        ),
      },
      error: 'signature-invalid',
    },
    {
      name: 'the key of another',
      op,
      input: { ...good, key: toHex((await actor('eve')).identity.keys.sign) },
      error: 'signature-invalid',
    },
    {
      name: 'an unknown field',
      op,
      input: await signed({ ...statement, note: 'x' }),
      error: 'schema-invalid',
    },
    {
      name: 'suite 0',
      op,
      input: await signed({ ...statement, suite: 0 }),
      error: 'suite-downgraded',
    },
    {
      name: 'suite 2',
      op,
      input: await signed({ ...statement, suite: 2 }),
      error: 'suite-unknown',
    },
  ];
}

/** Requests, approvals and verdicts. */
export async function requestFile() {
  const all = await kinds();
  const drafts = (await Promise.all(all.map(draftsOf))).flat();
  const [request] = all;
  if (request === undefined) throw new RangeError('no request');
  const { identity } = await actor('requester');
  const wrong = encodeCbor({ ...request.statement, expires: TIME + REQUEST_LIFE + 1 });
  drafts.push({
    name: 'longer than a day',
    op: 'request',
    input: {
      statement: toHex(wrong),
      signature: toHex(await identity.sign(requestMessage(wrong))),
      key: toHex(identity.keys.sign),
    },
    error: 'schema-invalid',
  });
  return vectorFile('Requests, approvals and verdicts, PROTOCOL section 5.1', drafts);
}
