import { CoreError, type FileId, type PrincipalId, holdsRole } from '@vaiti/core';
import { splitPending } from '../access/council.ts';
import { rotatePending, standingOf } from '../access/rotate.ts';
import { shareFile, stopSharing } from '../access/share.ts';
import { ClientError } from '../errors.ts';
import { type Directory, nameOf } from '../practice/directory.ts';
import { linkGroups } from '../practice/found.ts';
import type { Practice } from '../practice/practice.ts';
import { regroup } from '../recover/renew.ts';
import { endEmergencies } from '../request/emergency.ts';
import { listRequests } from '../request/request.ts';
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
 * What a client does by itself after sign-in: seals groups to new keys of their holders (administrators),
 * links the generations of its groups, re-seals files that
 * wait because somebody left or an emergency is over, and shares out keys among a new council. What it cannot do now, the next sign-in does; a file that is not as
 * it should be says so when it is opened.
 */
export async function tend(practice: Practice, emit: (event: ClinicEvent) => void): Promise<void> {
  try {
    if (holdsRole(practice.roster, practice.member.identity.id, 'administrator'))
      await regroup(practice);
    await linkGroups(practice);
    const { files, unsplit } = await standingOf(practice);
    if (files.length > 0) {
      emit({ event: 'rotation', done: 0, of: files.length });
      await rotatePending(practice, (done, of) => emit({ event: 'rotation', done, of }));
      emit({ event: 'rotation', done: 0, of: 0 });
    }
    await endEmergencies(practice, await listRequests(practice));
    if (unsplit.files.length > 0)
      await splitPending(practice, (done, of) => emit({ event: 'splitting', done, of }));
  } catch (error) {
    if (!(error instanceof ClientError) && !(error instanceof CoreError)) throw error;
  } finally {
    emit({ event: 'rotation', done: 0, of: 0 });
    emit({ event: 'splitting', done: 0, of: 0 });
  }
}
