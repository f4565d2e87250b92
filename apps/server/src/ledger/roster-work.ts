import {
  CoreError,
  decodeGrantHeader,
  decodeRosterEntry,
  encodeCbor,
  equal,
  extendRoster,
  fromHex,
  type Grant,
  type GrantHeader,
  grantId,
  type Holder,
  idOf,
  type PrincipalId,
  type Roster,
  type RosterEntry,
  signingKey,
  verifyGrant,
} from '@vaiti/core/blind';
import { allowed } from '../policy/gate.ts';
import type { GrantRow } from '../store/rows.ts';
import type { Draft } from './draft.ts';
import { dayOf } from './check.ts';
import { refused, type Refused, type RosterJudgement, type RosterWork } from './work.ts';

/** A roster entry that was judged good: the roster that follows from it. */
export interface RosterStep {
  readonly roster: Roster;
  readonly judgement: RosterJudgement;
}

/** Judges a roster entry with its group grants and, when it is good, adds it to the draft. */
export async function judgeRoster(
  roster: Roster | undefined,
  draft: Draft,
  work: RosterWork,
  now: number,
): Promise<RosterStep | Refused> {
  try {
    const entry = decodeRosterEntry(work.signed.entry);
    if (roster !== undefined && work.caller === undefined) return refused('already-founded');
    if (roster !== undefined && !mayWrite(roster, work, entry)) return refused('not-found');
    if (Math.abs(entry.day - dayOf(now)) > 1) return refused('clock-off');
    if (entry.act.kind === 'found' && entry.act.ledger !== work.ledger)
      return refused('roster-invalid');
    const next = await extendRoster(roster, work.signed);
    const grants = await groupGrants(next, entry, work.grants);
    const entryBytes = { entry: work.signed.entry, signature: work.signed.signature };
    draft.roster.push({ seq: entry.seq, ...entryBytes });
    draft.grants.push(...grants);
    draft.addLeaf({ kind: 'roster', seq: entry.seq, entry: fromHex(next.head), time: now });
    const replaced = roster === undefined ? [] : renewedBy(roster, next);
    draft.replaced.push(...replaced);
    const judgement = { outcome: 'stored', seq: next.seq, id: next.head, replaced } as const;
    return { roster: next, judgement };
  } catch (error) {
    if (error instanceof CoreError) return refused(error.code);
    throw error;
  }
}

/** Whose new keys count by this entry: what the old ones opened is over. */
function renewedBy(before: Roster, after: Roster): readonly PrincipalId[] {
  if (before.people === after.people) return [];
  return [...after.people.values()]
    .filter(({ generation, id }) => generation > (before.people.get(id)?.generation ?? generation))
    .map(({ id }) => id);
}

function mayWrite(roster: Roster, work: RosterWork, entry: RosterEntry): boolean {
  if (work.caller === undefined) return false;
  const { act } = entry;
  const author = idOf<PrincipalId>(entry.author);
  const group = act.kind === 'link' ? { group: idOf<PrincipalId>(act.principal) } : {};
  const subject = act.kind === 'ceremony' ? { subject: idOf<PrincipalId>(act.principal) } : {};
  const about = { caller: work.caller, author, ...group, ...subject };
  return allowed(roster, { action: 'append-roster', ...about });
}

async function groupGrants(
  roster: Roster,
  entry: RosterEntry,
  grants: readonly Grant[],
): Promise<readonly GrantRow[]> {
  const holders = entry.act.kind === 'group' ? entry.act.holders : [];
  if (holders.length !== grants.length) throw new CoreError('grant-mismatch');
  const author = roster.people.get(idOf<PrincipalId>(entry.author));
  if (author === undefined) throw new CoreError('author-unknown');
  const key = signingKey(roster, author.id, author.generation);
  return Promise.all(
    grants.map(async (grant, i) => {
      const header = decodeGrantHeader(grant.header);
      const holder = holders[i];
      if (!agrees(roster, entry, header, holder) || !equal(grantId(grant), grantNamed(holder)))
        throw new CoreError('grant-mismatch');
      await verifyGrant(grant, key);
      return {
        file: idOf<PrincipalId>(header.file),
        epoch: header.epoch,
        reader: idOf<PrincipalId>(header.reader),
        scope: 'group',
        grant: encodeCbor({ ...grant }),
      } satisfies GrantRow;
    }),
  );
}

function grantNamed(holder: Holder | undefined): Uint8Array {
  return holder?.grant ?? new Uint8Array(0);
}

function agrees(
  roster: Roster,
  { act, author }: RosterEntry,
  header: GrantHeader,
  holder: Holder | undefined,
): boolean {
  if (act.kind !== 'group' || holder === undefined) return false;
  return (
    idOf(header.practice) === roster.practice &&
    equal(header.file, act.principal) &&
    header.epoch === act.generation &&
    equal(header.reader, holder.holder) &&
    header.generation === holder.generation &&
    header.scope === 'group' &&
    equal(header.by, author) &&
    header.byGeneration === roster.people.get(idOf<PrincipalId>(author))?.generation
  );
}
