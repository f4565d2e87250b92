import {
  type Attack,
  attacks,
  runAttack,
  ServerProcess,
  setStage,
  type Verdict,
} from '@vaiti/testkit';
import type { Print } from '../output/print.ts';
import { table } from '../output/table.ts';
import { localeOf, toldOf } from '../output/told.ts';
import { optionsOf } from '../output/words.ts';

/** Attacks played at the same time. */
const AT_ONCE = 4;

export interface ServerDrillOptions {
  readonly print: Print;
  readonly env: NodeJS.ProcessEnv;
  /** Only the attacks whose name contains this. */
  readonly only?: string | undefined;
}

/** Words after `drill server`. Undefined when they are none of its options. */
export function parseServerOptions(
  args: readonly string[],
): Pick<ServerDrillOptions, 'only'> | undefined {
  return optionsOf(args, { only: { type: 'string' } });
}

/**
 * Plays every attack of the malicious server against the real client, each beside the same steps
 * without the attack. Resolves to 0 when all were noticed, 1 otherwise, 2 when none has that name.
 */
export async function serverDrill({ print, env, only }: ServerDrillOptions): Promise<number> {
  const chosen = attacks.filter(({ name }) => only === undefined || name.includes(only));
  if (chosen.length === 0) {
    print(`no attack is named like that; there are: ${attacks.map((a) => a.name).join(', ')}`);
    return 2;
  }
  const server = await ServerProcess.start();
  try {
    const verdicts = await playAll(server, chosen);
    report(verdicts, { print, env });
    return verdicts.every((v) => v.noticed) ? 0 : 1;
  } finally {
    await server.dispose();
  }
}

async function playAll(server: ServerProcess, chosen: readonly Attack[]): Promise<Verdict[]> {
  const stage = await setStage(server);
  const verdicts = new Map<Attack, Verdict>();
  const queue = [...chosen];
  const worker = async (): Promise<void> => {
    for (let attack = queue.shift(); attack !== undefined; attack = queue.shift())
      verdicts.set(attack, await runAttack(stage(), attack));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return chosen.flatMap((attack) => verdicts.get(attack) ?? []);
}

function report(
  verdicts: readonly Verdict[],
  { print, env }: Pick<ServerDrillOptions, 'print' | 'env'>,
): void {
  const locale = localeOf(env);
  const rows = verdicts.map(({ attack, code, where, noticed, control }) => {
    const told = code === undefined ? 'nothing' : toldOf(code, locale);
    const how = noticed ? (code ?? '') : `NOT NOTICED: ${code ?? 'content came back'}`;
    return [attack.name, control ? how : `CONTROL FAILED: ${how}`, where, told];
  });
  const columns = ['the server’s attack', 'noticed as', 'where', 'what the user is told'];
  print(
    table(
      columns.map((title) => ({ title })),
      rows,
    ),
  );
  const noticed = verdicts.filter((v) => v.noticed).length;
  const controls = verdicts.filter((v) => v.control).length;
  print('');
  print(
    `${String(verdicts.length)} attacks, ${String(noticed)} noticed; ` +
      `the same steps before an honest server gave content in ${String(controls)}.`,
  );
  for (const { attack, code } of verdicts.filter((v) => !v.noticed))
    print(`NOT NOTICED: ${attack.name}: the server ${attack.says} (${code ?? 'content'})`);
}
