import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileName, sizeText } from './save-bytes.ts';

test('file names keep words and lose what systems take amiss', () => {
  assert.equal(fileName('Lähete 3.4.2026', 'application/pdf'), 'Lähete 3.4.2026.pdf');
  assert.equal(fileName('Referral.PDF', 'application/pdf'), 'Referral.PDF');
  assert.equal(fileName('../../etc/passwd', 'text/plain; charset=utf-8'), 'etc passwd.txt');
  assert.equal(fileName('a\u202efdp.exe', 'application/x-unknown'), 'a fdp.exe');
  assert.equal(fileName('', ''), 'attachment');
  assert.equal(fileName('x'.repeat(500), 'image/png'), `${'x'.repeat(80)}.png`);
});

test('sizes are in words', () => {
  assert.equal(sizeText(0, 'en-GB'), '0 byte');
  assert.equal(sizeText(1_500, 'fi-FI'), '1,5 kt');
  assert.equal(sizeText(2_000_000, 'sv-FI'), '2 MB');
});
