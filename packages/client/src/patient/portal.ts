import {
  type Audience,
  type CareRecord,
  careRecordSchema,
  type Cover,
  type Summary,
} from '@vaiti/care';
import { type FileId, idOf, memberScopes, type PrincipalId } from '@vaiti/core';
import { latest, type OpenedRecord, openRecords } from '../file/content.ts';
import { type OpenedFile, readFiles } from '../file/read.ts';
import { followTombstones } from '../file/tombstone.ts';
import { listFiles } from '../practice/files.ts';
import { isoDay } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';

/** Something that was written for the patient or the guardian. */
export interface SharedItem {
  readonly record: string;
  /** ISO date of the entry that holds it, and who signed it, by id. */
  readonly day: string;
  readonly author: PrincipalId;
  readonly content: Summary;
}

/** A file as its patient or a guardian sees it. */
export interface SharedFile {
  readonly file: FileId;
  readonly audience: Audience;
  readonly cover: Cover | undefined;
  /** ISO date of the day on which this person was let in. */
  readonly since: string;
  /** ISO date of their last day; null without an end. */
  readonly until: string | null;
  /** The newest first. */
  readonly items: readonly SharedItem[];
  /** How many others can read these items, by what they hold. */
  readonly team: number;
  readonly members: number;
}

/** Whether somebody stands outside the roster: a patient or guardian. */
export function isOutside({ member, roster }: Practice): boolean {
  return !roster.people.has(member.identity.id);
}

/** Everything that was opened to a patient or guardian, verified. Throws as `readFiles`. */
export async function readShared(practice: Practice): Promise<readonly SharedFile[]> {
  // What was forgotten goes from this device, too.
  await followTombstones(practice);
  const lines = await listFiles(practice);
  const requests = lines.map(({ as, file }) => ({ as, file, purpose: 'own' as const }));
  const opened = await readFiles(practice, requests);
  return Promise.all(opened.map((file) => sharedFile(practice, file)));
}

async function sharedFile(practice: Practice, opened: OpenedFile): Promise<SharedFile> {
  const { access, file, state } = opened.file;
  const { id } = practice.member.identity;
  const records = await openRecords<CareRecord>(opened, careRecordSchema);
  const line = access.find((one) => idOf<PrincipalId>(one.line.reader) === id);
  const first = opened.file.entries.find(({ header }) =>
    header.access.some(({ reader }) => idOf<PrincipalId>(reader) === id),
  );
  const audience = state.members.get(id)?.role ?? 'patient';
  const others = [...state.readers].filter(([reader]) => reader !== id);
  return {
    file,
    audience,
    cover: coverIn(records),
    since: isoDay(first?.header.day ?? state.day),
    until: line?.line.until === undefined ? null : isoDay(line.line.until),
    items: itemsIn(records),
    team: others.filter(([, { scopes }]) => scopes.includes('root')).length,
    members: others.filter(([, { scopes }]) => scopes.includes(memberScopes[audience])).length,
  };
}

function coverIn(records: readonly OpenedRecord<CareRecord>[]): Cover | undefined {
  for (const record of records) {
    const { content } = latest(record);
    if (content.type === 'cover') return content;
  }
  return undefined;
}

function itemsIn(records: readonly OpenedRecord<CareRecord>[]): readonly SharedItem[] {
  return records
    .flatMap((record) => {
      const { content, entry } = latest(record);
      if (content.type !== 'summary') return [];
      const { author, day } = entry.header;
      return [
        { record: record.record, day: isoDay(day), author: idOf<PrincipalId>(author), content },
      ];
    })
    .reverse();
}
