import {
  addSecretWay,
  createApi,
  listWays,
  memberOf,
  memoryStore,
  Practice,
  readAccess,
  removeWay,
  settleWays,
  type SignedIn,
  signInBySecret,
} from '@vaiti/client';
import type { ReplyOf } from '@vaiti/contract';
import { decodeWays, encodeWays, idBytes, Secret, type SignedWays } from '@vaiti/core';
import { realEntropy } from '../../entropy.ts';
import type { PersonaName } from '../../personas.ts';
import type { Attack } from '../attack.ts';
import type { Stage } from '../stage.ts';
import { itemAt } from '../tamper.ts';

type Challenge = ReplyOf<'challenge'>;

/** A passkey that this person has added, by its PRF output. */
async function passkeyOf(stage: Stage, who: PersonaName): Promise<Secret> {
  const secret = new Secret(realEntropy(32));
  await addSecretWay(await stage.honest(who), { kind: 'passkey', secret });
  return secret;
}

function signingIn(stage: Stage, secret: Secret): Promise<SignedIn> {
  const api = createApi({ baseUrl: stage.practice.url, fetch: stage.server.fetch });
  return signInBySecret(api, 'passkey', secret);
}

/** What the server answers when this passkey is used. */
async function challengeFor(stage: Stage, secret: Secret): Promise<Challenge> {
  const seen: Challenge[] = [];
  const keep = (reply: Challenge): Challenge => {
    seen.push(reply);
    return reply;
  };
  stage.server.turn({ reply: { challenge: keep } });
  await signingIn(stage, secret);
  stage.server.repent();
  return itemAt(seen, 0);
}

function onChallenge(change: (reply: Challenge, stage: Stage) => Challenge): Attack['arrange'] {
  return async (stage) => {
    const secret = await passkeyOf(stage, 'colleague');
    return {
      tamper: { reply: { challenge: (reply) => change(reply, stage) } },
      act: () => signingIn(stage, secret),
    };
  };
}

/** The list with one way more, which its owner never signed. */
function withExtra({ list, signature }: SignedWays): SignedWays {
  const read = decodeWays(list);
  const extra = { ...itemAt(read.ways, 0), id: realEntropy(16) };
  return { list: encodeWays({ ...read, ways: [...read.ways, extra] }), signature };
}

/** Attacks on the ways to sign in beside the password, and on the list of them. */
export const wayAttacks: readonly Attack[] = [
  {
    name: 'silent extra device',
    says: 'adds a way to sign in to the list that its owner signed',
    expected: ['ways-forged'],
    arrange: async (stage) => {
      await passkeyOf(stage, 'colleague');
      const colleague = await stage.open('colleague');
      const tamper = {
        reply: {
          ways: (reply: ReplyOf<'ways'>) =>
            reply.ways === null ? reply : { ...reply, ways: withExtra(reply.ways) },
        },
      };
      return { tamper, act: () => listWays(colleague) };
    },
  },
  {
    name: 'account that nobody signed',
    says: 'keeps an account more than the list of its owner names',
    expected: ['ways-forged'],
    arrange: async (stage) => {
      await passkeyOf(stage, 'colleague');
      const colleague = await stage.open('colleague');
      const kept = { account: 'ab'.repeat(16), used: 0 };
      return {
        tamper: { reply: { ways: (reply) => ({ ...reply, kept: [...reply.kept, kept] }) } },
        act: () => listWays(colleague),
      };
    },
  },
  {
    name: 'session by an unknown way',
    says: 'lists a session that began by a way which its owner never signed',
    expected: ['ways-forged'],
    arrange: async (stage) => {
      await passkeyOf(stage, 'colleague');
      const colleague = await stage.open('colleague');
      const change = ({ sessions }: ReplyOf<'sessions'>): ReplyOf<'sessions'> => ({
        sessions: sessions.map((line) => ({
          ...line,
          way: realEntropy(16),
        })),
      });
      return {
        tamper: { reply: { sessions: change } },
        act: async () => (await readAccess(colleague)).ways,
      };
    },
  },
  {
    name: 'sealed seed of another person’s passkey',
    says: 'hands out the keys that somebody else sealed under their passkey',
    expected: ['key-commitment-mismatch', 'ciphertext-invalid'],
    arrange: async (stage) => {
      const theirs = await challengeFor(stage, await passkeyOf(stage, 'therapist'));
      const secret = await passkeyOf(stage, 'colleague');
      const { sealedSeed } = theirs;
      return {
        tamper: { reply: { challenge: (reply) => ({ ...reply, sealedSeed }) } },
        act: () => signingIn(stage, secret),
      };
    },
  },
  {
    name: 'passkey for another account',
    says: 'says that the passkey belongs to somebody else',
    expected: ['key-commitment-mismatch', 'ciphertext-invalid', 'answer-for-another'],
    arrange: onChallenge((reply, stage) => ({
      ...reply,
      principal: idBytes(stage.practice.people.therapist.identity.id),
    })),
  },
  {
    name: 'passkey taken for a paper key',
    says: 'says that a way is of another kind than it is',
    expected: ['answer-for-another'],
    arrange: onChallenge((reply) => ({ ...reply, kind: 'paper' })),
  },
  {
    name: 'challenge relayed from another practice',
    says: 'passes on the challenge of another practice, to sign in there in somebody’s name',
    expected: ['practice-changed'],
    arrange: onChallenge((reply) => ({
      ...reply,
      practice: realEntropy(16),
    })),
  },
  {
    name: 'challenge relayed from another server',
    says: 'passes on the challenge of a copy of the practice with another ledger',
    expected: ['practice-changed'],
    arrange: onChallenge((reply) => ({ ...reply, ledger: `x${reply.ledger}` })),
  },
  {
    name: 'removed passkey brought back',
    says: 'lets a passkey in that its owner has removed, and shows the list of before',
    expected: ['ways-rolled-back'],
    arrange: async (stage) => {
      const secret = await passkeyOf(stage, 'colleague');
      const store = memoryStore();
      const seen = await signingIn(stage, secret);
      const enter = async (signedIn: SignedIn) => {
        const api = createApi({ baseUrl: stage.practice.url, fetch: stage.server.fetch });
        const around = { api, store, entropy: realEntropy, now: Date.now };
        const practice = await Practice.open(memberOf(signedIn, around));
        await settleWays(practice);
        return listWays(practice);
      };
      await enter(await signingIn(stage, secret));
      const colleague = await stage.open('colleague', { store });
      const old: ReplyOf<'ways'>[] = [];
      stage.server.turn({
        reply: {
          ways: (reply) => {
            old.push(reply);
            return reply;
          },
        },
      });
      await listWays(colleague);
      stage.server.repent();
      const other = new Secret(realEntropy(32));
      await addSecretWay(colleague, { kind: 'passkey', secret: other });
      const added = (await listWays(colleague)).at(-1);
      if (added !== undefined) await removeWay(colleague, added.account);
      const before = itemAt(old, 0);
      return {
        tamper: { answer: { ways: () => before } },
        act: async () => {
          await listWays(colleague);
          return [seen.token];
        },
      };
    },
  },
];
