import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rolesText } from './roles-text.ts';

test('each role is named once, with the centres it is held at', () => {
  const at = (role: 'therapist' | 'reception' | 'administrator', centreName: string | null) => ({
    role,
    centre: centreName === null ? null : '0'.repeat(32),
    centreName,
  });
  const roles = [
    at('reception', 'Töölö'),
    at('therapist', 'Töölö'),
    at('reception', 'Turku'),
    at('administrator', null),
  ];
  assert.equal(
    rolesText((id) => id, roles),
    'common.role.reception, Töölö, Turku · common.role.therapist, Töölö · common.role.administrator',
  );
  assert.equal(
    rolesText((id) => id, []),
    '',
  );
});
