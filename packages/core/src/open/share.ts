import { combine, split } from 'shamir-secret-sharing';
import { type Bytes, concat, equal, utf8 } from '../bytes.ts';
import { type CborValue, encodeCbor } from '../cbor.ts';
import type { Split, SplitLine } from '../entry/split.ts';
import { CoreError } from '../errors.ts';
import {
  decodeShareHeader,
  encodeShareHeader,
  type Share,
  SHARE_LENGTH,
  type ShareHeader,
  shareId,
  shareMessage,
} from '../grant/share.ts';
import { type FileId, idBytes, idOf, type PrincipalId } from '../ids.ts';
import { hkdf, labelledHash } from '../suite/hash.ts';
import { labels, SUITE } from '../suite/suite.ts';
import type { Identity } from './identity.ts';
import { hpke } from './kem.ts';
import type { KeyPlace } from './keys.ts';
import { Secret } from './secret.ts';

/** To whom something is sealed. */
export interface Recipient {
  readonly id: PrincipalId;
  readonly generation: number;
  /** MLKEM768-X25519 public key, 1216 bytes, from the roster. */
  readonly kem: Bytes;
}

/** Which council gets the shares, and how many of them it takes. */
export interface SplitPlan extends KeyPlace {
  readonly council: number;
  readonly threshold: number;
  readonly officers: readonly Recipient[];
  readonly day: number;
}

/** What a chain says of a root key without telling it: HKDF-SHA-256, 32 bytes. PROTOCOL section 5.1. */
export function splitKeyOf(root: Secret, place: KeyPlace): Bytes {
  const { epoch, file, practice } = place;
  const info = [labels.splitKey, idBytes(practice), idBytes(file), epoch] satisfies CborValue;
  return root.use((bytes) => hkdf(bytes, new Uint8Array(0), encodeCbor(info), 32));
}

/** What a chain says of a share without telling it, 32 bytes. */
function digestOf(share: Uint8Array, file: FileId): Bytes {
  return labelledHash(labels.shareDigest, idBytes(file), share);
}

function info(header: Uint8Array): Bytes {
  return concat(utf8(labels.share), header);
}

async function sealTo(
  author: Identity,
  header: Omit<ShareHeader, 'suite' | 'by' | 'byGeneration'>,
  to: { readonly kem: Bytes; readonly share: Secret },
): Promise<Share> {
  const own = { by: idBytes(author.id), byGeneration: author.generation };
  const bytes = encodeShareHeader({ suite: SUITE, ...header, ...own });
  const suite = await hpke();
  const { ciphertext, enc } = await to.share.use((share) => suite.seal(to.kem, info(bytes), share));
  const signature = await author.sign(shareMessage(bytes, enc, ciphertext));
  return { header: bytes, enc, ciphertext, signature };
}

/**
 * Splits a file's root key by Shamir's scheme over GF(2^8) and seals one share to each officer.
 * Resolves to what the chain says of it and the sealed shares, in the order of its lines.
 * Throws `schema-invalid` for fewer officers than are needed.
 */
export async function splitRoot(
  author: Identity,
  plan: SplitPlan,
  root: Secret,
): Promise<{ readonly split: Split; readonly shares: readonly Share[] }> {
  const { council, day, epoch, file, officers, practice, threshold } = plan;
  if (officers.length < threshold || threshold < 2)
    throw new CoreError('schema-invalid', 'council');
  const parts = await root.use((bytes) => split(bytes, officers.length, threshold));
  const place = { practice: idBytes(practice), file: idBytes(file), epoch };
  const made = await Promise.all(
    officers.map(async (officer, i): Promise<{ line: SplitLine; share: Share }> => {
      const part = parts[i];
      if (part === undefined) throw new CoreError('schema-invalid', 'share');
      const who = { officer: idBytes(officer.id), reader: idBytes(officer.id) };
      const header = { ...place, ...who, readerGeneration: officer.generation, request: null, day };
      const digest = digestOf(part, file);
      const share = await sealTo(author, header, { kem: officer.kem, share: new Secret(part) });
      part.fill(0);
      const { generation } = officer;
      return { line: { officer: who.officer, generation, digest, share: shareId(share) }, share };
    }),
  );
  const key = splitKeyOf(root, plan);
  const lines = made.map(({ line }) => line);
  return { split: { council, threshold, key, lines }, shares: made.map(({ share }) => share) };
}

/**
 * Opens a sealed share that is for this reader, and demands that it is the one whose `digest` the
 * chain has. The caller has checked the signature (`verifyShare`) and whose share it must be.
 * Throws `share-unopenable`, `share-mismatch`.
 */
export async function openShare(
  reader: Identity,
  share: Share,
  digest: Uint8Array,
): Promise<{ readonly header: ShareHeader; readonly share: Secret }> {
  const header = decodeShareHeader(share.header);
  if (idOf<PrincipalId>(header.reader) !== reader.id)
    throw new CoreError('share-mismatch', 'another reader');
  const suite = await hpke();
  let bytes: Bytes;
  try {
    bytes = await suite.open(reader.kem, info(share.header), share);
  } catch {
    throw new CoreError('share-unopenable');
  }
  const file = idOf<FileId>(header.file);
  if (bytes.length !== SHARE_LENGTH || !equal(digestOf(bytes, file), digest))
    throw new CoreError('share-mismatch');
  return { header, share: new Secret(bytes) };
}

/** Seals an officer's opened share again, to whoever made the request and for that request alone. */
export function resealShare(
  officer: Identity,
  opened: { readonly header: ShareHeader; readonly share: Secret },
  to: Recipient & { readonly request: Uint8Array<ArrayBuffer>; readonly day: number },
): Promise<Share> {
  const { epoch, file, practice } = opened.header;
  const place = { practice, file, epoch, officer: idBytes(officer.id) };
  const reader = { reader: idBytes(to.id), readerGeneration: to.generation };
  const header = { ...place, ...reader, request: to.request, day: to.day };
  return sealTo(officer, header, { kem: to.kem, share: opened.share });
}

/**
 * The root key out of enough shares. Throws `share-mismatch` when they do not give the key that the
 * chain commits to: too few of them, or a share that was never part of it.
 */
export async function combineShares(
  shares: readonly Secret[],
  place: KeyPlace,
  split: Pick<Split, 'key'>,
): Promise<Secret> {
  const parts = shares.map((share) => share.use((bytes) => bytes.slice()));
  let bytes: Uint8Array;
  try {
    bytes = await combine(parts);
  } catch {
    throw new CoreError('share-mismatch', 'not enough shares');
  } finally {
    for (const part of parts) part.fill(0);
  }
  const root = new Secret(bytes);
  bytes.fill(0);
  if (bytes.length !== 32 || !equal(splitKeyOf(root, place), split.key)) {
    root.wipe();
    throw new CoreError('share-mismatch', 'another key');
  }
  return root;
}
