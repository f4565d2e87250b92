import { type ChainState, loansOn, MAX_LOAN_DAYS, type PrincipalId } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { sendAll } from '../file/batch.ts';
import type { OpenedFile } from '../file/read.ts';
import { type LoanPlan, prepareShare } from '../file/write.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { readAgain, rotateIfDue } from './rotate.ts';

/** One entry to be lent, by its `seq`, until the end of a day (days since 1970). */
export interface Lending {
  readonly reader: PrincipalId;
  readonly seq: number;
  readonly until: number;
}

const ATTEMPTS = 8;

/** Whether the reader can read it already for as long: by the loan itself, or by the whole file. */
function stands(state: ChainState, { reader, seq, until }: Lending): boolean {
  const known = state.readers.get(reader);
  if (known?.scopes.includes('root') === true && known.until === undefined) return true;
  return loansOn(known?.loans, until).some(({ entry }) => entry === seq);
}

/**
 * Lends one entry to somebody: they read it alone, and only until the end of the day. A later end takes
 * the place of an earlier. Resolves to the file as it is when they can read it. Throws
 * `arguments-invalid` for an end in the past or beyond a year, or an entry without a body; `no-grant`
 * without the root, `roster-principal-retired`, else as `readFile`.
 */
export async function lendEntry(
  practice: Practice,
  opened: OpenedFile,
  lending: Lending,
): Promise<OpenedFile> {
  const { reader, seq, until } = lending;
  const day = today(practice.member);
  const length = opened.file.entries[seq]?.header.length ?? 0;
  if (until < day || until > day + MAX_LOAN_DAYS || length === 0)
    throw new ClientError('arguments-invalid');
  opened.keys.root();
  const plan: LoanPlan = { reader, scope: 'entry', entry: seq, until };
  let current = await rotateIfDue(practice, opened);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (stands(current.file.state, lending)) return current;
    try {
      await sendAll(practice, [await prepareShare(practice, current, [plan])]);
    } catch (error) {
      if (!(error instanceof ClientError) || error.code !== 'head-moved') throw error;
    }
    current = await readAgain(practice, current);
  }
  throw new ClientError('conflict-unresolved');
}
