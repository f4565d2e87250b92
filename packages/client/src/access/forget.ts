import { newRecordId, sealEntry, type SignedApproval } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { sendAll } from '../file/batch.ts';
import type { OpenedFile } from '../file/read.ts';
import { type Tombstone, verifyTombstone } from '../file/tombstone.ts';
import { type Prepared, preparedOf } from '../file/write.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { readAgain } from './rotate.ts';

const ATTEMPTS = 8;

/** Prepares the entry that ends a file. Throws `no-grant` without the root. */
async function prepareForget(
  practice: Practice,
  { file, keys }: OpenedFile,
  approvals: readonly SignedApproval[],
): Promise<Prepared> {
  const { member, roster } = practice;
  keys.root();
  const entry = await sealEntry({
    author: member.identity,
    plan: {
      practice: roster.practice,
      file: file.file,
      head: { seq: file.state.seq, id: file.state.head },
      kind: 'forget',
      compartment: 'clinical',
      record: newRecordId(member.entropy),
      version: 1,
      as: keys.as,
      epoch: keys.epoch,
      roster: roster.seq,
      day: Math.max(today(member), file.state.day),
      access: [],
      approvals,
    },
    content: null,
    compartmentKey: keys.compartment('clinical'),
    entropy: member.entropy,
  });
  return preparedOf(entry);
}

/**
 * Ends a file for good: the server destroys wraps, bodies, grants and shares, and what stays is its
 * chain of signed headers. `approvals` are of this request, by others whose role it is, in the file's
 * epoch. Nobody can undo it. Resolves to the verified end. Throws `request-over`, `no-grant`,
 * `chain-invalid` when the approvals are not for this file as it is, `conflict-unresolved`.
 */
export async function forgetFile(
  practice: Practice,
  opened: OpenedFile,
  approvals: readonly SignedApproval[],
): Promise<Tombstone> {
  let current = opened;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      await sendAll(practice, [await prepareForget(practice, current, approvals)]);
      return await verifyTombstone(practice, current.file.file);
    } catch (error) {
      if (!(error instanceof ClientError) || error.code !== 'head-moved') throw error;
      current = await readAgain(practice, current);
    }
  }
  throw new ClientError('conflict-unresolved');
}
