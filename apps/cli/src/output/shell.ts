import { Command } from 'commander';
import { exitFor, explain } from './errors.ts';
import type { Terminal } from './terminal.ts';
import type { WordId } from './words.ts';

/** Names of commands as their messages are named. */
export type CommandName =
  | 'serve'
  | 'init'
  | 'invite'
  | 'join'
  | 'invitations'
  | 'confirm'
  | 'sign-in'
  | 'devices'
  | 'sessions'
  | 'password'
  | 'paper-key'
  | 'patients'
  | 'patients-invite'
  | 'patients-confirm'
  | 'patients-access'
  | 'patients-stop'
  | 'show'
  | 'share'
  | 'hand-over'
  | 'people'
  | 'recover'
  | 'ceremony'
  | 'ceremony-split'
  | 'ceremony-combine'
  | 'ceremony-rehearse'
  | 'ceremony-void'
  | 'leave'
  | 'rotate'
  | 'council'
  | 'emergency'
  | 'import'
  | 'import-fhir'
  | 'export'
  | 'export-fhir'
  | 'retention'
  | 'forget'
  | 'supervise'
  | 'supervise-open'
  | 'supervise-set'
  | 'check'
  | 'check-forgotten'
  | 'verify'
  | 'ledger'
  | 'drill';

/** What a command needs to be one: the terminal, and a way to end with a code. */
export interface Shell {
  readonly terminal: Terminal;
  /** Runs the work of a command; its number becomes the exit code, what it throws is explained. */
  readonly run: (work: () => Promise<number>) => Promise<void>;
  /** A command with its description and examples in the person's language. */
  readonly command: (name: CommandName, called?: string) => Command;
}

/** The shell of this process: exit codes are set, the process ends by itself. */
export function shellOn(terminal: Terminal, onExit: (code: number) => void): Shell {
  const { words, tell } = terminal;
  return {
    terminal,
    run: async (work) => {
      try {
        onExit(await work());
      } catch (error) {
        tell(explain(words, error));
        onExit(exitFor(error));
      }
    },
    command: (name, called = name) =>
      new Command(called)
        .description(words(`cli.${name}.says` satisfies WordId))
        .addHelpText('after', () => {
          const examples = words(`cli.${name}.examples` satisfies WordId);
          return examples === '-' ? '' : `\n${words('cli.help.examples')}\n${examples}`;
        }),
  };
}
