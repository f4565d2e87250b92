import { type CareRecord, displayName } from '@vaiti/care';
import {
  type Directory,
  isoDay,
  nameOf,
  type OpenedRecord,
  type OpenedVersion,
} from '@vaiti/client';
import { toHex } from '@vaiti/core';
import type { Words } from '../output/words.ts';

type Version = OpenedVersion<CareRecord>;

/** Every version of every record, in the order of the chain. */
export function entriesInOrder(records: readonly OpenedRecord<CareRecord>[]): Version[] {
  const versions = records.flatMap((record) => [...record.versions]);
  return versions.sort((a, b) => a.entry.header.seq - b.entry.header.seq);
}

/** What a record says, as lines. */
function bodyOf(words: Words, content: CareRecord): readonly string[] {
  switch (content.type) {
    case 'contact': {
      const { birthDate, emails, guardians, hetu, phones } = content;
      const names = guardians.map((g) => `${g.name} (${g.relation}) ${g.phones.join(', ')}`);
      return [[birthDate, hetu].filter(Boolean).join('  '), ...phones, ...emails, ...names];
    }
    case 'note':
      return [
        ...(content.amends === null ? [] : [words('cli.show.amends', { reason: content.amends })]),
        content.text.trimEnd(),
      ];
    case 'visit':
      return [
        [content.start, content.end].filter(Boolean).join(' – '),
        content.therapistName ?? '',
      ];
    case 'condition':
      return content.coding.map((c) => [c.code, c.display].filter(Boolean).join(' '));
    case 'consent':
      return [content.text];
    case 'emergency':
      return [content.reason];
    case 'decision':
      return [words(`common.choice.${content.choice}`), content.text];
    case 'summary':
      return [words(`common.member.${content.audience}`), content.text];
    case 'member':
      return [words(`common.member.${content.role}`)];
    case 'attachment':
      return [
        words('cli.show.attachment', { type: content.contentType, bytes: content.data.length }),
      ];
    default:
      return [];
  }
}

function titleOf(content: CareRecord): string {
  switch (content.type) {
    case 'contact':
      return displayName(content);
    case 'note':
    case 'visit':
    case 'attachment':
    case 'summary':
      return content.title;
    case 'member':
      return content.name;
    case 'cover':
      return content.patientName;
    case 'condition':
      return content.text;
    default:
      return '';
  }
}

/** One entry as people read it: a line of where it stands and who signed it, then what it says. */
export function readable(words: Words, directory: Directory, { entry, content }: Version): string {
  const { author, day, seq, version } = entry.header;
  const head = words('cli.show.entry', {
    seq,
    kind: words(`cli.kind.${content.type}`),
    title: titleOf(content),
    version,
    day: isoDay(day),
    author: nameOf(directory, author),
  });
  const body = bodyOf(words, content).filter((line) => line !== '');
  const lines = body.join('\n').split('\n');
  return [head, ...lines.map((line) => `    ${line}`.trimEnd())].join('\n').trimEnd();
}

/** One entry as JSON: its header's facts and its whole content; bytes in base64. */
export function rawLine({ entry, content }: Version): string {
  const { header, id } = entry;
  const { compartment, epoch, seq, version } = header;
  const facts = { seq, id, compartment, epoch, version, day: isoDay(header.day) };
  const who = { record: toHex(header.record), author: toHex(header.author) };
  return JSON.stringify({ ...facts, ...who, content }, (_, value: unknown) =>
    value instanceof Uint8Array ? value.toBase64() : value,
  );
}
