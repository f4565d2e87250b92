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

/**
 * One line of who may read: the reader, their key generation, what, and the grant's id. With `until`
 * it ends: that day is the last on which the reader may read and write.
 */
export const accessSchema = z.strictObject({
  reader: idSchema,
  generation: uintSchema,
  scope: z.enum(scopes),
  grant: hashSchema,
  until: daySchema.exactOptional(),
});
export type Access = z.infer<typeof accessSchema>;

/** Whether `scope` opens `compartment`. */
export function scopeOpens(scope: Scope, compartment: Compartment): boolean {
  return scope === 'root' || scope === compartment;
}
