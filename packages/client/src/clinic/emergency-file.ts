import { councilOf, fingerprintOf, idOf, keysOf, type PrincipalId } from '@vaiti/core';
import type { OpenedFile } from '../file/read.ts';
import { type Directory, nameOf } from '../practice/directory.ts';
import { isoDay } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import type { PatientFileView } from './methods.ts';

/** Who could open the file in an emergency, since when; null when nobody could. */
export function quorumOf(
  { roster }: Practice,
  directory: Directory,
  { file }: OpenedFile,
): PatientFileView['quorum'] {
  const { split } = file.state;
  if (split === undefined) return null;
  const entry = file.entries.findLast(({ header }) => header.split !== undefined);
  return {
    threshold: split.threshold,
    officers: split.lines.map(({ generation, officer }) => {
      const keys = keysOf(roster.people.get(idOf(officer)), generation);
      const fingerprint = keys === undefined ? '' : fingerprintOf(keys);
      return { name: nameOf(directory, officer), fingerprint };
    }),
    since: isoDay(entry?.header.day ?? file.state.day),
    by: entry === undefined ? '' : nameOf(directory, entry.header.author),
    current: split.council === councilOf(roster)?.generation,
  };
}

/** Until when the member reads the file because of an emergency; null when they are its reader. */
export function ownEmergency(practice: Practice, { file }: OpenedFile): string | null {
  const self = practice.member.identity.id;
  const own = file.access.find(
    ({ entry, line }) =>
      entry.header.kind === 'emergency' && idOf<PrincipalId>(line.reader) === self,
  );
  const until = own?.line.until;
  return until === undefined ? null : isoDay(until);
}
