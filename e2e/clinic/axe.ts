import assert from 'node:assert/strict';
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

interface Finding {
  readonly rule: string;
  readonly targets: readonly string[];
}

/** Which of axe's rules are run. `colours` are those that another theme can break. */
export type Rules = 'all' | 'colours';

/** Runs axe on the page as it is and fails on any finding. */
export async function assertAccessible(
  page: Page,
  view: string,
  rules: Rules = 'all',
): Promise<void> {
  // Evaluated through the debugger, which the page's policy does not reach.
  await page.evaluate(`${axe.source}; void 0`);
  const options = rules === 'all' ? {} : { runOnly: ['color-contrast'] };
  const findings: Finding[] = await page.evaluate(async (chosen) => {
    const { axe: engine } = globalThis as unknown as {
      axe: { run: (root: Document, chosen: RunOptions) => Promise<AxeResults> };
    };
    const { violations } = await engine.run(document, chosen);
    return violations.map(({ id, nodes }) => ({
      rule: id,
      targets: nodes.map(
        ({ target, failureSummary }) => `${String(target)}: ${failureSummary ?? ''}`,
      ),
    }));
  }, options);
  assert.deepEqual(findings, [], view);
}
