import { fingerprintOf, idOf, type MemberRole, type PrincipalId } from '@vaiti/core';
import { type Directory, nameOf } from '../practice/directory.ts';
import { isoDay } from '../practice/member.ts';
import { type OwnFile, recordsOf } from './open.ts';

/** A patient or guardian who can read something of a file now. */
export interface MemberOfFile {
  readonly principal: PrincipalId;
  readonly role: MemberRole;
  /** As the team wrote it down; empty where nobody did. */
  readonly name: string;
  readonly fingerprint: string;
  /** ISO dates: when they were let in first, by whom, and their last day (null without an end). */
  readonly since: string;
  readonly by: string;
  readonly until: string | null;
}

/** Patients and guardians who can read something of the file, in the order in which they came. */
export function membersOf(directory: Directory, { opened, records }: OwnFile): MemberOfFile[] {
  const { entries, state } = opened.file;
  const names = recordsOf(records, 'member');
  return [...state.members].flatMap(([principal, { keys, role }]) => {
    const reader = state.readers.get(principal);
    if (reader === undefined) return [];
    const first = entries.find(({ header }) =>
      header.access.some((line) => idOf<PrincipalId>(line.reader) === principal),
    );
    const { author, day } = first?.header ?? { author: undefined, day: state.day };
    return [
      {
        principal,
        role,
        name: names.find(({ content }) => content.principal === principal)?.content.name ?? '',
        fingerprint: fingerprintOf(keys),
        since: isoDay(day),
        by: author === undefined ? '' : nameOf(directory, author),
        until: reader.until === undefined ? null : isoDay(reader.until),
      },
    ];
  });
}
