import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phoneText } from './phone-text.ts';

test('Finnish numbers are grouped, and no digit is lost', () => {
  assert.equal(phoneText('+358401234567'), '+358 40 123 4567');
  assert.equal(phoneText('+358501234567'), '+358 50 123 4567');
  assert.equal(phoneText('+3589123456'), '+358 9 123 456');
  assert.equal(phoneText('+46701234567'), '+46701234567');
  assert.equal(phoneText('call mother'), 'call mother');
  for (const phone of ['+358451234', '+35829123456789', '+3581234567', '+35840123456789'])
    assert.equal(phoneText(phone).replaceAll(' ', ''), phone);
});
