import type { FileReply, ReadOutcome } from '@vaiti/contract';
import { isApiErrorCode, limits } from '@vaiti/contract';
import {
  CoreError,
  equal,
  type FileId,
  type Grant,
  idOf,
  type PrincipalId,
  type Purpose,
  type SealedEntry,
  type SignedRead,
  signRead,
} from '@vaiti/core';
import { ClientError } from '../errors.ts';
import type { Practice } from '../practice/practice.ts';
import { type CachedFile, type FilePin, loadFile, loadPin, saveFile } from './cached.ts';
import { extendFile, idAt, type VerifiedFile } from './chain.ts';
import { type FileKeys, openKeys } from './keys.ts';

/** A verified file and the keys to it. */
export interface OpenedFile {
  readonly file: VerifiedFile;
  readonly keys: FileKeys;
  /** Place of the newest leaf about this file that the client was shown. */
  readonly ledgerIndex: number;
  readonly counter: number;
  /**
   * Forgets on this device the keys to the entries, which no signature covers, and keeps the chain
   * and its pin: the next read fetches them anew.
   */
  readonly distrust: () => Promise<void>;
}

/** Which file, by whose grant, and why. */
export interface ReadRequest {
  readonly file: FileId;
  readonly as: PrincipalId;
  readonly purpose: Purpose;
}

const END = 2 ** 40;

interface Progress {
  readonly request: ReadRequest;
  readonly pin: FilePin | undefined;
  readonly known: VerifiedFile | undefined;
  readonly statement: SignedRead;
  readonly from: number;
}

async function begin(practice: Practice, request: ReadRequest, fresh: boolean): Promise<Progress> {
  const { member } = practice;
  const pin = await loadPin(member, request.file);
  const held = fresh ? undefined : await loadFile(member, practice.roster, request.file);
  return ask(practice, { request, pin, known: held?.file });
}

async function ask(
  practice: Practice,
  part: Pick<Progress, 'request' | 'pin' | 'known'>,
): Promise<Progress> {
  const { member } = practice;
  const from = part.known === undefined ? 0 : part.known.state.seq + 1;
  const { file, as, purpose } = part.request;
  const plan = { practice: member.practice, file, as, from, to: END, purpose, time: member.now() };
  const statement = await signRead(member.identity, plan, member.entropy);
  return { ...part, statement, from };
}

function released(outcome: ReadOutcome): FileReply {
  if (outcome.outcome === 'released') return outcome.reply;
  throw new ClientError(isApiErrorCode(outcome.code) ? outcome.code : 'server-reply-invalid');
}

/** Takes one reply in: receipt, entries, pin. */
async function take(
  practice: Practice,
  progress: Progress,
  reply: FileReply,
): Promise<{ known: VerifiedFile; counter: number }> {
  const { request, statement, pin } = progress;
  if (idOf<FileId>(reply.file) !== request.file) throw new ClientError('answer-for-another');
  const opening = await practice.ledger.accept(
    reply.leaf,
    (o) =>
      o.kind === 'read' &&
      idOf<FileId>(o.file) === request.file &&
      equal(o.statement, statement.statement) &&
      equal(o.signature, statement.signature),
  );
  const counter = opening.kind === 'read' ? opening.counter : 0;
  if (counter <= (pin?.counter ?? 0)) throw new ClientError('counter-gap');
  const known = await takeNews(practice, request.file, progress.known, reply.entries);
  return { known, counter };
}

/** As `extendFile`; people and groups that came since the roster was fetched are fetched first. */
export async function takeNews(
  practice: Practice,
  file: FileId,
  known: VerifiedFile | undefined,
  news: readonly SealedEntry[],
): Promise<VerifiedFile> {
  try {
    return await extendFile(practice.roster, file, known, news);
  } catch (error) {
    if (!isUnknownPerson(error)) throw error;
    await practice.refresh();
    return extendFile(practice.roster, file, known, news);
  }
}

/** Whether a refusal may be gone with what is new in the roster. */
function isUnknownPerson(error: unknown): boolean {
  if (error instanceof ClientError) return error.code === 'reader-not-in-roster';
  return (
    error instanceof CoreError && (error.code === 'author-unknown' || error.code === 'roster-ahead')
  );
}

/** The verified chain must contain the pinned head and end where the server says. */
function checkHead(known: VerifiedFile, reply: FileReply, pin: FilePin | undefined): void {
  if (pin !== undefined) {
    if (Math.min(known.state.seq, reply.head.seq) < pin.seq)
      throw new ClientError('head-rolled-back');
    if (idAt(known, pin.seq) !== pin.head) throw new ClientError('file-forked');
  }
  if (reply.head.seq !== known.state.seq) throw new ClientError('file-withheld');
  if (idOf(reply.head.id) !== known.state.head) throw new ClientError('file-forked');
}

async function finish(
  practice: Practice,
  progress: Progress,
  reply: FileReply,
): Promise<OpenedFile | 'again'> {
  let step = progress;
  let answer = reply;
  let { known, counter } = await take(practice, step, answer);
  while (answer.more) {
    step = await ask(practice, { request: step.request, pin: step.pin, known });
    const { outcomes } = await practice.member.api.call(
      'read',
      { reads: [step.statement] },
      practice.member.token,
    );
    const [outcome] = outcomes;
    if (outcome === undefined) throw new ClientError('file-withheld');
    answer = released(outcome);
    if (answer.more && answer.entries.length === 0) throw new ClientError('file-withheld');
    ({ known, counter } = await take(practice, step, answer));
  }
  checkHead(known, answer, progress.pin);
  const { as } = progress.request;
  const stale = progress.from > 0 && staleWraps(known);
  if (stale) return 'again';
  const grants: readonly Grant[] = answer.grants;
  const keys = await openKeys(practice, known, as, grants).catch((error: unknown) => {
    throw isLocked(error) ? new LockedFile(known, error) : error;
  });
  if (lacksBodies(known, keys)) {
    if (progress.from > 0) return 'again';
    throw new ClientError('file-withheld');
  }
  const kept = { file: withinReach(known, keys), counter, as, grants };
  await saveFile(practice.member, kept);
  const distrust = () => saveFile(practice.member, withoutWraps(kept));
  return { file: kept.file, keys, ledgerIndex: answer.leaf.index, counter, distrust };
}

/** After a rotation the wraps of entries held from before are of an old epoch: fetch them anew. */
function staleWraps(file: VerifiedFile): boolean {
  return file.entries.some(
    (e) => e.sealed.wrap !== null && e.sealed.wrapEpoch !== file.state.epoch,
  );
}

/** The file without bodies that the keys do not open any more: those of loans that have ended. */
function withinReach(file: VerifiedFile, keys: FileKeys): VerifiedFile {
  const entries = file.entries.map((entry) => {
    const { header, sealed } = entry;
    if (header.length === 0 || sealed.body === null || keys.reaches(header)) return entry;
    return { ...entry, sealed: { ...sealed, body: null, wrap: null } };
  });
  return { ...file, entries };
}

function withoutWraps(cached: CachedFile): CachedFile {
  const entries = cached.file.entries.map((entry) => {
    return { ...entry, sealed: { ...entry.sealed, wrap: null } };
  });
  return { ...cached, file: { ...cached.file, entries } };
}

/**
 * Whether a body or its key is not here though the reader may open it: held from before by one who
 * could open less, or left out by the server.
 */
export function lacksBodies(file: VerifiedFile, keys: FileKeys): boolean {
  return file.entries.some(({ header, sealed }) => {
    if (header.length === 0 || !keys.reaches(header)) return false;
    const opens = keys.opens(header.compartment);
    return sealed.body === null || (opens && sealed.wrap === null);
  });
}

/**
 * Reads files from the server and verifies them: signed statement out, leaf receipt and entries in,
 * everything checked before anything is opened. `onFile` is told each finished file; `onLocked` each
 * that is sound but sealed to a generation of a group that nobody has opened to this member yet, or to
 * keys that this member has lost (without it that throws `group-not-held`).
 * Throws `ClientError` or `CoreError` naming what was wrong; nothing unverified is returned.
 */
export async function readFiles(
  practice: Practice,
  requests: readonly ReadRequest[],
  onFile: (opened: OpenedFile) => void = () => undefined,
  options: { readonly fresh?: boolean; readonly onLocked?: OnLocked } = {},
): Promise<readonly OpenedFile[]> {
  const opened: OpenedFile[] = [];
  const batch = Math.min(16, limits.reads);
  for (let at = 0; at < requests.length; at += batch) {
    const part = requests.slice(at, at + batch);
    const asked = await Promise.all(
      part.map((request) => begin(practice, request, options.fresh ?? false)),
    );
    const { outcomes } = await practice.member.api.call(
      'read',
      { reads: asked.map((p) => p.statement) },
      practice.member.token,
    );
    if (outcomes.length !== asked.length) throw new ClientError('file-withheld');
    for (const [i, progress] of asked.entries()) {
      const outcome = outcomes[i];
      if (outcome === undefined) throw new ClientError('file-withheld');
      const file = await finishOr(practice, progress, released(outcome), options.onLocked);
      if (file === undefined) continue;
      opened.push(file);
      onFile(file);
    }
  }
  await practice.ledger.save();
  return opened;
}

async function finishOr(
  practice: Practice,
  progress: Progress,
  reply: FileReply,
  onLocked: OnLocked | undefined,
): Promise<OpenedFile | undefined> {
  const { request } = progress;
  try {
    const result = await finish(practice, progress, reply);
    return result === 'again' ? await readFile(practice, request, { fresh: true }) : result;
  } catch (error) {
    if (onLocked === undefined || !(error instanceof LockedFile)) throw error;
    onLocked(request, error.file);
    return undefined;
  }
}

/** Is told a sound file that this member cannot open. */
type OnLocked = (request: ReadRequest, file: VerifiedFile) => void;

/** A file that is sound and not opened: its chain is known all the same. */
class LockedFile extends ClientError {
  readonly file: VerifiedFile;

  constructor(file: VerifiedFile, cause: unknown) {
    super('group-not-held', { cause });
    this.file = file;
  }
}

/** Whether a file is not opened only for want of a group's older seed, or of keys that were lost. */
export function isLocked(error: unknown): boolean {
  return error instanceof ClientError && error.code === 'group-not-held';
}

/**
 * The file as it was last verified on this device, for when the server cannot be reached.
 * Resolves to undefined when this device does not hold it. No leaf is written: nothing was released.
 */
export async function readCached(
  practice: Practice,
  file: FileId,
): Promise<OpenedFile | undefined> {
  const cached = await loadFile(practice.member, practice.roster, file);
  return cached === undefined ? undefined : openCached(practice, cached);
}

/** Opens the grants of a file held on this device. Throws as `openKeys`. */
export async function openCached(practice: Practice, cached: CachedFile): Promise<OpenedFile> {
  const keys = await openKeys(practice, cached.file, cached.as, cached.grants);
  const distrust = () => saveFile(practice.member, withoutWraps(cached));
  return { file: cached.file, keys, ledgerIndex: 0, counter: cached.counter, distrust };
}

/** Reads one file; as `readFiles`. `fresh` fetches it whole instead of only what is new. */
export async function readFile(
  practice: Practice,
  request: ReadRequest,
  options: { readonly fresh?: boolean } = {},
): Promise<OpenedFile> {
  const [opened] = await readFiles(practice, [request], undefined, options);
  if (opened === undefined) throw new ClientError('file-withheld');
  return opened;
}
