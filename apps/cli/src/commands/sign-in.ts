import type { Command } from 'commander';
import {
  createApi,
  formatSecretKey,
  memberOf,
  nameOf,
  newSecretKey,
  parsePaperKey,
  parseSecretKey,
  Practice,
  readDirectory,
  setPassword,
  settleWays,
  signInBySecret,
} from '@vaiti/client';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { askNewPassword, askPassword, askText } from '../profile/ask.ts';
import { entropy } from '../profile/entropy.ts';
import { writeProfile } from '../profile/home.ts';
import { cacheOf, defaultServer, openPractice } from '../profile/session.ts';

interface Options {
  readonly server?: string;
  readonly passwordStdin?: boolean;
  readonly paper?: boolean;
}

/** Checks Secret Key and password with the server and remembers server and key on this device. */
async function signInHere(terminal: Terminal, options: Options): Promise<number> {
  const { env, words, tell } = terminal;
  if (options.paper === true) return signInByPaper(terminal, options);
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

/** With the words of the paper key to a new password and Secret Key, and remembers that. */
async function signInByPaper(terminal: Terminal, options: Options): Promise<number> {
  const { env, words, print, tell } = terminal;
  const typed = env['VAITI_PAPER_KEY'] || (await askText(terminal, words('cli.ask.paper')));
  if (typed === undefined || typed === '') throw new CliError('sign-in-missing');
  const secret = parsePaperKey(typed);
  const question = words('cli.ask.new-password');
  const password = await askNewPassword(terminal, question, options.passwordStdin === true);
  const server = options.server ?? defaultServer(terminal);
  const api = createApi({ baseUrl: server.replace(/\/+$/, ''), fetch });
  const around = { api, store: cacheOf(terminal), entropy, now: terminal.now };
  const practice = await Practice.open(
    memberOf(await signInBySecret(api, 'paper', secret), around),
  );
  await settleWays(practice);
  const { secretKey } = await setPassword(practice, { password, secretKey: newSecretKey(entropy) });
  const key = formatSecretKey(secretKey);
  const path = await writeProfile(env, { server, secretKey: key });
  const directory = await readDirectory(practice);
  const name = nameOf(directory, practice.member.identity.id);
  print(words('cli.sign-in.paper', { key }));
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
    .option('--paper', words('cli.option.paper'))
    .action((options: Options) => shell.run(() => signInHere(terminal, options)));
}
