import {
  type CareRecord,
  type Contact,
  displayName,
  isMinor,
  retentionOf,
  standingOn,
} from '@vaiti/care';
import {
  type Access,
  type FileId,
  fingerprintOf,
  idOf,
  isLoan,
  keysOf,
  type ParsedEntry,
  type PrincipalId,
  toHex,
} from '@vaiti/core';
import { latest, type OpenedRecord, type OpenedVersion } from '../file/content.ts';
import type { OpenedFile } from '../file/read.ts';
import { recordsOf } from '../patient/open.ts';
import { type Directory, nameOf } from '../practice/directory.ts';
import { isoDay } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import type { PatientLine, ReaderView, TimelineItem, VersionView } from './methods.ts';

type Opened = OpenedRecord<CareRecord>;

/** The file's contact record, if the keys reach it. */
export function contactOf(
  records: readonly Opened[],
): { record: Opened; contact: Contact } | undefined {
  for (const record of records) {
    const { content } = latest(record);
    if (content.type === 'contact') return { record, contact: content };
  }
  return undefined;
}

/** How long a file must be kept, by the rule that holds on `day` (ISO date). */
function keptOf(contact: Contact, day: string): PatientLine['kept'] {
  const retention = retentionOf(contact, day);
  return { until: retention.until, standing: standingOn(retention, day) };
}

/** One line of the caseload. `day` is today, ISO. */
export function lineOf(options: {
  readonly file: FileId;
  readonly contact: Contact;
  readonly notes: boolean;
  readonly lastDay: number;
  readonly draft: boolean;
  readonly day: string;
  readonly directory: Directory;
}): PatientLine {
  const { contact, directory, file, notes, draft } = options;
  const centre = contact.centre === null ? undefined : directory.centres.get(contact.centre);
  return {
    file,
    name: displayName(contact),
    birthDate: contact.birthDate,
    phones: [...contact.phones],
    emails: [...contact.emails],
    language: contact.language,
    minor: isMinor(contact, options.day),
    centreName: centre?.name ?? null,
    notes,
    lastEntry: isoDay(options.lastDay),
    draft,
    kept: keptOf(contact, options.day),
    locked: false,
  };
}

/** The line of a file that is sound but that this member cannot open yet. */
export function lockedLine(file: FileId): PatientLine {
  return {
    file,
    name: '',
    birthDate: null,
    phones: [],
    emails: [],
    language: 'fi',
    minor: false,
    centreName: null,
    notes: false,
    lastEntry: '',
    draft: false,
    kept: { until: null, standing: 'unknown' },
    locked: true,
  };
}

interface Words {
  readonly title: string;
  readonly text: string;
  readonly reason: string | null;
  readonly when: string | null;
  readonly kind: TimelineItem['kind'];
}

/** How a clinical record reads; undefined for what is not part of the timeline. */
function wordsOf(directory: Directory, content: CareRecord): Words | undefined {
  switch (content.type) {
    case 'note':
      return {
        kind: 'note',
        title: content.title,
        text: content.text,
        reason: content.amends,
        when: content.authoredOn,
      };
    case 'visit':
      return { kind: 'visit', title: content.title, text: '', reason: null, when: content.start };
    case 'condition': {
      const when = content.recorded ?? content.onset;
      return { kind: 'condition', title: content.text, text: '', reason: null, when };
    }
    case 'attachment':
      return { kind: 'attachment', title: content.title, text: '', reason: null, when: null };
    case 'consent': {
      const names = [content.from, content.to].map((id) => nameOf(directory, id as PrincipalId));
      const title = names.join(' → ');
      return { kind: 'consent', title, text: content.text, reason: null, when: null };
    }
    case 'emergency': {
      const title = nameOf(directory, content.requester as PrincipalId);
      const when = content.openedOn;
      return { kind: 'emergency', title, text: content.reason, reason: null, when };
    }
    default:
      return undefined;
  }
}

function versionView(
  directory: Directory,
  version: OpenedVersion<CareRecord>,
  words: Words,
): VersionView {
  const { header } = version.entry;
  const author = idOf<PrincipalId>(header.author);
  const written = version.content.type === 'note' ? version.content.authorName : null;
  return {
    seq: header.seq,
    version: header.version,
    day: isoDay(header.day),
    author: { principal: author, name: written ?? nameOf(directory, author) },
    title: words.title,
    text: words.text,
    reason: words.reason,
  };
}

function itemOf(directory: Directory, record: Opened): TimelineItem | undefined {
  const [original] = record.versions;
  const first = wordsOf(directory, original.content);
  if (first === undefined) return undefined;
  const versions = record.versions.flatMap((version) => {
    const words = wordsOf(directory, version.content);
    return words === undefined ? [] : [versionView(directory, version, words)];
  });
  const newest = latest(record).content;
  const centre = newest.type === 'visit' ? newest.centre : null;
  return {
    record: record.record,
    kind: first.kind,
    when: first.when ?? isoDay(original.entry.header.day),
    versions: versions.reverse(),
    visit:
      newest.type === 'visit'
        ? {
            mode: newest.mode,
            centreName: centre === null ? null : (directory.centres.get(centre)?.name ?? null),
            minorDecides: newest.minorDecides,
          }
        : null,
    attachment:
      newest.type === 'attachment'
        ? { contentType: newest.contentType, size: newest.data.length }
        : null,
  };
}

/** Clinical records, and emergency accesses, in the order in which they happened. */
export function timelineOf(directory: Directory, records: readonly Opened[]): TimelineItem[] {
  return records
    .filter((r) => r.compartment === 'clinical' || latest(r).content.type === 'emergency')
    .flatMap((record) => itemOf(directory, record) ?? [])
    .sort(
      (a, b) => compare(a.when, b.when) || (a.versions[0]?.seq ?? 0) - (b.versions[0]?.seq ?? 0),
    );
}

function compare(a: string, b: string): number {
  const [x, y] = [Date.parse(a), Date.parse(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b) : x - y;
}

/** Who can read, as the signed chain says; the newest line of each reader and scope. */
export function readersOf(
  practice: Practice,
  directory: Directory,
  { opened, records }: { readonly opened: OpenedFile; readonly records: readonly Opened[] },
): ReaderView[] {
  const { access, state } = opened.file;
  const names = new Map(
    recordsOf(records, 'member').map(({ content }) => [content.principal, content.name]),
  );
  return access.flatMap(({ line, entry }) => {
    const member = state.members.get(idOf(line.reader));
    if (member === undefined) return [readerView(practice, directory, line, entry)];
    // Whom the patient brings is the care team's to know.
    if (!opened.keys.opens('clinical')) return [];
    const view = readerView(practice, directory, line, entry);
    const name = names.get(view.principal) ?? '';
    return [{ ...view, name, outside: true, fingerprint: fingerprintOf(member.keys) }];
  });
}

function readerView(
  practice: Practice,
  directory: Directory,
  line: Access,
  entry: ParsedEntry,
): ReaderView {
  const id = idOf<PrincipalId>(line.reader);
  const group = practice.roster.groups.get(id);
  const keys = group?.keys ?? keysOf(practice.roster.people.get(id), line.generation);
  const centre = group?.centre ?? null;
  const centreName = centre === null ? null : (directory.centres.get(centre)?.name ?? null);
  return {
    principal: id,
    name: group === undefined ? nameOf(directory, id) : (centreName ?? directory.name),
    group: group !== undefined,
    role: group?.role ?? null,
    centreName,
    people: (group?.holders ?? []).map((h) => ({
      principal: toHex(h.holder),
      name: nameOf(directory, h.holder),
    })),
    scope: line.scope,
    entry: isLoan(line) ? line.entry : null,
    since: isoDay(entry.header.day),
    until: line.until === undefined ? null : isoDay(line.until),
    grantedBy: nameOf(directory, entry.header.author),
    fingerprint: keys === undefined ? '' : fingerprintOf(keys),
    outside: false,
  };
}
