import {
  type Bytes,
  concat,
  type FileId,
  type Identity,
  identityOf,
  idOf,
  type PracticeId,
  type RecordId,
  Secret,
  sha256,
  toHex,
  utf8,
} from '@vaiti/core';
import type { Case, VectorFile } from '../format.ts';
import type { JsonObject } from '../json.ts';
import { native } from '../implementation.ts';
import { operations } from '../operations.ts';

/** `length` bytes that look random and are the same on every run: SHA-256 of label and counter. */
export function fixed(label: string, length: number): Bytes {
  const blocks: Bytes[] = [];
  for (let i = 0; i * 32 < length; i++) blocks.push(sha256(utf8(`vectors ${label} ${String(i)}`)));
  return concat(...blocks).slice(0, length);
}

/** A named seed and the identity it gives. */
export interface Actor {
  readonly seed: Bytes;
  readonly identity: Identity;
}

export async function actor(name: string): Promise<Actor> {
  const seed = fixed(`seed of ${name}`, 32);
  return { seed, identity: await identityOf(new Secret(seed)) };
}

export const practice: PracticeId = idOf(fixed('practice', 16));
export const file: FileId = idOf(fixed('file', 16));
/** 24 November 2026, in days since 1970. */
export const DAY = 20_781;

export function record(name: string): RecordId {
  return idOf(fixed(`record ${name}`, 16));
}

/** `bytes` with the lowest bit of one byte changed; a negative place counts from the end. */
export function flipped(bytes: Uint8Array, at: number): Bytes {
  const copy = new Uint8Array(bytes);
  const place = at < 0 ? copy.length + at : at;
  copy[place] = (copy[place] ?? 0) ^ 1;
  return copy;
}

/** A case before its output is known, or one that must be refused. */
export interface Draft {
  readonly name: string;
  readonly op: string;
  readonly input: JsonObject;
  readonly error?: string;
}

/** Fills in the outputs of the cases that must succeed. Throws when one does not. */
export async function vectorFile(
  about: string,
  drafts: readonly Draft[],
  shared: JsonObject = {},
): Promise<VectorFile> {
  const cases: Case[] = [];
  for (const { name, op, input, error } of drafts) {
    if (error !== undefined) {
      cases.push({ name, op, input, error });
      continue;
    }
    const operation = operations[op];
    if (operation === undefined) throw new RangeError(`no operation ${op}`);
    cases.push({ name, op, input, output: await operation(input, { shared, using: native }) });
  }
  return { format: 'vaiti vectors 1', about, shared, cases };
}

/** Hexadecimal of each of an object's byte strings. */
export function hexed<K extends string>(parts: Readonly<Record<K, Uint8Array>>): Record<K, string> {
  return Object.fromEntries(
    Object.entries<Uint8Array>(parts).map(([key, bytes]) => [key, toHex(bytes)]),
  ) as Record<K, string>;
}
