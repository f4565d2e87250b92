import { crashDrill, parseCrashOptions } from './crash/crash-drill.ts';
import { type Print, printLine } from './output/print.ts';
import { parseServerOptions, serverDrill } from './server/server-drill.ts';
import { parseTheftOptions, usage as theftUsage } from './theft/options.ts';
import { theftDrill } from './theft/theft-drill.ts';

const USAGE = `Drills:
  ${theftUsage}
         takes what a thief of the server gets, under load, and searches it
  server [--only TEXT]
         plays every attack of the malicious server against the real client
  crash  [--kills N] [--store sqlite|postgres|both]
         kills the server at random moments under write load
PostgreSQL is found by DATABASE_URL or VAITI_TEST_POSTGRES.`;

/** What drills are given beside their arguments. */
export interface DrillSurroundings {
  readonly print?: Print;
  readonly env?: NodeJS.ProcessEnv;
}

type Drill = (
  args: readonly string[],
  at: { readonly print: Print; readonly env: NodeJS.ProcessEnv; readonly database?: string },
) => Promise<number | undefined>;

/** Each resolves to its exit code, or to undefined for arguments that it does not have. */
const drills: Readonly<Record<string, Drill>> = {
  theft: async (args, at) => {
    const options = parseTheftOptions(args);
    return options === undefined ? undefined : theftDrill(options, at);
  },
  server: async (args, at) => {
    const options = parseServerOptions(args);
    return options === undefined ? undefined : serverDrill({ ...at, ...options });
  },
  crash: async (args, at) => {
    const options = parseCrashOptions(args, at.database !== undefined);
    return options === undefined ? undefined : crashDrill({ ...at, ...options });
  },
};

/**
 * Runs the drill `name` with its arguments and resolves to its exit code: 0 when what must hold
 * holds, 1 when it does not, 2 for a drill or argument that there is not.
 */
export async function runDrill(
  name: string,
  args: readonly string[],
  { print = printLine, env = process.env }: DrillSurroundings = {},
): Promise<number> {
  const drill = Object.hasOwn(drills, name) ? drills[name] : undefined;
  const database = env['DATABASE_URL'] || env['VAITI_TEST_POSTGRES'] || undefined;
  const at = database === undefined ? { print, env } : { print, env, database };
  const code = await drill?.(args, at);
  if (code !== undefined) return code;
  print(USAGE);
  return 2;
}
