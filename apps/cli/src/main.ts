import { Command, CommanderError } from 'commander';
import {
  devicesCommand,
  paperKeyCommand,
  passwordCommand,
  sessionsCommand,
} from './commands/access.ts';
import { ceremonyCommand } from './commands/ceremony.ts';
import { confirmCommand } from './commands/confirm.ts';
import { councilCommand } from './commands/council.ts';
import { drillCommand } from './commands/drill.ts';
import { emergencyCommand } from './commands/emergency.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { handOverCommand } from './commands/hand-over.ts';
import { initCommand } from './commands/init.ts';
import { invitationsCommand } from './commands/invitations.ts';
import { inviteCommand } from './commands/invite.ts';
import { joinCommand } from './commands/join.ts';
import { leaveCommand } from './commands/leave.ts';
import { ledgerCommand } from './commands/ledger.ts';
import { patientsCommand } from './commands/patients.ts';
import { peopleCommand } from './commands/people.ts';
import { recoverCommand } from './commands/recover.ts';
import { checkCommand } from './commands/check.ts';
import { forgetCommand } from './commands/forget.ts';
import { retentionCommand } from './commands/retention.ts';
import { superviseCommand } from './commands/supervise.ts';
import { rotateCommand } from './commands/rotate.ts';
import { serveCommand } from './commands/serve.ts';
import { shareCommand } from './commands/share.ts';
import { showCommand } from './commands/show.ts';
import { signInCommand } from './commands/sign-in.ts';
import { verifyCommand } from './commands/verify.ts';
import { exits } from './output/errors.ts';
import { speak, usageWords } from './output/help.ts';
import { shellOn } from './output/shell.ts';
import { processTerminal, type Terminal } from './output/terminal.ts';

const commands = [
  serveCommand,
  initCommand,
  inviteCommand,
  joinCommand,
  invitationsCommand,
  confirmCommand,
  signInCommand,
  devicesCommand,
  sessionsCommand,
  passwordCommand,
  paperKeyCommand,
  ceremonyCommand,
  peopleCommand,
  recoverCommand,
  patientsCommand,
  showCommand,
  shareCommand,
  handOverCommand,
  leaveCommand,
  rotateCommand,
  superviseCommand,
  retentionCommand,
  forgetCommand,
  councilCommand,
  emergencyCommand,
  importCommand,
  exportCommand,
  verifyCommand,
  checkCommand,
  ledgerCommand,
  drillCommand,
];

/** Runs the command line; resolves to the exit code: 0 done, 1 a problem was found, 2 wrong use. */
async function main(terminal: Terminal, args: readonly string[]): Promise<number> {
  const { words, tell } = terminal;
  let exit: number = exits.ok;
  const shell = shellOn(terminal, (code) => {
    exit = code;
  });
  const program = new Command('vaiti').description(words('cli.says')).enablePositionalOptions();
  for (const command of commands) program.addCommand(command(shell));
  program.addHelpText('after', `\n${words('cli.help.more')}`);
  speak(program, words);
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.help') return exits.usage;
    if (error.exitCode === 0) return exits.ok;
    tell(usageWords(words, error.code, error.message));
    return exits.usage;
  }
  return exit;
}

process.exitCode = await main(processTerminal(), process.argv.slice(2));
