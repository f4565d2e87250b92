import type { Command } from 'commander';
import { ClientError, createApi } from '@vaiti/client';
import { readSetupToken } from '../demo/install.ts';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { initPractice, type PracticeWish } from '../practice/init-practice.ts';
import { askNewPassword, askText } from '../profile/ask.ts';
import { readProfile, writeProfile } from '../profile/home.ts';
import { dataOf, defaultServer } from '../profile/session.ts';
import { startServer } from '../server/child.ts';

interface Options {
  readonly data?: string;
  readonly server?: string;
  readonly practice?: string;
  readonly centre?: string;
  readonly name?: string;
  readonly therapist?: boolean;
  readonly passwordStdin?: boolean;
}

interface Place {
  readonly server: string;
  readonly setupToken: string;
  readonly close: () => Promise<void>;
}

/** A running server, or one that is started on the data folder for as long as this takes. */
async function placeOf(terminal: Terminal, options: Options): Promise<Place> {
  const data = dataOf(terminal, options.data);
  const { env } = terminal;
  if (options.server !== undefined) {
    const setupToken = env['VAITI_SETUP_TOKEN'] || (await readSetupToken(data));
    return { server: options.server, setupToken, close: () => Promise.resolve() };
  }
  const local = { host: '127.0.0.1', port: 0, clinic: undefined };
  const server = await startServer({ data, ...local, env, onLine: terminal.tell });
  const close = async () => {
    await server.stop();
  };
  try {
    const { practice } = await createApi({ baseUrl: server.url, fetch }).call('practice', {});
    if (practice !== null) throw new ClientError('already-founded');
    return { server: server.url, setupToken: await readSetupToken(data), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function answer(
  terminal: Terminal,
  given: string | undefined,
  question: 'cli.ask.practice' | 'cli.ask.centre' | 'cli.ask.name',
): Promise<string> {
  const text = given ?? (await askText(terminal, terminal.words(question)));
  if (text === undefined || text.trim() === '')
    throw new CliError('usage', { what: '--practice, --centre, --name' });
  return text.trim();
}

async function wishOf(terminal: Terminal, options: Options): Promise<PracticeWish> {
  const { words } = terminal;
  return {
    practice: await answer(terminal, options.practice, 'cli.ask.practice'),
    centre: await answer(terminal, options.centre, 'cli.ask.centre'),
    founder: await answer(terminal, options.name, 'cli.ask.name'),
    therapist: options.therapist === true,
    password: await askNewPassword(
      terminal,
      words('cli.ask.new-password'),
      options.passwordStdin === true,
    ),
  };
}

async function init(terminal: Terminal, options: Options): Promise<number> {
  const { env, now, print, tell, words } = terminal;
  const wish = await wishOf(terminal, options);
  const place = await placeOf(terminal, options);
  try {
    const { server, setupToken } = place;
    const founder = await initPractice(wish, { server, setupToken, now });
    print(words('cli.init.done', { practice: wish.practice }));
    print(words('cli.secret-key.line', { key: founder.secretKey }));
    print(words('cli.secret-key.keep'));
    const known = await readProfile(env);
    if (known === undefined) {
      const lasting = options.server ?? defaultServer(terminal);
      const profile = { server: lasting, secretKey: founder.secretKey };
      tell(words('cli.init.profile', { path: await writeProfile(env, profile) }));
    } else tell(words('cli.init.profile-kept'));
  } finally {
    await place.close();
  }
  return exits.ok;
}

/** `vaiti init`: founds a practice that is no demo. */
export function initCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  return shell
    .command('init')
    .option('--practice <name>', words('cli.option.practice'))
    .option('--centre <name>', words('cli.option.first-centre'))
    .option('--name <name>', words('cli.option.founder'))
    .option('--therapist', words('cli.option.therapist'))
    .option('--data <folder>', words('cli.option.data'))
    .option('--server <url>', words('cli.option.server'))
    .option('--password-stdin', words('cli.option.password-stdin'))
    .action((options: Options) => shell.run(() => init(terminal, options)));
}
