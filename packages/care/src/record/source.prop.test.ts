import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { restoreSource, sourceOf } from './source.ts';

test('cutting the document out of a resource can always be undone', () => {
  const around = fc.string({ unit: fc.constantFrom('"', 'A', '=', ',', 'ä', '\\') });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), around, around, (bytes, before, after) => {
      const text = `{${before}"${bytes.toBase64()}"${after}}`;
      const source = sourceOf(text, null, bytes);
      assert.equal(restoreSource(source, bytes), text);
    }),
  );
});

test('the document is stored once', () => {
  const bytes = new TextEncoder().encode('Asiakas saapuu sovitusti ja istuu paikalleen.');
  const text = JSON.stringify({ resourceType: 'Binary', data: bytes.toBase64() });
  const source = sourceOf(text, null, bytes);
  assert.equal(source.text, '{"resourceType":"Binary","data":""}');
  assert.equal(restoreSource(source, bytes), text);
});

test('base64 that is not canonical, or there twice, is left where it is', () => {
  const bytes = new Uint8Array([1, 2]);
  for (const text of [
    '{"data":"AQI"}',
    '{"data":"AQJ="}',
    '{"a":"AQI=","b":"AQI="}',
    '{"data":"A\\u0051I="}',
  ]) {
    assert.deepEqual(sourceOf(text, null, bytes), { text, cut: null, url: null });
  }
});

test('a cut without its document is refused', () => {
  assert.throws(() => restoreSource({ text: '{}', cut: 1, url: null }, null), {
    code: 'source-invalid',
  });
  const far = { text: '{}', cut: 9, url: null };
  assert.throws(() => restoreSource(far, new Uint8Array(1)), { code: 'source-invalid' });
});
