import {
  type CborValue,
  decodeGrantHeader,
  encodeCbor,
  type Grant,
  grantId,
  grantMessage,
  sealGrant,
  Secret,
  toHex,
} from '@vaiti/core';
import {
  actor,
  DAY,
  type Draft,
  file,
  fixed,
  flipped,
  hexed,
  practice,
  vectorFile,
} from './world.ts';

/**
 * HPKE sealing draws randomness, so this file is made once (`--grants`) and only opened later.
 */
export async function grantFile() {
  const [granter, reader, eve] = await Promise.all(['therapist', 'patient', 'eve'].map(actor));
  if (!granter || !reader || !eve) throw new RangeError('cast');
  const key = fixed('shared key', 32);
  const { id, generation, keys } = reader.identity;
  const plan = { practice, file, epoch: 2, scope: 'shared', day: DAY } as const;
  const to = { ...plan, reader: { id, generation, kem: keys.kem } };
  const { grant, id: expected } = await sealGrant(granter.identity, to, new Secret(key));
  const input = (change: Partial<Grant>, named?: Uint8Array) => ({
    seed: toHex(reader.seed),
    granter: toHex(granter.identity.keys.sign),
    grant: hexed({ ...grant, ...change }),
    expected: toHex(named ?? grantId({ ...grant, ...change })),
  });
  /** The parts changed and signed again by the granter, so that only HPKE can notice. */
  const resigned = async (change: Partial<Grant>) => {
    const changed = { ...grant, ...change };
    const message = grantMessage(changed.header, changed.enc, changed.ciphertext);
    return input({ ...change, signature: await granter.identity.sign(message) });
  };
  const header = decodeGrantHeader(grant.header);
  const head = (change: Readonly<Record<string, CborValue>>) => ({
    header: encodeCbor({ ...header, ...change }),
  });
  const short = { ...to, scope: 'group' } as const;
  const shortKey = await sealGrant(granter.identity, short, new Secret(key));
  const drafts: Draft[] = [
    { name: 'a grant of one compartment', op: 'grant-open', input: input({}) },
    {
      name: 'the seed of a group',
      op: 'grant-open',
      input: input(shortKey.grant, shortKey.id),
    },
  ];
  const refused: readonly [string, Draft['input'], string][] = [
    ['signature changed', input({ signature: flipped(grant.signature, 9) }), 'signature-invalid'],
    ['enc changed', input({ enc: flipped(grant.enc, 100) }), 'signature-invalid'],
    [
      'ciphertext changed',
      input({ ciphertext: flipped(grant.ciphertext, 0) }),
      'signature-invalid',
    ],
    ['another epoch', input(head({ epoch: 3 })), 'signature-invalid'],
    ['another scope', input(head({ scope: 'root' })), 'signature-invalid'],
    [
      'ML-KEM part changed, signed again',
      await resigned({ enc: flipped(grant.enc, 100) }),
      'grant-unopenable',
    ],
    [
      'X25519 part changed, signed again',
      await resigned({ enc: flipped(grant.enc, -5) }),
      'grant-unopenable',
    ],
    [
      'X25519 part zero, signed again',
      await resigned({ enc: new Uint8Array([...grant.enc.slice(0, 1088), ...new Uint8Array(32)]) }),
      'grant-unopenable',
    ],
    [
      'ciphertext changed, signed again',
      await resigned({ ciphertext: flipped(grant.ciphertext, 0) }),
      'grant-unopenable',
    ],
    [
      'tag changed, signed again',
      await resigned({ ciphertext: flipped(grant.ciphertext, -1) }),
      'grant-unopenable',
    ],
    [
      'another file, signed again',
      await resigned(head({ file: fixed('other', 16) })),
      'grant-unopenable',
    ],
    ['another epoch, signed again', await resigned(head({ epoch: 3 })), 'grant-unopenable'],
    ['another scope, signed again', await resigned(head({ scope: 'root' })), 'grant-unopenable'],
    [
      'another reader, signed again',
      await resigned(head({ reader: fixed('eve', 16) })),
      'grant-mismatch',
    ],
    ['a suite not known', await resigned(head({ suite: 2 })), 'suite-unknown'],
    ['an unknown field', await resigned(head({ note: '' })), 'schema-invalid'],
    ['a short encapsulation', await resigned({ enc: grant.enc.slice(1) }), 'grant-unopenable'],
    ['not the grant that was named', input({}, flipped(expected, 0)), 'grant-mismatch'],
    ['opened by another', { ...input({}), seed: toHex(eve.seed) }, 'grant-mismatch'],
    [
      'signed by another',
      { ...input({}), granter: toHex(eve.identity.keys.sign) },
      'signature-invalid',
    ],
  ];
  return vectorFile('Grants, PROTOCOL section 5', [
    ...drafts,
    ...refused.map(([name, bad, error]) => ({ name, op: 'grant-open', input: bad, error })),
  ]);
}
