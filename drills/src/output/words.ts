import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Words of a command line as options, or undefined when they are none of these. */
export function optionsOf<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('ERR_PARSE_ARGS')) return undefined;
    throw error;
  }
}
