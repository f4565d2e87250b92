import { Argument, type Command, Option } from 'commander';
import {
  approveEmergency,
  askFor,
  closeEmergency,
  findRequest,
  gatherApprovals,
  listRequests,
  fingerprintFor,
  nameOf,
  openEmergency,
  openRecords,
  type Practice,
  type ProvenRequest,
  readDirectory,
  sayOf,
} from '@vaiti/client';
import { careRecordSchema } from '@vaiti/care';
import type { FileId, VerdictKind } from '@vaiti/core';
import { requestLines } from '../emergency/request-lines.ts';
import { CliError, exits } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { findPatient } from '../patients/find.ts';
import { entriesInOrder, readable } from '../patients/readable.ts';
import { agree } from '../practice/agree.ts';
import { openSession, type SignInOptions } from '../profile/session.ts';
import { withSignIn } from './options.ts';

const actions = ['list', 'ask', 'approve', 'decline', 'open', 'close', 'review'] as const;
type Action = (typeof actions)[number];
const findings = ['justified', 'unjustified'] as const satisfies readonly VerdictKind[];

interface Options extends SignInOptions {
  readonly reason?: string;
  readonly told?: string;
  readonly finding?: (typeof findings)[number];
  readonly yes?: boolean;
}

type Run = (at: {
  readonly terminal: Terminal;
  readonly practice: Practice;
  readonly target: string;
  readonly options: Options;
}) => Promise<number>;

function required(value: string | undefined, what: string): string {
  if (value === undefined || value.trim() === '') throw new CliError('usage', { what });
  return value;
}

/** The file meant: by its whole id, also one that this person cannot find, or by patient. */
async function fileOf(practice: Practice, wanted: string): Promise<FileId> {
  if (/^[0-9a-f]{32}$/.test(wanted)) return wanted as FileId;
  return (await findPatient(practice, wanted, 'reception')).file;
}

const ask: Run = async ({ options, practice, target, terminal }) => {
  const reason = required(options.reason, '--reason');
  const file = await fileOf(practice, target);
  const id = await askFor(practice, { kind: 'emergency', file, reason });
  terminal.print(terminal.words('cli.emergency.asked', { id: id.slice(0, 8) }));
  return exits.ok;
};

/** Who asks, by name and by the whole fingerprint, and why: what an officer decides on. */
async function showRequest(
  { print, words }: Terminal,
  practice: Practice,
  request: ProvenRequest,
): Promise<void> {
  const directory = await readDirectory(practice);
  const fingerprint = fingerprintFor(practice.roster, request.requester);
  print(words('cli.emergency.by', { name: nameOf(directory, request.requester) }));
  print(words('cli.fingerprint.line', { fingerprint }));
  print(words('cli.emergency.file', { file: request.file }));
  if (request.reason !== undefined) print(words('cli.emergency.reason', { text: request.reason }));
}

const approve: Run = async ({ options, practice, target, terminal }) => {
  const { print, words } = terminal;
  const request = await findRequest(practice, target);
  await showRequest(terminal, practice, request);
  await agree(terminal, options.yes, words('cli.emergency.approve-sure'));
  await approveEmergency(practice, request);
  print(words('cli.emergency.approved'));
  return exits.ok;
};

const decline: Run = async ({ practice, target, terminal }) => {
  await sayOf(practice, await findRequest(practice, target), 'declined');
  terminal.print(terminal.words('cli.emergency.declined'));
  return exits.ok;
};

/** Says which officers' shares are not the file's, so that they approve anew. */
async function nameWrong(
  { tell, words }: Terminal,
  practice: Practice,
  request: ProvenRequest,
): Promise<void> {
  if (request.done !== undefined) return;
  const { needed, sound, wrong } = await gatherApprovals(practice, request);
  tell(words('cli.emergency.gathered', { sound: sound.length, needed }));
  if (wrong.length === 0) return;
  const directory = await readDirectory(practice);
  const names = wrong.map((id) => nameOf(directory, id)).join(', ');
  tell(words('cli.emergency.wrong', { names }));
}

const open: Run = async ({ options, practice, target, terminal }) => {
  const { print, tell, words } = terminal;
  const told = required(options.told, '--told');
  const request = await findRequest(practice, target);
  await nameWrong(terminal, practice, request);
  const opened = await openEmergency(practice, request.id, told);
  const directory = await readDirectory(practice);
  for (const entry of entriesInOrder(await openRecords(opened, careRecordSchema)))
    print(`${readable(words, directory, entry)}\n`);
  const { file } = request;
  tell(words('cli.emergency.opened', { file }));
  tell(words('cli.emergency.close-hint', { file: file.slice(0, 8) }));
  return exits.ok;
};

const close: Run = async ({ practice, target, terminal }) => {
  const { opened } = await findPatient(practice, target, 'emergency');
  await closeEmergency(practice, opened);
  terminal.print(terminal.words('cli.emergency.closed'));
  return exits.ok;
};

const review: Run = async ({ options, practice, target, terminal }) => {
  const says = options.finding;
  if (says === undefined) throw new CliError('usage', { what: '--finding' });
  await sayOf(practice, await findRequest(practice, target), says);
  terminal.print(terminal.words('cli.emergency.reviewed', { says }));
  return exits.ok;
};

const list: Run = async ({ practice, terminal }) => {
  const { now, print, words } = terminal;
  const requests = await listRequests(practice);
  const emergencies = requests.filter(({ kind }) => kind === 'emergency');
  if (emergencies.length === 0) print(words('cli.emergency.nothing'));
  const directory = await readDirectory(practice);
  for (const request of emergencies)
    print(`${requestLines(words, { directory, request, now: now() }).join('\n')}\n`);
  return exits.ok;
};

const runs: Readonly<Record<Action, Run>> = { list, ask, approve, decline, open, close, review };

/** `vaiti emergency`: ask for a file, approve, open, close, review. */
export function emergencyCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  const action = new Argument('[action]', words('cli.emergency.action'));
  const finding = new Option('--finding <finding>', words('cli.option.finding'));
  const command = shell
    .command('emergency')
    .addArgument(action.choices(actions).default('list'))
    .argument('[target]', words('cli.emergency.target'))
    .option('--reason <text>', words('cli.option.reason'))
    .option('--told <text>', words('cli.option.told'))
    .addOption(finding.choices(findings))
    .option('--yes', words('cli.option.yes'));
  return withSignIn(command, words).action(
    (what: Action, target: string | undefined, options: Options) =>
      shell.run(async () => {
        const wanted = what === 'list' ? '' : required(target, what === 'ask' ? 'file' : 'request');
        const { practice } = await openSession(terminal, options);
        return runs[what]({ terminal, practice, target: wanted, options });
      }),
  );
}
