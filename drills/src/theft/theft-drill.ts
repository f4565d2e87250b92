import type { Print } from '../output/print.ts';
import type { TheftOptions } from './options.ts';
import { reportOf } from './tell/report.ts';
import { theft } from './theft.ts';

/**
 * The theft drill: the report is printed, progress goes to standard error. Resolves to 0 when nothing
 * was found (with `plant`: nothing but the canary), to 1 when something was or a control failed, and
 * to undefined when PostgreSQL is wanted and there is no `database`.
 */
export async function theftDrill(
  options: TheftOptions,
  at: { readonly print: Print; readonly database?: string },
): Promise<number | undefined> {
  const { print, database } = at;
  if (options.postgres && database === undefined) return undefined;
  const progress = (line: string): void => {
    process.stderr.write(`theft: ${line}\n`);
  };
  const result = await theft(options, options.postgres ? database : undefined, progress);
  const { code, text } = reportOf(result);
  print(text.trimEnd());
  return code;
}
