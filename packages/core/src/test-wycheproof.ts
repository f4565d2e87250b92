import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';

const shared =
  process.env['VAITI_SHARED'] ?? join(import.meta.dirname, '..', '..', '..', '..', 'shared');
const folder = join(shared, 'vectors', 'wycheproof');

/** For `test`: false where the external vectors are at hand, else why the test is skipped. */
export const skip = existsSync(folder) ? false : 'no external vectors in ../shared/vectors';

/** All groups of one file of external vectors, checked by the schema of a group. */
export function groupsOf<T>(name: string, group: z.ZodType<T>): T[] {
  const text = readFileSync(join(folder, name), 'utf8');
  return group.array().parse((JSON.parse(text) as { testGroups: unknown }).testGroups);
}
