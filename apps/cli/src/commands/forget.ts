import { type Command } from 'commander';
import {
  approvalsFor,
  approveForget,
  askToForget,
  findRequest,
  forgetByRequest,
  isoDay,
  listRequests,
  fingerprintFor,
  nameOf,
  openForgetRequest,
  type Practice,
  type ProvenRequest,
  readDirectory,
  sayOf,
} from '@vaiti/client';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { findPatient, nameIn, type PatientEntry } from '../patients/find.ts';
import { keptFile, ruleWords } from '../patients/retention.ts';
import { agree } from '../practice/agree.ts';
import { askText, firstLine } from '../profile/ask.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { withSignIn } from './options.ts';

interface Options extends SignInOptions {
  readonly beforeRetention?: string;
  readonly confirmStdin?: boolean;
  readonly approve?: boolean;
  readonly decline?: boolean;
  readonly yes?: boolean;
}

/** What the file must be called to be forgotten: by name, or by its id where it has none. */
function calledOf(entry: PatientEntry): string {
  return nameIn(entry) ?? entry.file;
}

/**
 * Shows rule and day, and refuses before the retention has run out unless a legal basis was given.
 * Resolves to what those who decide read. Throws `retention-runs`.
 */
function groundsFor(terminal: Terminal, entry: PatientEntry, basis: string | undefined): string {
  const { print, words } = terminal;
  const day = isoDay(Math.floor(terminal.now() / 86_400_000));
  const { retention, standing } = keptFile(entry, day);
  const rule = ruleWords(words, retention);
  print(words('cli.forget.file', { name: calledOf(entry), file: entry.file }));
  print(rule);
  if (standing === 'over') return rule;
  const given = basis?.trim() ?? '';
  if (given === '')
    throw new CliError('retention-runs', { name: calledOf(entry), until: retention.until ?? '-' });
  print(words('cli.forget.early', { basis: given }));
  return `${rule}\n${words('cli.forget.early', { basis: given })}`;
}

/** Has the name typed, letter by letter. Throws `forget-not-typed`. */
async function typed(terminal: Terminal, entry: PatientEntry, options: Options): Promise<void> {
  const called = calledOf(entry);
  const answer =
    options.confirmStdin === true
      ? await firstLine()
      : await askText(terminal, terminal.words('cli.forget.type', { name: called }));
  if (answer?.trim() !== called) throw new CliError('forget-not-typed', { name: called });
}

async function forget(terminal: Terminal, wanted: string, options: Options): Promise<number> {
  const { print, tell, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const entry = await findPatient(practice, wanted, 'care');
  const grounds = groundsFor(terminal, entry, options.beforeRetention);
  const request = await openForgetRequest(practice, entry.file);
  const agreed = request === undefined ? [] : approvalsFor(practice, request, entry.opened);
  if (request === undefined || agreed.length === 0) {
    const id = request?.id ?? (await askToForget(practice, entry.file, grounds));
    print(words('cli.forget.asked', { id: id.slice(0, 8) }));
    return exits.ok;
  }
  const directory = await readDirectory(practice);
  for (const { approver } of agreed)
    print(words('cli.forget.agreed', { name: nameOf(directory, approver) }));
  tell(words('cli.forget.undone'));
  await typed(terminal, entry, options);
  const { backups, entries } = await forgetByRequest(practice, entry.opened, request);
  print(words('cli.forget.done', { name: calledOf(entry), entries, backups: isoDay(backups) }));
  return exits.ok;
}

/** Who asks for what and why: what somebody decides on. */
async function showRequest(
  { print, words }: Terminal,
  practice: Practice,
  request: ProvenRequest,
): Promise<void> {
  const directory = await readDirectory(practice);
  const fingerprint = fingerprintFor(practice.roster, request.requester);
  print(words('cli.forget.by', { name: nameOf(directory, request.requester) }));
  print(words('cli.fingerprint.line', { fingerprint }));
  print(words('cli.forget.which', { file: request.file }));
  if (request.reason !== undefined) print(request.reason);
}

async function decide(terminal: Terminal, id: string, options: Options): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const request = await findRequest(practice, id);
  await showRequest(terminal, practice, request);
  if (options.decline === true) {
    await sayOf(practice, request, 'declined');
    print(words('cli.forget.declined'));
    return exits.ok;
  }
  await agree(terminal, options.yes, words('cli.forget.approve-sure'));
  await approveForget(practice, request);
  print(words('cli.forget.approved'));
  return exits.ok;
}

async function list(terminal: Terminal, options: Options): Promise<number> {
  const { print, words } = terminal;
  const { practice } = await openSession(terminal, options);
  const requests = (await listRequests(practice)).filter(({ kind }) => kind === 'forget');
  const directory = await readDirectory(practice);
  if (requests.length === 0) print(words('cli.forget.nothing'));
  for (const { approvals, done, file, id, requester } of requests) {
    const state = done !== undefined ? 'done' : approvals.length > 0 ? 'agreed' : 'open';
    const name = nameOf(directory, requester);
    print(words('cli.forget.line', { id: id.slice(0, 8), file: file.slice(0, 8), name, state }));
  }
  return exits.ok;
}

async function run(terminal: Terminal, wanted: string | undefined, options: Options) {
  if (wanted === undefined) return list(terminal, options);
  const decides = options.approve === true || options.decline === true;
  return decides ? decide(terminal, wanted, options) : forget(terminal, wanted, options);
}

/**
 * `vaiti forget <patient>`: asks that a file be forgotten, and ends it once a second person agreed;
 * `vaiti forget <request> --approve` agrees; without a name it lists requests.
 */
export function forgetCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const command = shell
    .command('forget')
    .argument('[patient]', words('cli.argument.forget'))
    .option('--before-retention <basis>', words('cli.option.before-retention'))
    .option('--approve', words('cli.option.approve'))
    .option('--decline', words('cli.option.decline'))
    .option('--confirm-stdin', words('cli.option.confirm-stdin'))
    .option('--yes', words('cli.option.yes'));
  return withSignIn(command, words).action((wanted: string | undefined, options: Options) =>
    shell.run(() => run(terminal, wanted, options)),
  );
}
