import { birthDateOf, type Contact, lastDayAsMinor } from '@vaiti/care';
import type { MemberRole } from '@vaiti/core';
import { ClientError } from '../errors.ts';

/**
 * The last day of somebody's access, in days since 1970: none for the patient; for a guardian the
 * patient's last as a minor. Throws `birth-date-unknown`, or `not-a-minor` where that day is before
 * `today`.
 */
export function endOf(
  role: MemberRole,
  contact: Pick<Contact, 'birthDate' | 'hetu'>,
  today: number,
): { readonly until?: number } {
  if (role === 'patient') return {};
  const born = birthDateOf(contact);
  if (born === null) throw new ClientError('birth-date-unknown');
  const until = lastDayAsMinor(born);
  if (until < today) throw new ClientError('not-a-minor');
  return { until };
}
