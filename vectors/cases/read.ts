import {
  type CborValue,
  encodeCbor,
  idBytes,
  idOf,
  type PrincipalId,
  readMessage,
  type ReadStatement,
  toHex,
} from '@vaiti/core';
import { actor, type Draft, file, fixed, flipped, practice, vectorFile } from './world.ts';

export async function readFile() {
  const reader = (await actor('therapist')).identity;
  const statement: ReadStatement = {
    suite: 1,
    practice: idBytes(practice),
    file: idBytes(file),
    reader: idBytes(reader.id),
    generation: 1,
    as: idBytes(idOf<PrincipalId>(fixed('group', 16))),
    from: 3,
    to: 9,
    purpose: 'care',
    time: 1_795_000_000_000,
    nonce: fixed('nonce', 16),
  };
  const key = toHex(reader.keys.sign);
  const signed = async (value: CborValue, bytes = encodeCbor(value)) => ({
    statement: toHex(bytes),
    signature: toHex(await reader.sign(readMessage(bytes))),
    key,
  });
  const good = await signed({ ...statement });
  const goodBytes = encodeCbor({ ...statement });
  const signature = await reader.sign(readMessage(goodBytes));
  const refused: readonly [string, CborValue][] = [
    ['an unknown field', { ...statement, note: 'x' }],
    ['no purpose', Object.fromEntries(Object.entries(statement).filter(([k]) => k !== 'purpose'))],
    ['an unknown purpose', { ...statement, purpose: 'curiosity' }],
    ['a range that ends before it begins', { ...statement, from: 9, to: 8 }],
    ['a short nonce', { ...statement, nonce: new Uint8Array(15) }],
    ['a negative place', { ...statement, from: -1 }],
  ];
  const drafts: Draft[] = [
    { name: 'a statement', op: 'read', input: good },
    { name: 'one entry', op: 'read', input: await signed({ ...statement, from: 0, to: 0 }) },
    {
      name: 'signature changed',
      op: 'read',
      input: { ...good, signature: toHex(flipped(signature, 5)) },
      error: 'signature-invalid',
    },
    {
      name: 'another range under the same signature',
      op: 'read',
      input: { ...good, statement: toHex(encodeCbor({ ...statement, to: 10 })) },
      error: 'signature-invalid',
    },
    {
      name: 'the key of another',
      op: 'read',
      input: { ...good, key: toHex((await actor('patient')).identity.keys.sign) },
      error: 'signature-invalid',
    },
    {
      name: 'a suite not known',
      op: 'read',
      input: await signed({ ...statement, suite: 2 }),
      error: 'suite-unknown',
    },
    {
      name: 'suite 0',
      op: 'read',
      input: await signed({ ...statement, suite: 0 }),
      error: 'suite-downgraded',
    },
    {
      name: 'a byte after the statement',
      op: 'read',
      input: await signed(null, new Uint8Array([...goodBytes, 0])),
      error: 'cbor-invalid',
    },
  ];
  for (const [name, value] of refused)
    drafts.push({ name, op: 'read', input: await signed(value), error: 'schema-invalid' });
  return vectorFile('Read statements, PROTOCOL section 7', drafts);
}
