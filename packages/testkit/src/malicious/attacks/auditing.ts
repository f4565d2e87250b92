import { giveRole, type Practice, readLedger } from '@vaiti/client';
import type { LeafReceipt } from '@vaiti/contract';
import { decodeOpening, encodeOpening, type FileId, holdsRole, idOf } from '@vaiti/core';
import { setTimeout as sleep } from 'node:timers/promises';
import { readTexts } from '../../notes.ts';
import type { Attack } from '../attack.ts';
import type { Stage } from '../stage.ts';

/** Leaves that the auditor looks at. */
const NEWEST = 200;

/** Changes the leaves, one of which, `at`, is of the read that the auditor shall not see. */
type Change = (leaves: LeafReceipt[], at: number) => LeafReceipt[];

/** The founder, who watches over the ledger as well. */
async function auditorOf(stage: Stage): Promise<Practice> {
  const founder = await stage.open('founder');
  const { id } = founder.member.identity;
  try {
    if (!holdsRole(founder.roster, id, 'auditor')) await giveRole(founder, id, 'auditor', null);
  } catch (error) {
    // Another attack that plays at the same time was faster.
    await founder.refresh();
    if (!holdsRole(founder.roster, id, 'auditor')) throw error;
  }
  return founder;
}

/** A file was read, and the auditor looks when the newest checkpoint covers that read. */
function auditing(change: Change): Attack['arrange'] {
  return async (stage) => {
    const auditor = await auditorOf(stage);
    const therapist = await stage.open('therapist');
    const file = await stage.patient();
    await readTexts(therapist, file);
    // The newest page: beside other attacks the ledger is longer than one.
    const from = Math.max(0, (await auditor.ledger.check()).size - NEWEST);
    while ((await readLedger(auditor, from)).waiting > 0) await sleep(100);
    return {
      tamper: {
        reply: {
          leaves: (reply) => {
            const leaves = [...reply.leaves];
            return { ...reply, leaves: change(leaves, readOf(file, leaves)) };
          },
        },
      },
      act: async () => (await readLedger(auditor, from)).leaves,
    };
  };
}

function readOf(file: FileId, leaves: readonly LeafReceipt[]): number {
  return leaves.findLastIndex(({ opening }) => {
    const leaf = decodeOpening(opening);
    return leaf.kind === 'read' && idOf<FileId>(leaf.file) === file;
  });
}

/** Attacks on those who watch over the ledger: a read that they are not shown as it was. */
export const auditingAttacks: readonly Attack[] = [
  {
    name: 'read left out for the auditor',
    says: 'shows an auditor the ledger without one of the reads',
    expected: ['ledger-leaf-missing'],
    arrange: auditing((leaves, at) => leaves.toSpliced(at, 1)),
  },
  {
    name: 'read moved to another hour',
    says: 'shows an auditor a read with another time than the ledger commits to',
    expected: ['ledger-leaf-mismatch', 'ledger-leaf-missing', 'ledger-root-mismatch'],
    arrange: auditing((leaves, at) =>
      leaves.map((leaf, i) => {
        if (i !== at) return leaf;
        const opening = decodeOpening(leaf.opening);
        return { ...leaf, opening: encodeOpening({ ...opening, time: opening.time - 3_600_000 }) };
      }),
    ),
  },
];
