import { globSync } from 'node:fs';

/** The suites in the order in which they run. */
export const suiteNames = ['check', 'unit', 'prop', 'vectors', 'int', 'e2e'] as const;
export type SuiteName = (typeof suiteNames)[number];

export interface Suite {
  readonly name: SuiteName;
  /** Test files relative to the root, with `/`; none for `check`. */
  readonly files: readonly string[];
}

/** Narrows a word of the command line. */
export function isSuiteName(word: string): word is SuiteName {
  return suiteNames.some((name) => name === word);
}

/** The suite of a test file: by its folder, then by the word before `.test.ts`. */
export function suiteOf(file: string): Exclude<SuiteName, 'check'> {
  if (file.startsWith('e2e/')) return 'e2e';
  if (file.endsWith('.int.test.ts')) return 'int';
  if (file.endsWith('.vectors.test.ts')) return 'vectors';
  if (file.endsWith('.prop.test.ts')) return 'prop';
  return 'unit';
}

/** All test files under the root, relative to it, in order. */
export function testFiles(root: string): string[] {
  return globSync('{packages,apps,drills,bench,e2e,scripts,vectors}/**/*.test.ts', {
    cwd: root,
    exclude: (path) => /(^|\/)(node_modules|dist|\.[^/]+)(\/|$)/.test(path),
  }).sort();
}

/**
 * The suites to run: those with files that hold one of the filters in their path. `check` is
 * there unless files are asked for. `only` leaves a single suite.
 */
export function selectSuites(
  files: readonly string[],
  { only, filters }: { only?: SuiteName | undefined; filters: readonly string[] },
): Suite[] {
  const wanted = files.filter(
    (file) => filters.length === 0 || filters.some((filter) => file.includes(filter)),
  );
  return suiteNames
    .filter((name) => only === undefined || name === only)
    .map((name) => ({ name, files: wanted.filter((file) => suiteOf(file) === name) }))
    .filter(({ name, files }) => (name === 'check' ? filters.length === 0 : files.length > 0));
}
