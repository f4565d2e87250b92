import tseslint from 'typescript-eslint';

/** Tests, and their helpers in files named test-*.ts or folders named testing. */
const tests = ['**/*.test.ts', '**/test-*.ts', '**/testing/**'];

/** Packages without I/O, clock and ambient randomness (DESIGN section 1). */
const pure = ['core', 'care', 'response', 'contract'].map((name) => `packages/${name}/src/**/*.ts`);

const noDefaultExport = [
  { selector: 'ExportDefaultDeclaration', message: 'Packages export by name.' },
  {
    selector: "ExportSpecifier[exported.name='default']",
    message: 'Packages export by name.',
  },
];

const noAmbience = [
  {
    selector: "MemberExpression[property.name='now'][object.name=/^(Date|performance)$/]",
    message: 'No clock here: take the time as an argument.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'No clock here: take the time as an argument.',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'No clock here: take the time as an argument.',
  },
  {
    selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
    message: 'No clock here: take the time as an argument.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'No ambient randomness here: take a source of randomness as an argument.',
  },
  {
    selector:
      'MemberExpression[property.name=/^(getRandomValues|randomUUID|randomBytes|randomSecretKey)$/]',
    message: 'No ambient randomness here: take a source of randomness as an argument.',
  },
  {
    selector: 'ImportSpecifier[imported.name=/^(randomBytes|randomUUID|getRandomValues)$/]',
    message: 'No ambient randomness here: take a source of randomness as an argument.',
  },
];

const focusedTests = [
  {
    selector:
      'MemberExpression[object.name=/^(test|it|describe|suite)$/][property.name=/^(only|skip|todo)$/]',
    message: 'Every test runs: skip with { skip: reason } where something is missing.',
  },
];

export default tseslint.config(
  {
    ignores: ['**/node_modules/', '**/dist/', '**/.vaiti/', '**/.tmp/', 'e2e/shots/'],
  },
  {
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { prefer: 'type-imports', fixStyle: 'inline-type-imports', disallowTypeAnnotations: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          // node:test collects the promises of these itself.
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: ['test', 'it', 'describe', 'suite', 'before', 'after', 'beforeEach'],
            },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Brands are given by functions whose type parameter appears in the result alone.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // An async method without await still keeps the promise of its interface.
      '@typescript-eslint/require-await': 'off',
      // Opaque keys and plaintexts must never reach a text.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-base-to-string': ['error', { ignoredTypeNames: ['URL', 'Error'] }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      eqeqeq: ['error', 'always'],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
      'prefer-const': 'error',
    },
  },
  {
    files: ['packages/*/src/**/*.{ts,tsx}', 'apps/server/src/**/*.ts'],
    ignores: tests,
    rules: { 'no-console': 'error' },
  },
  {
    files: ['packages/*/src/**/*.{ts,tsx}'],
    ignores: tests,
    rules: { 'no-restricted-syntax': ['error', ...noDefaultExport] },
  },
  {
    files: pure,
    ignores: tests,
    rules: {
      'no-restricted-syntax': ['error', ...noDefaultExport, ...noAmbience],
      'no-restricted-globals': [
        'error',
        ...[
          'Buffer',
          'XMLHttpRequest',
          'WebSocket',
          'caches',
          'document',
          'fetch',
          'global',
          'indexedDB',
          'localStorage',
          'navigator',
          'performance',
          'process',
          'require',
          'sessionStorage',
          'setImmediate',
          'setInterval',
          'setTimeout',
          'window',
        ].map((name) => ({ name, message: 'This package is pure: no I/O, no clock, no host.' })),
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(node:|(assert|buffer|crypto|fs|http|https|net|os|path|stream|url|util)$)',
              message: 'This package is pure and runs in browsers: no node modules.',
            },
          ],
        },
      ],
    },
  },
  {
    files: tests,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': ['error', ...focusedTests],
    },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    extends: [tseslint.configs.base],
    rules: { 'no-undef': 'off', 'no-unused-vars': 'error', 'prefer-const': 'error' },
  },
);
