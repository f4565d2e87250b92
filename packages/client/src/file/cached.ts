import {
  type EntryId,
  type FileId,
  type Grant,
  grantSchema,
  hashSchema,
  idBytes,
  idOf,
  idSchema,
  type PrincipalId,
  type Roster,
  sealedEntrySchema,
  uintSchema,
} from '@vaiti/core';
import { z } from 'zod';
import type { Member } from '../practice/member.ts';
import { recallFile, type VerifiedFile } from './chain.ts';

/**
 * What no later answer may fall behind: the newest head verified on this device and the newest
 * counter seen. Kept apart from the entries, so that it is looked at without reading them.
 */
const pinned = z.strictObject({ seq: uintSchema, head: hashSchema, counter: uintSchema });

/**
 * A file on this device: its sealed entries as they came and the newest counter seen. Sealed once
 * more under the identity's cache key, so what it holds was verified here.
 */
const cachedFile = z.strictObject({
  counter: uintSchema,
  /** By whose grant it was read. */
  as: idSchema,
  entries: z.array(sealedEntrySchema),
  grants: z.array(grantSchema),
});

/** The newest head and counter that this device has seen of a file. */
export interface FilePin {
  readonly seq: number;
  readonly head: EntryId;
  readonly counter: number;
}

export interface CachedFile {
  readonly file: VerifiedFile;
  readonly counter: number;
  readonly as: PrincipalId;
  /** Grants of the current epoch, as they came. */
  readonly grants: readonly Grant[];
}

function nameOf(file: FileId): string {
  return `file/${file}`;
}

function pinName(file: FileId): string {
  return `pin/${file}`;
}

/** The file's pin, or undefined when it was never read here. Throws `cache-damaged`. */
export async function loadPin(member: Member, file: FileId): Promise<FilePin | undefined> {
  const pin = await member.cache.get(pinName(file), pinned);
  return pin === undefined ? undefined : { ...pin, head: idOf(pin.head) };
}

/** The file as last verified on this device, or undefined. Throws `cache-damaged`. */
export async function loadFile(
  member: Member,
  roster: Roster,
  file: FileId,
): Promise<CachedFile | undefined> {
  const cached = await member.cache.get(nameOf(file), cachedFile);
  if (cached === undefined) return undefined;
  const verified = recallFile(roster, file, cached.entries);
  const { counter, grants } = cached;
  return { file: verified, counter, as: idOf(cached.as), grants };
}

/** Keeps what no later answer may fall behind. */
export async function savePin(member: Member, file: FileId, pin: FilePin): Promise<void> {
  const { counter, head, seq } = pin;
  await member.cache.put(pinName(file), { seq, head: idBytes(head), counter });
}

/** Keeps a verified file and its pin: the pin first, which may be newer than the entries. */
export async function saveFile(member: Member, cached: CachedFile): Promise<void> {
  const { file, counter } = cached;
  const { head, seq } = file.state;
  await savePin(member, file.file, { seq, head, counter });
  await member.cache.put(nameOf(file.file), {
    counter,
    as: idBytes(cached.as),
    entries: file.entries.map((entry) => ({ ...entry.sealed })),
    grants: cached.grants.map((grant) => ({ ...grant })),
  });
}

/** Forgets a file on this device; what no later answer may fall behind is kept. */
export async function dropFile(member: Member, file: FileId): Promise<void> {
  await member.cache.delete(nameOf(file));
}
