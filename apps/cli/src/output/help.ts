import type { Command, Help, OutputConfiguration } from 'commander';
import type { WordId, Words } from './words.ts';

const titles: Readonly<Record<string, WordId>> = {
  'Usage:': 'cli.help.usage',
  'Arguments:': 'cli.help.arguments',
  'Options:': 'cli.help.options',
  'Commands:': 'cli.help.commands',
};

/** Commander's refusals, by its codes. */
const refusals: Readonly<Record<string, WordId>> = {
  'commander.unknownOption': 'cli.usage.unknown-option',
  'commander.unknownCommand': 'cli.usage.unknown-command',
  'commander.missingArgument': 'cli.usage.missing-argument',
  'commander.optionMissingArgument': 'cli.usage.missing-value',
  'commander.missingMandatoryOptionValue': 'cli.usage.missing-option',
  'commander.excessArguments': 'cli.usage.excess-arguments',
  'commander.invalidArgument': 'cli.usage.invalid-value',
  'commander.conflictingOption': 'cli.usage.conflict',
};

/** What stands in quotation marks in commander's English sentence: the name of the culprit. */
function culprit(message: string): string {
  return /'([^']*)'/.exec(message)?.[1] ?? '';
}

/** Commander's refusal in the person's language. */
export function usageWords(words: Words, code: string, message: string): string {
  const id = refusals[code] ?? 'cli.usage.other';
  return `${words(id, { name: culprit(message) })}\n${words('cli.usage.help')}`;
}

/** Makes a command and all below it speak the person's language and throw instead of exiting. */
export function speak(command: Command, words: Words): void {
  const help: Partial<Help> = { styleTitle: (title) => words(titles[title] ?? 'cli.help.options') };
  const quiet: OutputConfiguration = { outputError: () => undefined };
  command.configureHelp(help).configureOutput(quiet).exitOverride().helpCommand(false);
  command.helpOption('-h, --help', words('cli.help.help'));
  for (const below of command.commands) speak(below, words);
}
