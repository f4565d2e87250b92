import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EmergencyAccess } from '../record/emergency.ts';
import { parseRecord } from '../record/record.ts';
import { exportPatient } from './map-out.ts';
import { createValidators } from './test-validators.ts';

const id = (n: number): string => n.toString(16).padStart(32, '0');
const access: EmergencyAccess = {
  type: 'emergency',
  request: id(1),
  requester: id(2),
  officers: [id(3), id(4)],
  openedOn: '2026-11-25T02:10:00.000Z',
  until: '2026-11-25',
  reason: 'Avattiin päivystyksen pyynnöstä.',
};

test('an emergency access is a record, by two officers at least and with a reason', () => {
  assert.deepEqual(parseRecord(access), access);
  for (const change of [{ officers: [id(3)] }, { reason: '' }, { until: 'soon' }, { extra: 1 }])
    assert.throws(() => parseRecord({ ...access, ...change }), { code: 'record-invalid' });
});

test('it leaves as an AuditEvent of an emergency override that both validators accept', () => {
  const faultsOf = createValidators();
  const records = [{ recordId: id(9), version: 1, author: id(2), record: access }];
  const [event, ...rest] = [...exportPatient({ patientId: id(5), records })];
  assert.ok(event !== undefined && rest.length === 0);
  assert.deepEqual(faultsOf(event.json), [], event.json);
  const value = JSON.parse(event.json) as { agent: { requestor: boolean }[]; outcomeDesc: string };
  assert.equal(event.resourceType, 'AuditEvent');
  assert.deepEqual(
    value.agent.map(({ requestor }) => requestor),
    [true, false, false],
  );
  assert.equal(value.outcomeDesc, access.reason);
});
