import { setTimeout as sleep } from 'node:timers/promises';
import { createApi, type Practice } from '@vaiti/client';
import {
  bundlePath,
  decodeBundle,
  parseCheckpoint,
  parseNote,
  TILE_WIDTH,
  tilesOf,
} from '@vaiti/core';
import { realEntropy } from '../../entropy.ts';
import { readTexts } from '../../notes.ts';
import type { Attack, Scene } from '../attack.ts';
import { falseLog, misnamed, signerOf, strangerFor } from '../false-log.ts';
import type { Stage } from '../stage.ts';
import { flipped, type Tamper } from '../tamper.ts';

/** Waits until the honest server’s checkpoint covers every leaf that this client was promised. */
async function settled(practice: Practice): Promise<void> {
  for (;;) {
    const { waiting } = await practice.ledger.check();
    if (waiting === 0) return;
    await sleep(100);
  }
}

/** The true ledger: its checkpoint and the data of all leaves. */
async function trueLog(stage: Stage): Promise<{ note: Uint8Array; leaves: Uint8Array[] }> {
  const api = createApi({ baseUrl: stage.practice.url, fetch });
  const note = await api.ledger('checkpoint');
  const { size } = parseCheckpoint(parseNote(note).text);
  const leaves: Uint8Array[] = [];
  for (const { level, index, width } of tilesOf(size)) {
    if (level > 0) continue;
    leaves.push(...decodeBundle(await api.ledger(bundlePath({ index, width })), width));
  }
  return { note, leaves };
}

type Lie = (scene: { leaves: readonly Uint8Array[]; stage: Stage }) => Tamper | Promise<Tamper>;

/**
 * The therapist has read a file and holds the server to its ledger. `pinned`: the newest checkpoint
 * was seen, too, so that only its growth is in question.
 */
function checking(before: 'promised' | 'pinned', lie: Lie): Attack['arrange'] {
  return async (stage): Promise<Scene> => {
    const file = await stage.patient();
    const therapist = await stage.open('therapist');
    await readTexts(therapist, file);
    if (before === 'pinned') await settled(therapist);
    else await settled(await freshReader(stage));
    const { leaves } = await trueLog(stage);
    const tamper = await lie({ leaves, stage });
    return { tamper, act: () => therapist.ledger.check() };
  };
}

/** Another device reads, so that the checkpoint which covers it covers everything before. */
async function freshReader(stage: Stage): Promise<Practice> {
  const therapist = await stage.open('therapist');
  await readTexts(therapist, await stage.patient(['Vain yksi käynti.']));
  return therapist;
}

async function lying(stage: Stage, leaves: readonly Uint8Array[]): Promise<Tamper> {
  return falseLog(await signerOf(stage.ledgerKey()), leaves);
}

function onCheckpoint(change: (note: Uint8Array) => Uint8Array | Promise<Uint8Array>): Tamper {
  return {
    ledger: (path, body) => (path === 'checkpoint' && body !== undefined ? change(body) : body),
  };
}

/** Attacks on the read ledger: hiding a trace, or showing different ledgers. */
export const ledgerAttacks: readonly Attack[] = [
  {
    name: 'ledger rollback',
    says: 'publishes an older, well-signed checkpoint than the one this device has seen',
    expected: ['ledger-rolled-back'],
    arrange: checking('pinned', ({ leaves, stage }) => lying(stage, leaves.slice(0, -5))),
  },
  {
    name: 'ledger fork at the same size',
    says: 'publishes a ledger of the same size with one leaf exchanged, well signed',
    expected: ['ledger-forked'],
    arrange: checking('pinned', ({ leaves, stage }) =>
      lying(stage, leaves.with(2, realEntropy(32))),
    ),
  },
  {
    name: 'split view',
    says: 'publishes a longer ledger that does not contain the one this device has seen',
    expected: ['ledger-forked'],
    arrange: checking('pinned', ({ leaves, stage }) =>
      lying(stage, [...leaves.with(2, realEntropy(32)), realEntropy(32), realEntropy(32)]),
    ),
  },
  {
    name: 'promised leaf missing',
    says: 'gives a receipt for a read and publishes a ledger with something else in its place',
    expected: ['ledger-leaf-missing'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const therapist = await stage.open('therapist');
      await settled(therapist);
      const { leaves: before } = await trueLog(stage);
      await readTexts(therapist, file);
      await settled(await freshReader(stage));
      const { leaves } = await trueLog(stage);
      const others = leaves.slice(before.length).map(() => realEntropy(32));
      const tamper = await lying(stage, [...before, ...others]);
      return { tamper, act: () => therapist.ledger.check() };
    },
  },
  {
    name: 'checkpoint by another key',
    says: 'signs the checkpoint with a key that the practice’s founding does not name',
    expected: ['ledger-signature-missing'],
    arrange: checking('pinned', async ({ leaves, stage }) => {
      const { verifier } = await signerOf(stage.ledgerKey());
      return falseLog(await strangerFor(verifier.name), leaves);
    }),
  },
  {
    name: 'checkpoint of another log',
    says: 'shows a checkpoint of a ledger with another name, signed by its own key',
    expected: ['ledger-origin-mismatch'],
    arrange: checking('pinned', async ({ stage }) => {
      const note = await misnamed(await signerOf(stage.ledgerKey()), 'vaiti.local/other');
      return onCheckpoint(() => note);
    }),
  },
  {
    name: 'checkpoint altered',
    says: 'changes the root in a signed checkpoint',
    expected: ['ledger-signature-invalid', 'ledger-checkpoint-invalid', 'ledger-note-invalid'],
    arrange: checking('pinned', () =>
      onCheckpoint((note) => {
        const [origin = '', size = '', root = '', ...rest] = Buffer.from(note)
          .toString()
          .split('\n');
        const other = (root.startsWith('A') ? 'B' : 'A') + root.slice(1);
        return Buffer.from([origin, size, other, ...rest].join('\n'));
      }),
    ),
  },
  {
    name: 'checkpoint unsigned',
    says: 'leaves the signature of the checkpoint out',
    expected: ['ledger-note-invalid', 'ledger-signature-missing'],
    arrange: checking('pinned', () =>
      onCheckpoint((note) => Buffer.from(Buffer.from(note).toString().split('\n\n')[0] ?? '')),
    ),
  },
  {
    name: 'tile altered',
    says: 'turns a bit of the hashes over that prove a promised leaf',
    expected: ['ledger-leaf-missing', 'ledger-root-mismatch', 'ledger-tile-mismatch'],
    arrange: checking('promised', () => ({
      ledger: (path, body) =>
        path.startsWith('tile/0') && body !== undefined ? flipped(body, 9) : body,
    })),
  },
  {
    name: 'tile withheld',
    says: 'publishes a checkpoint and not the hashes that prove it',
    expected: ['ledger-leaf-missing'],
    arrange: checking('promised', () => ({
      ledger: (path, body) => (path === 'checkpoint' ? body : undefined),
    })),
  },
  {
    name: 'ledger frozen',
    says: 'gives receipts and publishes, for ever, the checkpoint from before them',
    expected: ['ledger-leaf-missing'],
    arrange: async (stage) => {
      const file = await stage.patient();
      let later = 0;
      const therapist = await stage.open('therapist', { now: () => Date.now() + later });
      await settled(therapist);
      const { leaves } = await trueLog(stage);
      await readTexts(therapist, file);
      await settled(await freshReader(stage));
      return {
        tamper: await lying(stage, leaves),
        act: async () => {
          await therapist.ledger.check();
          later = 11 * 60_000;
          return therapist.ledger.check();
        },
      };
    },
  },
  {
    name: 'tile of another length',
    says: 'gives more hashes than the tile has',
    expected: ['ledger-leaf-missing', 'ledger-tile-length'],
    arrange: checking('promised', () => ({
      ledger: (path, body) =>
        path === 'checkpoint' ? body : new Uint8Array(TILE_WIDTH * 32 + 1).fill(body?.[0] ?? 0),
    })),
  },
];
