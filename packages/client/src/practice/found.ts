import {
  type CborValue,
  type Entropy,
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
  signRosterEntry,
} from '@vaiti/core';
import type { Api } from '../api/api.ts';
import { sendAll, writerOf } from '../file/batch.ts';
import { prepareFile } from '../file/write.ts';
import { ClientError } from '../errors.ts';
import { today } from './member.ts';
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
  return act(practice, { kind: 'enrol', principal: idBytes(person.id), keys: person.keys });
}

/** Gives a role at a centre (null: the whole practice). */
export function giveRole(
  practice: Practice,
  principal: PrincipalId,
  role: Role,
  centre: string | null,
): Promise<void> {
  const at = centre === null ? null : idBytes(centre as FileId);
  return act(practice, {
    kind: 'role',
    principal: idBytes(principal),
    role,
    centre: at,
    held: true,
  });
}

/**
 * Makes the group of a role at a centre, or its next generation, with exactly these holders: a fresh
 * seed, sealed to each of them.
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
    },
    made.map((m) => m.grant),
  );
  return id;
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
