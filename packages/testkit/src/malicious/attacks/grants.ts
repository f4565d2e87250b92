import { newIdentity } from '@vaiti/client';
import { type FileId, type Grant, type Identity, newRootKey, sealGrant } from '@vaiti/core';
import { realEntropy } from '../../entropy.ts';
import { readTexts } from '../../notes.ts';
import type { Attack, Scene } from '../attack.ts';
import type { Stage } from '../stage.ts';
import { changedAt, flipped, onRead } from '../tamper.ts';

type ChangeGrants = (grants: readonly Grant[]) => readonly Grant[];

async function reading(
  stage: Stage,
  make: (file: FileId) => ChangeGrants | Promise<ChangeGrants>,
): Promise<Scene> {
  const file = await stage.patient();
  const therapist = await stage.open('therapist');
  const change = await make(file);
  return {
    tamper: onRead(file, (reply) => ({ ...reply, grants: [...change(reply.grants)] })),
    act: () => readTexts(therapist, file),
  };
}

function onGrants(change: ChangeGrants): Attack['arrange'] {
  return (stage) => reading(stage, () => change);
}

/** A grant of a key that `granter` made up, to the therapist. */
async function madeUp(stage: Stage, file: FileId, granter: Identity): Promise<Grant> {
  const { id, keys } = stage.practice.people.therapist.identity;
  const plan = {
    practice: stage.practice.id,
    file,
    epoch: 1,
    scope: 'root' as const,
    day: 20_000,
    reader: { id, generation: 1, kem: keys.kem },
  };
  return (await sealGrant(granter, plan, newRootKey(realEntropy))).grant;
}

/** Attacks on the keys that a reader is handed. */
export const grantAttacks: readonly Attack[] = [
  {
    name: 'add a grant of its own',
    says: 'hands the reader a key that the server made up, signed with a key of its own',
    expected: ['grant-not-on-chain'],
    arrange: (stage) =>
      reading(stage, async (file) => {
        const grant = await madeUp(stage, file, await newIdentity(realEntropy));
        return (grants) => [...grants, grant];
      }),
  },
  {
    name: 'add a grant by a member',
    says: 'hands the reader a key that a member without access made up and signed',
    expected: ['grant-not-on-chain'],
    arrange: (stage) =>
      reading(stage, async (file) => {
        const grant = await madeUp(stage, file, stage.practice.people.eve.identity);
        return () => [grant];
      }),
  },
  {
    name: 'replace a grant by its granter’s name',
    says: 'seals a made-up key to the reader under the original header',
    expected: ['grant-not-on-chain'],
    arrange: (stage) =>
      reading(stage, async (file) => {
        const { enc, ciphertext } = await madeUp(stage, file, await newIdentity(realEntropy));
        return (grants) => changedAt(grants, 0, (grant) => ({ ...grant, enc, ciphertext }));
      }),
  },
  {
    name: 'grant of another reader',
    says: 'hands the reader the grant that was sealed to a colleague',
    expected: ['grant-not-on-chain'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const seen: Grant[] = [];
      const colleague = await stage.open('colleague');
      stage.server.turn(
        onRead(file, (reply) => {
          seen.push(...reply.grants);
          return reply;
        }),
      );
      await readTexts(colleague, file);
      stage.server.repent();
      const therapist = await stage.open('therapist');
      return {
        tamper: onRead(file, (reply) => ({ ...reply, grants: [...seen] })),
        act: () => readTexts(therapist, file),
      };
    },
  },
  {
    name: 'grant of another file',
    says: 'hands the reader their grant of another patient',
    expected: ['grant-not-on-chain'],
    arrange: async (stage) => {
      const other = await stage.patient();
      const therapist = await stage.open('therapist');
      const seen: Grant[] = [];
      stage.server.turn(
        onRead(other, (reply) => {
          seen.push(...reply.grants);
          return reply;
        }),
      );
      await readTexts(therapist, other);
      stage.server.repent();
      const file = await stage.patient();
      return {
        tamper: onRead(file, (reply) => ({ ...reply, grants: [...seen] })),
        act: () => readTexts(therapist, file),
      };
    },
  },
  {
    name: 'flipped bit in a grant',
    says: 'turns one bit of the sealed key over',
    expected: ['grant-not-on-chain'],
    arrange: onGrants((grants) =>
      changedAt(grants, 0, (g) => ({ ...g, ciphertext: flipped(g.ciphertext, 9) })),
    ),
  },
  {
    name: 'flipped bit in a grant’s signature',
    says: 'turns one bit of the granter’s signature over',
    expected: ['grant-not-on-chain'],
    arrange: onGrants((grants) =>
      changedAt(grants, 0, (g) => ({ ...g, signature: flipped(g.signature, 9) })),
    ),
  },
  {
    name: 'grants withheld',
    says: 'gives the entries but not the reader’s key',
    expected: ['no-grant'],
    arrange: onGrants(() => []),
  },
];
