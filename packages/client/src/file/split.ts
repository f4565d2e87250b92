import {
  councilOf,
  type Council,
  type FileId,
  isSound,
  type Roster,
  sealingKeys,
  type Secret,
  type Share,
  type Split,
  splitRoot,
} from '@vaiti/core';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import type { VerifiedFile } from './chain.ts';

/** The newest council, if a key may be split among it: every member is still an officer. */
export function councilToSplit(roster: Roster): Council | undefined {
  const council = councilOf(roster);
  return council !== undefined && isSound(roster, council) ? council : undefined;
}

/** Whether a file is the practice's directory, which all staff read: it needs no officers. */
export function isDirectory(file: VerifiedFile): boolean {
  return file.entries[0]?.header.compartment === 'directory';
}

/** A split for an entry's header, and the sealed shares that go with it. */
export interface SplitParts {
  readonly plan: { readonly split?: Split };
  readonly shares: Share[];
}

/** Nothing is split: no council, or a file that needs none. */
export const NO_SPLIT: SplitParts = { plan: {}, shares: [] };

/** Splits a root key among the officers of the current council, each share sealed to one of them. */
export async function splitAmong(
  practice: Practice,
  council: Council,
  place: { readonly file: FileId; readonly epoch: number; readonly root: Secret },
): Promise<SplitParts> {
  const { member, roster } = practice;
  const officers = council.members.map((id) => {
    const { generation, keys } = sealingKeys(roster, id);
    return { id, generation, kem: keys.kem };
  });
  const { epoch, file, root } = place;
  const { split, shares } = await splitRoot(
    member.identity,
    {
      practice: roster.practice,
      file,
      epoch,
      council: council.generation,
      threshold: council.threshold,
      officers,
      day: today(member),
    },
    root,
  );
  return { plan: { split }, shares: [...shares] };
}

/** The split that a new root key gets: among the current council, or none. */
export function splitFor(
  practice: Practice,
  place: { readonly file: FileId; readonly epoch: number; readonly root: Secret },
  directory: boolean,
): Promise<SplitParts> {
  const council = directory ? undefined : councilToSplit(practice.roster);
  if (council === undefined) return Promise.resolve(NO_SPLIT);
  return splitAmong(practice, council, place);
}
