import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readerName } from './reader-name.ts';

const t = (id: string): string => `<${id}>`;

test('role groups are named by role and place, people by their names', () => {
  const name = 'Pirjo Laine';
  assert.equal(readerName(t, { name, role: null, centreName: null }), name);
  assert.equal(readerName(t, { name, role: 'staff', centreName: null }), '<common.role.staff>');
  const reception = { name: 'Töölö', role: 'reception', centreName: 'Töölö' } as const;
  assert.equal(readerName(t, reception), '<common.role.reception>, Töölö');
});
