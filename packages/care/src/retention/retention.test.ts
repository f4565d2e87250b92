import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { generateHetu } from '../hetu.ts';
import { createRng } from '../rng.ts';
import { type RetentionFacts, retentionOf, standingOn } from './retention.ts';
import { type RetentionRule, retentionRuleSchema, retentionRules, ruleOn } from './rules.ts';

const TODAY = '2026-11-25';
const nobody: RetentionFacts = { birthDate: null, deceased: null, hetu: null };

describe('how long a file is kept', () => {
  const rows: readonly [string, Partial<RetentionFacts>, string | null, string][] = [
    [
      '12 years after death',
      { birthDate: '1950-01-02', deceased: '2014-11-25' },
      '2026-11-25',
      'death',
    ],
    ['death counts though birth is unknown', { deceased: '2020-05-01' }, '2032-05-01', 'death'],
    ['120 years from birth without a death', { birthDate: '1906-03-04' }, '2026-03-04', 'birth'],
    ['a leap day is never cut short', { birthDate: '1980-02-29' }, '2100-03-01', 'birth'],
    [
      'a death on a leap day',
      { birthDate: '1950-01-01', deceased: '2020-02-29' },
      '2032-02-29',
      'death',
    ],
    ['neither date', {}, null, 'no-dates'],
    ['an identity code that is none', { hetu: 'x' }, null, 'no-dates'],
    [
      'dead before born',
      { birthDate: '2000-01-01', deceased: '1999-12-31' },
      null,
      'dates-conflict',
    ],
  ];
  for (const [name, facts, until, why] of rows)
    test(name, () => {
      const found = retentionOf({ ...nobody, ...facts }, TODAY);
      assert.deepEqual([found.until, found.why, found.rule?.id], [until, why, 'fi-1']);
    });

  test('the identity code tells the birth where nothing else does', () => {
    const hetu = generateHetu(createRng(7), '1931-07-08', 'female');
    const found = retentionOf({ ...nobody, hetu }, TODAY);
    assert.deepEqual([found.until, found.why], ['2051-07-08', 'birth']);
  });

  test('before the first rule nothing can be told', () => {
    const found = retentionOf({ ...nobody, birthDate: '1900-01-01' }, '2023-12-31');
    assert.deepEqual(found, { rule: null, until: null, why: 'no-rule' });
  });

  test('a later line of the table takes over on its day, for its country alone', () => {
    const [first] = retentionRules;
    assert.ok(first !== undefined);
    const next: RetentionRule = { ...first, id: 'fi-2', from: '2030-01-01', yearsAfterDeath: 20 };
    const other: RetentionRule = { ...first, id: 'se-1', country: 'SE', from: '2031-01-01' };
    const rules = [other, next, first];
    assert.equal(ruleOn(rules, 'FI', '2029-12-31')?.id, 'fi-1');
    assert.equal(ruleOn(rules, 'FI', '2030-01-01')?.id, 'fi-2');
    assert.equal(ruleOn(rules, 'FI', '2032-01-01')?.id, 'fi-2');
    assert.equal(ruleOn(rules, 'SE', '2030-01-01'), undefined);
    const dead = { ...nobody, deceased: '2025-06-01' };
    assert.equal(retentionOf(dead, '2030-01-01', rules).until, '2045-06-01');
  });

  test('the table is what its schema says, and no id stands twice', () => {
    for (const rule of retentionRules) assert.deepEqual(retentionRuleSchema.parse(rule), rule);
    assert.equal(new Set(retentionRules.map(({ id }) => id)).size, retentionRules.length);
  });
});

describe('how a retention stands', () => {
  const rows: readonly [string | null, string][] = [
    ['2026-11-24', 'over'],
    ['2026-11-25', 'soon'],
    ['2027-11-25', 'soon'],
    ['2027-11-26', 'kept'],
    [null, 'unknown'],
  ];
  for (const [until, standing] of rows)
    test(`${until ?? 'unknown'} is ${standing}`, () => {
      assert.equal(standingOn({ until }, TODAY), standing);
    });
});

test('no file is over sooner than the years of its rule after the date that counts', () => {
  const date = fc
    .date({ min: new Date('1850-01-01'), max: new Date('2400-01-01'), noInvalidDate: true })
    .map((one) => one.toISOString().slice(0, 10));
  fc.assert(
    fc.property(date, fc.option(date), (birthDate, deceased) => {
      const { until, why, rule } = retentionOf({ birthDate, deceased, hetu: null }, TODAY);
      if (why === 'dates-conflict') return assert.ok(deceased !== null && deceased < birthDate);
      assert.ok(rule !== null && until !== null);
      const from = deceased ?? birthDate;
      const years = deceased === null ? rule.yearsFromBirth : rule.yearsAfterDeath;
      assert.ok(Number(until.slice(0, 4)) - Number(from.slice(0, 4)) === years);
      assert.ok(until.slice(5) >= from.slice(5));
    }),
  );
});
