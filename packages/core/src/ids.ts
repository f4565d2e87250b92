import { type Bytes, concat, fromHex, toHex } from './bytes.ts';
import { labelledHash } from './suite/hash.ts';
import { labels } from './suite/suite.ts';

declare const brand: unique symbol;
type Id<B extends string> = string & { readonly [brand]: B };

/** 16 bytes as 32 hexadecimal characters: the first half of the hash of the founding entry. */
export type PracticeId = Id<'practice'>;
/** 16 random bytes as 32 hexadecimal characters. */
export type FileId = Id<'file'>;
/** 16 bytes as hexadecimal: a person, a role group or an agent, named by its first keys. */
export type PrincipalId = Id<'principal'>;
/** 16 random bytes as hexadecimal: one thing in a file, whose versions share the id. */
export type RecordId = Id<'record'>;
/** 32 bytes as hexadecimal: hash of a whole signed entry. */
export type EntryId = Id<'entry'>;

type AnyId = PracticeId | FileId | PrincipalId | RecordId | EntryId;

/** Names bytes as an id. The caller says which kind; the schema has checked the length. */
export function idOf<T extends AnyId>(bytes: Uint8Array): T {
  return toHex(bytes) as T;
}

/** Bytes of an id. */
export function idBytes(id: AnyId): Bytes {
  return fromHex(id);
}

/** The two public keys of a principal: Ed25519 (32 bytes) and MLKEM768-X25519 (1216 bytes). */
export interface PublicKeys {
  readonly sign: Bytes;
  readonly kem: Bytes;
}

/** A principal's id is bound to its first keys, so no server can give the id to another. */
export function principalIdOf(keys: PublicKeys): PrincipalId {
  return idOf(labelledHash(labels.principal, keys.sign, keys.kem).slice(0, 16));
}

/**
 * The whole fingerprint that people compare: 64 hexadecimal characters in 16 groups of four.
 */
export function fingerprintOf(keys: PublicKeys): string {
  const hex = toHex(labelledHash(labels.fingerprint, concat(keys.sign, keys.kem)));
  return (hex.match(/.{4}/g) ?? []).join(' ');
}
