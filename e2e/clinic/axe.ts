import assert from 'node:assert/strict';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

interface Finding {
  readonly rule: string;
  readonly targets: readonly string[];
}

/** Runs axe on the page as it is and fails on any finding. */
export async function assertAccessible(page: Page, view: string): Promise<void> {
  // Evaluated through the debugger, which the page's policy does not reach.
  await page.evaluate(`${axe.source}; void 0`);
  const findings: Finding[] = await page.evaluate(async () => {
    const { axe: engine } = globalThis as unknown as {
      axe: { run: (root: Document) => Promise<AxeResults> };
    };
    const { violations } = await engine.run(document);
    return violations.map(({ id, nodes }) => ({
      rule: id,
      targets: nodes.map(
        ({ target, failureSummary }) => `${String(target)}: ${failureSummary ?? ''}`,
      ),
    }));
  });
  assert.deepEqual(findings, [], view);
}
