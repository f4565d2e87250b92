import { CoreError } from '@vaiti/core';
import { type Case, vectorFileSchema } from './format.ts';
import type { Implementation } from './implementation.ts';
import { native, portable } from './implementation.ts';
import type { JsonObject } from './json.ts';
import { operations } from './operations.ts';

export { native, portable };
export type { Implementation };

/** What became of one case. */
export interface Outcome {
  readonly name: string;
  readonly passed: boolean;
  /** What came instead, when it did not pass. */
  readonly got: string;
}

/** Objects compare whatever the order of their keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}

async function result(vector: Case, shared: JsonObject, using: Implementation): Promise<string> {
  const operation = operations[vector.op];
  if (operation === undefined) return `no operation ${vector.op}`;
  try {
    return canonical(await operation(vector.input, { shared, using }));
  } catch (error) {
    if (error instanceof CoreError) return `error ${error.code}`;
    return `uncoded ${String(error)}`;
  }
}

/**
 * Runs every case of one parsed vector file and returns what became of each. Needs nothing of the
 * host but WebCrypto, so the same runs in Node and in browsers. Throws when the file is malformed.
 */
export async function runVectors(file: unknown, using: Implementation): Promise<Outcome[]> {
  const { shared, cases } = vectorFileSchema.parse(file);
  const outcomes: Outcome[] = [];
  for (const vector of cases) {
    const expected = 'error' in vector ? `error ${vector.error}` : canonical(vector.output);
    const got = await result(vector, shared, using);
    const passed = got === expected;
    outcomes.push({ name: vector.name, passed, got: passed ? '' : got });
  }
  return outcomes;
}
