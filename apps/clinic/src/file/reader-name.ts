import type { ReaderView } from '@vaiti/client';
import type { Text } from '../lib/text.tsx';

/** A person's name, or what a role group is in words: `Reception, Töölö`. */
export function readerName(
  t: Text,
  reader: Pick<ReaderView, 'name' | 'role' | 'centreName'>,
): string {
  const { name, role, centreName } = reader;
  if (role === null) return name;
  const words = t(`common.role.${role}`);
  return centreName === null ? words : `${words}, ${centreName}`;
}
