import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiErrors } from '@vaiti/contract';
import { clientErrorCodes } from '@vaiti/client';
import { coreErrorCodes, ledgerErrorCodes } from '@vaiti/core';
import { errorMessages, locales } from '@vaiti/i18n';
import { problemOf } from './problem.ts';

const codes = [
  ...clientErrorCodes,
  ...coreErrorCodes,
  ...ledgerErrorCodes,
  ...Object.keys(apiErrors),
];

test('every code has words in every language', () => {
  for (const code of codes) {
    const { group } = problemOf({ code });
    assert.notEqual(group, 'unknown', code);
    for (const locale of locales) {
      assert.ok(errorMessages[locale][`error.${group}.title`], `${code} ${locale}`);
      assert.ok(errorMessages[locale][`error.${group}.action`], `${code} ${locale}`);
    }
  }
});

test('whatever tells of a changed file, roster or ledger is an alarm', () => {
  const calm = [
    'group-not-held',
    'no-grant',
    'suite-unknown',
    'rotation-pending',
    'roster-confirm-own',
    'roster-council-invalid',
    'roster-renew-invalid',
    'roster-ceremony-invalid',
  ];
  const serious = [...coreErrorCodes, ...ledgerErrorCodes].filter((code) => !calm.includes(code));
  for (const code of serious) assert.equal(problemOf({ code }).kind, 'alarm', code);
});

test('what is no coded refusal says nothing of itself', () => {
  for (const thrown of [new Error('Aino Mäkelä'), 'text', null, undefined, { code: 7 }])
    assert.deepEqual(problemOf(thrown), {
      group: 'unknown',
      kind: 'fault',
      code: 'unknown',
      reference: undefined,
    });
});
