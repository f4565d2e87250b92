import {
  concat,
  CoreError,
  equal,
  extendRoster,
  groupsHeldBy,
  type Grant,
  grantId,
  type GrantHeader,
  decodeGrantHeader,
  decodeRosterEntry,
  type Identity,
  identityOf,
  idOf,
  openGrant,
  keysOf,
  openGroupLink,
  type PrincipalId,
  type Roster,
  type RosterAct,
  type SignedRosterEntry,
  signedRosterEntrySchema,
  signingKey,
  verifyGrant,
} from '@vaiti/core';
import { z } from 'zod';
import { ClientError } from '../errors.ts';
import { LedgerWatch } from './ledger-watch.ts';
import type { Member } from './member.ts';

/** The roster as this device saw it last. Fields that an earlier version kept are left out. */
const rosterPin = z.object({ entries: z.array(signedRosterEntrySchema) });

/**
 * The practice as one member proves it: the replayed roster, the identities they may use (their own
 * and those of the role groups whose seed they hold) and the ledger's newest checkpoint.
 */
export class Practice {
  readonly member: Member;
  readonly ledger: LedgerWatch;
  #roster: Roster;
  #entries: readonly SignedRosterEntry[];
  #identities: ReadonlyMap<PrincipalId, Identity>;
  /** Held groups in every generation that this member was given, by `<id>/<generation>`. */
  #generations: ReadonlyMap<string, Identity> = new Map();
  #unlinked: readonly GroupGeneration[] = [];

  private constructor(member: Member, roster: Roster, entries: readonly SignedRosterEntry[]) {
    this.member = member;
    this.#roster = roster;
    this.#entries = entries;
    this.#identities = new Map([[member.identity.id, member.identity]]);
    this.ledger = new LedgerWatch(member, roster.ledger);
  }

  /**
   * Opens the practice: fetches the roster's news, replays it and opens the role groups.
   * Throws `roster-…`, `roster-rolled-back`, `practice-changed`, or as `Api.call`.
   */
  static async open(member: Member): Promise<Practice> {
    const pin = await member.cache.get('roster', rosterPin);
    const known = pin?.entries ?? [];
    const { roster, entries, grants } = await fetchRoster(member, known);
    if (roster.practice !== member.practice) throw new ClientError('practice-changed');
    checkOwnKeys(roster, member.identity);
    const practice = new Practice(member, roster, entries);
    await practice.#openGroups(grants);
    await practice.#pin();
    return practice;
  }

  get roster(): Roster {
    return this.#roster;
  }

  /** Everything the signed chain of the practice holds, oldest first. */
  get rosterEntries(): readonly SignedRosterEntry[] {
    return this.#entries;
  }

  /** Fetches what is new in the roster. Throws as `open`. */
  async refresh(): Promise<void> {
    const { roster, entries, grants } = await fetchRoster(this.member, this.#entries);
    checkOwnKeys(roster, this.member.identity);
    this.#roster = roster;
    this.#entries = entries;
    await this.#openGroups(grants);
    await this.#pin();
  }

  /**
   * The identity to act as: one's own or a held group's; with `generation` the one that earlier
   * grants were sealed to. Throws `group-not-held`.
   */
  identity(id: PrincipalId, generation?: number): Identity {
    const newest = this.#identities.get(id);
    const identity =
      generation === undefined || newest?.generation === generation
        ? newest
        : this.#generations.get(`${id}/${String(generation)}`);
    if (identity === undefined) throw new ClientError('group-not-held');
    return identity;
  }

  /** Generations of held groups that do not lead back to the one before, though this member has both. */
  get unlinked(): readonly GroupGeneration[] {
    return this.#unlinked;
  }

  /** Whether this member holds the keys of `id`. */
  holds(id: PrincipalId): boolean {
    return this.#identities.has(id);
  }

  async #pin(): Promise<void> {
    const entries = this.#entries.map((e) => ({ entry: e.entry, signature: e.signature }));
    await this.member.cache.put('roster', { entries });
  }

  /** Opens the seeds of the groups held, oldest generation first: earlier grants stay readable. */
  async #openGroups(grants: readonly Grant[]): Promise<void> {
    const self = this.member.identity.id;
    const held = groupsHeldBy(this.#roster, self);
    const identities = new Map<PrincipalId, Identity>([[self, this.member.identity]]);
    const generations = new Map<string, Identity>();
    for (const act of groupActs(this.#entries)) {
      const id = idOf<PrincipalId>(act.principal);
      // What was granted to keys that this member had before, they open by the links.
      const line = act.holders.find(
        (h) => idOf(h.holder) === self && h.generation === this.member.identity.generation,
      );
      if (line === undefined || !held.includes(id)) continue;
      const place = `${id}/${String(act.generation)}`;
      const grant = grants.find((g) => equal(grantId(g), line.grant));
      const known = this.#generations.get(place);
      const identity = known ?? (grant && (await this.#openGroup(act, grant, line.grant)));
      if (identity === undefined) continue;
      generations.set(place, identity);
      identities.set(id, identity);
    }
    for (const id of held) {
      const newest = this.#roster.groups.get(id)?.generation;
      if (identities.get(id)?.generation !== newest) throw new ClientError('group-not-held');
    }
    this.#unlinked = await this.#follow(held, generations);
    this.#identities = identities;
    this.#generations = generations;
  }

  /** Opens earlier generations link by link, newest first; resolves to links that are missing. */
  async #follow(
    held: readonly PrincipalId[],
    generations: Map<string, Identity>,
  ): Promise<GroupGeneration[]> {
    const missing: GroupGeneration[] = [];
    const links = linksOf(this.#entries);
    const acts = groupActs(this.#entries).filter((a) => held.includes(idOf(a.principal)));
    for (const act of acts.toReversed()) {
      const group = idOf<PrincipalId>(act.principal);
      const generation = act.generation + 1;
      const after = generations.get(`${group}/${String(generation)}`);
      if (after === undefined) continue;
      const before = `${group}/${String(act.generation)}`;
      const sealed = links.get(`${group}/${String(generation)}`) ?? [];
      const known = generations.get(before) ?? this.#generations.get(before);
      const opened = known ?? (await this.#openLink(after, act, sealed));
      if (opened !== undefined) generations.set(before, opened);
      if (opened !== undefined && sealed.length === 0) missing.push({ group, generation });
    }
    return missing;
  }

  async #openLink(
    after: Identity,
    act: GroupAct,
    sealed: readonly Uint8Array[],
  ): Promise<Identity | undefined> {
    const { generation, id: group, seed } = after;
    for (const link of sealed) {
      try {
        const place = { practice: this.#roster.practice, group, generation };
        return await openGroupLink(place, { seed, sealed: link, keys: act.keys });
      } catch (error) {
        // A holder may have written a link that leads nowhere; another may lead on.
        if (!(error instanceof CoreError)) throw error;
      }
    }
    return undefined;
  }

  async #openGroup(act: GroupAct, grant: Grant, expected: Uint8Array): Promise<Identity> {
    const header: GrantHeader = decodeGrantHeader(grant.header);
    await verifyGrant(grant, signingKey(this.#roster, idOf(header.by), header.byGeneration));
    const { key } = await openGrant(this.member.identity, grant, expected);
    const identity = await identityOf(key, act.generation);
    const theirs = concat(act.keys.sign, act.keys.kem);
    if (!equal(concat(identity.keys.sign, identity.keys.kem), theirs))
      throw new ClientError('group-not-held');
    return { ...identity, id: idOf<PrincipalId>(act.principal) };
  }
}

/**
 * Throws `keys-replaced` when the roster has newer keys of this person than these, and
 * `roster-rolled-back` when it does not have these yet.
 */
function checkOwnKeys(roster: Roster, { generation, id, keys }: Identity): void {
  const person = roster.people.get(id);
  if (person === undefined && generation === 1) return;
  if (person !== undefined && person.generation > generation)
    throw new ClientError('keys-replaced');
  const own = keysOf(person, generation);
  if (own === undefined || !equal(own.sign, keys.sign) || !equal(own.kem, keys.kem))
    throw new ClientError('roster-rolled-back');
}

type GroupAct = Extract<RosterAct, { kind: 'group' }>;

/** One generation of one role group. */
interface GroupGeneration {
  readonly group: PrincipalId;
  readonly generation: number;
}

/** The sealed seeds of earlier generations, by `<id>/<generation>` of the one that opens them. */
function linksOf(entries: readonly SignedRosterEntry[]): ReadonlyMap<string, Uint8Array[]> {
  const links = new Map<string, Uint8Array[]>();
  for (const { entry } of entries) {
    const { act } = decodeRosterEntry(entry);
    if (act.kind !== 'group' && act.kind !== 'link') continue;
    if (act.previous === undefined) continue;
    const place = `${idOf<PrincipalId>(act.principal)}/${String(act.generation)}`;
    links.set(place, [...(links.get(place) ?? []), act.previous]);
  }
  return links;
}

/** Everything that the roster says of groups, oldest first. */
function groupActs(entries: readonly SignedRosterEntry[]): GroupAct[] {
  return entries.flatMap(({ entry }) => {
    const { act } = decodeRosterEntry(entry);
    return act.kind === 'group' ? [act] : [];
  });
}

interface FetchedRoster {
  readonly roster: Roster;
  readonly entries: readonly SignedRosterEntry[];
  readonly grants: readonly Grant[];
}

/**
 * Asks for the newest known entry and all after it: a server that cannot repeat what this client
 * has pinned has rolled the roster back or forked it.
 */
async function fetchRoster(
  member: Member,
  known: readonly SignedRosterEntry[],
): Promise<FetchedRoster> {
  const from = Math.max(0, known.length - 1);
  const reply = await member.api.call('roster', { from }, member.token);
  const [first, ...news] = reply.entries;
  if (first === undefined) throw new ClientError('roster-rolled-back');
  const pinned = known.at(-1);
  if (pinned !== undefined && !sameEntry(pinned, first))
    throw new ClientError('roster-rolled-back');
  const entries = pinned === undefined ? [first, ...news] : [...known, ...news];
  let roster: Roster | undefined;
  for (const entry of entries) roster = await extendRoster(roster, entry);
  if (roster === undefined) throw new ClientError('roster-rolled-back');
  return { roster, entries, grants: reply.grants };
}

function sameEntry(a: SignedRosterEntry, b: SignedRosterEntry): boolean {
  return equal(a.entry, b.entry) && equal(a.signature, b.signature);
}
