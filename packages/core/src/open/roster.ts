import {
  encodeRosterEntry,
  type RosterAct,
  type RosterEntry,
  rosterMessage,
  type SignedRosterEntry,
} from '../roster/entry.ts';
import type { Roster } from '../roster/roster.ts';
import { idBytes } from '../ids.ts';
import { SUITE } from '../suite/suite.ts';
import type { Identity } from './identity.ts';

/** Signs the entry that follows `roster`, or the founding one. The rules are checked by `extendRoster`. */
export async function signRosterEntry(
  author: Identity,
  roster: Roster | undefined,
  act: RosterAct,
  day: number,
): Promise<SignedRosterEntry> {
  const entry: RosterEntry = {
    suite: SUITE,
    practice: roster === undefined ? new Uint8Array(16) : idBytes(roster.practice),
    seq: roster === undefined ? 0 : roster.seq + 1,
    prev: roster === undefined ? new Uint8Array(32) : idBytes(roster.head),
    author: idBytes(author.id),
    day,
    act,
  };
  const bytes = encodeRosterEntry(entry);
  return { entry: bytes, signature: await author.sign(rosterMessage(bytes)) };
}
