import {
  type Access,
  type Bytes,
  compartments,
  CoreError,
  entryId,
  type EntryId,
  type EntryPlan,
  entryKinds,
  type FileId,
  open,
  parseEntry,
  type PracticeId,
  type PrincipalId,
  type RecordId,
  rewrap,
  type Schema,
  scopes,
  type SealedEntry,
  sealEntry,
  Secret,
  toHex,
  verifyEntry,
} from '@vaiti/core';
import { z } from 'zod';
import { fromJson, type Json, type JsonObject, toJson } from '../json.ts';
import { hex, id, type Operation } from './operation.ts';

const sealed = z.strictObject({
  header: hex,
  bodyHash: hex,
  signature: hex,
  body: hex.nullable(),
  wrap: hex.nullable(),
  wrapEpoch: z.number(),
});

const access: z.ZodType<Access> = z.strictObject({
  reader: hex,
  generation: z.number(),
  scope: z.enum(scopes),
  grant: hex,
});

const plan: z.ZodType<EntryPlan> = z
  .strictObject({
    practice: id<PracticeId>(),
    file: id<FileId>(),
    head: z.strictObject({ seq: z.number(), id: id<EntryId>() }).nullable(),
    kind: z.enum(entryKinds),
    compartment: z.enum(compartments),
    record: id<RecordId>(),
    version: z.number(),
    as: id<PrincipalId>(),
    epoch: z.number(),
    day: z.number(),
    access: z.array(access),
  })
  .transform(({ head, ...rest }) => ({ ...rest, head: head ?? undefined }));

/** Hands out fixed bytes in order; a vector uses up all of them. */
class FixedEntropy {
  readonly #bytes: Bytes;
  #at = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  readonly draw = (length: number): Uint8Array => {
    const drawn = this.#bytes.slice(this.#at, this.#at + length);
    if (drawn.length !== length) throw new RangeError('not enough entropy in the vector');
    this.#at += length;
    return drawn;
  };

  finish(): void {
    if (this.#at !== this.#bytes.length) throw new RangeError('entropy of the vector left over');
  }
}

function sealedJson(entry: SealedEntry): JsonObject {
  return {
    header: toHex(entry.header),
    bodyHash: toHex(entry.bodyHash),
    signature: toHex(entry.signature),
    body: entry.body === null ? null : toHex(entry.body),
    wrap: entry.wrap === null ? null : toHex(entry.wrap),
    wrapEpoch: entry.wrapEpoch,
  };
}

/** The id that the next entry names. */
export const entryIdOp: Operation = (input) => {
  const parts = z.strictObject({ header: hex, bodyHash: hex, signature: hex }).parse(input);
  return { id: entryId(parts.header, parts.bodyHash, parts.signature) };
};

/** Seals one entry; entropy is used as entry key (32), body salt (24), wrap salt (24). */
export const sealEntryOp: Operation = async (input, { using }) => {
  const parsed = z
    .strictObject({
      seed: hex,
      plan,
      content: z.json(),
      compartmentKey: hex,
      entropy: hex,
    })
    .parse(input);
  const entropy = new FixedEntropy(parsed.entropy);
  const result = await sealEntry({
    author: await using.identity(parsed.seed, 1),
    plan: parsed.plan,
    content: fromJson(parsed.content),
    compartmentKey: new Secret(parsed.compartmentKey),
    entropy: entropy.draw,
  });
  entropy.finish();
  return { id: result.id, sealed: sealedJson(result.sealed) };
};

/** Takes any content but, where the vector says so, none. */
function contentSchema(refuse: boolean): Schema<Json> {
  return {
    safeParse: (value) => (refuse ? { success: false } : { success: true, data: toJson(value) }),
  };
}

/** Parses, verifies and opens one entry. */
export const openEntry: Operation = async (input, { using }) => {
  const parsed = z
    .strictObject({
      sealed,
      authorKey: hex,
      compartmentKey: hex,
      schemaRefuses: z.boolean().default(false),
    })
    .parse(input);
  const entry = parseEntry(parsed.sealed);
  await verifyEntry(entry, parsed.authorKey, using.verify);
  const schema = contentSchema(parsed.schemaRefuses);
  const content = await open(schema, entry, new Secret(parsed.compartmentKey));
  return { id: entry.id, content };
};

/** Wraps an entry's key for another epoch. */
export const rewrapOp: Operation = async (input) => {
  const parsed = z
    .strictObject({ sealed, from: hex, to: hex, epoch: z.number(), entropy: hex })
    .parse(input);
  const entropy = new FixedEntropy(parsed.entropy);
  const wrap = await rewrap({
    entry: parseEntry(parsed.sealed),
    from: new Secret(parsed.from),
    to: new Secret(parsed.to),
    epoch: parsed.epoch,
    entropy: entropy.draw,
  });
  entropy.finish();
  if (wrap.length !== 104) throw new CoreError('length-mismatch');
  return { wrap: toHex(wrap) };
};
