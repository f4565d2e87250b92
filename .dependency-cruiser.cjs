/**
 * The layers of the workspace (docs/ARCHITECTURE.md):
 * `core ← care, response ← client ← web apps, cli` and `core ← contract ← server`.
 * scripts/boundaries.test.ts shows for each rule a file that breaks it.
 */

/** Tests, their helpers (test-*.ts, testing/) and the packages made for tests. */
const TESTS = '\\.test\\.ts$|(^|/)test-[^/]+\\.ts$|(^|/)testing/';
const TEST_ROOMS = '^(packages/testkit|drills|bench|e2e|scripts|vectors)/';
const BLIND = '^packages/core/src/blind\\.ts$';
const OPENING = '^packages/core/src/open/';

/** A package may import itself and the ones named; everything else of ours is refused. */
const layer = (name, allowed, pathNot = []) => ({
  name: `layer-${name}`,
  severity: 'error',
  comment: `packages/${name} may import of ours: ${allowed.join(', ') || 'nothing'}`,
  from: { path: `^packages/${name}/`, pathNot: TESTS },
  to: {
    path: '^(packages|apps)/',
    pathNot: [`^packages/(${[name, ...allowed].join('|')})/`, ...pathNot],
  },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      comment: 'Modules form no circle: take the shared part out into a file of its own.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      comment: 'The import leads nowhere: not exported, not installed or misspelt.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'packages-not-to-apps',
      severity: 'error',
      comment: 'Packages never import apps.',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-not-to-apps',
      severity: 'error',
      comment: 'Apps never import apps.',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'by-package-name',
      severity: 'error',
      comment: 'Other packages are imported by name through their exports, never by path.',
      from: { path: '^((?:packages|apps)/[^/]+|drills|bench|e2e)/' },
      to: {
        path: '^(packages|apps)/',
        pathNot: '^$1/',
        dependencyTypes: ['local'],
      },
    },
    layer('core', []),
    layer('care', ['core']),
    layer('response', ['core']),
    layer('triage', ['core']),
    {
      name: 'layer-contract',
      severity: 'error',
      comment: 'packages/contract is shared with the blind server: of ours only @vaiti/core/blind.',
      from: { path: '^packages/contract/', pathNot: TESTS },
      to: { path: '^(packages|apps)/', pathNot: ['^packages/contract/', BLIND] },
    },
    layer('client', ['core', 'contract', 'care', 'response']),
    layer('i18n', []),
    {
      ...layer('ui', []),
      comment: 'packages/ui knows no domain: it imports nothing of ours.',
    },
    {
      name: 'server-imports',
      severity: 'error',
      comment: 'apps/server may import of ours only @vaiti/core/blind and @vaiti/contract.',
      from: { path: '^apps/server/', pathNot: TESTS },
      to: {
        path: '^(packages|drills|bench|e2e|scripts)/',
        pathNot: ['^packages/contract/', BLIND],
      },
    },
    {
      name: 'server-cannot-open',
      severity: 'error',
      comment:
        'Nothing that apps/server reaches, however indirectly, opens, signs or knows content.',
      from: { path: '^apps/server/', pathNot: TESTS },
      to: {
        reachable: true,
        path: [OPENING, '^packages/(care|client|response|triage|testkit|ui)/'],
      },
    },
    {
      name: 'blind-cannot-open',
      severity: 'error',
      comment: 'The blind half of core reaches nothing of the opening half.',
      from: { path: BLIND },
      to: { reachable: true, path: OPENING },
    },
    {
      name: 'web-apps-not-to-node',
      severity: 'error',
      comment: 'Web apps bring no module of node into the browser.',
      from: { path: '^apps/(clinic|portal|help)/src/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'testkit-in-tests',
      severity: 'error',
      comment: 'packages/testkit is imported by tests, drills and bench alone.',
      from: { pathNot: [TESTS, TEST_ROOMS] },
      to: { path: '^packages/testkit/' },
    },
    {
      name: 'no-tests-in-shipped-code',
      severity: 'error',
      comment: 'Shipped code imports no test, test helper, bench or e2e; the drills only apps/cli.',
      from: { path: '^(packages|apps)/', pathNot: [TESTS, TEST_ROOMS] },
      to: { path: [TESTS, '^(bench|e2e|scripts)/'] },
    },
    {
      name: 'drills-from-cli',
      severity: 'error',
      comment: 'The drills are started by apps/cli alone.',
      from: { path: '^(packages|apps)/', pathNot: [TESTS, '^apps/cli/'] },
      to: { path: '^drills/' },
    },
    {
      name: 'pure-packages',
      severity: 'error',
      comment: 'core, care, response and contract use no module of node.',
      from: { path: '^packages/(core|care|response|contract)/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-dev-dependency-in-shipped-code',
      severity: 'error',
      comment: 'What ships uses dependencies, not devDependencies.',
      from: { path: '^(packages|apps)/[^/]+/src/', pathNot: TESTS },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm', 'type-only'],
        pathNot: ['node_modules/@types/'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.vaiti|\\.tmp)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    preserveSymlinks: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
    },
  },
};
