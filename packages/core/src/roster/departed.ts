import type { Reader } from '../entry/chain.ts';
import { hasEnded } from '../entry/chain.ts';
import type { ParsedEntry } from '../entry/entry.ts';
import { CoreError } from '../errors.ts';
import type { PrincipalId } from '../ids.ts';
import type { Roster, Since } from './roster.ts';

/** Who reads a file, as its chain has it. */
type Readers = ReadonlyMap<PrincipalId, Reader>;

/**
 * Days by which an honest entry may seem younger than the roster entry that came after it: the server
 * takes the day of either to be right within one.
 */
const DAYS_APART = 2;

/**
 * Since when somebody can open what is sealed to this reader who must not: the reader retired, or one
 * who held the group's seed in this generation, or in a later one that leads back to it, has left the
 * group. Undefined while nobody has.
 */
function departedSince(roster: Roster, id: PrincipalId, generation: number): Since | undefined {
  const group = roster.groups.get(id);
  if (group === undefined) return roster.people.get(id)?.left;
  let first: Since | undefined;
  for (const [leaver, since] of group.leavers) {
    const held = group.everHeld.get(leaver) ?? 0;
    if (held >= generation && (first === undefined || since.seq < first.seq)) first = since;
  }
  return first;
}

/** Whether somebody can still open what is sealed to this reader who must not. */
export function hasDeparted(roster: Roster, id: PrincipalId, generation: number): boolean {
  return departedSince(roster, id, generation) !== undefined;
}

/** Whether a file waits for a rotation: nothing else may be appended to it until then. */
export function rotationPending(roster: Roster, readers: Readers): boolean {
  for (const [id, { generation }] of readers) if (hasDeparted(roster, id, generation)) return true;
  return false;
}

/** Whether a file has readers to be rotated away on `day`: who left, or whose time is over. */
export function rotationDue(roster: Roster, readers: Readers, day: number): boolean {
  if (rotationPending(roster, readers)) return true;
  return [...readers.values()].some((reader) => hasEnded(reader, day));
}

/**
 * The rule of the pending rotation, as the server applies it to what comes: while a reader of the
 * file has departed nothing follows but a rotation, and no entry leaves such a reader behind.
 * `after` are the readers after the entry. Throws `rotation-pending`.
 */
export function checkPending(
  roster: Roster,
  kind: ParsedEntry['header']['kind'],
  before: Readers | undefined,
  after: Readers,
): void {
  if (kind !== 'rotate' && before !== undefined && rotationPending(roster, before))
    throw new CoreError('rotation-pending');
  if (after !== before && rotationPending(roster, after)) throw new CoreError('rotation-pending');
}

/**
 * The same rule for whoever reads a chain later and cannot know in what order roster and file were
 * written: an entry whose author knew of the departure, or whose day is later than an honest server
 * would have taken, and which still left that reader in. Also refuses an author who knew of roster
 * entries that this roster does not have. Throws `chain-reader-departed`, `roster-ahead`.
 */
export function checkStanding(roster: Roster, entry: ParsedEntry, after: Readers): void {
  const { day, roster: known } = entry.header;
  if (known !== undefined && known > roster.seq) throw new CoreError('roster-ahead');
  for (const [id, { generation }] of after) {
    const since = departedSince(roster, id, generation);
    if (since === undefined) continue;
    if ((known !== undefined && known >= since.seq) || day > since.day + DAYS_APART)
      throw new CoreError('chain-reader-departed');
  }
}
