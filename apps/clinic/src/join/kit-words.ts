import type { KitWords } from '@vaiti/client';
import type { Text } from '../lib/text.tsx';

/** The words of the Emergency Kit in the person's language. */
export function kitWords(t: Text): KitWords {
  return {
    title: t('common.kit.title'),
    keep: [t('common.kit.what'), t('common.kit.keep'), t('common.kit.lost')],
    name: t('common.kit.name'),
    practice: t('common.kit.practice'),
    server: t('common.kit.server'),
    secretKey: t('common.kit.secretKey'),
    recovery: t('common.kit.recovery'),
    password: t('common.kit.password'),
    fingerprint: t('common.kit.fingerprint'),
  };
}
