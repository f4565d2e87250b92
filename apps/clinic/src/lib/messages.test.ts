import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { clinicMessages } from '@vaiti/i18n';

const sources = join(import.meta.dirname, '..');

test('every message of the clinic is used', () => {
  const code = globSync('**/*.{ts,tsx}', { cwd: sources })
    .map((file) => readFileSync(join(sources, file), 'utf8'))
    .join('\n');
  const families = [...code.matchAll(/`(clinic\.[\w.]+\.)\$\{/g)].map(([, start = '']) => start);
  const unused = Object.keys(clinicMessages.en).filter(
    (id) => !code.includes(`'${id}'`) && !families.some((family) => id.startsWith(family)),
  );
  assert.deepEqual(unused, []);
});
