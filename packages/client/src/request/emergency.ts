import { type EmergencyAccess, emergencyAccessSchema } from '@vaiti/care';
import {
  combineShares,
  compartmentKey,
  decodeShareHeader,
  hasEnded,
  idBytes,
  idOf,
  newRecordId,
  openShare,
  type PracticeId,
  type PrincipalId,
  type Secret,
  sealEntry,
  sealGrant,
  type SignedApproval,
  signingKey,
  toHex,
  verifyShare,
} from '@vaiti/core';
import { isKept, readersWithout, rotateFile } from '../access/rotate.ts';
import { ClientError } from '../errors.ts';
import { sendAll } from '../file/batch.ts';
import { type OpenedFile, readFile } from '../file/read.ts';
import { type Prepared, preparedOf } from '../file/write.ts';
import { listFiles } from '../practice/files.ts';
import { isoDay, today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { type ProvenSplit, splitOf } from './approve.ts';
import { findRequest, type GivenApproval, isOpenRequest, type ProvenRequest } from './request.ts';

/** How long an emergency access lasts at most, milliseconds. */
export const EMERGENCY_LIFE = 24 * 60 * 60 * 1000;
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** With less left of the day (UTC) than this, the access lasts until the end of the next. */
const ENOUGH = 8 * HOUR;
const ATTEMPTS = 8;

/** Approvals as the requester finds them: with the share that came, or with a share that is wrong. */
export interface Gathered {
  readonly needed: number;
  readonly sound: readonly { readonly approver: PrincipalId; readonly signed: SignedApproval }[];
  /** Officers whose share is not the one that the file's split names. */
  readonly wrong: readonly PrincipalId[];
}

interface Opened extends Gathered {
  readonly proven: ProvenSplit;
  readonly shares: readonly Secret[];
}

/** The share that came with an approval, if it is what the split says that this officer has. */
async function shareOf(
  { member, roster }: Practice,
  request: ProvenRequest,
  proven: ProvenSplit,
  { approver, line }: GivenApproval,
): Promise<Secret | undefined> {
  const own = proven.split.lines.find(({ officer }) => toHex(officer) === approver);
  const { share } = line;
  if (own === undefined || share === null) return undefined;
  try {
    const header = decodeShareHeader(share.header);
    const fits =
      idOf<PracticeId>(header.practice) === roster.practice &&
      idOf(header.file) === request.file &&
      header.epoch === proven.epoch &&
      idOf<PrincipalId>(header.officer) === approver &&
      idOf<PrincipalId>(header.by) === approver &&
      header.request !== null &&
      toHex(header.request) === request.id;
    if (!fits) return undefined;
    await verifyShare(share, signingKey(roster, approver, header.byGeneration));
    return (await openShare(member.identity, share, own.digest)).share;
  } catch {
    return undefined;
  }
}

async function openShares(practice: Practice, request: ProvenRequest): Promise<Opened> {
  const proven = await splitOf(practice, request);
  const current = request.approvals.filter(({ epoch }) => epoch === proven.epoch);
  const found = await Promise.all(
    current.map(async (given) => ({
      approver: given.approver,
      signed: given.line.approval,
      share: await shareOf(practice, request, proven, given),
    })),
  );
  const sound = found.flatMap(({ approver, share, signed }) =>
    share === undefined ? [] : [{ approver, share, signed }],
  );
  return {
    needed: proven.split.threshold,
    sound: sound.map(({ approver, signed }) => ({ approver, signed })),
    wrong: found.flatMap(({ approver, share }) => (share === undefined ? [approver] : [])),
    proven,
    shares: sound.map(({ share }) => share),
  };
}

/**
 * What the requester has so far: how many approvals it takes, whose hold, and whose share is wrong.
 * Throws as `splitOf`.
 */
export async function gatherApprovals(
  practice: Practice,
  request: ProvenRequest,
): Promise<Gathered> {
  const { needed, shares, sound, wrong } = await openShares(practice, request);
  for (const share of shares) share.wipe();
  return { needed, sound, wrong };
}

/** The last day of an access that begins on `day`: that day, or the next where little is left of it. */
function lastDay(now: number, day: number): number {
  const left = DAY - (now % DAY);
  return left < ENOUGH ? day + 1 : day;
}

/** The entry that lets the member in until `until`, and tells patient and team. */
async function prepareEmergency(
  practice: Practice,
  request: ProvenRequest,
  about: { readonly root: Secret; readonly gathered: Opened; readonly told: string },
): Promise<Prepared> {
  const { member, roster } = practice;
  const { next } = request.line;
  if (next === null) throw new ClientError('request-over');
  const { gathered, root, told } = about;
  const self = member.identity;
  const day = Math.max(today(member), next.day);
  const until = lastDay(member.now(), day);
  const place = { practice: roster.practice, file: request.file, epoch: next.epoch };
  const { generation, id, keys } = self;
  const reader = { id, generation, kem: keys.kem };
  const { grant, id: grantHash } = await sealGrant(
    self,
    { ...place, scope: 'root', day, reader },
    root,
  );
  const content: EmergencyAccess = {
    type: 'emergency',
    request: request.id,
    requester: id,
    officers: gathered.sound.map(({ approver }) => approver),
    openedOn: new Date(member.now()).toISOString(),
    until: isoDay(until),
    reason: told,
  };
  const entry = await sealEntry({
    author: self,
    plan: {
      ...place,
      head: { seq: next.head.seq, id: idOf(next.head.id) },
      kind: 'emergency',
      compartment: 'shared',
      record: newRecordId(member.entropy),
      version: 1,
      as: id,
      roster: roster.seq,
      day,
      access: [{ reader: idBytes(id), generation, scope: 'root', grant: grantHash, until }],
      approvals: gathered.sound.map(({ signed }) => signed),
    },
    content,
    compartmentKey: compartmentKey(root, place, 'shared'),
    entropy: member.entropy,
  });
  return preparedOf(entry, { grants: [grant] });
}

async function appendEmergency(
  practice: Practice,
  request: ProvenRequest,
  told: string,
): Promise<void> {
  const { roster } = practice;
  const gathered = await openShares(practice, request);
  const { needed, proven, shares } = gathered;
  const [wrong] = gathered.wrong;
  if (shares.length < needed)
    throw new ClientError(wrong === undefined ? 'approvals-missing' : 'share-mismatch');
  const place = { practice: roster.practice, file: request.file, epoch: proven.epoch };
  const root = await combineShares(shares, place, proven.split);
  for (const share of shares) share.wipe();
  const prepared = await prepareEmergency(practice, request, { root, gathered, told });
  root.wipe();
  await sendAll(practice, [prepared]);
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof ClientError && codes.includes(error.code);
}

/**
 * Opens the file of one's own request with the shares that officers gave: only this file, until
 * tomorrow at the latest. Once it is open, reads it again. `told` is what patient and team read about it in the file. Throws
 * `approvals-missing`, `share-mismatch` when a share is wrong and too few are left (`gatherApprovals`
 * says whose), `request-over`, and as `readFile`.
 */
export async function openEmergency(
  practice: Practice,
  id: string,
  told: string,
): Promise<OpenedFile> {
  // What no reader could open must not get into the file.
  if (!emergencyAccessSchema.shape.reason.safeParse(told.trim()).success)
    throw new ClientError('arguments-invalid');
  const self = practice.member.identity.id;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const request = await findRequest(practice, id);
    if (request.kind !== 'emergency' || request.requester !== self)
      throw new ClientError('not-found');
    const again = { file: request.file, as: self, purpose: 'emergency' } as const;
    if (request.done !== undefined) return readFile(practice, again);
    if (!isOpenRequest(request, practice.member.now())) throw new ClientError('request-over');
    try {
      await appendEmergency(practice, request, told.trim());
      return await readFile(practice, again);
    } catch (error) {
      if (isCode(error, 'chain-approval-invalid')) throw new ClientError('approvals-missing');
      if (!isCode(error, 'head-moved')) throw error;
    }
  }
  throw new ClientError('conflict-unresolved');
}

/**
 * Ends one's emergency access before its time: a new epoch without oneself. Throws `leaver-holds-last`
 * when nobody else keeps the file: it must be shared with a colleague first.
 */
export async function closeEmergency(practice: Practice, opened: OpenedFile): Promise<void> {
  const self = practice.member.identity.id;
  const day = today(practice.member);
  const held = opened.file.state.readers.get(self);
  if (held?.until === undefined || hasEnded(held, day)) throw new ClientError('arguments-invalid');
  const others = (state: OpenedFile['file']['state']) => readersWithout(practice, state, self);
  if (!isKept(others(opened.file.state))) throw new ClientError('leaver-holds-last');
  await rotateFile(practice, opened, others);
}

/** Whether an emergency's day is over, though the last day of its access may not be. */
function hasRunOut({ done, kind }: ProvenRequest, now: number): boolean {
  const since = done === undefined ? 0 : now - done;
  return kind === 'emergency' && since >= EMERGENCY_LIFE && since < 3 * EMERGENCY_LIFE;
}

/**
 * Takes those who opened a file in an emergency a day ago or longer out of the files that the member
 * keeps, before their last day is over. Resolves to how many files it was. Throws as `listRequests`.
 */
export async function endEmergencies(
  practice: Practice,
  requests: readonly ProvenRequest[],
): Promise<number> {
  const { now } = practice.member;
  const over = requests.filter((request) => hasRunOut(request, now()));
  if (over.length === 0) return 0;
  const held = new Map((await listFiles(practice)).map(({ as, file }) => [file, as]));
  let ended = 0;
  for (const { file, requester } of over) {
    const as = held.get(file);
    if (as === undefined) continue;
    const opened = await readFile(practice, { file, as, purpose: 'care' });
    const reader = opened.file.state.readers.get(requester);
    if (reader?.until === undefined || !opened.keys.opensAll) continue;
    const others = (state: OpenedFile['file']['state']) =>
      readersWithout(practice, state, requester);
    if (!isKept(others(opened.file.state))) continue;
    await rotateFile(practice, opened, others);
    ended++;
  }
  return ended;
}
