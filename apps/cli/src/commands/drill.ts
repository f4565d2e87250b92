import type { Command } from 'commander';
import { CliError } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';

const drills = ['theft', 'server', 'crash'];

/** `vaiti drill <theft|server|crash>`: rehearses what must not succeed. Arguments go to the drill. */
export function drillCommand(shell: Shell): Command {
  const { words } = shell.terminal;
  return shell
    .command('drill')
    .argument('<name>', words('cli.drill.name'))
    .argument('[arguments...]', words('cli.drill.arguments'))
    .allowUnknownOption()
    .passThroughOptions()
    .action((name: string, rest: string[]) =>
      shell.run(async () => {
        if (!drills.includes(name))
          throw new CliError('drill-unknown', { name, drills: drills.join(', ') });
        const { runDrill } = await import('@vaiti/drills');
        return runDrill(name, rest);
      }),
    );
}
