import { catalogues } from './catalogues.ts';
import type { Check, CheckResult } from './check.ts';
import { dependencyTable } from './dependency-table.ts';
import { fileBudget } from './file-budget.ts';
import { exactVersions, installScripts, lockWithoutAddresses } from './manifests.ts';
import { toolCheck } from './tool.ts';

/** Every check; the slow ones first, so that two at a time end early. */
const checks: readonly Check[] = [
  toolCheck('eslint', 'eslint', ['--max-warnings', '0', '.']),
  toolCheck('tsc', 'tsc', ['--project', '.', '--pretty', 'false']),
  toolCheck('dependency-cruiser', 'depcruise', [
    ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'],
    ...['packages', 'apps', 'drills', 'bench', 'e2e', 'scripts'],
  ]),
  toolCheck('knip', 'knip', ['--no-progress', '--no-config-hints']),
  toolCheck('biome format', 'biome', ['format', '--colors=off', '.']),
  catalogues,
  fileBudget,
  exactVersions,
  lockWithoutAddresses,
  installScripts,
  dependencyTable,
];

const atOnce = 2;

/** Runs every check, two at a time, and says of each whether it holds as soon as it is known. */
export async function runChecks(
  root: string,
  print: (line: string) => void,
): Promise<CheckResult[]> {
  const queue = [...checks];
  const results: CheckResult[] = [];
  const work = async (): Promise<void> => {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
      const started = performance.now();
      const findings = await findingsOf(check, root);
      const ok = findings.length === 0;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      print(`  ${ok ? 'ok    ' : 'failed'} ${check.name} (${seconds} s)`);
      results.push({ name: check.name, ok, output: findings.join('\n') });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

async function findingsOf(check: Check, root: string): Promise<readonly string[]> {
  try {
    return await check.run(root);
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : 'the check threw no error'];
  }
}
