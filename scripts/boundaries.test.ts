import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');

/** One broken import a row: the rule, the file that breaks it, the import that does. */
const breaches = [
  ['no-cycle', 'packages/care/src/a.ts', './b.ts'],
  ['no-unresolved', 'packages/care/src/lost.ts', './missing.ts'],
  ['packages-not-to-apps', 'packages/client/src/to-app.ts', '@vaiti/server'],
  ['apps-not-to-apps', 'apps/cli/src/to-app.ts', '@vaiti/server'],
  ['by-package-name', 'packages/client/src/deep.ts', '../../care/src/index.ts'],
  ['layer-core', 'packages/core/src/up.ts', '@vaiti/contract'],
  ['layer-care', 'packages/care/src/up.ts', '@vaiti/client'],
  ['layer-response', 'packages/response/src/side.ts', '@vaiti/care'],
  ['layer-triage', 'packages/triage/src/side.ts', '@vaiti/care'],
  ['layer-contract', 'packages/contract/src/opens.ts', '@vaiti/core'],
  ['layer-client', 'packages/client/src/up.ts', '@vaiti/ui'],
  ['layer-i18n', 'packages/i18n/src/up.ts', '@vaiti/core'],
  ['layer-ui', 'packages/ui/src/domain.ts', '@vaiti/care'],
  ['server-imports', 'apps/server/src/opens.ts', '@vaiti/core'],
  ['server-imports', 'apps/server/src/domain.ts', '@vaiti/care'],
  ['server-cannot-open', 'apps/server/src/opens.ts', '@vaiti/core'],
  ['server-cannot-open', 'apps/server/src/far.ts', './near.ts'],
  ['blind-cannot-open', 'packages/core/src/blind.ts', './ids.ts'],
  ['web-apps-not-to-node', 'apps/clinic/src/disk.ts', 'node:fs'],
  ['testkit-in-tests', 'packages/client/src/kit.ts', '@vaiti/testkit'],
  ['no-tests-in-shipped-code', 'packages/client/src/tests.ts', './client.test.ts'],
  ['drills-from-cli', 'packages/client/src/drill.ts', '@vaiti/drills'],
  ['pure-packages', 'packages/core/src/disk.ts', 'node:fs'],
  ['no-dev-dependency-in-shipped-code', 'packages/care/src/dev.ts', 'dev-only'],
] as const;

/** What lies between the rows above and the far end of an indirect breach. */
const between = {
  'packages/care/src/b.ts': ['./a.ts'],
  'packages/core/src/ids.ts': ['./open/open.ts'],
  'apps/server/src/near.ts': ['@vaiti/core'],
};

/** A workspace with every kind of import that the layers allow. */
const lawful = {
  'packages/core/src/index.ts': ['./blind.ts', './open/open.ts'],
  'packages/core/src/open/open.ts': ['../ids.ts'],
  'packages/core/src/blind.ts': ['./ids.ts'],
  'packages/core/src/ids.ts': [],
  'packages/core/src/disk.test.ts': ['node:fs'],
  'packages/care/src/index.ts': ['@vaiti/core'],
  'packages/response/src/index.ts': ['@vaiti/core'],
  'packages/triage/src/index.ts': ['@vaiti/core', 'node:fs'],
  'packages/contract/src/index.ts': ['@vaiti/core/blind'],
  'packages/client/src/index.ts': ['@vaiti/core', '@vaiti/contract', '@vaiti/care', 'node:fs'],
  'packages/client/src/client.test.ts': ['@vaiti/testkit', './test-help.ts'],
  'packages/client/src/test-help.ts': ['@vaiti/testkit'],
  'packages/i18n/src/index.ts': [],
  'packages/ui/src/index.ts': [],
  'packages/testkit/src/index.ts': ['@vaiti/core', '@vaiti/client'],
  'apps/server/src/index.ts': ['@vaiti/contract', '@vaiti/core/blind', 'node:fs'],
  'apps/server/src/server.test.ts': ['@vaiti/core', '@vaiti/client', '@vaiti/testkit'],
  'apps/cli/src/main.ts': ['@vaiti/client', '@vaiti/drills', 'node:fs'],
  'apps/clinic/src/main.ts': ['@vaiti/client', '@vaiti/ui'],
  'drills/src/index.ts': ['@vaiti/testkit', '@vaiti/client'],
};

const report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

const config = z.object({ forbidden: z.array(z.object({ name: z.string() })) });

type Imports = Readonly<Record<string, readonly string[]>>;

describe('boundaries', () => {
  const trees: string[] = [];
  const cruised = (imports: Imports): { from: string; rule: string }[] => {
    const tree = mkdtempSync(join(tmpdir(), 'boundaries-'));
    trees.push(tree);
    plant(tree, imports);
    return cruise(tree);
  };

  after(() => {
    for (const tree of trees) rmSync(tree, { recursive: true, force: true });
  });

  describe('a breach is refused', () => {
    let found: { from: string; rule: string }[] = [];

    before(() => {
      const imports: Record<string, readonly string[]> = { ...lawful, ...between };
      for (const [, from, to] of breaches) imports[from] = [...(imports[from] ?? []), to];
      found = cruised(imports);
    });

    for (const [rule, from, to] of breaches) {
      test(`${rule}: ${from} must not import ${to}`, () => {
        assert.ok(
          found.some((one) => one.rule === rule && one.from === from),
          JSON.stringify(found.filter((one) => one.from === from || one.rule === rule)),
        );
      });
    }
  });

  test('every rule has a row', async () => {
    const module: unknown = await import(
      new URL('../.dependency-cruiser.cjs', import.meta.url).href
    );
    const rules = config.parse(z.object({ default: z.unknown() }).parse(module).default).forbidden;
    const rows = new Set<string>(breaches.map(([rule]) => rule));
    assert.deepEqual(
      rules.map(({ name }) => name).filter((name) => !rows.has(name)),
      [],
    );
  });

  test('what the layers allow is not refused', () => {
    assert.deepEqual(cruised(lawful), []);
  });
});

function cruise(tree: string): { from: string; rule: string }[] {
  const depcruise = join(root, 'node_modules/.bin/depcruise');
  const rules = join(root, '.dependency-cruiser.cjs');
  const run = spawnSync(
    process.execPath,
    [depcruise, '--config', rules, '--output-type', 'json', 'packages', 'apps', 'drills'],
    { cwd: tree, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  assert.notEqual(run.stdout, '', run.stderr);
  const { violations } = report.parse(JSON.parse(run.stdout)).summary;
  return violations.map(({ from, rule }) => ({ from, rule: rule.name }));
}

/** Writes a workspace of empty modules that hold the imports above. */
function plant(tree: string, imports: Imports): void {
  for (const [file, targets] of Object.entries(imports)) {
    const lines = targets.map((target) => `import '${target}';`);
    put(tree, file, `${lines.join('\n')}\nexport {};\n`);
  }
  const homes = new Set(Object.keys(imports).map((file) => file.split('/src/')[0] ?? ''));
  for (const home of homes) {
    const name = `@vaiti/${home.split('/').at(-1) ?? ''}`;
    put(
      tree,
      `${home}/package.json`,
      JSON.stringify({
        name,
        type: 'module',
        exports: { '.': './src/index.ts', './blind': './src/blind.ts' },
        devDependencies: { 'dev-only': '1.0.0' },
      }),
    );
    mkdirSync(join(tree, 'node_modules/@vaiti'), { recursive: true });
    symlinkSync(join(tree, home), join(tree, 'node_modules', name));
  }
  put(tree, 'node_modules/dev-only/package.json', JSON.stringify({ name: 'dev-only' }));
  put(tree, 'node_modules/dev-only/index.js', '');
  put(tree, 'package.json', JSON.stringify({ name: 'root', type: 'module' }));
}

function put(tree: string, file: string, text: string): void {
  const path = join(tree, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
