import { type Role, roles } from '@vaiti/core';

export type { Role };

/** Narrows a role's id as it stands in a file or was typed. */
export function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}
