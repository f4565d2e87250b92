import type { Directory } from '@vaiti/client';
import type { PrincipalId } from '@vaiti/core';
import { CliError } from '../output/errors.ts';

/** Somebody of the practice as the directory has them. */
export interface Colleague {
  readonly id: PrincipalId;
  readonly name: string;
}

/**
 * The person meant by an id, its beginning, or parts of the name. Throws `person-unknown`,
 * `person-ambiguous`.
 */
export function findPerson(directory: Directory, wanted: string): Colleague {
  const all = [...directory.staff].map(([id, { name }]) => ({ id, name }));
  const isId = /^[0-9a-f]{6,32}$/.test(wanted);
  const parts = wanted.toLowerCase().split(/\s+/);
  const found = all.filter(({ id, name }) =>
    isId ? id.startsWith(wanted) : parts.every((part) => name.toLowerCase().includes(part)),
  );
  const exact = found.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  const [one, another] = exact.length > 0 ? exact : found;
  if (one === undefined) throw new CliError('person-unknown', { wanted });
  if (another !== undefined)
    throw new CliError('person-ambiguous', { wanted, count: found.length });
  return one;
}
