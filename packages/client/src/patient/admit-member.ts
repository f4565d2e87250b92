import { audienceCompartments, type CareRecord, displayName } from '@vaiti/care';
import {
  type FileId,
  idOf,
  type Invitation,
  type MemberRole,
  memberScopes,
  type PrincipalId,
  type PublicKeys,
} from '@vaiti/core';
import { rotateIfDue, writeStanding } from '../access/rotate.ts';
import { shareFile, stopSharing } from '../access/share.ts';
import { ClientError } from '../errors.ts';
import type { Draft } from '../file/write.ts';
import { type Directory, nameOf, readDirectory } from '../practice/directory.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { contactIn, contentOf, openOwn, type OwnFile, recordsOf } from './open.ts';
import { endOf } from './until.ts';

/** A patient or guardian to be let in, with the keys whose fingerprint was compared. */
export interface NewMember {
  readonly id: PrincipalId;
  readonly keys: PublicKeys;
  readonly name: string;
  readonly member: NonNullable<Invitation['member']>;
}

/** Writes what is not there yet, and resolves to the file as it is then. */
async function writeOnce(practice: Practice, file: OwnFile, draft: Draft): Promise<OwnFile> {
  return contentOf(await writeStanding(practice, file.opened, draft));
}

async function withName(practice: Practice, file: OwnFile, who: NewMember): Promise<OwnFile> {
  const { role } = who.member;
  const known = recordsOf(file.records, 'member').find((one) => one.content.principal === who.id);
  const same = known?.content.name === who.name && known.content.role === role;
  if (same) return file;
  const content: CareRecord = { type: 'member', principal: who.id, role, name: who.name };
  const record = known === undefined ? {} : { record: known.record };
  return writeOnce(practice, file, { compartment: 'clinical', content, ...record });
}

async function withCover(
  practice: Practice,
  file: OwnFile,
  at: { readonly role: MemberRole; readonly directory: Directory },
): Promise<OwnFile> {
  const { directory, role } = at;
  const content = {
    type: 'cover' as const,
    audience: role,
    practiceName: directory.name,
    patientName: displayName(contactIn(file.records)),
    therapistName: nameOf(directory, practice.member.identity.id),
  };
  const known = recordsOf(file.records, 'cover').find((one) => one.content.audience === role);
  if (known?.content.patientName === content.patientName) return file;
  const record = known === undefined ? {} : { record: known.record };
  return writeOnce(practice, file, { compartment: audienceCompartments[role], content, ...record });
}

/**
 * Lets a patient or guardian into a file: their name for the team, what stands over what they read, and
 * then the key of their one compartment, for a guardian until the patient comes of age. Each step looks
 * whether it was done, so that an interrupted one is finished by calling it again. Throws `not-found`,
 * `no-grant`, `birth-date-unknown`, `not-a-minor`, and as `shareFile`.
 */
export async function admitMember(practice: Practice, who: NewMember): Promise<void> {
  const { role } = who.member;
  await practice.refresh();
  let file = await openOwn(practice, idOf<FileId>(who.member.file));
  const end = endOf(role, contactIn(file.records), today(practice.member));
  file = await contentOf(await rotateIfDue(practice, file.opened));
  file = await withName(practice, file, who);
  file = await withCover(practice, file, { role, directory: await readDirectory(practice) });
  await shareFile(practice, file.opened, {
    reader: who.id,
    scope: memberScopes[role],
    member: { role, keys: who.keys },
    ...end,
  });
}

/**
 * Ends a patient's or guardian's access: a new epoch without them. What they have read they have read.
 * Throws `not-found` for anybody else, and as `stopSharing`.
 */
export async function dismissMember(
  practice: Practice,
  at: { readonly file: FileId; readonly principal: PrincipalId },
): Promise<void> {
  const { opened } = await openOwn(practice, at.file);
  const { members, readers } = opened.file.state;
  if (!members.has(at.principal) || !readers.has(at.principal)) throw new ClientError('not-found');
  await stopSharing(practice, opened, at.principal);
}

/**
 * Gives every guardian of a file the end that follows from the patient's birth date as it is known now:
 * it may have been corrected since they were let in. Whose time is over by it goes. Does nothing where
 * all is so already. Throws as `shareFile`.
 */
export async function settleGuardians(practice: Practice, file: OwnFile): Promise<OwnFile> {
  let current = file;
  const { members } = file.opened.file.state;
  for (const [id, { role }] of members) {
    const reader = current.opened.file.state.readers.get(id);
    if (role !== 'guardian' || reader === undefined) continue;
    const until = guardianEnd(practice, current, reader.until);
    if (until === reader.until) continue;
    if (until === undefined) await stopSharing(practice, current.opened, id);
    else await shareFile(practice, current.opened, { reader: id, scope: 'guardian', until });
    current = await openOwn(practice, current.opened.file.file);
  }
  return current;
}

/** A guardian's last day: undefined for an adult's, as it `was` where no birth date tells. */
function guardianEnd(
  practice: Practice,
  { records }: OwnFile,
  was: number | undefined,
): number | undefined {
  try {
    return endOf('guardian', contactIn(records), today(practice.member)).until;
  } catch (error) {
    if (error instanceof ClientError && error.code === 'not-a-minor') return undefined;
    if (error instanceof ClientError && error.code === 'birth-date-unknown') return was;
    throw error;
  }
}
