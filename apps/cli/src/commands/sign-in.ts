import type { Command } from 'commander';
import { readDirectory, parseSecretKey, nameOf } from '@vaiti/client';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { askPassword, askText } from '../profile/ask.ts';
import { writeProfile } from '../profile/home.ts';
import { cacheOf, defaultServer, openPractice } from '../profile/session.ts';

interface Options {
  readonly server?: string;
  readonly passwordStdin?: boolean;
}

/** Checks Secret Key and password with the server and remembers server and key on this device. */
async function signInHere(terminal: Terminal, options: Options): Promise<number> {
  const { env, words, tell } = terminal;
  const typed = env['VAITI_SECRET_KEY'] || (await askText(terminal, words('cli.ask.secret-key')));
  if (typed === undefined || typed === '') throw new CliError('sign-in-missing');
  const secretKey = parseSecretKey(typed);
  const fromStdin = options.passwordStdin === true;
  const password = await askPassword(terminal, words('cli.ask.password'), fromStdin);
  const server = options.server ?? defaultServer(terminal);
  const practice = await openPractice({
    server,
    credentials: { secretKey, password },
    store: cacheOf(terminal),
    now: terminal.now,
  });
  const directory = await readDirectory(practice);
  const path = await writeProfile(env, { server, secretKey: typed });
  const name = nameOf(directory, practice.member.identity.id);
  tell(words('cli.sign-in.done', { name, practice: directory.name, path }));
  return exits.ok;
}

/** `vaiti sign-in` */
export function signInCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  return shell
    .command('sign-in')
    .option('--server <url>', words('cli.option.server'))
    .option('--password-stdin', words('cli.option.password-stdin'))
    .action((options: Options) => shell.run(() => signInHere(terminal, options)));
}
