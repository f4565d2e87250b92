import { createApi, signIn } from '@vaiti/client';
import { idBytes } from '@vaiti/core';
import type { ReplyOf } from '@vaiti/contract';
import { realEntropy } from '../../entropy.ts';
import type { PersonaName } from '../../personas.ts';
import type { Attack } from '../attack.ts';
import type { Stage } from '../stage.ts';
import { flipped, itemAt, type Tamper } from '../tamper.ts';

type Finished = ReplyOf<'signInFinish'>;

async function signingIn(stage: Stage, who: PersonaName): Promise<readonly string[]> {
  const api = createApi({ baseUrl: stage.practice.url, fetch: stage.server.fetch });
  return [(await signIn(api, stage.practice.people[who].credentials)).token];
}

function onFinish(change: (reply: Finished, stage: Stage) => Finished): Attack['arrange'] {
  return async (stage) => ({
    tamper: { reply: { signInFinish: (reply) => change(reply, stage) } },
    act: () => signingIn(stage, 'therapist'),
  });
}

/** What the server answered when `who` signed in. */
async function finished(stage: Stage, who: PersonaName): Promise<Finished> {
  const seen: Finished[] = [];
  const keep = (reply: Finished): Finished => {
    seen.push(reply);
    return reply;
  };
  stage.server.turn({ reply: { signInFinish: keep } });
  await signingIn(stage, who);
  stage.server.repent();
  return itemAt(seen, 0);
}

/** Attacks on signing in. */
export const signInAttacks: readonly Attack[] = [
  {
    name: 'sealed seed of another account',
    says: 'hands out the sealed keys of a colleague in the place of one’s own',
    expected: ['key-commitment-mismatch', 'ciphertext-invalid'],
    arrange: async (stage) => {
      const { sealedSeed } = await finished(stage, 'colleague');
      return {
        tamper: { reply: { signInFinish: (reply) => ({ ...reply, sealedSeed }) } },
        act: () => signingIn(stage, 'therapist'),
      };
    },
  },
  {
    name: 'sealed seed altered',
    says: 'turns one bit of the sealed keys over',
    expected: ['key-commitment-mismatch', 'ciphertext-invalid'],
    arrange: onFinish((r) => ({
      ...r,
      sealedSeed: flipped(r.sealedSeed, r.sealedSeed.length * 8 - 9),
    })),
  },
  {
    name: 'sealed seed cut',
    says: 'cuts the sealed keys short',
    expected: ['ciphertext-truncated', 'ciphertext-invalid', 'key-commitment-mismatch'],
    arrange: onFinish((r) => ({ ...r, sealedSeed: r.sealedSeed.slice(0, 20) })),
  },
  {
    name: 'signed in as another person',
    says: 'says that the session is a colleague’s',
    expected: ['answer-for-another'],
    arrange: onFinish((r, stage) => ({
      ...r,
      principal: idBytes(stage.practice.people.colleague.identity.id),
    })),
  },
  {
    name: 'signed in to another practice',
    says: 'says that the session is in another practice',
    expected: ['practice-changed'],
    arrange: onFinish((r) => ({ ...r, practice: realEntropy(16) })),
  },
  {
    name: 'answered for another account',
    says: 'begins the sign-in with the password record of a colleague',
    expected: ['sign-in-failed'],
    arrange: async (stage) => {
      const others: string[] = [];
      const keep: Tamper = {
        reply: {
          signInStart: (reply) => {
            others.push(reply.response);
            return reply;
          },
        },
      };
      stage.server.turn(keep);
      await signingIn(stage, 'colleague');
      stage.server.repent();
      const response = itemAt(others, 0);
      return {
        tamper: { reply: { signInStart: (reply) => ({ ...reply, response }) } },
        act: () => signingIn(stage, 'therapist'),
      };
    },
  },
  {
    name: 'sign-in message altered',
    says: 'changes a character of the server’s half of the password exchange',
    expected: ['sign-in-failed', 'server-reply-invalid'],
    arrange: async (stage) => ({
      tamper: {
        reply: {
          signInStart: ({ attempt, response }) => {
            const at = response.length - 40;
            const other = response.charAt(at) === 'A' ? 'B' : 'A';
            const changed = response.slice(0, at) + other + response.slice(at + 1);
            return { attempt, response: changed };
          },
        },
      },
      act: () => signingIn(stage, 'therapist'),
    }),
  },
  {
    name: 'sign-in message that is none',
    says: 'answers the sign-in with letters that mean nothing',
    expected: ['server-reply-invalid', 'sign-in-failed'],
    arrange: async (stage) => ({
      tamper: { reply: { signInStart: (reply) => ({ ...reply, response: 'AAAA' }) } },
      act: () => signingIn(stage, 'therapist'),
    }),
  },
];
