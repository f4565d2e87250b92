import {
  checkCouncil,
  CoreError,
  decodeHeader,
  decodeShareHeader,
  entryMessage,
  equal,
  type FileId,
  type Header,
  idBytes,
  idOf,
  openShare,
  type PracticeId,
  type PrincipalId,
  resealShare,
  type Secret,
  sealingKeys,
  type Share,
  type ShareHeader,
  shareId,
  signApproval,
  signingKey,
  type Split,
  toHex,
  verify,
  verifyShare,
} from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { acceptStatement } from './leaf.ts';
import { isOpenRequest, type ProvenRequest, requestBytes } from './request.ts';

/** How the root key of a file is split, as the entry says that split it. */
export interface ProvenSplit {
  readonly split: Split;
  readonly header: Header;
  readonly epoch: number;
  /** Whose signature the entry has. */
  readonly author: { readonly id: PrincipalId; readonly key: Uint8Array };
}

/**
 * Proves the entry by which the file's key was split, as far as it can be without the file: somebody in
 * the roster signed it, for this file, and it names a council of the roster. Throws `request-altered`,
 * `request-over` when the server hands none out, because the request is.
 */
export async function splitOf(
  { roster }: Practice,
  { file, line }: Pick<ProvenRequest, 'file' | 'line'>,
): Promise<ProvenSplit> {
  if (line.split === null) throw new ClientError('request-over');
  const { bodyHash, header: bytes, signature } = line.split;
  try {
    const header = decodeHeader(bytes);
    const { split } = header;
    const fits =
      idOf<PracticeId>(header.practice) === roster.practice && idOf<FileId>(header.file) === file;
    if (split === undefined || !fits) throw new ClientError('request-altered');
    checkCouncil(roster, split);
    const id = idOf<PrincipalId>(header.author);
    const key = signingKey(roster, id, header.generation);
    if (!(await verify(key, entryMessage(bytes, bodyHash), signature)))
      throw new ClientError('request-altered');
    return { split, header, epoch: header.epoch, author: { id, key } };
  } catch (cause) {
    throw cause instanceof CoreError ? new ClientError('request-altered', { cause }) : cause;
  }
}

/** Whether somebody was let into the whole file by the entry that split its key. */
export function isTeam({ header }: ProvenSplit, who: PrincipalId): boolean {
  return header.access.some(({ reader, scope }) => scope === 'root' && toHex(reader) === who);
}

/** The officer's own share, opened: exactly the one that the split names. */
async function ownShare(
  { member, roster }: Practice,
  { file, line }: ProvenRequest,
  proven: ProvenSplit,
): Promise<{ readonly header: ShareHeader; readonly share: Secret }> {
  const self = member.identity;
  const own = proven.split.lines.find(({ officer }) => toHex(officer) === self.id);
  const { share } = line;
  if (own === undefined || share === null) throw new ClientError('not-found');
  const header = decodeShareHeader(share.header);
  const fits =
    equal(shareId(share), own.share) &&
    idOf<PracticeId>(header.practice) === roster.practice &&
    idOf<FileId>(header.file) === file &&
    header.epoch === proven.epoch &&
    idOf<PrincipalId>(header.officer) === self.id &&
    idOf<PrincipalId>(header.by) === proven.author.id;
  if (!fits) throw new CoreError('share-mismatch');
  await verifyShare(share, proven.author.key);
  return openShare(self, share, own.digest);
}

/**
 * Agrees to an emergency: opens one's own share, seals it again to whoever asked, for this request
 * alone, and signs. Throws `request-over`, `request-answered`, `share-mismatch` when the server handed
 * out another share than the file's split names, `request-altered`.
 */
export async function approveEmergency(practice: Practice, request: ProvenRequest): Promise<void> {
  const { member, roster } = practice;
  if (!isOpenRequest(request, member.now())) throw new ClientError('request-over');
  const proven = await splitOf(practice, request);
  const opened = await ownShare(practice, request, proven);
  const { generation, keys } = sealingKeys(roster, request.requester);
  const share = await resealShare(member.identity, opened, {
    id: request.requester,
    generation,
    kem: keys.kem,
    request: requestBytes(request),
    day: today(member),
  });
  opened.share.wipe();
  await sendApproval(practice, request, { epoch: proven.epoch, share });
}

/** Signs one's agreement to a request in an epoch and sends it, with a share for an emergency. */
export async function sendApproval(
  practice: Practice,
  request: ProvenRequest,
  { epoch, share }: { readonly epoch: number; readonly share: Share | null },
): Promise<void> {
  const { member, roster } = practice;
  const { file, kind, requester } = request;
  const approval = await signApproval(member.identity, {
    practice: roster.practice,
    kind,
    request: requestBytes(request),
    file,
    epoch,
    requester,
    time: member.now(),
  });
  const { leaf } = await member.api.call('approve', { approval, share }, member.token);
  await acceptStatement(practice, leaf, { kind: 'approval', file: idBytes(file), ...approval });
}
