import { CoreError } from '../errors.ts';
import type { Access, LoanLine } from './access.ts';
import type { Header } from './header.ts';

/** One entry of a file that somebody may read until the end of a day: `entry` is its `seq`. */
export interface Loan {
  readonly entry: number;
  readonly until: number;
}

/** The longest loan in days. */
export const MAX_LOAN_DAYS = 366;

/** Whether a line lends one entry. */
export function isLoan(line: Access): line is LoanLine {
  return line.scope === 'entry';
}

/** The loans that have not ended before `day`. */
export function loansOn(loans: readonly Loan[] | undefined, day: number): readonly Loan[] {
  return (loans ?? []).filter(({ until }) => until >= day);
}

/**
 * A reader's loans with one more; what ended before the header's day is dropped, and a later end takes
 * the place of an earlier. Throws `chain-access-invalid` for one of an entry that is not there yet, one
 * that has ended already, is longer than a year or ends no later than one that stands.
 */
export function withLoan(
  before: readonly Loan[] | undefined,
  { entry, until }: LoanLine,
  { day, seq }: Pick<Header, 'day' | 'seq'>,
): readonly Loan[] {
  if (entry >= seq) throw new CoreError('chain-access-invalid', 'lent before it was written');
  if (until < day || until > day + MAX_LOAN_DAYS)
    throw new CoreError('chain-access-invalid', 'a loan ends within a year');
  const standing = loansOn(before, day);
  const known = standing.find((loan) => loan.entry === entry);
  if (known !== undefined && known.until >= until)
    throw new CoreError('chain-access-invalid', 'twice');
  return [...standing.filter((loan) => loan !== known), { entry, until }];
}

/**
 * What a loan names has a body: there is a key to lend. `hasBody` tells it of a `seq` of the file, which
 * the chain's state does not hold. Throws `chain-access-invalid`.
 */
export function checkLoans(
  { access }: Pick<Header, 'access'>,
  hasBody: (seq: number) => boolean,
): void {
  for (const line of access)
    if (isLoan(line) && !hasBody(line.entry))
      throw new CoreError('chain-access-invalid', `nothing to lend at ${String(line.entry)}`);
}
