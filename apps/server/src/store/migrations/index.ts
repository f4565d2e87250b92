import { sealedFiles } from './0001-sealed-files.ts';
import { fewerPages } from './0002-fewer-pages.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema, in order. */
export const migrations: readonly Migration[] = [sealedFiles, fewerPages];

export type { Migration } from './migration.ts';
