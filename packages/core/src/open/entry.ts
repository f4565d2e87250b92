import { type Bytes, concat, utf8 } from '../bytes.ts';
import { type CborValue, decodeCbor, encodeCbor, type Schema } from '../cbor.ts';
import type { Access, Compartment } from '../entry/access.ts';
import { entryId, entryMessage, type ParsedEntry, type SealedEntry } from '../entry/entry.ts';
import { encodeHeader, type EntryKind, type Header, MAX_BODY } from '../entry/header.ts';
import type { FileMember } from '../entry/member.ts';
import type { Split } from '../entry/split.ts';
import { CoreError } from '../errors.ts';
import {
  type EntryId,
  type FileId,
  idBytes,
  idOf,
  type PracticeId,
  type PrincipalId,
  type RecordId,
} from '../ids.ts';
import type { SignedApproval } from '../statement/approval.ts';
import { sha256 } from '../suite/hash.ts';
import { labels, SUITE } from '../suite/suite.ts';
import { openChunked, sealChunked } from './chunked.ts';
import type { Identity } from './identity.ts';
import { pad, paddedLength, unpad } from './padding.ts';
import { type Entropy, Secret } from './secret.ts';

/** Where and as what an entry will stand. `head` is undefined for the first entry. */
export interface EntryPlan {
  readonly practice: PracticeId;
  readonly file: FileId;
  readonly head: { readonly seq: number; readonly id: EntryId } | undefined;
  readonly kind: EntryKind;
  readonly compartment: Compartment;
  readonly record: RecordId;
  readonly version: number;
  readonly as: PrincipalId;
  readonly epoch: number;
  /** Number of the newest roster entry that the author knows. */
  readonly roster?: number;
  readonly day: number;
  readonly access: readonly Access[];
  readonly split?: Split;
  readonly members?: readonly FileMember[];
  readonly approvals?: readonly SignedApproval[];
}

const WRAP = utf8(labels.wrap);

/** The context of a wrap: one entry, one epoch. */
function wrapContext(id: EntryId, epoch: number): Bytes {
  return concat(WRAP, idBytes(id), encodeCbor(epoch));
}

/** Wraps an entry key under a compartment key, 104 bytes; done again for a new epoch. */
export function sealWrap(options: {
  readonly compartmentKey: Secret;
  readonly entryKey: Secret;
  readonly id: EntryId;
  readonly epoch: number;
  readonly entropy: Entropy;
}): Promise<Bytes> {
  const { id, epoch, entropy } = options;
  return options.compartmentKey.use((key) =>
    options.entryKey.use((plaintext) =>
      sealChunked({ key, salt: entropy(24), context: wrapContext(id, epoch), plaintext }),
    ),
  );
}

/** The entry key out of its wrap. Throws `no-grant` when the wrap is not here, or as `openChunked`. */
export async function openWrap(entry: ParsedEntry, key: Secret): Promise<Secret> {
  const { wrap, wrapEpoch } = entry.sealed;
  if (wrap === null) throw new CoreError('no-grant');
  const context = wrapContext(entry.id, wrapEpoch);
  const bytes = await key.use((k) => openChunked({ key: k, context, ciphertext: wrap }));
  if (bytes.length !== 32) throw new CoreError('ciphertext-invalid');
  return new Secret(bytes);
}

/** The optional parts of a header, as far as the plan has them. */
function partsOf({ approvals, members, split }: EntryPlan): Partial<Header> {
  return {
    ...(split === undefined ? {} : { split }),
    ...(members === undefined
      ? {}
      : { members: members.map(({ keys, role }) => ({ keys: { ...keys }, role })) }),
    ...(approvals === undefined ? {} : { approvals: [...approvals] }),
  };
}

/**
 * Seals one entry: body under a fresh key bound to the header, key wrapped under the compartment
 * key, signature over header and ciphertext. `content` is `null` for entries without a body.
 * Throws `content-invalid` when the content is larger than 8 MiB padded.
 */
export async function sealEntry(options: {
  readonly author: Identity;
  readonly plan: EntryPlan;
  readonly content: CborValue;
  readonly compartmentKey: Secret;
  readonly entropy: Entropy;
}): Promise<{ sealed: SealedEntry; header: Header; id: EntryId }> {
  const { author, plan, content, entropy } = options;
  const plain = content === null ? undefined : encodeCbor(content);
  const length = plain === undefined ? 0 : paddedLength(plain.length);
  if (length > MAX_BODY) throw new CoreError('content-invalid', 'larger than 8 MiB');
  const fields: Header = {
    suite: SUITE,
    practice: idBytes(plan.practice),
    file: idBytes(plan.file),
    seq: plan.head === undefined ? 0 : plan.head.seq + 1,
    prev: plan.head === undefined ? new Uint8Array(32) : idBytes(plan.head.id),
    kind: plan.kind,
    compartment: plan.compartment,
    record: idBytes(plan.record),
    version: plan.version,
    author: idBytes(author.id),
    generation: author.generation,
    as: idBytes(plan.as),
    epoch: plan.epoch,
    ...(plan.roster === undefined ? {} : { roster: plan.roster }),
    day: plan.day,
    length,
    access: [...plan.access],
    ...partsOf(plan),
  };
  const header = encodeHeader(fields);
  const entryKey = new Secret(entropy(32));
  const body =
    plain === undefined
      ? new Uint8Array(0)
      : await entryKey.use((key) =>
          sealChunked({ key, salt: entropy(24), context: header, plaintext: pad(plain) }),
        );
  const bodyHash = sha256(body);
  const signature = await author.sign(entryMessage(header, bodyHash));
  const id = entryId(header, bodyHash, signature);
  const { compartmentKey } = options;
  const epoch = plan.epoch;
  const wrap =
    length === 0 ? null : await sealWrap({ compartmentKey, entryKey, id, epoch, entropy });
  entryKey.wipe();
  const sealed = { header, bodyHash, signature, body, wrap, wrapEpoch: epoch };
  return { sealed, header: fields, id };
}

/**
 * The only source of plaintext: opens the body and parses it by `schema`. The chain and signature
 * were checked before. Throws as `openWrap` and `openChunked`, `padding-invalid`, `cbor-invalid`,
 * `content-invalid` (the schema refused) or `no-grant` (no body or wrap here).
 */
export async function open<T>(
  schema: Schema<T>,
  entry: ParsedEntry,
  compartmentKey: Secret,
): Promise<T> {
  if (!hasBodyHere(entry)) throw new CoreError('no-grant', 'no body');
  const entryKey = await openWrap(entry, compartmentKey);
  return openLent(schema, entry, entryKey);
}

function hasBodyHere({ sealed: { body } }: ParsedEntry): boolean {
  return body !== null && body.length > 0;
}

/** Opens one entry with its own key, as somebody does to whom it was lent. Throws as `open`. */
export async function openLent<T>(
  schema: Schema<T>,
  entry: ParsedEntry,
  entryKey: Secret,
): Promise<T> {
  const { body, header: context } = entry.sealed;
  if (body === null || !hasBodyHere(entry)) throw new CoreError('no-grant', 'no body');
  const padded = await entryKey.use((key) => openChunked({ key, context, ciphertext: body }));
  const parsed = schema.safeParse(decodeCbor(unpad(padded)));
  if (!parsed.success) throw new CoreError('content-invalid');
  return parsed.data;
}

/** Re-wraps an entry's key for a new epoch; header, body and signature stay as they are. */
export async function rewrap(options: {
  readonly entry: ParsedEntry;
  readonly from: Secret;
  readonly to: Secret;
  readonly epoch: number;
  readonly entropy: Entropy;
}): Promise<Bytes> {
  const { entry, epoch, entropy } = options;
  const entryKey = await openWrap(entry, options.from);
  const compartmentKey = options.to;
  return sealWrap({ compartmentKey, entryKey, id: entry.id, epoch, entropy });
}

/** A new 16-byte record id. */
export function newRecordId(entropy: Entropy): RecordId {
  return idOf(entropy(16));
}

/** A new 16-byte file id. */
export function newFileId(entropy: Entropy): FileId {
  return idOf(entropy(16));
}
