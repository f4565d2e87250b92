import type { Command } from 'commander';
import type { Words } from '../output/words.ts';

/** Adds the options by which somebody signs in: `--as`, `--server`, `--data`, `--password-stdin`. */
export function withSignIn(command: Command, words: Words): Command {
  return command
    .option('--as <nickname>', words('cli.option.as'))
    .option('--server <url>', words('cli.option.server'))
    .option('--data <folder>', words('cli.option.data'))
    .option('--password-stdin', words('cli.option.password-stdin'));
}
