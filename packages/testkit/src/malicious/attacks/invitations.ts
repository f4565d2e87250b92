import type { ReplyOf } from '@vaiti/contract';
import {
  confirmInvitation,
  createApi,
  createDirectory,
  type Directory,
  invite,
  Joiner,
  memoryStore,
  newIdentity,
  openInvitations,
  ownInvitation,
  type Practice,
  readDirectory,
} from '@vaiti/client';
import {
  encodeJoinAnswer,
  fromHex,
  type Identity,
  idBytes,
  type InvitationKeys,
  invitationKeys,
  type Join,
  joinMessage,
  type Secret,
  sealInvitation,
  signJoin,
  signRosterEntry,
} from '@vaiti/core';
import { realEntropy } from '../../entropy.ts';
import type { Attack } from '../attack.ts';
import type { Stage } from '../stage.ts';
import { flipped, itemAt, type Tamper } from '../tamper.ts';

type Listed = ReplyOf<'invitations'>['invitations'][number];
type Shown = ReplyOf<'invitation'>;

/** An invitation that the founder made, past the malicious server. */
interface Made {
  readonly id: string;
  readonly code: Secret;
  readonly keys: InvitationKeys;
}

const NAMES = { name: 'Uusi Ihminen', title: '' } as const;

async function invited(founder: Practice, stage: Stage): Promise<Made> {
  const role = { role: 'therapist' as const, centre: stage.practice.centre };
  const directory: Directory = await readDirectory(founder);
  const { id, code } = await invite(founder, directory, { ...NAMES, roles: [role] });
  return { id, code, keys: invitationKeys(code) };
}

function joiner(stage: Stage, code: Secret, honest = false): Joiner {
  const through = honest ? fetch : stage.server.fetch;
  const api = createApi({ baseUrl: stage.practice.url, fetch: through });
  return new Joiner({ api, store: memoryStore(), entropy: realEntropy, now: Date.now }, code);
}

/** What stands in the list about one invitation, changed. */
function onListed(id: string, change: (listed: Listed) => Listed): Tamper {
  const at = fromHex(id);
  const same = (one: Listed) => at.every((byte, i) => byte === one.id[i]);
  return {
    reply: {
      invitations: ({ invitations }) => ({
        invitations: invitations.map((one) => (same(one) ? change(one) : one)),
      }),
    },
  };
}

/** The lead looks at an answered invitation of which the server shows something else. */
function looking(
  change: (listed: Listed, made: Made, stage: Stage) => Promise<Listed>,
): Attack['arrange'] {
  return async (stage) => {
    const founder = await stage.practice.open('founder');
    const made = await invited(founder, stage);
    await joiner(stage, made.code, true).answer();
    const through = await stage.open('founder');
    const { api, token } = founder.member;
    const { invitations } = await api.call('invitations', {}, token);
    const at = fromHex(made.id);
    const honest = invitations.find((one) => at.every((byte, i) => byte === one.id[i]));
    const changed = await change(itemAt([honest], 0) as Listed, made, stage);
    return {
      tamper: onListed(made.id, () => changed),
      act: async () => (await ownInvitation(through, made.id)).answer,
    };
  };
}

/** The new person looks at an invitation of which the server shows something else. */
function answering(
  change: (shown: Shown, made: Made, stage: Stage) => Shown | Promise<Shown>,
): Attack['arrange'] {
  return async (stage) => {
    const made = await invited(await stage.practice.open('founder'), stage);
    return {
      tamper: { reply: { invitation: (shown) => change(shown, made, stage) } },
      act: () => joiner(stage, made.code).look(),
    };
  };
}

/** An answer with somebody's keys, as good as one can make it without the code. */
async function withoutCode(join: Join, keys: InvitationKeys, other: Identity): Promise<Join> {
  const answer = encodeJoinAnswer({ suite: 1, invitation: keys.id, keys: other.keys });
  return { answer, signature: await other.sign(joinMessage(answer)), mac: join.mac };
}

function joinOf(listed: Listed): Join {
  if (listed.join === null) throw new RangeError('nobody answered');
  return listed.join;
}

const directories = new WeakMap<Stage['practice'], Promise<void>>();

/** The practice's directory, made once: whoever is taken in gets a name there. */
function withDirectory(stage: Stage, founder: Practice): Promise<void> {
  const known =
    directories.get(stage.practice) ??
    createDirectory(founder, '2026-01-01', [{ type: 'practice', name: 'Lumme', demo: false }]);
  directories.set(stage.practice, known);
  return known;
}

/** Attacks on taking somebody in: a key, a person or a practice put in the place of another. */
export const invitationAttacks: readonly Attack[] = [
  {
    name: 'substituted key at the invitation',
    says: 'answers an invitation with keys of its own',
    expected: ['join-invalid'],
    arrange: looking(async (listed, { keys }) => {
      const own = await newIdentity(realEntropy);
      return { ...listed, join: await withoutCode(joinOf(listed), keys, own) };
    }),
  },
  {
    name: 'answer to an invitation altered',
    says: 'turns one bit of the new person’s keys over',
    expected: ['join-invalid'],
    arrange: looking((listed) => {
      const join = joinOf(listed);
      return Promise.resolve({ ...listed, join: { ...join, answer: flipped(join.answer, 900) } });
    }),
  },
  {
    name: 'replayed answer',
    says: 'shows the answer to an earlier invitation as that to this one',
    expected: ['join-invalid'],
    arrange: looking(async (listed, _, stage) => {
      const earlier = await invited(await stage.practice.open('founder'), stage);
      const join = await signJoin(earlier.keys, await newIdentity(realEntropy));
      return { ...listed, join };
    }),
  },
  {
    name: 'invitation of another in its place',
    says: 'shows what the lead keeps of another invitation as this one',
    expected: ['key-commitment-mismatch'],
    arrange: looking(async (listed, _, stage) => {
      const founder = await stage.practice.open('founder');
      const other = await invited(founder, stage);
      const { invitations } = await founder.member.api.call(
        'invitations',
        {},
        founder.member.token,
      );
      const at = fromHex(other.id);
      const found = invitations.find((one) => at.every((byte, i) => byte === one.id[i]));
      return { ...listed, own: itemAt([found], 0)?.own ?? null };
    }),
  },
  {
    name: 'roles raised by the invited',
    says: 'with the invited person’s help, shows the lead an invitation to be administrator',
    expected: ['answer-for-another'],
    arrange: looking(async (listed, { keys }, stage) => {
      const founder = await stage.practice.open('founder');
      const { says } = await ownInvitation(founder, Buffer.from(listed.id).toString('hex'));
      const roles = [{ role: 'administrator' as const, centre: null, centreName: '' }];
      const sealed = await sealInvitation(keys, { ...says, roles }, realEntropy);
      return { ...listed, own: listed.own && { ...listed.own, sealed } };
    }),
  },
  {
    name: 'fingerprint verified but another key used',
    says: 'swaps the answer after the lead compared, for one by somebody who saw the code',
    expected: ['fingerprint-changed'],
    arrange: async (stage) => {
      const founder = await stage.practice.open('founder');
      await withDirectory(stage, founder);
      const made = await invited(founder, stage);
      const { fingerprint = '' } = await joiner(stage, made.code, true).answer();
      const thief = await signJoin(made.keys, await newIdentity(realEntropy));
      const through = await stage.open('founder');
      return {
        tamper: onListed(made.id, (listed) => ({ ...listed, join: thief })),
        act: () => confirmInvitation(through, made.id, fingerprint),
      };
    },
  },
  {
    name: 'invitation answered twice',
    says: 'takes an answer by somebody who saw the code, and tells the invited that theirs came',
    expected: ['invitation-answered'],
    arrange: async (stage) => {
      const made = await invited(await stage.practice.open('founder'), stage);
      const thief = await newIdentity(realEntropy);
      return {
        tamper: {
          answer: { join: () => ({}) },
          reply: { invitation: (shown) => ({ ...shown, answered: idBytes(thief.id) }) },
        },
        act: () => joiner(stage, made.code).answer(),
      };
    },
  },
  {
    name: 'silent extra person',
    says: 'shows an answer to an invitation that nobody made',
    expected: ['key-commitment-mismatch'],
    arrange: async (stage) => {
      const founder = await stage.open('founder');
      const made = await invited(await stage.practice.open('founder'), stage);
      const keys = invitationKeys(made.code);
      const join = await signJoin(keys, await newIdentity(realEntropy));
      const id = realEntropy(16);
      return {
        tamper: {
          reply: {
            invitations: ({ invitations }) => ({
              invitations: invitations.map((one) => ({ ...one, id, join })),
            }),
          },
        },
        act: () => openInvitations(founder),
      };
    },
  },
  {
    name: 'replayed invitation',
    says: 'shows the new person what an earlier invitation said',
    expected: ['key-commitment-mismatch'],
    arrange: answering(async (shown, _, stage) => {
      const earlier = await invited(await stage.practice.open('founder'), stage);
      const { sealed } = await seen(stage, earlier);
      return { ...shown, sealed };
    }),
  },
  {
    name: 'practice substituted',
    says: 'shows the new person a practice that the server founded itself',
    expected: ['practice-changed'],
    arrange: answering(async (shown, _, stage) => ({ ...shown, entries: [await founded(stage)] })),
  },
  {
    name: 'older practice to the invited',
    says: 'leaves out the newest roster entries that the invitation knows of',
    expected: ['roster-rolled-back'],
    arrange: answering((shown) => ({ ...shown, entries: shown.entries.slice(0, 2) })),
  },
  {
    name: 'invited without a roster',
    says: 'shows the new person no roster at all',
    expected: ['practice-changed'],
    arrange: answering((shown) => ({ ...shown, entries: [] })),
  },
];

/** What the honest server shows to whoever has the code. */
async function seen(stage: Stage, { keys }: Made): Promise<Shown> {
  const api = createApi({ baseUrl: stage.practice.url, fetch });
  return api.call('invitation', { from: 0 }, Buffer.from(keys.token).toString('base64url'));
}

/** The founding of a practice by keys of the server's own. */
async function founded(stage: Stage) {
  const founder = await newIdentity(realEntropy);
  const { roster } = await stage.practice.open('founder');
  const act = {
    kind: 'found' as const,
    founder: idBytes(founder.id),
    keys: founder.keys,
    minimumSuite: 1,
    ledger: roster.ledger,
  };
  return signRosterEntry(founder, undefined, act, roster.day);
}
