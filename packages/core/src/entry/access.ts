import { z } from 'zod';
import { bytesOf, daySchema, hashSchema, idSchema, uintSchema } from '../fields.ts';

/**
 * The compartments of a file. Each has a key of its own, derived from the file's root key, so that
 * a reader may hold one without the others.
 */
export const compartments = ['clinical', 'contact', 'shared', 'guardian', 'directory'] as const;
export type Compartment = (typeof compartments)[number];

/** What a grant opens: the whole file (`root`), one compartment, or a role group's seed (`group`). */
export const scopes = ['root', ...compartments] as const;
export type Scope = (typeof scopes)[number];

/** Length of a KEM public key of suite 1 in bytes. */
export const KEM_PUBLIC_LENGTH = 1216;

/** Public keys as they stand in the roster. */
export const publicKeysSchema = z.strictObject({
  sign: bytesOf(32),
  kem: bytesOf(KEM_PUBLIC_LENGTH),
});

const line = { reader: idSchema, generation: uintSchema, grant: hashSchema };

const scopeLine = z.strictObject({
  ...line,
  scope: z.enum(scopes),
  until: daySchema.exactOptional(),
});

const loanLine = z.strictObject({
  ...line,
  scope: z.literal('entry'),
  /** `seq` of the entry whose key is lent. */
  entry: uintSchema,
  until: daySchema,
});

/**
 * One line of who may read: the reader, their key generation, what, and the grant's id. With `until`
 * it ends: that day is the last on which the reader may read and write. Scope `entry` is a loan: the
 * key of one entry and nothing else, to read alone, always with an end.
 */
export const accessSchema = z.discriminatedUnion('scope', [scopeLine, loanLine]);
export type Access = z.infer<typeof accessSchema>;
export type ScopeLine = z.infer<typeof scopeLine>;
export type LoanLine = z.infer<typeof loanLine>;

/** Whether `scope` opens `compartment`. */
export function scopeOpens(scope: Scope, compartment: Compartment): boolean {
  return scope === 'root' || scope === compartment;
}
