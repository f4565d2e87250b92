import type { SignedApproval } from '@vaiti/core';
import { sendAll } from '../file/batch.ts';
import type { OpenedFile } from '../file/read.ts';
import { type Tombstone, verifyTombstone } from '../file/tombstone.ts';
import { preparedOf, sealChange } from '../file/write.ts';
import type { Practice } from '../practice/practice.ts';
import { behindHead } from './rotate.ts';

/**
 * Ends a file for good: the server destroys wraps, bodies, grants and shares, and what stays is its
 * chain of signed headers. `approvals` are of this request, by others whose role it is, in the file's
 * epoch. Nobody can undo it. Resolves to the verified end. Throws `request-over`, `no-grant`,
 * `chain-invalid` when the approvals are not for this file as it is, `conflict-unresolved`.
 */
export function forgetFile(
  practice: Practice,
  opened: OpenedFile,
  approvals: readonly SignedApproval[],
): Promise<Tombstone> {
  return behindHead(practice, opened, async (current) => {
    const { epoch } = current.keys;
    const change = { kind: 'forget', epoch, access: [], approvals } as const;
    await sendAll(practice, [preparedOf(await sealChange(practice, current, change))]);
    return verifyTombstone(practice, current.file.file);
  });
}
