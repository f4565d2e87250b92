import {
  cacheKeyOf,
  compartmentKey,
  compartments,
  concat,
  CoreError,
  decodeGrantHeader,
  equal,
  type FileId,
  fingerprintOf,
  grantId,
  idOf,
  labels,
  type PracticeId,
  Secret,
  toHex,
  utf8,
  verifyGrant,
} from '@vaiti/core';
import { z } from 'zod';
import { toJson } from '../json.ts';
import { hex, id, type Operation } from './operation.ts';

/** The identity of a seed, with its signature over a message. */
export const identity: Operation = async (input, { using }) => {
  const { seed, message } = z.strictObject({ seed: hex, message: hex }).parse(input);
  const derived = await using.identity(seed, 1);
  return {
    id: derived.id,
    sign: toHex(derived.keys.sign),
    kem: toHex(derived.keys.kem),
    fingerprint: fingerprintOf(derived.keys),
    cacheKey: cacheKeyOf(derived).use(toHex),
    signature: toHex(await derived.sign(message)),
  };
};

/** A compartment's key out of the root key of an epoch. */
export const compartmentKeyOp: Operation = (input) => {
  const { root, compartment, ...place } = z
    .strictObject({
      root: hex,
      practice: id<PracticeId>(),
      file: id<FileId>(),
      epoch: z.number(),
      compartment: z.enum(compartments),
    })
    .parse(input);
  return { key: compartmentKey(new Secret(root), place, compartment).use(toHex) };
};

const grantInput = z.strictObject({
  seed: hex,
  granter: hex,
  expected: hex,
  grant: z.strictObject({ header: hex, enc: hex, ciphertext: hex, signature: hex }),
});

/**
 * Opens a grant: signature, id, reader, then HPKE with the implementation's KEM. It is `openGrant`
 * with the KEM chosen by the caller.
 */
export const grantOpen: Operation = async (input, { using }) => {
  const { seed, granter, expected, grant } = grantInput.parse(input);
  const header = decodeGrantHeader(grant.header);
  await verifyGrant(grant, granter, using.verify);
  const reader = await using.identity(seed, 1);
  if (!equal(grantId(grant), expected) || idOf(header.reader) !== reader.id)
    throw new CoreError('grant-mismatch');
  const info = concat(utf8(labels.grant), grant.header);
  const key = await using.hpke.open(reader.kem, info, grant);
  return { header: toJson(header), key: toHex(key) };
};
