import {
  decodeRead,
  type Person,
  type PracticeId,
  readMessage,
  replay,
  toHex,
  verifyRead,
} from '@vaiti/core';
import { z } from 'zod';
import { type JsonObject, toJson } from '../json.ts';
import { hex, id, type Operation } from './operation.ts';

/** A signed read statement. */
export const readOp: Operation = async (input, { using }) => {
  const { key, ...read } = z
    .strictObject({ statement: hex, signature: hex, key: hex })
    .parse(input);
  const statement = decodeRead(read.statement);
  await verifyRead(read, key, using.verify);
  return { statement: toJson(statement), signed: toHex(readMessage(read.statement)) };
};

const signed = z.array(z.strictObject({ entry: hex, signature: hex }));

/** A person as a vector shows them; new keys and sheets where there are any. */
function shown({ ceremonies, earlier, generation, id, retired, roles }: Person): JsonObject {
  return {
    id,
    generation,
    roles: roles.map(({ role, centre }) => ({ role, centre })),
    retired,
    ...(earlier === undefined
      ? {}
      : {
          earlier: earlier.map(({ by, until, ...one }) => ({
            generation: one.generation,
            until: until.seq,
            by: [...by],
          })),
        }),
    ...(ceremonies === undefined
      ? {}
      : {
          sheets: ceremonies.map(({ need, of, set, steps }) => ({
            set,
            need,
            of,
            steps: steps.map(({ step }) => step),
          })),
        }),
  };
}

/** The roster after `take` entries of the shared ones and those of `then`. */
export const rosterOp: Operation = async (input, { shared, using }) => {
  const { take, then, practice } = z
    .strictObject({ take: z.number(), then: signed, practice: id<PracticeId>().optional() })
    .parse(input);
  const entries = [...signed.parse(shared['roster']).slice(0, take), ...then];
  const roster = await replay(entries, practice, using.verify);
  return {
    practice: roster.practice,
    seq: roster.seq,
    head: roster.head,
    minimumSuite: roster.minimumSuite,
    ledger: roster.ledger,
    people: [...roster.people.values()].map(shown),
    groups: [...roster.groups.values()].map(({ id, role, centre, generation, holders }) => ({
      id,
      role,
      centre,
      generation,
      holders: holders.map((line) => toHex(line.holder)),
    })),
  };
};
