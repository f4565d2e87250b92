import { z } from 'zod';
import type { Bytes } from './bytes.ts';

/** Schema of a byte string of exactly `length` bytes. */
export function bytesOf(length: number): z.ZodType<Bytes> {
  return z.custom<Bytes>((v) => v instanceof Uint8Array && v.length === length);
}

/** Schema of a byte string of `min` to `max` bytes. */
export function bytesBetween(min: number, max: number): z.ZodType<Bytes> {
  return z.custom<Bytes>((v) => v instanceof Uint8Array && v.length >= min && v.length <= max);
}

/** A count, index or version: 0 to 2^53 - 1. */
export const uintSchema = z.number().int().nonnegative();
/** Days since 1970-01-01 UTC. The finest time that a header shows. */
export const daySchema = uintSchema.max(100_000);
/** A 16-byte id: practice, file, principal or record. */
export const idSchema = bytesOf(16);
/** A SHA-256 value. */
export const hashSchema = bytesOf(32);
/** An Ed25519 signature. */
export const signatureSchema = bytesOf(64);
