import type { MeView } from '@vaiti/client';
import type { Text } from '../lib/text.tsx';

/** `Therapist, Töölö · Reception, Töölö, Turku`: each role once, with the centres it is held at. */
export function rolesText(t: Text, roles: MeView['roles']): string {
  const names = [...new Set(roles.map(({ role }) => role))];
  return names
    .map((name) => {
      const held = roles.filter(({ role }) => role === name);
      const centres = held.flatMap(({ centreName }) => centreName ?? []);
      return [t(`common.role.${name}`), ...centres].join(', ');
    })
    .join(' · ');
}
