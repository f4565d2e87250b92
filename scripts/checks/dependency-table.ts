import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from './check.ts';
import { dependenciesOf, readManifests } from './manifests.ts';

/** Names in the first column of the tables of a Markdown text, in backticks. */
export function namesInTable(markdown: string): string[] {
  return markdown.split('\n').flatMap((line) => /^\| `([^`]+)` \|/.exec(line)?.slice(1, 2) ?? []);
}

/** Findings: dependencies without a row, rows without a dependency, rows that stand twice. */
export function tableFindings(dependencies: Iterable<string>, rows: readonly string[]): string[] {
  const wanted = new Set(dependencies);
  const listed = new Set(rows);
  return [
    ...[...wanted].filter((name) => !listed.has(name)).map((name) => `${name} has no row`),
    ...[...listed].filter((name) => !wanted.has(name)).map((name) => `${name} is no dependency`),
    ...rows.filter((name, i) => rows.indexOf(name) !== i).map((name) => `${name} stands twice`),
  ];
}

export const dependencyTable: Check = {
  name: 'docs/dependencies.md',
  async run(root) {
    const names = readManifests(root)
      .flatMap(dependenciesOf)
      .map(([name]) => name)
      .filter((name) => !name.startsWith('@vaiti/'));
    return tableFindings(
      names,
      namesInTable(readFileSync(join(root, 'docs/dependencies.md'), 'utf8')),
    );
  },
};
