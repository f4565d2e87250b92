import {
  type Access,
  advance,
  authorKey,
  approvalSignatures,
  type ChainState,
  checkLoans,
  checkSignature,
  checkStanding,
  checkSuite,
  type EntryId,
  type FileId,
  idOf,
  isKnownReader,
  mayActAs,
  type Members,
  type ParsedEntry,
  parseEntry,
  type PrincipalId,
  type RecordId,
  type Roster,
  type SealedEntry,
  type Unchecked,
  verifyEntry,
} from '@vaiti/core';
import { ClientError } from '../errors.ts';

/** What must be known of a file to write its next entry. */
export interface FileTip {
  readonly file: FileId;
  readonly state: ChainState;
  readonly newest: ReadonlyMap<RecordId, number>;
}

/** A file as this client has verified it: every entry from the first to the head. */
export interface VerifiedFile extends FileTip {
  readonly entries: readonly ParsedEntry[];
  /** Access lines of the current epoch, each with the entry that granted it. */
  readonly access: readonly { readonly line: Access; readonly entry: ParsedEntry }[];
}

/** The newest version of a record, 0 when there is none. */
export function newestVersion(file: FileTip, record: RecordId): number {
  return file.newest.get(record) ?? 0;
}

/** Everyone whom an access line names must be known to the roster or let in by the file. */
function checkReaders(roster: Roster, members: Members, access: readonly Access[]): void {
  if (!access.every((line) => isKnownReader(roster, members, line)))
    throw new ClientError('reader-not-in-roster');
}

/** A signature still to be checked. */
interface Signed {
  readonly entry: ParsedEntry;
  readonly key: Uint8Array;
}

/** Takes news in and checks everything about them but their signatures, which it hands back. */
function fold(
  roster: Roster,
  file: FileId,
  known: VerifiedFile | undefined,
  news: readonly SealedEntry[],
): {
  readonly after: VerifiedFile;
  readonly signed: readonly Signed[];
  readonly approved: readonly Unchecked[];
} {
  const entries = [...(known?.entries ?? [])];
  const newest = new Map(known?.newest);
  let access = [...(known?.access ?? [])];
  let state = known?.state;
  const homes = new Map(
    entries.map(({ header }) => [idOf<RecordId>(header.record), header.compartment]),
  );
  // Signatures are checked last: a check under way when a rule refuses would reject unheard.
  const signed: Signed[] = [];
  const approved: Unchecked[] = [];
  for (const sealed of news) {
    const entry = parseEntry(sealed);
    const { header } = entry;
    if (idOf<FileId>(header.file) !== file || idOf(header.practice) !== roster.practice)
      throw new ClientError('answer-for-another');
    checkSuite(header.suite, roster.minimumSuite);
    const record = idOf<RecordId>(header.record);
    const { compartment } = header;
    const version = newest.get(record) ?? 0;
    state = advance(state, entry, { version, compartment: homes.get(record) ?? compartment });
    checkLoans(header, (seq) => (entries[seq]?.header.length ?? 0) > 0);
    checkStanding(roster, entry, state.readers);
    newest.set(record, header.version);
    homes.set(record, homes.get(record) ?? compartment);
    checkReaders(roster, state.members, header.access);
    const author = idOf<PrincipalId>(header.author);
    if (!mayActAs(roster, author, idOf(header.as), 'ever'))
      throw new ClientError('reader-not-in-roster');
    signed.push({ entry, key: authorKey(roster, state.members, author, header.generation) });
    approved.push(...approvalSignatures(roster, header));
    if (header.kind === 'rotate' || header.kind === 'forget') access = [];
    access.push(...header.access.map((line) => ({ line, entry })));
    entries.push(entry);
  }
  if (state === undefined) throw new ClientError('file-withheld');
  return { after: { file, state, entries, newest, access }, signed, approved };
}

/**
 * Verifies news on top of what is known already: shape, hashes, order, epochs, authors against the
 * roster, signatures. Throws `CoreError` (`chain-…`, `signature-invalid`, `author-unknown`,
 * `suite-…`, `roster-ahead`, …) or `reader-not-in-roster`, `answer-for-another`.
 */
export async function extendFile(
  roster: Roster,
  file: FileId,
  known: VerifiedFile | undefined,
  news: readonly SealedEntry[],
): Promise<VerifiedFile> {
  const { after, approved, signed } = fold(roster, file, known, news);
  await Promise.all([
    ...signed.map(({ entry, key }) => verifyEntry(entry, key)),
    ...approved.map((one) => checkSignature(one)),
  ]);
  return after;
}

/**
 * A file as this device kept it after it was verified. Everything is checked again but the
 * signatures: only whoever holds the identity's cache key could have sealed it. Throws as
 * `extendFile`.
 */
export function recallFile(
  roster: Roster,
  file: FileId,
  entries: readonly SealedEntry[],
): VerifiedFile {
  return fold(roster, file, undefined, entries).after;
}

/** The entry's id at a place in a verified file, if it reaches that far. */
export function idAt(file: VerifiedFile, seq: number): EntryId | undefined {
  return file.entries[seq]?.id;
}
