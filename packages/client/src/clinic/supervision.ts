import type { FileId, PrincipalId } from '@vaiti/core';
import { lendEntry } from '../access/lend.ts';
import { type LentNote, lentNotes, openLentNote } from '../access/lent.ts';
import { ClientError } from '../errors.ts';
import { type Directory, nameOf } from '../practice/directory.ts';
import { isoDay } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { supervisorOf } from '../practice/supervisor.ts';
import type { ArgsOf, ResultOf } from './methods.ts';
import { openPatient } from './patient-file.ts';
import type { LentLine, LentNoteView } from './supervision-methods.ts';

function lineOf(directory: Directory, note: LentNote): LentLine {
  const { as, author, day, file, seq, until } = note;
  return {
    ...{ file, as, seq, author: nameOf(directory, author) },
    ...{ day: isoDay(day), until: isoDay(until) },
  };
}

/** Who looks at the member's notes. */
export function supervisorView(practice: Practice, directory: Directory): ResultOf<'supervisor'> {
  const id = supervisorOf(practice, directory, practice.member.identity.id);
  return id === undefined ? null : { principal: id, name: nameOf(directory, id) };
}

/** Notes to look at. Throws as `lentNotes`. */
export async function lentViews(practice: Practice, directory: Directory): Promise<LentLine[]> {
  return (await lentNotes(practice)).map((note) => lineOf(directory, note));
}

/** One of them, opened. Throws as `openLentNote`. */
export async function lentView(
  practice: Practice,
  directory: Directory,
  { as, file, seq }: ArgsOf<'lentNote'>,
): Promise<LentNoteView> {
  const at = { as: as as PrincipalId, file: file as FileId, seq };
  const { content, note } = await openLentNote(practice, at);
  if (content.type !== 'note') throw new ClientError('content-invalid');
  const { amends: reason, text, title } = content;
  return { line: lineOf(directory, note), title, text, reason };
}

/** Lends a note. Throws as `lendEntry`. */
export async function lendNote(practice: Practice, args: ArgsOf<'lendNote'>): Promise<void> {
  const { opened } = await openPatient(practice, args.file as FileId);
  const { principal, seq } = args;
  const until = Date.parse(args.until) / 86_400_000;
  await lendEntry(practice, opened, { reader: principal as PrincipalId, seq, until });
}
