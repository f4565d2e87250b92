import {
  confirmInvitation,
  createApi,
  enrol,
  giveBack,
  inviteBack,
  Joiner,
  memberOf,
  memoryStore,
  newIdentity,
  newSecretKey,
  type OpenedFile,
  ownInvitation,
  Practice,
  readDirectory,
  readFile,
  registerAccount,
  renew,
  rotatePending,
  signIn,
  writeEntry,
} from '@vaiti/client';
import {
  decodeRosterEntry,
  encodeJoinAnswer,
  encodeRosterEntry,
  extendRoster,
  type FileId,
  fingerprintOf,
  fromHex,
  type Identity,
  idBytes,
  idOf,
  invitationKeys,
  joinMessage,
  type PrincipalId,
  type Roster,
  type RosterAct,
  rosterMessage,
  type Secret,
  type SealedEntry,
  signJoin,
  signRosterEntry,
  type SignedRosterEntry,
} from '@vaiti/core';
import { realEntropy } from '../../entropy.ts';
import { newPatient, noteDraft, readTexts } from '../../notes.ts';
import type { Attack } from '../attack.ts';
import { asFounder, type Stage, TEXTS } from '../stage.ts';
import { onRead, type Tamper, withEntries } from '../tamper.ts';
import { insidersEntry } from './insider.ts';

/** A file of Eve and somebody of the practice who lost their keys and has new ones. */
interface Renewed {
  readonly file: FileId;
  /** With the lost keys, which somebody may have found. */
  readonly lost: Identity;
  /** The same person with the new keys. */
  readonly back: Identity;
  /** The file as it stood before, with the keys that the lost ones still open. */
  readonly before: OpenedFile;
  /** Number of the roster entry by which the new keys count. */
  readonly since: number;
}

const read = (practice: Practice, file: FileId): Promise<OpenedFile> =>
  readFile(practice, { file, as: practice.member.identity.id, purpose: 'care' });

function concerns(signed: SignedRosterEntry, who: PrincipalId): boolean {
  const { act } = decodeRosterEntry(signed.entry);
  return act.kind === 'renew' && idOf<PrincipalId>(act.principal) === who;
}

/** `seen` is told of the file before its reader loses the keys. */
async function renewed(
  stage: Stage,
  seen: (file: FileId) => Promise<unknown> = () => Promise.resolve(),
): Promise<Renewed> {
  const lost = await newIdentity(realEntropy);
  await asFounder(stage, (founder) => enrol(founder, lost));
  const eve = await stage.practice.open('eve');
  const both = [stage.practice.people.colleague.identity.id, lost.id];
  const readers = both.map((reader) => ({ reader, scope: 'root' as const }));
  const file = await newPatient(eve, { texts: TEXTS, readers });
  await seen(file);
  const before = await read(eve, file);
  const made = await newIdentity(realEntropy);
  const since = await asFounder(stage, async (founder) => {
    await renew(founder, lost.id, made.keys);
    return founder.rosterEntries.findIndex((one) => concerns(one, lost.id));
  });
  return { file, lost, back: { ...made, id: lost.id, generation: 2 }, before, since };
}

function onRoster(
  change: (
    entries: readonly SignedRosterEntry[],
  ) => readonly SignedRosterEntry[] | Promise<readonly SignedRosterEntry[]>,
): Tamper {
  return {
    reply: {
      roster: async (reply) => ({ ...reply, entries: [...(await change(reply.entries))] }),
    },
  };
}

/** A roster of which entries from number `seq()` on are not shown. */
function until(seq: () => number): Tamper {
  return onRoster((entries) => entries.filter(({ entry }) => decodeRosterEntry(entry).seq < seq()));
}

async function replayed(entries: readonly SignedRosterEntry[]): Promise<Roster> {
  let roster: Roster | undefined;
  for (const entry of entries) roster = await extendRoster(roster, entry);
  if (roster === undefined) throw new RangeError('no roster');
  return roster;
}

/** The entry by which the keys of `who` changed, with keys of somebody else's. */
async function substituted(
  entries: readonly SignedRosterEntry[],
  who: PrincipalId,
  thief: Identity,
  by?: Identity,
): Promise<readonly SignedRosterEntry[]> {
  const at = entries.findIndex((one) => concerns(one, who));
  const signed = entries[at];
  if (signed === undefined) return entries;
  const { keys } = thief;
  const entry = decodeRosterEntry(signed.entry);
  if (entry.act.kind !== 'renew') return entries;
  const bytes = encodeRosterEntry({ ...entry, act: { ...entry.act, keys } });
  const signature = by === undefined ? signed.signature : await by.sign(rosterMessage(bytes));
  return [...entries.slice(0, at), { entry: bytes, signature }];
}

/** The colleague opens the practice on a new device, of which the server shows another roster. */
function opening(
  change: (
    entries: readonly SignedRosterEntry[],
    scene: Renewed,
    stage: Stage,
  ) => readonly SignedRosterEntry[] | Promise<readonly SignedRosterEntry[]>,
): Attack['arrange'] {
  return async (stage) => {
    const scene = await renewed(stage);
    return {
      tamper: onRoster((entries) => change(entries, scene, stage)),
      act: () => stage.open('colleague'),
    };
  };
}

/** The colleague's roster ends with acts that insiders have signed. */
function ending(
  acts: (
    stage: Stage,
    scene: Renewed,
  ) => Promise<readonly ((roster: Roster) => Promise<SignedRosterEntry>)[]>,
): Attack['arrange'] {
  return opening(async (entries, scene, stage) => {
    let after = [...entries];
    let roster = await replayed(entries);
    for (const sign of await acts(stage, scene)) {
      const signed = await sign(roster);
      after = [...after, signed];
      roster = await extendRoster(roster, signed).catch(() => roster);
    }
    return after;
  });
}

/** Eve reads the file with one more entry that the lost keys signed and the server took. */
function readingWith(entryOf: (scene: Renewed) => Promise<SealedEntry>): Attack['arrange'] {
  return async (stage) => {
    const scene = await renewed(stage);
    const entry = await entryOf(scene);
    const eve = await stage.open('eve');
    return {
      tamper: onRead(scene.file, (reply) => withEntries(reply, [...reply.entries, entry])),
      act: () => readTexts(eve, scene.file),
    };
  };
}

/** Eve, who knows, takes the lost keys out and writes on. */
async function goOn(stage: Stage, file: FileId): Promise<void> {
  const eve = await stage.practice.open('eve');
  await rotatePending(eve);
  await writeEntry(eve, await read(eve, file), noteDraft('Uusien avainten jälkeen.'));
}

/** An invitation back that somebody answered, and how the founder sees it. */
async function invitedBack(stage: Stage) {
  const founder = await stage.practice.open('founder');
  const lost = await newIdentity(realEntropy);
  await asFounder(stage, (lead) => enrol(lead, lost));
  await founder.refresh();
  const { code, id } = await inviteBack(founder, await readDirectory(founder), lost.id);
  const api = createApi({ baseUrl: stage.practice.url, fetch });
  const around = { api, store: memoryStore(), entropy: realEntropy, now: Date.now };
  const { fingerprint = '' } = await new Joiner(around, code).answer();
  return { id, code, fingerprint, through: await stage.open('founder') };
}

/** The invitation with this id answered by other keys: as good as one can without or with the code. */
function answeredBy(id: string, code: Secret, withCode: boolean): Tamper {
  const at = fromHex(id);
  const keys = invitationKeys(code);
  return {
    reply: {
      invitations: async ({ invitations }) => ({
        invitations: await Promise.all(
          invitations.map(async (one) => {
            if (one.join === null || !at.every((byte, i) => byte === one.id[i])) return one;
            const thief = await newIdentity(realEntropy);
            if (withCode) return { ...one, join: await signJoin(keys, thief) };
            const answer = encodeJoinAnswer({ suite: 1, invitation: keys.id, keys: thief.keys });
            const signature = await thief.sign(joinMessage(answer));
            return { ...one, join: { answer, signature, mac: one.join.mac } };
          }),
        ),
      }),
    },
  };
}

/** Attacks on people who lost their keys: whose new keys are entered, and what becomes of the old. */
export const renewalAttacks: readonly Attack[] = [
  {
    name: 'substituted key at recovery enrolment',
    says: 'answers an invitation to come back with keys of its own',
    expected: ['join-invalid'],
    arrange: async (stage) => {
      const { code, id, through } = await invitedBack(stage);
      return {
        tamper: answeredBy(id, code, false),
        act: async () => (await ownInvitation(through, id)).answer,
      };
    },
  },
  {
    name: 'other key than verified at recovery',
    says: 'swaps new keys after the lead compared them, for those of somebody who saw the code',
    expected: ['fingerprint-changed'],
    arrange: async (stage) => {
      const { code, fingerprint, id, through } = await invitedBack(stage);
      return {
        tamper: answeredBy(id, code, true),
        act: () => confirmInvitation(through, id, fingerprint),
      };
    },
  },
  {
    name: 'renewed key substituted',
    says: 'puts keys of its own in the place of somebody’s new ones',
    expected: ['signature-invalid'],
    arrange: opening(async (entries, { lost }) =>
      substituted(entries, lost.id, await newIdentity(realEntropy)),
    ),
  },
  {
    name: 'substituted key at re-grant',
    says: 'with an administrator’s help, shows a colleague other new keys than the person has',
    expected: ['fingerprint-changed'],
    arrange: async (stage) => {
      const { back, lost } = await renewed(stage);
      const { identity } = stage.practice.people.founder;
      const thief = await newIdentity(realEntropy);
      return {
        tamper: onRoster((entries) => substituted(entries, lost.id, thief, identity)),
        act: async () =>
          giveBack(await stage.open('eve'), lost.id, { fingerprint: fingerprintOf(back.keys) }),
      };
    },
  },
  {
    name: 'new keys by somebody who does not administer',
    says: 'appends an entry by which Eve gives the therapist keys of her own',
    expected: ['roster-author-not-administrator'],
    arrange: ending(async ({ practice }) => {
      const { keys } = await newIdentity(realEntropy);
      const principal = idBytes(practice.people.therapist.identity.id);
      const act: RosterAct = { kind: 'renew', principal, generation: 2, keys };
      return [(roster) => signRosterEntry(practice.people.eve.identity, roster, act, roster.day)];
    }),
  },
  {
    name: 'new keys confirmed by who entered them',
    says: 'with one of two administrators, appends new keys of the therapist and their confirmation',
    expected: ['roster-confirm-own'],
    arrange: ending(async ({ practice }) => {
      const { eve, founder, therapist } = practice.people;
      const { keys } = await newIdentity(realEntropy);
      const by = (what: (roster: Roster) => RosterAct) => (roster: Roster) =>
        signRosterEntry(founder.identity, roster, what(roster), roster.day);
      return [
        by(() => ({
          kind: 'role',
          principal: idBytes(eve.identity.id),
          role: 'administrator',
          centre: null,
          held: true,
        })),
        by(() => ({
          kind: 'renew',
          principal: idBytes(therapist.identity.id),
          generation: 2,
          keys,
        })),
        by((roster) => ({ kind: 'confirm', entry: idBytes(roster.head) })),
      ];
    }),
  },
  {
    name: 'renewal replayed',
    says: 'appends the entry of somebody’s new keys once more',
    expected: ['roster-gap'],
    arrange: opening((entries, { lost }) => {
      const own = entries.find((one) => concerns(one, lost.id));
      return own === undefined ? entries : [...entries, own];
    }),
  },
  {
    name: 'lost keys sign the roster',
    says: 'appends a step of somebody’s sheets that their lost keys signed',
    expected: ['signature-invalid'],
    arrange: ending((_, { lost }) => {
      const principal = idBytes(lost.id);
      const set = realEntropy(16);
      const act: RosterAct = { kind: 'ceremony', principal, step: 'made', need: 2, of: 3, set };
      return Promise.resolve([(roster) => signRosterEntry(lost, roster, act, roster.day)]);
    }),
  },
  {
    name: 'lost keys write on',
    says: 'appends an entry that lost keys signed days after they were replaced',
    expected: ['chain-author-replaced'],
    arrange: readingWith(({ before, lost }) =>
      insidersEntry(before, lost, { day: before.file.state.day + 3 }),
    ),
  },
  {
    name: 'lost keys write knowing of the new',
    says: 'appends an entry by lost keys whose author knew that they had been replaced',
    expected: ['chain-author-replaced'],
    arrange: readingWith(({ before, lost, since }) =>
      insidersEntry(before, lost, { roster: since }),
    ),
  },
  {
    name: 'renewal withheld',
    says: 'does not tell a colleague that keys were replaced, while others write knowing it',
    expected: ['roster-ahead'],
    arrange: async (stage) => {
      let colleague: Practice | undefined;
      const { file, since } = await renewed(stage, async (f) => {
        colleague = await stage.open('colleague');
        await readTexts(colleague, f);
      });
      await goOn(stage, file);
      const victim = colleague;
      if (victim === undefined) throw new RangeError('nobody has read it');
      return {
        tamper: until(() => Math.max(since, victim.roster.seq + 1)),
        act: () => readTexts(victim, file),
      };
    },
  },
  {
    name: 'stale roster to who comes back',
    says: 'shows the new device of somebody with new keys the practice as it was before',
    expected: ['roster-rolled-back'],
    arrange: async (stage) => {
      const { back, since } = await renewed(stage);
      const { url, id: practice } = stage.practice;
      const credentials = { secretKey: newSecretKey(realEntropy), password: 'taas täällä' };
      const { member } = await stage.practice.open('founder');
      const api = createApi({ baseUrl: url, fetch });
      const { token } = member;
      const entropy = realEntropy;
      await registerAccount({ api, token, credentials, identity: back, practice, entropy });
      return {
        tamper: until(() => since),
        act: async () => {
          const through = createApi({ baseUrl: url, fetch: stage.server.fetch });
          const signedIn = await signIn(through, credentials);
          const around = { api: through, store: memoryStore(), entropy, now: Date.now };
          return Practice.open(memberOf(signedIn, around));
        },
      };
    },
  },
];
