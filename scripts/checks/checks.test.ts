import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Catalogue, catalogueFindings } from './catalogues.ts';
import { namesInTable, tableFindings } from './dependency-table.ts';
import { budgetFindings, mostLines, usualLines } from './file-budget.ts';
import { lockFindings, type Manifest, scriptFindings, versionFindings } from './manifests.ts';
import { toolCheck } from './tool.ts';

const root = join(import.meta.dirname, '../..');
const lines = (count: number): string => 'x;\n'.repeat(count);

function manifest(name: string, dependencies: Record<string, string>): Manifest {
  return {
    ...{ name, dependencies, devDependencies: {}, optionalDependencies: {} },
    ...{ peerDependencies: {}, overrides: {}, workspaces: [], allowScripts: {} },
  };
}

describe('file budget', () => {
  const short = Array.from({ length: 19 }, (_, i) => ({ path: `a/b${i}.ts`, text: lines(10) }));

  test('one file in twenty may be long, none over the most', () => {
    const long = { path: 'a/long.ts', text: lines(mostLines) };
    assert.deepEqual(budgetFindings([...short, long]), []);
    assert.equal(budgetFindings([...short, { ...long, text: lines(mostLines + 1) }]).length, 1);
    const second = { path: 'a/second.ts', text: lines(usualLines) };
    assert.equal(budgetFindings([...short, long, second]).length, 1);
    assert.deepEqual(
      budgetFindings([...short, long, { ...second, text: lines(usualLines - 1) }]),
      [],
    );
  });

  test('names are kebab-case', () => {
    const bad = ['a/Big.ts', 'a/snake_case.ts', 'camelCase/x.ts', 'a/x.test.tsx'];
    const good = ['a/read-statement.prop.test.ts', 'a/x2.tsx'];
    const named = [...bad, ...good].map((path) => ({ path, text: '' }));
    const found = budgetFindings(named).map((line) => line.split(':')[0]);
    assert.deepEqual(found, bad);
  });
});

describe('manifests', () => {
  test('versions are exact and agree', () => {
    assert.deepEqual(versionFindings([manifest('a', { x: '1.2.3', y: '1.0.0-rc.1' })]), []);
    for (const version of ['^1.2.3', '~1.2.3', '1.2', '*', 'latest', 'file:../x']) {
      assert.equal(versionFindings([manifest('a', { x: version })]).length, 1, version);
    }
    const pair = [manifest('a', { x: '1.2.3' }), manifest('b', { x: '1.2.4' })];
    assert.deepEqual(versionFindings(pair), ['x is 1.2.4 in b and 1.2.3 in a']);
  });

  test('the lock holds hashes and no addresses', () => {
    const lock = {
      packages: {
        '': {},
        'packages/core': { version: '0.1.0' },
        'node_modules/@vaiti/core': { resolved: 'packages/core', link: true },
        'node_modules/good': { integrity: 'sha512-x' },
        'node_modules/bare': { version: '1.0.0' },
        'node_modules/far': { integrity: 'sha512-x', resolved: 'https://registry.test/far.tgz' },
      },
    };
    assert.deepEqual(lockFindings(lock), [
      'node_modules/bare: has no integrity hash',
      'node_modules/far: names an address, https://registry.test/far.tgz',
    ]);
  });

  test('install scripts are those that are allowed', () => {
    const lock = {
      packages: {
        'node_modules/node': { hasInstallScript: true },
        'node_modules/a/node_modules/@b/c': { hasInstallScript: true },
      },
    };
    assert.deepEqual(scriptFindings(lock, { node: true, '@b/c': false }), []);
    assert.equal(scriptFindings(lock, { node: true }).length, 1);
    assert.equal(scriptFindings(lock, { node: true, '@b/c': true, gone: true }).length, 1);
    assert.equal(scriptFindings(lock, { 'node@26.10.0': true, '@b/c': true }).length, 2);
  });
});

describe('dependency table', () => {
  test('rows and dependencies are the same set', () => {
    const rows = namesInTable('| Package | Why |\n|---|---|\n| `zod` | x |\n| `@a/b` | `c` |\n');
    assert.deepEqual(rows, ['zod', '@a/b']);
    assert.deepEqual(tableFindings(['zod', '@a/b', 'zod'], rows), []);
    assert.deepEqual(tableFindings(['zod', 'pg'], [...rows, 'zod']), [
      'pg has no row',
      '@a/b is no dependency',
      'zod stands twice',
    ]);
  });
});

describe('catalogues', () => {
  const catalogue = (locale: string, messages: Record<string, string>): Catalogue => ({
    path: `i18n/web/${locale}.json`,
    messages,
  });

  test('every message is there in every language', () => {
    const both = { a: 'A', b: 'B' };
    const whole = [catalogue('en', both), catalogue('fi', both), catalogue('sv', both)];
    assert.deepEqual(catalogueFindings(whole), []);
    assert.deepEqual(catalogueFindings([...whole.slice(0, 2), catalogue('sv', { a: 'A' })]), [
      'i18n/web/sv.json: no message b',
    ]);
    assert.deepEqual(catalogueFindings(whole.slice(0, 2)), ['i18n/web/sv.json: missing']);
    assert.equal(catalogueFindings([...whole, catalogue('de', both)]).length, 1);
  });
});

describe('tools', () => {
  test('a program that ends well finds nothing, another shows its output', async () => {
    assert.deepEqual(await toolCheck('tsc', 'tsc', ['--version']).run(root), []);
    const found = await toolCheck('tsc', 'tsc', ['--project', 'nowhere']).run(root);
    assert.match(found.join('\n'), /TS5058[^]*tsc ended with 1/);
  });
});
