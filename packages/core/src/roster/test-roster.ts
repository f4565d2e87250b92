import { type EntryId, idBytes } from '../ids.ts';
import type { Identity } from '../open/identity.ts';
import { signRosterEntry } from '../open/roster.ts';
import { DAY, fixed } from '../test-scene.ts';
import type { CeremonyStep, GroupRole, Role, RosterAct, SignedRosterEntry } from './entry.ts';
import { extendRoster } from './replay.ts';
import type { Roster } from './roster.ts';

export const CENTRE = fixed('centre', 16);

export const found = (founder: Identity): RosterAct => ({
  kind: 'found',
  founder: idBytes(founder.id),
  keys: founder.keys,
  minimumSuite: 1,
  ledger: 'vaiti.example/ledger+00000000+AQ==',
});

export const enrol = (who: Identity): RosterAct => ({
  kind: 'enrol',
  principal: idBytes(who.id),
  keys: who.keys,
});

export const role = (
  who: Identity,
  name: Role,
  held = true,
  centre: typeof CENTRE | null = null,
): RosterAct => ({ kind: 'role', principal: idBytes(who.id), role: name, centre, held });

/** Lets the role count that the entry with this id gave. */
export const confirm = (entry: EntryId): RosterAct => ({ kind: 'confirm', entry: idBytes(entry) });

/** Sets the officers among whom keys are split from now on. */
export const council = (
  members: readonly Identity[],
  threshold = 2,
  generation = 1,
): RosterAct => ({
  kind: 'council',
  generation,
  threshold,
  members: members.map(({ id }) => idBytes(id)),
});

/** New keys of somebody, under the id that they have. */
export const renew = (who: Identity, keys: Identity, generation = 2): RosterAct => ({
  kind: 'renew',
  principal: idBytes(who.id),
  generation,
  keys: keys.keys,
});

/** A step of somebody's own set of sheets: three of five. */
export const ceremony = (
  who: Identity,
  step: CeremonyStep,
  more: { readonly set?: string; readonly need?: number; readonly of?: number } = {},
): RosterAct => ({
  kind: 'ceremony',
  principal: idBytes(who.id),
  step,
  need: more.need ?? 3,
  of: more.of ?? 5,
  set: fixed(more.set ?? 'set', 16),
});

export const retire = (who: Identity): RosterAct => ({
  kind: 'retire',
  principal: idBytes(who.id),
});

/** A link from a generation to the one before; what it seals is not made here. */
export const link = (of: Identity, generation: number): RosterAct => ({
  kind: 'link',
  principal: idBytes(of.id),
  generation,
  previous: fixed(`link ${String(generation)}`, 104),
});

export const group = (
  keys: Identity,
  holders: readonly Identity[],
  more: { id?: Identity; role?: GroupRole; generation?: number; previous?: boolean } = {},
): RosterAct => ({
  kind: 'group',
  principal: idBytes((more.id ?? keys).id),
  role: more.role ?? 'reception',
  centre: CENTRE,
  generation: more.generation ?? 1,
  keys: keys.keys,
  holders: holders.map((holder) => ({
    holder: idBytes(holder.id),
    generation: holder.generation,
    grant: fixed(`grant ${holder.id}`, 32),
  })),
  ...(more.previous === true ? { previous: fixed('link', 104) } : {}),
});

/** The roster after `acts`, all written by `author`, who founds first. */
export async function rosterOf(
  author: Identity,
  acts: readonly RosterAct[],
): Promise<{ roster: Roster; entries: SignedRosterEntry[] }> {
  const entries: SignedRosterEntry[] = [];
  let roster: Roster | undefined;
  for (const act of [found(author), ...acts]) {
    const entry = await signRosterEntry(author, roster, act, DAY);
    roster = await extendRoster(roster, entry);
    entries.push(entry);
  }
  if (roster === undefined) throw new RangeError('nothing founded');
  return { roster, entries };
}
