import { type Audience, displayName } from '@vaiti/care';
import { type FileId, fingerprintOf, idOf, type PrincipalId, type RecordId } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { inviteToFile, openInvitations } from '../invite/invite.ts';
import { dismissMember } from '../patient/admit-member.ts';
import { membersOf } from '../patient/members.ts';
import { contactIn, openOwn, type OwnFile, recordsOf } from '../patient/open.ts';
import { readShared } from '../patient/portal.ts';
import { endOf } from '../patient/until.ts';
import { decideVisit, decisionOn, tellAbout } from '../patient/visit.ts';
import { type Directory, fingerprintFor, nameOf } from '../practice/directory.ts';
import { isoDay, today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import type { ArgsOf, MeView, ResultOf } from './methods.ts';
import { invitationViewOf } from './people.ts';
import type { SharedView, ToldView, VisitSharing } from './patient-methods.ts';

/** Who of those outside the practice reads the file, and whom one has invited. Throws as `openOwn`. */
export async function membersView(
  practice: Practice,
  directory: Directory,
  file: FileId,
): Promise<ResultOf<'members'>> {
  const own = await openOwn(practice, file);
  const members = membersOf(directory, own);
  const invitations = (await openInvitations(practice)).filter(({ own: mine }) => {
    if (mine?.says.member === undefined) return false;
    const admitted = members.some(({ principal }) => principal === mine.answer?.id);
    return !admitted && idOf<FileId>(mine.says.member.file) === file;
  });
  return { members, invitations: invitations.map((one) => invitationViewOf(directory, one)) };
}

/** Invites a patient or guardian. Throws `birth-date-unknown`, `not-a-minor` and as `inviteToFile`. */
export async function inviteMember(
  practice: Practice,
  directory: Directory,
  { file, name, role }: ArgsOf<'inviteMember'>,
): Promise<ResultOf<'inviteMember'>> {
  const { opened, records } = await openOwn(practice, file as FileId);
  const contact = contactIn(records);
  endOf(role, contact, today(practice.member));
  const patientName = displayName(contact);
  const invited = { name, role, file: opened.file.file, patientName };
  const { id } = await inviteToFile(practice, directory, invited);
  const found = (await openInvitations(practice)).find((one) => one.id === id);
  if (found === undefined) throw new ClientError('not-found');
  return invitationViewOf(directory, found);
}

/** Ends a patient's or guardian's access. Throws as `dismissMember`. */
export async function endMember(practice: Practice, args: ArgsOf<'dismissMember'>): Promise<void> {
  const { file, principal } = args;
  await dismissMember(practice, { file: file as FileId, principal: principal as PrincipalId });
}

/** Records what is decided about a visit. Throws as `decideVisit`. */
export async function decide(practice: Practice, args: ArgsOf<'decide'>): Promise<void> {
  const { choice, file, text, visit } = args;
  const own = await openOwn(practice, file as FileId);
  await decideVisit(practice, own, { visit: visit as RecordId, choice, text });
}

/** Tells the patient or the guardian about a visit. Throws as `tellAbout`. */
export async function tell(
  practice: Practice,
  directory: Directory,
  args: ArgsOf<'tell'>,
): Promise<void> {
  const { audience, file, text, title, visit } = args;
  const own = await openOwn(practice, file as FileId);
  const authorName = nameOf(directory, practice.member.identity.id);
  await tellAbout(practice, own, {
    visit: visit as RecordId | null,
    audience,
    title,
    text,
    authorName,
  });
}

/** For every note and visit of a file: what was decided and what was told about it. */
export function visitsOf(
  directory: Directory,
  { records }: Pick<OwnFile, 'records'>,
): VisitSharing[] {
  return records.flatMap((record) => {
    const { content } = record.versions.at(-1) ?? record.versions[0];
    if (content.type !== 'note' && content.type !== 'visit') return [];
    const visit = content.type === 'note' ? (content.visit ?? record.record) : record.record;
    return [{ record: record.record, visit, ...sharingOf(directory, records, visit) }];
  });
}

function sharingOf(
  directory: Directory,
  records: OwnFile['records'],
  visit: string,
): Pick<VisitSharing, 'decision' | 'told'> {
  const found = decisionOn(records, visit);
  const versions = records.find((one) => one.record === found?.record)?.versions ?? [];
  const entry = versions.at(-1)?.entry;
  const told = recordsOf(records, 'summary').filter(({ content }) => content.visit === visit);
  return {
    decision:
      found === undefined || entry === undefined
        ? null
        : {
            choice: found.content.choice,
            text: found.content.text,
            day: isoDay(entry.header.day),
            by: nameOf(directory, entry.header.author),
            changes: versions.length - 1,
          },
    told: told.map(({ content, record }) => toldOf(records, record, content)),
  };
}

function toldOf(
  records: OwnFile['records'],
  record: RecordId,
  content: { audience: Audience; title: string; text: string; authorName: string },
): ToldView {
  const entry = records.find((one) => one.record === record)?.versions.at(-1)?.entry;
  const { audience, authorName, text, title } = content;
  return { audience, title, text, day: isoDay(entry?.header.day ?? 0), by: authorName };
}

/** Everything that was opened to a patient or guardian. Throws as `readShared`. */
export async function sharedViews(practice: Practice): Promise<SharedView[]> {
  return (await readShared(practice)).map((one) => ({
    file: one.file,
    audience: one.audience,
    patientName: one.cover?.patientName ?? '',
    practiceName: one.cover?.practiceName ?? '',
    therapistName: one.cover?.therapistName ?? '',
    since: one.since,
    until: one.until,
    items: one.items.map(({ author, content, day, record }) => ({
      record,
      day,
      title: content.title,
      text: content.text,
      authorName: content.authorName,
      fingerprint: fingerprintFor(practice.roster, author),
    })),
    team: one.team,
    others: one.members,
  }));
}

/**
 * A patient or guardian as they are greeted: by the patient's own name, where it is they; a guardian's is
 * nowhere that they can read. Throws as `readShared`.
 */
export async function outsideOf(practice: Practice): Promise<MeView> {
  const files = await readShared(practice);
  const { identity, practice: id } = practice.member;
  return {
    principal: identity.id,
    name: files.find(({ audience }) => audience === 'patient')?.cover?.patientName ?? '',
    roles: [],
    fingerprint: fingerprintOf(identity.keys),
    practice: id,
    practiceName: files.find(({ cover }) => cover !== undefined)?.cover?.practiceName ?? '',
    demo: false,
    outside: true,
  };
}
