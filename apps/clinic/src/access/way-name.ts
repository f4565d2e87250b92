import type { WayLine } from '@vaiti/client';
import type { Text } from '../lib/text.tsx';

const ids = {
  password: 'clinic.access.kind.password',
  device: 'clinic.access.kind.device',
  passkey: 'clinic.access.kind.passkey',
  paper: 'clinic.access.kind.paper',
} as const;

/** What a way is called: by the name its owner gave it, or by its kind. */
export function wayName(
  t: Text,
  way: Pick<WayLine, 'kind' | 'name'> & { readonly sheets?: boolean },
): string {
  if (way.sheets === true) return t('clinic.access.kind.sheets');
  return way.name === '' ? t(ids[way.kind]) : way.name;
}
