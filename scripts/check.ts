import { join } from 'node:path';
import { runChecks } from './checks/index.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/* npm run check: the checks alone. */
const results = await runChecks(join(import.meta.dirname, '..'), print);
for (const { ok, name, output } of results) if (!ok) print(`\nFAILED ${name}\n${output}`);
const failed = results.filter(({ ok }) => !ok).length;
print(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
