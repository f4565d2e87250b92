import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from './check.ts';

/** No file has more lines than this. */
export const mostLines = 600;
/** 95 % of the files have fewer lines than this. */
export const usualLines = 400;
const usualShare = 0.95;

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

export interface SourceFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Findings on names and lengths of source files. */
export function budgetFindings(files: readonly SourceFile[]): string[] {
  const sized = files.map(({ path, text }) => ({ path, lines: countLines(text) }));
  const long = sized.filter(({ lines }) => lines >= usualLines);
  const allowed = Math.floor(sized.length * (1 - usualShare));
  return [
    ...sized
      .filter(({ lines }) => lines > mostLines)
      .map(({ path, lines }) => `${path}: ${lines} lines, at most ${mostLines}`),
    ...(long.length > allowed
      ? [
          `${long.length} of ${sized.length} files have ${usualLines} lines or more, ` +
            `at most ${allowed} may: ${long.map(({ path }) => path).join(', ')}`,
        ]
      : []),
    ...sized
      .filter(({ path }) => !path.split('/').every((part) => kebab.test(part)))
      .map(({ path }) => `${path}: names are kebab-case`),
    ...sized
      .filter(({ path }) => path.endsWith('.test.tsx'))
      .map(({ path }) => `${path}: the runner takes tests in .test.ts alone`),
  ];
}

function countLines(text: string): number {
  return text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
}

export const fileBudget: Check = {
  name: 'file budget',
  async run(root) {
    const paths = globSync('{packages,apps,drills,bench,e2e,scripts,vectors}/**/*.{ts,tsx}', {
      cwd: root,
      exclude: (path) => /(^|\/)(node_modules|dist|\.[^/]+)(\/|$)/.test(path),
    });
    return budgetFindings(
      paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
    );
  },
};
