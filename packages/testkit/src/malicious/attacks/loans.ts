import {
  lendEntry,
  lentNotes,
  openLentNote,
  type OpenedFile,
  type Practice,
  readFile,
} from '@vaiti/client';
import type { FileReply } from '@vaiti/contract';
import {
  type Access,
  decodeGrantHeader,
  encodeGrantHeader,
  type FileId,
  idBytes,
  type PrincipalId,
  type SealedEntry,
} from '@vaiti/core';
import { realEntropy } from '../../entropy.ts';
import { readTexts } from '../../notes.ts';
import type { Attack, Scene } from '../attack.ts';
import type { Stage } from '../stage.ts';
import { changedAt, itemAt, onRead, type Tamper, withEntries } from '../tamper.ts';
import { insidersEntry } from './insider.ts';

/** The notes of the therapist's file that are lent: to Eve, and to the founder. */
const [EVES, FOUNDERS] = [2, 3] as const;
const DAYS = 14;
const DAY = 86_400_000;

interface Lent {
  readonly file: FileId;
  readonly therapist: Practice;
  readonly opened: OpenedFile;
}

/** A file of the therapist with one note on loan to Eve and another to the founder. */
async function lent(stage: Stage): Promise<Lent> {
  const file = await stage.patient();
  const therapist = await stage.honest('therapist');
  const as = therapist.member.identity.id;
  const { eve, founder } = stage.practice.people;
  const until = Math.floor(Date.now() / DAY) + DAYS;
  let opened = await readFile(therapist, { file, as, purpose: 'care' });
  opened = await lendEntry(therapist, opened, { reader: eve.identity.id, seq: EVES, until });
  opened = await lendEntry(therapist, opened, {
    ...{ reader: founder.identity.id, seq: FOUNDERS, until },
  });
  return { file, therapist, opened };
}

/** Opens the note that is lent to this person. */
async function openOwn(practice: Practice, file: FileId, seq: number): Promise<string> {
  const as = practice.member.identity.id;
  const { content } = await openLentNote(practice, { file, as, seq });
  return content.type === 'note' ? content.text : '';
}

/** Eve opens the note that was lent to her, and the server changes what it hands her. */
function opening(change: (reply: FileReply, lent: Lent) => FileReply): Attack['arrange'] {
  return async (stage) => {
    const scene = await lent(stage);
    const eve = await stage.open('eve');
    return {
      tamper: onRead(scene.file, (reply) => change(reply, scene)),
      act: () => openOwn(eve, scene.file, EVES),
    };
  };
}

/** What the server hands the founder of the file, as it came. */
async function founderGets(stage: Stage, file: FileId): Promise<FileReply> {
  const seen: FileReply[] = [];
  const founder = await stage.open('founder');
  stage.server.turn(
    onRead(file, (reply) => {
      seen.push(reply);
      return reply;
    }),
  );
  await openOwn(founder, file, FOUNDERS);
  stage.server.repent();
  return itemAt(seen, -1);
}

/** The therapist reads the file with one more entry at its end, which an insider signed. */
function adding(make: (stage: Stage, lent: Lent) => Promise<SealedEntry>): Attack['arrange'] {
  return async (stage): Promise<Scene> => {
    const scene = await lent(stage);
    const entry = await make(stage, scene);
    const colleague = await stage.open('colleague');
    return {
      tamper: onRead(scene.file, (reply) => withEntries(reply, [...reply.entries, entry])),
      act: () => readTexts(colleague, scene.file),
    };
  };
}

function scopeLine(reader: PrincipalId): Access {
  return { reader: idBytes(reader), generation: 1, scope: 'clinical', grant: realEntropy(32) };
}

function loanLine(reader: PrincipalId, entry: number): Access {
  const until = Math.floor(Date.now() / DAY) + DAYS;
  const line = { reader: idBytes(reader), generation: 1, grant: realEntropy(32) };
  return { ...line, scope: 'entry', entry, until };
}

/** Attacks on single notes on loan. */
export const loanAttacks: readonly Attack[] = [
  {
    name: 'the body of another note',
    says: 'hands somebody to whom one note was lent the body of another in its place',
    expected: ['body-mismatch', 'length-mismatch', 'ciphertext-truncated'],
    arrange: opening((reply, { opened }) => {
      const { body } = itemAt(opened.file.entries, FOUNDERS).sealed;
      return withEntries(
        reply,
        changedAt(reply.entries, EVES, (entry) => ({ ...entry, body })),
      );
    }),
  },
  {
    name: 'the loan of somebody else',
    says: 'hands somebody the key of another note, which was lent to a colleague',
    expected: ['grant-not-on-chain'],
    arrange: async (stage) => {
      const { file } = await lent(stage);
      const { grants } = await founderGets(stage, file);
      const eve = await stage.open('eve');
      return {
        tamper: onRead(file, (reply) => ({ ...reply, grants })),
        act: () => openOwn(eve, file, EVES),
      };
    },
  },
  {
    name: 'a loan made broader',
    says: 'writes a whole compartment into the grant of one note',
    expected: ['grant-not-on-chain'],
    arrange: opening((reply) => ({
      ...reply,
      grants: reply.grants.map((grant) => {
        const { entry, ...header } = decodeGrantHeader(grant.header);
        if (entry === undefined) return grant;
        return { ...grant, header: encodeGrantHeader({ ...header, scope: 'clinical' }) };
      }),
    })),
  },
  {
    name: 'a loan after its end',
    says: 'goes on handing out a lent note when its last day is over',
    expected: ['loan-ended'],
    arrange: async (stage) => {
      const { file } = await lent(stage);
      let late = 0;
      const eve = await stage.open('eve', { now: () => Date.now() + late });
      const release: Tamper = onRead(file, (reply) => {
        late = (DAYS + 1) * DAY;
        return reply;
      });
      return { tamper: release, act: () => openOwn(eve, file, EVES) };
    },
  },
  {
    name: 'a note that was never lent',
    says: 'lists a note as lent that is not, and hands out its body',
    expected: ['loan-ended'],
    arrange: async (stage) => {
      const { file, opened } = await lent(stage);
      const eve = await stage.open('eve');
      const { body } = itemAt(opened.file.entries, FOUNDERS).sealed;
      let seq: number = EVES;
      const tamper: Tamper = {
        reply: {
          ...onRead(file, (reply) =>
            withEntries(
              reply,
              changedAt(reply.entries, FOUNDERS, (entry) => ({ ...entry, body })),
            ),
          ).reply,
          lent: ({ files, more }) => {
            seq = FOUNDERS;
            const entries = files.map((one) => ({
              ...one,
              entries: [...one.entries, { entry: FOUNDERS, until: 99_999 }],
            }));
            return { files: entries, more };
          },
        },
      };
      const act = async () => {
        await lentNotes(eve);
        return openOwn(eve, file, seq);
      };
      return { tamper, act };
    },
  },
  {
    name: 'a borrower lets herself in',
    says: 'appends an entry by which somebody with one note on loan takes the whole record',
    expected: ['chain-author-not-reader'],
    arrange: adding((stage, { opened }) => {
      const { identity } = stage.practice.people.eve;
      return insidersEntry(opened, identity, { kind: 'share', access: [scopeLine(identity.id)] });
    }),
  },
  {
    name: 'a borrower writes',
    says: 'appends a note by somebody to whom one note was lent',
    expected: ['chain-author-not-reader'],
    arrange: adding((stage, { opened }) =>
      insidersEntry(opened, stage.practice.people.eve.identity, {}),
    ),
  },
  {
    name: 'a borrower lends on',
    says: 'appends an entry by which somebody lends on a note that was lent to them',
    expected: ['chain-author-not-reader'],
    arrange: adding((stage, { opened }) => {
      const { eve, reception } = stage.practice.people;
      const access = [loanLine(reception.identity.id, EVES)];
      return insidersEntry(opened, eve.identity, { kind: 'share', access });
    }),
  },
  {
    name: 'a loan of what is not there',
    says: 'appends a reader’s loan of an entry that has no body',
    expected: ['chain-access-invalid'],
    arrange: adding((stage, { opened }) => {
      const { eve, therapist } = stage.practice.people;
      const access = [loanLine(eve.identity.id, opened.file.state.seq)];
      return insidersEntry(opened, therapist.identity, { kind: 'share', access });
    }),
  },
];
