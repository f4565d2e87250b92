import type { Contact } from '@vaiti/care';
import type { FileId } from '@vaiti/core';
import { digestOf, type ImportIds } from './ids.ts';
import { type Seen, seenKey, type SeenTable } from './seen.ts';

/** A record that is refused because it would go into somebody else's file. */
export class OtherPerson extends Error {
  readonly code = 'other-person';

  constructor() {
    super('another person was imported under this id: --source NAME keeps systems apart');
    this.name = 'OtherPerson';
  }
}

/** A row for the journal: a trait of the person, as a hash of 32 bits. */
export type Trait = readonly [place: bigint, seen: Seen];

/** What is known of a person by which two can be told apart; what is not known tells nothing. */
function traitsOf({ birthDate, family }: Contact): [name: string, value: string][] {
  const traits: [string, string | null][] = [
    ['birth', birthDate],
    ['family', family.trim().toLowerCase()],
  ];
  return traits.flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, value]]));
}

/**
 * The traits of a contact, to be remembered once it is stored. Names and dates are corrected, but
 * hardly both at once: throws `OtherPerson` when both differ from those imported under this id.
 */
export function traitsFor(
  contact: Contact,
  place: { readonly file: FileId; readonly ids: ImportIds; readonly seen: SeenTable },
): readonly Trait[] {
  const { file, ids, seen } = place;
  const traits = traitsOf(contact).map(([name, value]): Trait => {
    const digest = Number.parseInt(digestOf(value).slice(0, 8), 16) || 1;
    return [seenKey(file, ids.record(`person/${name}`)), { version: 1, digest }];
  });
  const differing = traits.filter(([at, { digest }]) => {
    const before = seen.get(at);
    return before !== undefined && before.digest !== digest;
  });
  if (differing.length === 2) throw new OtherPerson();
  return traits;
}
