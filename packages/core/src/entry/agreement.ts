import { toHex } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import { type FileId, idOf, type PracticeId, type PrincipalId } from '../ids.ts';
import { type Approval, type ApprovalKind, decodeApproval } from '../statement/approval.ts';
import type { Header } from './header.ts';
import type { Readers } from './readers.ts';
import type { Split } from './split.ts';

/** What an entry that needs the agreement of others is judged against: the file before it. */
export interface Agreed {
  readonly practice: PracticeId;
  readonly file: FileId;
  readonly epoch: number;
  readonly readers: Readers;
  readonly split: Split | undefined;
}

/** Of the officers who let somebody in, so many at least are not of the file's care team. */
const OUTSIDERS = 2;
/** An approval is used on the day it was given, or on one of so many days after. */
const DAYS_VALID = 2;
/** The day of an approval may be one ahead: clocks of two people. */
const DAYS_AHEAD = 1;
const DAY = 86_400_000;

function invalid(detail: string): CoreError {
  return new CoreError('chain-approval-invalid', detail);
}

/**
 * The approvals of an entry, each for this file in this epoch, for its author and of one request, by
 * somebody else, once, and not long ago. Throws `chain-approval-invalid`, `schema-invalid`, `cbor-invalid`.
 */
function approvalsOf(file: Agreed, header: Header, kind: ApprovalKind): readonly Approval[] {
  const seen = new Set([toHex(header.author)]);
  let request: string | undefined;
  return (header.approvals ?? []).map(({ approval: bytes }) => {
    const approval = decodeApproval(bytes);
    const who = toHex(approval.approver);
    if (seen.has(who)) throw invalid('twice, or the author');
    seen.add(who);
    const meant =
      approval.kind === kind &&
      idOf<PracticeId>(approval.practice) === file.practice &&
      idOf<FileId>(approval.file) === file.file &&
      approval.epoch === file.epoch &&
      toHex(approval.requester) === toHex(header.author);
    request ??= toHex(approval.request);
    if (!meant || toHex(approval.request) !== request) throw invalid('for something else');
    const day = Math.floor(approval.time / DAY);
    if (day > header.day + DAYS_AHEAD || day < header.day - DAYS_VALID) throw invalid('not today');
    return approval;
  });
}

/** An officer of the split, with the keys to which their share was sealed. */
function isOfficer(split: Split, { approver, generation }: Approval): boolean {
  const line = split.lines.find((one) => toHex(one.officer) === toHex(approver));
  return line !== undefined && line.generation === generation;
}

/**
 * The rules of `emergency`: a quorum of the officers among whom this epoch's root key is split, two of
 * them at least from outside the care team, lets exactly the author in, until tomorrow at the latest.
 * Throws `chain-approval-invalid`, `chain-access-invalid`.
 */
export function checkEmergency(file: Agreed, header: Header): void {
  const [line, ...others] = header.access;
  const until = line?.until;
  const own =
    line !== undefined && others.length === 0 && toHex(line.reader) === toHex(header.author);
  if (!own || line.scope !== 'root' || toHex(header.as) !== toHex(header.author))
    throw new CoreError('chain-access-invalid', 'the author alone');
  if (until === undefined || until < header.day || until > header.day + 1)
    throw new CoreError('chain-access-invalid', 'until tomorrow at most');
  const { split } = file;
  if (split === undefined) throw invalid('no quorum');
  const approvals = approvalsOf(file, header, 'emergency');
  if (!approvals.every((approval) => isOfficer(split, approval))) throw invalid('not an officer');
  if (approvals.length < split.threshold) throw invalid('too few');
  const team = (id: PrincipalId) => file.readers.get(id)?.scopes.includes('root') ?? false;
  const outside = approvals.filter(({ approver }) => !team(idOf(approver)));
  if (outside.length < OUTSIDERS) throw invalid('too few from outside the team');
}

/** The rule of `forget`: somebody else agreed. Throws `chain-approval-invalid`. */
export function checkForget(file: Agreed, header: Header): void {
  if (header.length > 0) throw new CoreError('length-mismatch', 'a tombstone has no body');
  if (approvalsOf(file, header, 'forget').length === 0) throw invalid('nobody agreed');
}
