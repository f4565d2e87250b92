import {
  type CborValue,
  type Entropy,
  type EntryId,
  extendRoster,
  type FileId,
  type Grant,
  groupOf,
  type GroupRole,
  type Identity,
  idBytes,
  identityOf,
  idOf,
  newFileId,
  newSeed,
  type PracticeId,
  practiceIdOf,
  type PrincipalId,
  type Role,
  type RosterAct,
  sealGrant,
  sealGroupLink,
  signRosterEntry,
} from '@vaiti/core';
import type { Api } from '../api/api.ts';
import { sendAll, writerOf } from '../file/batch.ts';
import { prepareFile } from '../file/write.ts';
import { ClientError } from '../errors.ts';
import { today } from './member.ts';
import { untilNotMoved } from './moved.ts';
import type { Practice } from './practice.ts';

/**
 * Founds the practice on a fresh server: the founder's keys, the ledger's key and the minimum suite
 * in one signed entry whose hash is the practice's id. Throws `already-founded`.
 */
export async function foundPractice(options: {
  readonly api: Api;
  readonly setupToken: string;
  readonly founder: Identity;
  readonly day: number;
}): Promise<PracticeId> {
  const { api, founder, day } = options;
  const { ledger } = await api.call('practice', {});
  const act: RosterAct = {
    kind: 'found',
    founder: idBytes(founder.id),
    keys: founder.keys,
    minimumSuite: 1,
    ledger,
  };
  const entry = await signRosterEntry(founder, undefined, act, day);
  await extendRoster(undefined, entry);
  const reply = await api.call('found', { entry }, options.setupToken);
  const practice = practiceIdOf(entry);
  if (idOf<PracticeId>(reply.practice) !== practice) throw new ClientError('practice-changed');
  return practice;
}

/** Signs and appends one act, then replays what the server has. Throws `roster-…`, `head-moved`. */
async function act(
  practice: Practice,
  what: RosterAct,
  grants: readonly Grant[] = [],
): Promise<void> {
  const { member, roster } = practice;
  const day = Math.max(today(member), roster.day);
  const entry = await signRosterEntry(member.identity, roster, what, day);
  await extendRoster(roster, entry);
  await member.api.call('rosterAppend', { entry, grants: [...grants] }, member.token);
  await practice.refresh();
}

/** Enters a person's keys, made on their own device, into the roster. */
export function enrol(practice: Practice, person: Pick<Identity, 'id' | 'keys'>): Promise<void> {
  const what: RosterAct = { kind: 'enrol', principal: idBytes(person.id), keys: person.keys };
  return untilNotMoved(practice, () => act(practice, what));
}

/** Gives a role at a centre (null: the whole practice). */
export function giveRole(
  practice: Practice,
  principal: PrincipalId,
  role: Role,
  centre: string | null,
): Promise<void> {
  const at = centre === null ? null : idBytes(centre as FileId);
  const id = idBytes(principal);
  const what: RosterAct = { kind: 'role', principal: id, role, centre: at, held: true };
  return untilNotMoved(practice, () => act(practice, what));
}

/**
 * Enters new keys of somebody who lost theirs, made on their own device and compared with them. They
 * count when another administrator has confirmed them, where there is one. Throws `roster-renew-invalid`
 * for oneself, `roster-principal-retired`.
 */
export function renew(
  practice: Practice,
  principal: PrincipalId,
  keys: Identity['keys'],
): Promise<void> {
  return untilNotMoved(practice, () => {
    const generation = (practice.roster.people.get(principal)?.generation ?? 0) + 1;
    return act(practice, { kind: 'renew', principal: idBytes(principal), generation, keys });
  });
}

/** Writes a step of one's own set of sheets into the roster. Throws `roster-ceremony-invalid`. */
export function noteCeremony(
  practice: Practice,
  about: Pick<Extract<RosterAct, { kind: 'ceremony' }>, 'step' | 'need' | 'of' | 'set'>,
): Promise<void> {
  const principal = idBytes(practice.member.identity.id);
  return untilNotMoved(practice, () => act(practice, { kind: 'ceremony', principal, ...about }));
}

/**
 * Lets the administrator's role or the council count that the entry gave. Throws `roster-confirm-own` to the one who
 * gave it, `roster-confirm-invalid` when nothing waits there.
 */
export function confirmAdministrator(practice: Practice, entry: EntryId): Promise<void> {
  const what: RosterAct = { kind: 'confirm', entry: idBytes(entry) };
  return untilNotMoved(practice, () => act(practice, what));
}

/**
 * Sets who holds the shares of files' keys from now on, and how many of them are needed. Where there are
 * two administrators it counts when another one has confirmed it. Throws `roster-council-invalid`.
 */
export function setCouncil(
  practice: Practice,
  threshold: number,
  members: readonly PrincipalId[],
): Promise<void> {
  return untilNotMoved(practice, () => {
    const generation = practice.roster.councils.size + 1;
    const officers = members.map((id) => idBytes(id));
    return act(practice, { kind: 'council', generation, threshold, members: officers });
  });
}

/**
 * Makes the group of a role at a centre, or its next generation, with exactly these holders: a fresh
 * seed, sealed to each of them. Where the member holds the generation before, the new one leads back
 * to it; where not, a holder of both links them (`linkGroups`).
 */
export async function setGroup(
  practice: Practice,
  role: GroupRole,
  centre: string | null,
  holders: readonly PrincipalId[],
): Promise<PrincipalId> {
  const { member, roster } = practice;
  const known = groupOf(roster, role, centre);
  const generation = (known?.generation ?? 0) + 1;
  const group = await identityOf(newSeed(member.entropy), generation);
  const id = known?.id ?? group.id;
  const made = await Promise.all(
    holders.map(async (holder) => {
      const person = roster.people.get(holder);
      if (person === undefined) throw new ClientError('roster-principal-unknown');
      const reader = { id: holder, generation: person.generation, kem: person.keys.kem };
      const place = { practice: roster.practice, file: id, epoch: generation };
      const plan = { ...place, scope: 'group' as const, day: today(member), reader };
      return { reader, ...(await sealGrant(member.identity, plan, group.seed)) };
    }),
  );
  await act(
    practice,
    {
      kind: 'group',
      principal: idBytes(id),
      role,
      centre: centre === null ? null : idBytes(centre as FileId),
      generation,
      keys: group.keys,
      holders: made.map((m) => ({
        holder: idBytes(m.reader.id),
        generation: m.reader.generation,
        grant: m.id,
      })),
      ...(await previousOf(practice, id, group)),
    },
    made.map((m) => m.grant),
  );
  return id;
}

async function previousOf(
  practice: Practice,
  id: PrincipalId,
  next: Identity,
): Promise<{ previous?: Uint8Array<ArrayBuffer> }> {
  if (!practice.holds(id)) return {};
  const { member, roster } = practice;
  const place = { practice: roster.practice, group: id, generation: next.generation };
  const seeds = { of: next.seed, before: practice.identity(id).seed };
  return { previous: await sealGroupLink(place, seeds, member.entropy) };
}

/**
 * Links the generations of the member's groups whose author could not: who joined later then opens
 * what was sealed to earlier ones. Does nothing where all are linked.
 */
export async function linkGroups(practice: Practice): Promise<void> {
  const { member, roster } = practice;
  for (const { group, generation } of practice.unlinked) {
    const place = { practice: roster.practice, group, generation };
    const of = practice.identity(group, generation).seed;
    const before = practice.identity(group, generation - 1).seed;
    const previous = await sealGroupLink(place, { of, before }, member.entropy);
    await act(practice, { kind: 'link', principal: idBytes(group), generation, previous });
  }
}

/** Retires somebody, or takes one role from them. Throws `roster-…`, `head-moved`. */
export function takeAway(
  practice: Practice,
  person: PrincipalId,
  post?: { readonly role: Role; readonly centre: string | null },
): Promise<void> {
  const principal = idBytes(person);
  if (post === undefined) return act(practice, { kind: 'retire', principal });
  const centre = post.centre === null ? null : idBytes(post.centre as FileId);
  return act(practice, { kind: 'role', principal, role: post.role, centre, held: false });
}

/** A new file with its records in order, sent in one go. The member and `readers` may read it. */
export async function createFile(
  practice: Practice,
  options: {
    readonly file?: FileId;
    readonly readers: readonly {
      readonly reader: PrincipalId;
      readonly scope: 'root' | 'contact';
    }[];
    readonly contents: readonly {
      readonly compartment: 'clinical' | 'contact' | 'directory';
      readonly content: CborValue;
    }[];
  },
): Promise<FileId> {
  const { member } = practice;
  const file = options.file ?? newFileId(member.entropy);
  const as = member.identity.id;
  const own = { reader: as, scope: 'root' as const };
  const [first, ...rest] = options.contents;
  if (first === undefined) throw new ClientError('arguments-invalid');
  const readers = [own, ...options.readers.filter((r) => r.reader !== as)];
  const started = await prepareFile(practice, { file, as, readers, first });
  const writer = writerOf(practice, started, as);
  for (const draft of rest) await writer.add(draft);
  await sendAll(practice, writer.take());
  return file;
}

/** A new person's identity from fresh randomness. */
export function newIdentity(entropy: Entropy): Promise<Identity> {
  return identityOf(newSeed(entropy));
}
