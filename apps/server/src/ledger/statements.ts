import type { AnswerRow, RequestRow } from '../store/request-rows.ts';
import { limits, type RequestOf } from '@vaiti/contract';
import {
  type ChainState,
  checkSuite,
  CoreError,
  decodeApproval,
  decodeRequest,
  decodeShareHeader,
  decodeVerdict,
  encodeCbor,
  equal,
  type FileId,
  idOf,
  type PracticeId,
  type PrincipalId,
  reasonHash,
  requestId,
  type Roster,
  type Share,
  signingKey,
  toHex,
  verifyApproval,
  verifyRequest,
  verifyShare,
  verifyVerdict,
} from '@vaiti/core/blind';
import { allowed } from '../policy/gate.ts';
import { type CheckContext, orRefused } from './check.ts';
import { mayAnswer, mayAsk, mayReview } from './request-rules.ts';
import { verifyTogether } from './verify.ts';
import { type CheckedStatement, refused, type Refused } from './work.ts';

/** What every statement about a request says. */
interface Said {
  readonly suite: number;
  readonly practice: Uint8Array;
  readonly by: Uint8Array;
  readonly generation: number;
  readonly time: number;
}

/** Whether the caller may say this now, in their own name; the code of the refusal if not. */
function refusalOf({ caller, now, roster }: CheckContext, said: Said): Refused | undefined {
  checkSuite(said.suite, roster.minimumSuite);
  if (idOf<PracticeId>(said.practice) !== roster.practice)
    return refused('chain-practice-mismatch');
  if (!isOwn(roster, caller, said)) return refused('not-found');
  return Math.abs(said.time - now) > limits.clockSkew ? refused('clock-off') : undefined;
}

function isOwn(roster: Roster, caller: PrincipalId, { by, generation }: Said): boolean {
  const author = idOf<PrincipalId>(by);
  return allowed(roster, { action: 'sign', caller, author, generation, as: author });
}

/** Form, clock, signature and sealed reason of a request. `open` are the caller's that still run. */
export function checkRequest(
  context: CheckContext,
  { reason, request: signed }: RequestOf<'request'>,
  open: number,
): Promise<(CheckedStatement & { readonly id: Uint8Array<ArrayBuffer> }) | Refused> {
  return orRefused(async () => {
    const { caller, now, roster } = context;
    const said = decodeRequest(signed.request);
    const { expires, file, generation, kind, time } = said;
    const refusal = refusalOf(context, { ...said, by: said.requester });
    if (refusal !== undefined) return refusal;
    if (!equal(said.reason, reasonHash(reason))) return refused('signature-invalid');
    await verifyRequest(signed, signingKey(roster, caller, generation), verifyTogether);
    const id = requestId(signed);
    const row: RequestRow = {
      id: toHex(id),
      file: idOf<FileId>(file),
      kind,
      requester: caller,
      time,
      expires,
      request: signed.request,
      signature: signed.signature,
      reason: encodeCbor({ body: reason.body, keys: reason.keys.map((key) => ({ ...key })) }),
      done: null,
    };
    return {
      kind: 'statement',
      id,
      file: row.file,
      refusal: (now_, chain) =>
        open >= limits.openRequests ? 'too-many-requests' : mayAsk(now_, chain, caller, kind),
      opening: (counter) => ({ kind: 'request', file, counter, time: now, ...signed }),
      write: { write: 'request', row },
    };
  });
}

/** What is known of the request that somebody answers. */
export interface Asked {
  readonly row: RequestRow;
  readonly answers: readonly AnswerRow[];
}

/** Form, clock and signatures of an approval with the share that belongs to it. */
export function checkApproval(
  context: CheckContext,
  { approval: signed, share }: RequestOf<'approve'>,
  { answers, row }: Asked,
): Promise<CheckedStatement | Refused> {
  return orRefused(async () => {
    const { caller, now, roster } = context;
    const said = decodeApproval(signed.approval);
    const { epoch, file, generation, request, time } = said;
    const refusal = refusalOf(context, { ...said, by: said.approver });
    if (refusal !== undefined) return refusal;
    const same =
      idOf<FileId>(file) === row.file &&
      idOf<PrincipalId>(said.requester) === row.requester &&
      said.kind === row.kind;
    if (!same) return refused('not-found');
    if ((share !== null) !== (row.kind === 'emergency')) return refused('schema-invalid');
    const key = signingKey(roster, caller, generation);
    await verifyApproval(signed, key, verifyTogether);
    if (share !== null) await checkShare(roster, { share, epoch, row, officer: caller, key });
    return {
      kind: 'statement',
      file: row.file,
      refusal: (current, chain) => {
        const no = mayAnswer(current, chain, { caller, row, now });
        if (no !== undefined) return no;
        if (epoch !== chain.epoch) return 'head-moved';
        const before = answers.some((one) => isSame(one, caller, 'approved', epoch));
        return before ? 'request-answered' : undefined;
      },
      opening: (counter) => ({ kind: 'approval', file, counter, time: now, ...signed }),
      write: {
        write: 'answer',
        row: {
          request: toHex(request),
          file: row.file,
          author: caller,
          says: 'approved',
          epoch,
          time,
          statement: signed.approval,
          signature: signed.signature,
          share: share === null ? null : encodeCbor({ ...share }),
        },
      },
    };
  });
}

function isSame(answer: AnswerRow, by: PrincipalId, says: string, epoch: number): boolean {
  return answer.author === by && answer.says === says && answer.epoch === epoch;
}

/** The share is the approver's, of this epoch, sealed to whoever asked and for this request. */
async function checkShare(
  roster: Roster,
  about: {
    readonly share: Share;
    readonly epoch: number;
    readonly row: RequestRow;
    readonly officer: PrincipalId;
    readonly key: Uint8Array;
  },
): Promise<void> {
  const { epoch, key, officer, row, share } = about;
  const header = decodeShareHeader(share.header);
  const fits =
    idOf<PracticeId>(header.practice) === roster.practice &&
    idOf<FileId>(header.file) === row.file &&
    header.epoch === epoch &&
    idOf<PrincipalId>(header.officer) === officer &&
    idOf<PrincipalId>(header.by) === officer &&
    idOf<PrincipalId>(header.reader) === row.requester &&
    header.request !== null &&
    toHex(header.request) === row.id;
  if (!fits) throw new CoreError('share-mismatch');
  await verifyShare(share, key, verifyTogether);
}

/** Form, clock and signature of a verdict. */
export function checkVerdict(
  context: CheckContext,
  { verdict: signed }: RequestOf<'verdict'>,
  { answers, row }: Asked,
): Promise<CheckedStatement | Refused> {
  return orRefused(async () => {
    const { caller, now, roster } = context;
    const said = decodeVerdict(signed.verdict);
    const { file, generation, says, time } = said;
    const refusal = refusalOf(context, said);
    if (refusal !== undefined) return refusal;
    if (idOf<FileId>(file) !== row.file) return refused('not-found');
    await verifyVerdict(signed, signingKey(roster, caller, generation), verifyTogether);
    const approvers = answers.flatMap((one) => (one.says === 'approved' ? [one.author] : []));
    const earlier = answers.filter((one) => one.author === caller && one.says !== 'approved');
    return {
      kind: 'statement',
      file: row.file,
      refusal: (current: Roster, chain: ChainState) => {
        const no =
          says === 'declined'
            ? mayAnswer(current, chain, { caller, row, now })
            : mayReview(current, { caller, row, approvers });
        if (no !== undefined) return no;
        const again = earlier.some((one) => (one.says === 'declined') === (says === 'declined'));
        return again ? 'request-answered' : undefined;
      },
      opening: (counter) => ({ kind: 'verdict', file, counter, time: now, ...signed }),
      write: {
        write: 'answer',
        row: {
          request: row.id,
          file: row.file,
          author: caller,
          says,
          epoch: 0,
          time,
          statement: signed.verdict,
          signature: signed.signature,
          share: null,
        },
      },
    };
  });
}
