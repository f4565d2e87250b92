import type { KitWords } from '@vaiti/client';
import type { Words } from '../output/words.ts';

/** The words of the Emergency Kit in one language. */
export function kitWords(words: Words): KitWords {
  return {
    title: words('common.kit.title'),
    keep: [words('common.kit.what'), words('common.kit.keep'), words('common.kit.lost')],
    name: words('common.kit.name'),
    practice: words('common.kit.practice'),
    server: words('common.kit.server'),
    secretKey: words('common.kit.secretKey'),
    recovery: words('common.kit.recovery'),
    password: words('common.kit.password'),
    fingerprint: words('common.kit.fingerprint'),
  };
}
