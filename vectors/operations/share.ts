import {
  combineShares,
  concat,
  CoreError,
  decodeShareHeader,
  equal,
  type FileId,
  idBytes,
  idOf,
  labelledHash,
  labels,
  type PracticeId,
  Secret,
  SHARE_LENGTH,
  shareId,
  toHex,
  utf8,
  verifyShare,
} from '@vaiti/core';
import { z } from 'zod';
import { toJson } from '../json.ts';
import { hex, id, type Operation } from './operation.ts';

const sealed = z.strictObject({ header: hex, enc: hex, ciphertext: hex, signature: hex });

/**
 * Opens a sealed share: signature, reader, HPKE with the implementation's KEM, digest. It is
 * `openShare` with the KEM chosen by the caller.
 */
export const shareOpenOp: Operation = async (input, { using }) => {
  const { digest, seed, share, signer } = z
    .strictObject({ seed: hex, signer: hex, digest: hex, share: sealed })
    .parse(input);
  const header = decodeShareHeader(share.header);
  await verifyShare(share, signer, using.verify);
  const reader = await using.identity(seed, 1);
  if (idOf(header.reader) !== reader.id) throw new CoreError('share-mismatch');
  const info = concat(utf8(labels.share), share.header);
  const bytes = await using.hpke.open(reader.kem, info, share).catch(() => {
    throw new CoreError('share-unopenable');
  });
  const found = labelledHash(labels.shareDigest, header.file, bytes);
  if (bytes.length !== SHARE_LENGTH || !equal(found, digest)) throw new CoreError('share-mismatch');
  return { header: toJson(header), id: toHex(shareId(share)), share: toHex(bytes) };
};

/** The root key out of opened shares, by the commitment that the chain has. */
export const shareCombineOp: Operation = async (input) => {
  const { key, shares, ...place } = z
    .strictObject({
      shares: z.array(hex),
      key: hex,
      practice: id<PracticeId>(),
      file: id<FileId>(),
      epoch: z.number(),
    })
    .parse(input);
  const secrets = shares.map((share) => new Secret(share));
  const root = await combineShares(secrets, place, { key });
  return { root: root.use(toHex), file: toHex(idBytes(place.file)) };
};
