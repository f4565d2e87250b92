import { z } from 'zod';
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { type CborValue, decodeAs, encodeCbor } from '../cbor.ts';
import { publicKeysSchema } from '../entry/access.ts';
import { MAX_OFFICERS } from '../entry/split.ts';
import {
  bytesBetween,
  bytesOf,
  daySchema,
  hashSchema,
  idSchema,
  signatureSchema,
  uintSchema,
} from '../fields.ts';
import { holderSchema } from '../grant/grant.ts';
import { type EntryId, idOf } from '../ids.ts';
import { labelledHash, sha256 } from '../suite/hash.ts';
import { labels } from '../suite/suite.ts';

/** Roles a person may hold, each per centre or (centre null) in the whole practice. */
export const roles = [
  'therapist',
  'trainee',
  'reception',
  'centre-lead',
  'privacy-officer',
  'administrator',
  'break-glass-officer',
  'auditor',
] as const;
export type Role = (typeof roles)[number];

/** A role group: everyone with a role at a centre, or all staff (`staff`), sharing one seed. */
export const groupRoles = [...roles, 'staff'] as const;
export type GroupRole = (typeof groupRoles)[number];

const centre = idSchema.nullable();

/** Sheets into which a paper key can be split. */
export const MAX_SHEETS = 16;

/** What can happen to such a set of sheets. */
export const ceremonySteps = ['made', 'rehearsed', 'used', 'voided'] as const;
export type CeremonyStep = (typeof ceremonySteps)[number];

/** A group's seed of one generation, sealed under a key of the next: a sealed 32-byte key. */
const sealedPrevious = bytesOf(104);

/** What a roster entry does. PROTOCOL section 6. */
export const rosterActSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('found'),
    founder: idSchema,
    keys: publicKeysSchema,
    minimumSuite: uintSchema,
    ledger: z.string().min(1).max(512),
  }),
  z.strictObject({ kind: z.literal('enrol'), principal: idSchema, keys: publicKeysSchema }),
  z.strictObject({
    kind: z.literal('role'),
    principal: idSchema,
    role: z.enum(roles),
    centre,
    held: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('group'),
    principal: idSchema,
    role: z.enum(groupRoles),
    centre,
    generation: uintSchema.min(1),
    keys: publicKeysSchema,
    holders: z.array(holderSchema).min(1).max(1024),
    /** The seed of the generation before, where the author holds it. PROTOCOL section 6. */
    previous: sealedPrevious.exactOptional(),
  }),
  /** `previous` of a generation whose author could not give it, written by a holder of both. */
  z.strictObject({
    kind: z.literal('link'),
    principal: idSchema,
    generation: uintSchema.min(2),
    previous: sealedPrevious,
  }),
  /** The officers among whom files' root keys are split from now on, and how many are needed. */
  z.strictObject({
    kind: z.literal('council'),
    generation: uintSchema.min(1),
    threshold: uintSchema.min(2).max(MAX_OFFICERS),
    members: z.array(idSchema).min(2).max(MAX_OFFICERS),
  }),
  /** Lets what waits for a second administrator count: the role or council of the entry with this id. */
  z.strictObject({ kind: z.literal('confirm'), entry: hashSchema }),
  /** New keys of a person who lost the old ones; the id stays. */
  z.strictObject({
    kind: z.literal('renew'),
    principal: idSchema,
    generation: uintSchema.min(2),
    keys: publicKeysSchema,
  }),
  /** What became of the sheets of somebody's own paper key, written by themselves. */
  z.strictObject({
    kind: z.literal('ceremony'),
    principal: idSchema,
    step: z.enum(ceremonySteps),
    need: uintSchema.min(2).max(MAX_SHEETS),
    of: uintSchema.min(2).max(MAX_SHEETS),
    set: idSchema,
  }),
  z.strictObject({ kind: z.literal('suite'), minimumSuite: uintSchema }),
  z.strictObject({ kind: z.literal('retire'), principal: idSchema }),
]);
export type RosterAct = z.infer<typeof rosterActSchema>;

/** A roster entry before its signature. In the founding entry `practice` and `prev` are zeros. */
export const rosterEntrySchema = z.strictObject({
  suite: uintSchema,
  practice: idSchema,
  seq: uintSchema,
  prev: hashSchema,
  author: idSchema,
  day: daySchema,
  act: rosterActSchema,
});
export type RosterEntry = z.infer<typeof rosterEntrySchema>;

/** A roster entry as it travels. */
export const signedRosterEntrySchema = z.strictObject({
  entry: bytesBetween(1, 262_144),
  signature: signatureSchema,
});
export type SignedRosterEntry = z.infer<typeof signedRosterEntrySchema>;

/** Deterministic bytes of a roster entry. */
export function encodeRosterEntry(entry: RosterEntry): Bytes {
  return encodeCbor(entry satisfies CborValue);
}

/** Throws `cbor-invalid` or `schema-invalid`. */
export function decodeRosterEntry(bytes: Uint8Array): RosterEntry {
  return decodeAs(rosterEntrySchema, bytes);
}

/** What the author signs. */
export function rosterMessage(entry: Uint8Array): Bytes {
  return concat(utf8(labels.roster), sha256(entry));
}

/** The id that the next entry's `prev` names. */
export function rosterEntryId(signed: SignedRosterEntry): EntryId {
  return idOf(labelledHash(labels.rosterId, sha256(signed.entry), signed.signature));
}
