import { CoreError, type FileId, type PrincipalId } from '@vaiti/core';
import { rotatePending, standingOf } from '../access/rotate.ts';
import { shareFile, stopSharing } from '../access/share.ts';
import { ClientError } from '../errors.ts';
import { type Directory, nameOf } from '../practice/directory.ts';
import { linkGroups } from '../practice/found.ts';
import type { Practice } from '../practice/practice.ts';
import type { ArgsOf, ClinicEvent } from './methods.ts';
import { openPatient } from './patient-file.ts';
import type { ColleagueView } from './sharing-methods.ts';

/** Everybody active but the member, by name. */
export function colleaguesOf(practice: Practice, directory: Directory): ColleagueView[] {
  const { identity } = practice.member;
  const people = [...practice.roster.people.values()];
  return people
    .filter(({ id, retired }) => !retired && id !== identity.id)
    .map(({ id }) => ({ principal: id, name: nameOf(directory, id) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'fi'));
}

/** Opens the file to a colleague. Throws as `shareFile`. */
export async function shareWith(practice: Practice, args: ArgsOf<'share'>): Promise<void> {
  const { opened } = await openPatient(practice, args.file as FileId);
  const until = args.until === null ? {} : { until: Date.parse(args.until) / 86_400_000 };
  const reader = args.principal as PrincipalId;
  await shareFile(practice, opened, { reader, scope: args.scope, ...until });
}

/** Closes the file to a reader. Throws as `stopSharing`. */
export async function stopSharingWith(
  practice: Practice,
  args: ArgsOf<'stopSharing'>,
): Promise<void> {
  const { opened } = await openPatient(practice, args.file as FileId);
  await stopSharing(practice, opened, args.principal as PrincipalId);
}

/**
 * What a client does by itself after sign-in: links the generations of its groups, and re-seals files
 * that wait because somebody left. What it cannot do now, the next sign-in does; a file that is not as
 * it should be says so when it is opened.
 */
export async function tend(practice: Practice, emit: (event: ClinicEvent) => void): Promise<void> {
  try {
    await linkGroups(practice);
    const { files } = await standingOf(practice);
    if (files.length === 0) return;
    emit({ event: 'rotation', done: 0, of: files.length });
    await rotatePending(practice, (done, of) => emit({ event: 'rotation', done, of }));
  } catch (error) {
    if (!(error instanceof ClientError) && !(error instanceof CoreError)) throw error;
  } finally {
    emit({ event: 'rotation', done: 0, of: 0 });
  }
}
