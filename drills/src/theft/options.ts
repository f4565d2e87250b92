import { z } from 'zod';
import { optionsOf } from '../output/words.ts';

/** What the drill is told. */
export interface TheftOptions {
  /** Whether a plaintext canary is written into the store first. */
  readonly plant: boolean;
  readonly patients: number;
  readonly notes: number;
  readonly postgres: boolean;
  /** False leaves out the memory of the server, which takes most of the time. */
  readonly memory?: boolean;
  /** The server's data directory, kept afterwards; a temporary one by default. */
  readonly data?: string | undefined;
}

const count = z.coerce.number().int().min(1).max(100_000);

const schema = z.object({
  plant: z.boolean().default(false),
  patients: count.default(300),
  notes: count.default(10),
  postgres: z.boolean().default(false),
  data: z.string().min(1).optional(),
});

/** Words after `drill theft`. Undefined when they are none of its options. */
export function parseTheftOptions(args: readonly string[]): TheftOptions | undefined {
  const values = optionsOf(args, {
    plant: { type: 'boolean' },
    patients: { type: 'string' },
    notes: { type: 'string' },
    postgres: { type: 'boolean' },
    data: { type: 'string' },
  });
  return values === undefined ? undefined : schema.safeParse(values).data;
}

/** How the drill is called, after `drill`. */
export const usage =
  'theft  [--plant] [--patients N] [--notes N] [--postgres] [--data DIR]   (N from 1 to 100000)';
