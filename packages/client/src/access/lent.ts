import { type CareRecord, careRecordSchema } from '@vaiti/care';
import { type FileId, idBytes, idOf, idSchema, type PrincipalId } from '@vaiti/core';
import { z } from 'zod';
import { ClientError } from '../errors.ts';
import { dropFile } from '../file/cached.ts';
import { openRecords } from '../file/content.ts';
import { type OpenedFile, readFile, readFiles } from '../file/read.ts';
import type { Practice } from '../practice/practice.ts';

/** One entry that somebody has lent to this member. */
export interface LentNote {
  readonly file: FileId;
  readonly as: PrincipalId;
  readonly seq: number;
  /** The last day of reading, days since 1970. */
  readonly until: number;
  readonly author: PrincipalId;
  /** Day of the entry, days since 1970. */
  readonly day: number;
}

interface LentFile {
  readonly file: FileId;
  readonly as: PrincipalId;
  readonly entries: readonly { readonly entry: number; readonly until: number }[];
}

/** Files of which this device may hold lent entries, so that they go when the loans have ended. */
const remembered = z.array(idSchema);

/** Files with entries on loan to this member, as the server lists them: unverified until read. */
async function listLent(practice: Practice): Promise<readonly LentFile[]> {
  const { member } = practice;
  const lines: LentFile[] = [];
  let after: Uint8Array<ArrayBuffer> | null = null;
  for (;;) {
    const reply: Awaited<ReturnType<typeof ask>> = await ask(after);
    for (const { as, entries, file } of reply.files) {
      const by = idOf<PrincipalId>(as);
      if (!practice.holds(by)) throw new ClientError('answer-for-another');
      lines.push({ file: idOf(file), as: by, entries });
    }
    const last = reply.files.at(-1)?.file;
    if (!reply.more || last === undefined) return lines;
    after = last;
  }

  function ask(from: Uint8Array<ArrayBuffer> | null) {
    return member.api.call('lent', { after: from }, member.token);
  }
}

/** Forgets on this device the files whose loans have all ended. */
async function dropEnded({ member }: Practice, lines: readonly LentFile[]): Promise<void> {
  const still = new Set(lines.map(({ file }) => file));
  for (const id of (await member.cache.get('lent', remembered)) ?? [])
    if (!still.has(idOf(id))) await dropFile(member, idOf(id));
  await member.cache.put('lent', [...still].map(idBytes));
}

/** What the verified chain and the keys say of a file's lent entries. */
function notesIn({ file, keys }: OpenedFile): LentNote[] {
  const loans = file.state.readers.get(keys.as)?.loans ?? [];
  return loans.flatMap(({ entry, until }) => {
    const header = file.entries[entry]?.header;
    if (header === undefined || keys.lentKey(entry) === undefined) return [];
    const { author, day } = header;
    return [
      { file: file.file, as: keys.as, seq: entry, until, author: idOf<PrincipalId>(author), day },
    ];
  });
}

/**
 * Every entry that is lent to this member today, the newest first. What has ended is forgotten on this
 * device. Throws as `readFiles`.
 */
export async function lentNotes(practice: Practice): Promise<readonly LentNote[]> {
  const lines = await listLent(practice);
  await dropEnded(practice, lines);
  const requests = lines.map(({ as, file }) => ({ file, as, purpose: 'caseload' as const }));
  // What was lent to keys that have been replaced since is to be lent again.
  const onLocked = (): void => undefined;
  const opened = await readFiles(practice, requests, undefined, { onLocked });
  return opened.flatMap(notesIn).sort((a, b) => b.day - a.day || b.seq - a.seq);
}

/** Opens one lent entry. Throws `loan-ended` when it is lent no longer, else as `readFile`. */
export async function openLentNote(
  practice: Practice,
  at: Pick<LentNote, 'file' | 'as' | 'seq'>,
): Promise<{ readonly note: LentNote; readonly content: CareRecord }> {
  const { as, file, seq } = at;
  const opened = await readFile(practice, { file, as, purpose: 'supervision' });
  const note = notesIn(opened).find((one) => one.seq === seq);
  if (note === undefined) throw new ClientError('loan-ended');
  const records = await openRecords<CareRecord>(opened, careRecordSchema);
  const versions = records.flatMap((record) => [...record.versions]);
  const found = versions.find(({ entry }) => entry.header.seq === seq);
  if (found === undefined) throw new ClientError('loan-ended');
  return { note, content: found.content };
}
