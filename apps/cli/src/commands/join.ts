import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  createApi,
  emergencyKit,
  existingMember,
  Joiner,
  type Joining,
  parseInvitation,
  secretKeyWords,
} from '@vaiti/client';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { pause } from '../practice/confirm-answer.ts';
import { kitWords } from '../practice/kit-words.ts';
import { askNewPassword, askText } from '../profile/ask.ts';
import { entropy } from '../profile/entropy.ts';
import { readProfile, writeNew, writeProfile } from '../profile/home.ts';
import { cacheOf, defaultServer, openSession } from '../profile/session.ts';
import { Progress } from '../progress/progress.ts';

interface Options {
  readonly server?: string;
  readonly kit?: string;
  readonly passwordStdin?: boolean;
  readonly existing?: boolean;
}

/** Milliseconds between two looks whether the inviter has confirmed. */
const EVERY = 1000;

/** Server and code: a whole link names both. */
async function codeOf(terminal: Terminal, options: Options) {
  const { env, words } = terminal;
  const typed = env['VAITI_INVITATION'] || (await askText(terminal, words('cli.ask.invitation')));
  if (typed === undefined || typed === '')
    throw new CliError('usage', { what: 'VAITI_INVITATION' });
  const named = /^(https?:\/\/[^#]*?)\/*#/.exec(typed)?.[1];
  const server = options.server ?? named ?? defaultServer(terminal);
  return { code: parseInvitation(typed), server: server.replace(/\/+$/, '') };
}

async function untilEnrolled(terminal: Terminal, joiner: Joiner): Promise<Joining> {
  const progress = new Progress(terminal);
  for (;;) {
    const at = await joiner.look();
    if (at.step === 'enrolled') {
      progress.clear();
      return at;
    }
    progress.update(() => terminal.words('cli.join.waiting', { name: at.says.inviterName }));
    await pause(EVERY);
  }
}

async function join(terminal: Terminal, options: Options): Promise<number> {
  const { cwd, env, now, print, tell, words } = terminal;
  const { code, server } = await codeOf(terminal, options);
  const api = createApi({ baseUrl: server, fetch });
  const existing =
    options.existing === true
      ? existingMember((await openSession(terminal, { ...options, server })).practice)
      : undefined;
  const joiner = new Joiner({ api, store: cacheOf(terminal), entropy, now, existing }, code);
  const { says, fingerprint = '' } = await joiner.answer();
  tell(words('cli.join.invited', { name: says.name, practice: says.practiceName }));
  print(words('cli.fingerprint.line', { fingerprint }));
  tell(words('cli.join.show', { name: says.inviterName }));
  await untilEnrolled(terminal, joiner);
  tell(words('cli.join.confirmed'));
  if (existing !== undefined) {
    print(words('cli.join.done-member', { practice: says.practiceName }));
    return exits.ok;
  }
  const fromStdin = options.passwordStdin === true;
  const password = await askNewPassword(terminal, words('cli.ask.new-password'), fromStdin);
  const secretKey = await joiner.secretKey();
  print(words('cli.secret-key.line', { key: secretKey }));
  if (options.kit !== undefined) {
    const path = resolve(cwd, options.kit);
    const about = { name: says.name, practice: says.practiceName, server };
    const printed = { secretKey, recovery: secretKeyWords(secretKey), fingerprint };
    const kit = { ...about, language: terminal.locale, ...printed };
    await writeNew(path, emergencyKit(kit, kitWords(words)));
    tell(words('cli.join.kit', { path }));
  }
  tell(words('cli.secret-key.keep'));
  const last = secretKey.split('-').at(-1) ?? '';
  const typed = (await askText(terminal, words('cli.ask.last-group'))) ?? last;
  await joiner.finish(password, typed);
  const known = await readProfile(env);
  if (known === undefined)
    tell(words('cli.init.profile', { path: await writeProfile(env, { server, secretKey }) }));
  else tell(words('cli.init.profile-kept'));
  const done = says.member === undefined ? 'cli.join.done' : 'cli.join.done-member';
  print(words(done, { practice: says.practiceName }));
  return exits.ok;
}

/** `vaiti join`: a new person makes keys on their own device and answers an invitation. */
export function joinCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  return shell
    .command('join')
    .option('--server <url>', words('cli.option.server'))
    .option('--kit <file>', words('cli.option.kit'))
    .option('--existing', words('cli.option.existing'))
    .option('--password-stdin', words('cli.option.password-stdin'))
    .action((options: Options) => shell.run(() => join(terminal, options)));
}
