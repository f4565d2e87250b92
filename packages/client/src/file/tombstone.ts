import type { ReplyOf } from '@vaiti/contract';
import {
  CoreError,
  decodeApproval,
  type EntryId,
  extendRoster,
  type FileId,
  hashSchema,
  type Header,
  idBytes,
  idOf,
  idSchema,
  mayAgreeToForget,
  type PrincipalId,
  type Roster,
  signRead,
  uintSchema,
} from '@vaiti/core';
import { z } from 'zod';
import { ClientError } from '../errors.ts';
import type { Practice } from '../practice/practice.ts';
import { dropFile, loadPin, savePin } from './cached.ts';
import { idAt, type VerifiedFile } from './chain.ts';
import { takeNews } from './read.ts';

/** The end of a file as the server lists it: unverified. Days since 1970. */
export interface TombstoneLine {
  readonly file: FileId;
  readonly head: { readonly seq: number; readonly id: EntryId };
  readonly day: number;
  /** The last day on which a backup may exist that still holds the file's keys. */
  readonly backups: number;
}

/** The end of a file, verified: its whole chain of signed headers, and who agreed. */
export interface Tombstone extends TombstoneLine {
  readonly entries: number;
  readonly requester: PrincipalId;
  readonly approvers: readonly PrincipalId[];
}

/** Tombstones that this device was shown: none of them may be missing later. */
const remembered = z.array(z.strictObject({ file: idSchema, seq: uintSchema, head: hashSchema }));

function lineOf({ backups, day, file, head }: ReplyOf<'tombstone'>['tombstone']): TombstoneLine {
  return { file: idOf(file), head: { seq: head.seq, id: idOf(head.id) }, day, backups };
}

/** Files that have ended: all of them for those who watch over that, else those that one held. */
async function listTombstones(practice: Practice): Promise<readonly TombstoneLine[]> {
  const { member } = practice;
  const lines: TombstoneLine[] = [];
  for (let more = true; more; ) {
    const last = lines.at(-1)?.file;
    const request = { after: last === undefined ? null : idBytes(last) };
    const reply = await member.api.call('tombstones', request, member.token);
    lines.push(...reply.tombstones.map(lineOf));
    ({ more } = reply);
    if (more && lines.at(-1)?.file === last) throw new ClientError('server-reply-invalid');
  }
  return lines;
}

/** The roster as it was after its entry `seq`. */
async function rosterAt(practice: Practice, seq: number): Promise<Roster | undefined> {
  let roster: Roster | undefined;
  for (const entry of practice.rosterEntries.slice(0, seq + 1))
    roster = await extendRoster(roster, entry);
  return roster;
}

/**
 * Whoever agreed was a privacy officer or an administrator as the roster stood for the author. Throws
 * `chain-approval-invalid`.
 */
async function approversOf(practice: Practice, header: Header): Promise<readonly PrincipalId[]> {
  const roster = header.roster === undefined ? undefined : await rosterAt(practice, header.roster);
  return (header.approvals ?? []).map(({ approval }) => {
    const id = idOf<PrincipalId>(decodeApproval(approval).approver);
    if (roster === undefined || !mayAgreeToForget(roster, id))
      throw new CoreError('chain-approval-invalid', 'whose role it is not');
    return id;
  });
}

/** Fetches and verifies the headers that are left. Throws `not-destroyed` where more is left. */
async function readRemains(
  practice: Practice,
  file: FileId,
): Promise<{ readonly line: TombstoneLine; readonly chain: VerifiedFile }> {
  const { member } = practice;
  let chain: VerifiedFile | undefined;
  for (;;) {
    const from = chain === undefined ? 0 : chain.state.seq + 1;
    const request = { file: idBytes(file), from };
    const reply = await member.api.call('tombstone', request, member.token);
    if (idOf<FileId>(reply.tombstone.file) !== file) throw new ClientError('answer-for-another');
    if (reply.entries.some(({ body, wrap }) => (body?.length ?? 0) > 0 || wrap !== null))
      throw new ClientError('not-destroyed');
    chain = await takeNews(practice, file, chain, reply.entries);
    if (!reply.more) return { line: lineOf(reply.tombstone), chain };
    if (reply.entries.length === 0) throw new ClientError('file-withheld');
  }
}

/** The server must refuse to read out the file, whoever asks. Throws `not-destroyed`. */
async function demandNothing(practice: Practice, file: FileId): Promise<void> {
  const { member } = practice;
  const as = member.identity.id;
  const at = { practice: member.practice, file, as, from: 0, to: 2 ** 40 };
  const plan = { ...at, purpose: 'verify' as const, time: member.now() };
  const statement = await signRead(member.identity, plan, member.entropy);
  const { outcomes } = await member.api.call('read', { reads: [statement] }, member.token);
  if (outcomes.some(({ outcome }) => outcome === 'released'))
    throw new ClientError('not-destroyed');
}

/**
 * Verifies the end of a file: every header from the first to the entry that ended it, its signatures
 * and order, the agreement of a second person whose role it is, nothing behind it, what this device has
 * seen of the file before it, and that the server gives no body, wrap or grant of it. This device then
 * forgets its copy and remembers the end. Throws `not-destroyed`, `head-rolled-back`, `file-forked`,
 * `file-withheld`, `chain-…`, `signature-invalid`, `not-found`.
 */
export async function verifyTombstone(practice: Practice, file: FileId): Promise<Tombstone> {
  const { member } = practice;
  const { chain, line } = await readRemains(practice, file);
  const { state } = chain;
  const pin = await loadPin(member, file);
  if (pin !== undefined && state.seq < pin.seq) throw new ClientError('head-rolled-back');
  if (pin !== undefined && idAt(chain, pin.seq) !== pin.head) throw new ClientError('file-forked');
  if (line.head.seq !== state.seq || line.head.id !== state.head)
    throw new ClientError('file-forked');
  const last = chain.entries.at(-1)?.header;
  if (last === undefined || !state.forgotten) throw new ClientError('file-withheld');
  const approvers = await approversOf(practice, last);
  await demandNothing(practice, file);
  await savePin(member, file, { seq: state.seq, head: state.head, counter: pin?.counter ?? 0 });
  await dropFile(member, file);
  const entries = chain.entries.length;
  return { ...line, entries, requester: idOf<PrincipalId>(last.author), approvers };
}

/**
 * Looks for files that ended since the last time: of those that this device has ever read the end is
 * verified and the copy forgotten, the others are remembered. Throws `tombstone-missing` when the server
 * does not show one any more that it has shown before, else as `verifyTombstone`.
 */
export async function followTombstones(practice: Practice): Promise<readonly TombstoneLine[]> {
  const { cache } = practice.member;
  const known = (await cache.get('tombstones', remembered)) ?? [];
  const lines = await listTombstones(practice);
  for (const { file, head, seq } of known) {
    const line = lines.find((one) => one.file === idOf(file));
    if (line === undefined || line.head.seq !== seq || line.head.id !== idOf(head))
      throw new ClientError('tombstone-missing');
  }
  const seen = new Set(known.map(({ file }) => idOf<FileId>(file)));
  const fresh = lines.filter(({ file }) => !seen.has(file));
  for (const { file } of fresh)
    if ((await loadPin(practice.member, file)) !== undefined) await verifyTombstone(practice, file);
  if (fresh.length > 0)
    await cache.put(
      'tombstones',
      lines.map(({ file, head: { id, seq } }) => ({ file: idBytes(file), seq, head: idBytes(id) })),
    );
  return lines;
}
