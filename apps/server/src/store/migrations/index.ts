import { sealedFiles } from './0001-sealed-files.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema, in order. */
export const migrations: readonly Migration[] = [sealedFiles];

export type { Migration } from './migration.ts';
