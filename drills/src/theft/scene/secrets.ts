import { formatSecretKey, type Practice } from '@vaiti/client';
import type { Secret } from '@vaiti/core';
import type { SmallPractice } from '@vaiti/testkit';
import type { Needle, NeedleKind } from '../find/needles.ts';

/** A copy of the bytes of a key, to search for. */
export function secretNeedle(kind: NeedleKind, secret: Secret): Needle {
  return { kind, value: secret.use((bytes) => Uint8Array.from(bytes)) };
}

/** What everybody signs in with and is: passwords, Secret Keys as bytes and as printed, seeds. */
export function peopleNeedles(practice: SmallPractice): readonly Needle[] {
  return Object.values(practice.people).flatMap(({ identity, credentials }): Needle[] => {
    const printed = formatSecretKey(credentials.secretKey);
    return [
      { kind: 'password', value: credentials.password },
      { kind: 'Secret Key', value: printed },
      { kind: 'Secret Key', value: printed.replaceAll('-', '') },
      secretNeedle('Secret Key', credentials.secretKey),
      secretNeedle('user seed', identity.seed),
    ];
  });
}

/** Seeds of the role groups that the member holds. */
export function groupNeedles(practice: Practice): readonly Needle[] {
  return [...practice.roster.groups.keys()]
    .filter((id) => practice.holds(id))
    .map((id) => secretNeedle('group seed', practice.identity(id).seed));
}
