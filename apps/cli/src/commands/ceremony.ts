import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import {
  createApi,
  drawSheets,
  keepSheets,
  nameOf,
  noteRehearsal,
  openBySheets,
  readDirectory,
  returnBySheets,
  type Sheet,
  type SheetAbout,
  sheetCode,
  sheetPage,
  sheetRows,
  setText,
  voidSheets,
} from '@vaiti/client';
import { MAX_SHEETS } from '@vaiti/core';
import { readSheets } from '../ceremony/read-sheets.ts';
import { rehearse } from '../ceremony/rehearse.ts';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { agree } from '../practice/agree.ts';
import { askAgreed, askNewPassword } from '../profile/ask.ts';
import { entropy } from '../profile/entropy.ts';
import { readProfile, writeNew, writeProfile } from '../profile/home.ts';
import { defaultServer, openSession, type SignInOptions } from '../profile/session.ts';
import { withSignIn } from './options.ts';

/** A number of sheets. */
function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 2 || number > MAX_SHEETS)
    throw new InvalidArgumentError(`2-${String(MAX_SHEETS)}`);
  return number;
}

interface SplitOptions extends SignInOptions {
  readonly of: number;
  readonly need: number;
  readonly out?: string;
}

function printSheet({ print, words }: Terminal, sheet: Sheet): void {
  const { need, number, of } = sheet;
  print(words('cli.ceremony.sheet', { number, of, need, set: setText(sheet) }));
  for (const [row, line] of sheetRows(sheet).entries()) {
    const first = String(row * line.length + 1).padStart(2);
    print(`  ${first}  ${line.join(' ')}`);
  }
  print(`  ${sheetCode(sheet)}`);
  print('');
}

async function writeSheet(
  { words }: Terminal,
  sheet: Sheet,
  to: { readonly folder: string; readonly about: SheetAbout },
): Promise<string> {
  const { need, number, of } = sheet;
  const path = join(to.folder, `sheet-${String(number)}-of-${String(of)}.pdf`);
  const page = sheetPage(sheet, to.about, {
    title: words('cli.ceremony.page.title', { number, of }),
    keep: [
      words('cli.ceremony.page.what', { need, of }),
      words('cli.ceremony.page.keep'),
      words('cli.ceremony.page.use'),
    ],
    name: words('common.kit.name'),
    practice: words('common.kit.practice'),
    server: words('common.kit.server'),
    set: words('cli.ceremony.page.set'),
    words: words('cli.ceremony.page.words'),
  });
  await writeNew(path, page);
  return path;
}

async function split(terminal: Terminal, options: SplitOptions): Promise<number> {
  const { cwd, locale, print, tell, words } = terminal;
  const { need, of } = options;
  if (need > of) throw new CliError('usage', { what: '--need' });
  const { practice, server } = await openSession(terminal, options);
  const directory = await readDirectory(practice);
  const drawn = await drawSheets(entropy, { need, of });
  if (options.out === undefined) {
    for (const sheet of drawn.sheets) printSheet(terminal, sheet);
  } else {
    const folder = resolve(cwd, options.out);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const name = nameOf(directory, practice.member.identity.id);
    const about = { language: locale, name, practice: directory.name, server };
    for (const sheet of drawn.sheets) print(await writeSheet(terminal, sheet, { folder, about }));
  }
  await keepSheets(practice, drawn);
  tell(words('cli.ceremony.made', { need, of }));
  return exits.ok;
}

interface CombineOptions {
  readonly server?: string;
  readonly sheetsStdin?: boolean;
  readonly voidAfter?: boolean;
}

async function combine(terminal: Terminal, options: CombineOptions): Promise<number> {
  const { env, now, print, tell, words } = terminal;
  const profile = await readProfile(env);
  const server =
    options.server ?? env['VAITI_SERVER'] ?? profile?.server ?? defaultServer(terminal);
  const sheets = await readSheets(terminal, options.sheetsStdin === true);
  const api = createApi({ baseUrl: server.replace(/\/+$/, ''), fetch });
  const opened = await openBySheets({ api, entropy, now }, sheets);
  tell(words('cli.ceremony.opened'));
  const asked = { ...terminal, env: { ...env, VAITI_PASSWORD: env['VAITI_NEW_PASSWORD'] } };
  const password = await askNewPassword(asked, words('cli.ask.new-password'), false);
  const secretKey = await returnBySheets(opened, password);
  print(words('cli.secret-key.line', { key: secretKey }));
  tell(words('cli.secret-key.keep'));
  const gone =
    options.voidAfter === true || (await askAgreed(terminal, words('cli.ceremony.ask-void')));
  if (gone) await voidSheets(opened.practice);
  if (profile === undefined)
    tell(words('cli.init.profile', { path: await writeProfile(env, { server, secretKey }) }));
  else tell(words('cli.ceremony.profile-old'));
  print(words(gone ? 'cli.ceremony.voided' : 'cli.ceremony.still-valid'));
  return exits.ok;
}

interface RehearseOptions extends SignInOptions {
  readonly copy: string;
  readonly sheetsStdin?: boolean;
  readonly note?: boolean;
}

async function rehearseNow(terminal: Terminal, options: RehearseOptions): Promise<number> {
  const { cwd, print, tell, words } = terminal;
  const sheets = await readSheets(terminal, options.sheetsStdin === true);
  const { entries } = await rehearse(terminal, resolve(cwd, options.copy), sheets);
  print(words('cli.ceremony.rehearsed', { entries }));
  const noted =
    options.note === true || (await askAgreed(terminal, words('cli.ceremony.ask-note')));
  if (!noted) {
    tell(words('cli.ceremony.not-noted'));
    return exits.ok;
  }
  await noteRehearsal((await openSession(terminal, options)).practice);
  print(words('cli.ceremony.noted'));
  return exits.ok;
}

interface VoidOptions extends SignInOptions {
  readonly yes?: boolean;
}

async function voidNow(terminal: Terminal, options: VoidOptions): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  await agree(terminal, options.yes, words('cli.ceremony.sure-void'));
  await voidSheets(practice);
  print(words('cli.ceremony.voided'));
  return exits.ok;
}

/** `vaiti ceremony`: a paper key in sheets, some of which are enough to come back. */
export function ceremonyCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const split_ = shell
    .command('ceremony-split', 'split')
    .requiredOption('--of <n>', words('cli.option.sheets-of'), count)
    .requiredOption('--need <k>', words('cli.option.sheets-need'), count)
    .option('--out <folder>', words('cli.option.sheets-out'));
  const combine_ = shell
    .command('ceremony-combine', 'combine')
    .option('--server <url>', words('cli.option.server'))
    .option('--sheets-stdin', words('cli.option.sheets-stdin'))
    .option('--void-after', words('cli.option.void-after'));
  const rehearse_ = shell
    .command('ceremony-rehearse', 'rehearse')
    .requiredOption('--copy <folder>', words('cli.option.copy'))
    .option('--sheets-stdin', words('cli.option.sheets-stdin'))
    .option('--note', words('cli.option.note'));
  const void_ = shell.command('ceremony-void', 'void').option('--yes', words('cli.option.yes'));
  return shell
    .command('ceremony')
    .addCommand(
      withSignIn(split_, words).action((options: SplitOptions) =>
        shell.run(() => split(terminal, options)),
      ),
    )
    .addCommand(
      combine_.action((options: CombineOptions) => shell.run(() => combine(terminal, options))),
    )
    .addCommand(
      withSignIn(rehearse_, words).action((options: RehearseOptions) =>
        shell.run(() => rehearseNow(terminal, options)),
      ),
    )
    .addCommand(
      withSignIn(void_, words).action((options: VoidOptions) =>
        shell.run(() => voidNow(terminal, options)),
      ),
    );
}
