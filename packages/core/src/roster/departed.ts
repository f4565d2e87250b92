import { hasEnded, type Readers } from '../entry/readers.ts';
import type { ParsedEntry } from '../entry/entry.ts';
import { CoreError } from '../errors.ts';
import { idOf, type PrincipalId } from '../ids.ts';
import { checkCouncil } from './approvals.ts';
import { endedOf, type Roster, type Since } from './roster.ts';

/**
 * Days by which an honest entry may seem younger than the roster entry that came after it: the server
 * takes the day of either to be right within one.
 */
const DAYS_APART = 2;

/**
 * Since when somebody can open what is sealed to this reader who must not: the reader retired or got
 * new keys in the place of these, or one who held the group's seed in this generation, or in a later one
 * that leads back to it, has left the group or got new keys. Undefined while nobody has.
 */
function departedSince(roster: Roster, id: PrincipalId, generation: number): Since | undefined {
  const group = roster.groups.get(id);
  if (group === undefined) {
    const person = roster.people.get(id);
    return endedOf(person, generation) ?? person?.left;
  }
  let first: Since | undefined;
  const departures = [
    ...[...group.leavers].map(([leaver, since]) => ({
      generation: group.everHeld.get(leaver) ?? 0,
      since,
    })),
    ...(group.replaced ?? []),
  ];
  for (const { generation: held, since } of departures)
    if (held >= generation && (first === undefined || since.seq < first.seq)) first = since;
  return first;
}

/** Whether somebody can still open what is sealed to this reader who must not. */
export function hasDeparted(roster: Roster, id: PrincipalId, generation: number): boolean {
  return departedSince(roster, id, generation) !== undefined;
}

/** Whether a file waits for a rotation: nothing else may be appended to it until then. */
export function rotationPending(roster: Roster, readers: Readers): boolean {
  // Who has single entries on loan holds no key of the file that a rotation would change.
  return [...readers].some(
    ([id, { generation, scopes }]) => scopes.length > 0 && hasDeparted(roster, id, generation),
  );
}

/** Whether a file has readers to be rotated away on `day`: who left, or whose time is over. */
export function rotationDue(roster: Roster, readers: Readers, day: number): boolean {
  if (rotationPending(roster, readers)) return true;
  return [...readers.values()].some((reader) => hasEnded(reader, day));
}

/**
 * The rule of the pending rotation, as the server applies it to what comes: while a reader of the
 * file has departed nothing follows but a rotation, an emergency or the end of the file, and no other
 * entry leaves such a reader behind.
 * `after` are the readers after the entry. Throws `rotation-pending`.
 */
export function checkPending(
  roster: Roster,
  kind: ParsedEntry['header']['kind'],
  before: Readers | undefined,
  after: Readers,
): void {
  // An emergency is how a file is saved that everybody left, and what follows it is a rotation.
  if (kind === 'emergency' || kind === 'forget') return;
  if (kind !== 'rotate' && before !== undefined && rotationPending(roster, before))
    throw new CoreError('rotation-pending');
  if (after !== before && rotationPending(roster, after)) throw new CoreError('rotation-pending');
}

/**
 * The same rule for whoever reads a chain later and cannot know in what order roster and file were
 * written: an entry whose author knew of the departure, or whose day is later than an honest server
 * would have taken, and which still left that reader in; or one by keys that had been replaced. Also
 * refuses an author who knew of roster entries that this roster does not have, and a split that is not
 * of a council of the roster. Throws `chain-reader-departed`, `chain-author-replaced`, `roster-ahead`,
 * `chain-split-invalid`.
 */
export function checkStanding(roster: Roster, entry: ParsedEntry, after: Readers): void {
  const { kind, roster: known } = entry.header;
  if (known !== undefined && known > roster.seq) throw new CoreError('roster-ahead');
  checkCouncil(roster, entry.header.split);
  const { author, generation: by } = entry.header;
  const ended = endedOf(roster.people.get(idOf<PrincipalId>(author)), by);
  if (ended !== undefined && isAfter(entry, ended)) throw new CoreError('chain-author-replaced');
  if (kind === 'emergency') return;
  for (const [id, { generation, scopes }] of after) {
    if (scopes.length === 0) continue;
    const since = departedSince(roster, id, generation);
    if (since === undefined) continue;
    if (isAfter(entry, since)) throw new CoreError('chain-reader-departed');
  }
}

/** Whether an author must have known of a roster entry, or an honest server would have. */
function isAfter({ header }: ParsedEntry, { day, seq }: Since): boolean {
  const { roster: known } = header;
  return (known !== undefined && known >= seq) || header.day > day + DAYS_APART;
}
