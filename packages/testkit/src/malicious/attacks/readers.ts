import { newIdentity, type OpenedFile, type Practice, readFile } from '@vaiti/client';
import {
  type Access,
  decodeHeader,
  encodeHeader,
  type FileId,
  idBytes,
  idOf,
  type PrincipalId,
  principalIdOf,
  type SealedEntry,
} from '@vaiti/core';
import { realEntropy } from '../../entropy.ts';
import { readTexts } from '../../notes.ts';
import type { Attack, Scene } from '../attack.ts';
import type { Stage } from '../stage.ts';
import { itemAt, onRead, withEntries } from '../tamper.ts';
import { insidersEntry } from './insider.ts';

/** The therapist reads the file with one more entry at its end, which an insider signed. */
function readingWith(file: FileId, entry: SealedEntry, reader: Practice): Scene {
  return {
    tamper: onRead(file, (reply) => withEntries(reply, [...reply.entries, entry])),
    act: () => readTexts(reader, file),
  };
}

type MakeEntry = (stage: Stage, opened: OpenedFile) => Promise<SealedEntry>;

/** An insider and the server together add an entry to the therapist's file. */
function adding(make: MakeEntry): Attack['arrange'] {
  return async (stage) => {
    const file = await stage.patient();
    const therapist = await stage.honest('therapist');
    const as = therapist.member.identity.id;
    const opened = await readFile(therapist, { file, as, purpose: 'care' });
    const entry = await make(stage, opened);
    return readingWith(file, entry, await stage.open('therapist'));
  };
}

function lineFor(reader: PrincipalId): Access {
  return { reader: idBytes(reader), generation: 1, scope: 'root', grant: realEntropy(32) };
}

/** Attacks on who reads and who writes, most with an insider’s help. */
export const readerAttacks: readonly Attack[] = [
  {
    name: 'add a reader',
    says: 'writes Eve among the readers that the file’s first entry names',
    expected: ['signature-invalid', 'chain-forked'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const therapist = await stage.open('therapist');
      const eve = stage.practice.people.eve.identity.id;
      const tamper = onRead(file, (reply) => {
        const first = itemAt(reply.entries, 0);
        const header = decodeHeader(first.header);
        const access = [...header.access, lineFor(eve)];
        const changed = { ...first, header: encodeHeader({ ...header, access }) };
        return withEntries(reply, [changed]);
      });
      return { tamper, act: () => readTexts(therapist, file) };
    },
  },
  {
    name: 'Eve adds herself',
    says: 'appends an entry, signed by Eve, that makes her a reader',
    expected: ['chain-author-not-reader'],
    arrange: adding((stage, opened) => {
      const eve = stage.practice.people.eve.identity;
      return insidersEntry(opened, eve, { kind: 'share', access: [lineFor(eve.id)] });
    }),
  },
  {
    name: 'Eve adds herself in the therapist’s place',
    says: 'appends Eve’s entry that claims the therapist’s entitlement',
    expected: ['reader-not-in-roster'],
    arrange: adding((stage, opened) => {
      const { eve, therapist } = stage.practice.people;
      return insidersEntry(opened, eve.identity, {
        kind: 'share',
        as: therapist.identity.id,
        access: [lineFor(eve.identity.id)],
      });
    }),
  },
  {
    name: 'Eve writes as the therapist',
    says: 'appends an entry that names the therapist as author and that Eve signed',
    expected: ['signature-invalid'],
    arrange: adding((stage, opened) => {
      const { eve, therapist } = stage.practice.people;
      const { id } = therapist.identity;
      return insidersEntry(opened, eve.identity, { as: id }, { author: idBytes(id) });
    }),
  },
  {
    name: 'a stranger writes',
    says: 'appends an entry of somebody who is not in the roster',
    expected: ['author-unknown', 'chain-author-not-reader'],
    arrange: adding(async (_, opened) => insidersEntry(opened, await newIdentity(realEntropy), {})),
  },
  {
    name: 'a stranger as reader',
    says: 'a reader of the file lets somebody in who is not in the roster',
    expected: ['reader-not-in-roster'],
    arrange: adding(async (stage, opened) => {
      const stranger = principalIdOf((await newIdentity(realEntropy)).keys);
      const { therapist } = stage.practice.people;
      return insidersEntry(opened, therapist.identity, {
        kind: 'share',
        access: [lineFor(stranger)],
      });
    }),
  },
  {
    name: 'reception writes a note',
    says: 'appends a clinical note by the reception, who may open contact details only',
    expected: ['chain-author-not-reader'],
    arrange: adding((stage, opened) => {
      const { reception } = stage.practice.people;
      return insidersEntry(opened, reception.identity, {
        as: stage.practice.groups.reception,
      });
    }),
  },
  {
    name: 'reception amends a note',
    says: 'appends contact details by the reception that pose as the newest version of a note',
    expected: ['chain-version-invalid'],
    arrange: adding((stage, opened) => {
      const { reception } = stage.practice.people;
      const note = itemAt(opened.file.entries, -1).header;
      return insidersEntry(opened, reception.identity, {
        as: stage.practice.groups.reception,
        compartment: 'contact',
        record: idOf(note.record),
        version: note.version + 1,
      });
    }),
  },
  {
    name: 'the same version twice',
    says: 'appends a second amendment of the same original, signed by a reader',
    expected: ['chain-version-invalid'],
    arrange: adding((stage, opened) => {
      const { record, version } = itemAt(opened.file.entries, -1).header;
      const { identity } = stage.practice.people.therapist;
      return insidersEntry(opened, identity, { record: idOf(record), version });
    }),
  },
  {
    name: 'a note dated back',
    says: 'appends a note of a reader that is dated before the one it follows',
    expected: ['chain-day-backwards'],
    arrange: adding((stage, opened) =>
      insidersEntry(opened, stage.practice.people.therapist.identity, {
        day: opened.file.state.day - 30,
      }),
    ),
  },
  {
    name: 'suite 0',
    says: 'appends an entry of a suite below the practice’s minimum, signed by a reader',
    expected: ['suite-downgraded'],
    arrange: adding((stage, opened) =>
      insidersEntry(opened, stage.practice.people.therapist.identity, {}, { suite: 0 }),
    ),
  },
  {
    name: 'suite unknown',
    says: 'appends an entry of a suite that this program does not know, signed by a reader',
    expected: ['suite-unknown'],
    arrange: adding((stage, opened) =>
      insidersEntry(opened, stage.practice.people.therapist.identity, {}, { suite: 2 }),
    ),
  },
  {
    name: 'file of another practice',
    says: 'appends an entry of a reader that names another practice',
    expected: ['answer-for-another'],
    arrange: adding((stage, opened) =>
      insidersEntry(opened, stage.practice.people.therapist.identity, {
        practice: idOf(realEntropy(16)),
      }),
    ),
  },
];
