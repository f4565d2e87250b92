import {
  enrol,
  leave,
  newIdentity,
  type OpenedFile,
  type Practice,
  readFile,
  rotatePending,
  writeEntry,
  writeStanding,
} from '@vaiti/client';
import {
  decodeRosterEntry,
  type FileId,
  hashSchema,
  type Identity,
  idBytes,
  type SealedEntry,
} from '@vaiti/core';
import { realEntropy } from '../../entropy.ts';
import { newPatient, noteDraft, readTexts, textsOf } from '../../notes.ts';
import type { Attack } from '../attack.ts';
import { asFounder, type Stage, TEXTS } from '../stage.ts';
import { onRead, type Tamper, withEntries } from '../tamper.ts';
import { falseReceipt } from './history.ts';
import { insidersEntry } from './insider.ts';

/** A file of therapist and colleague, and somebody of the practice who could read it and has left. */
interface Left {
  readonly file: FileId;
  readonly leaver: Identity;
  /** The file as it stood before they left, with the keys that they still have. */
  readonly before: OpenedFile;
  /** Number of the newest roster entry that does not tell of it. */
  readonly unaware: number;
}

function read(practice: Practice, file: FileId): Promise<OpenedFile> {
  return readFile(practice, { file, as: practice.member.identity.id, purpose: 'care' });
}

/** `seen` is told of the file before its reader leaves. */
async function left(
  stage: Stage,
  seen: (file: FileId) => Promise<unknown> = () => Promise.resolve(),
): Promise<Left> {
  const leaver = await newIdentity(realEntropy);
  await asFounder(stage, (founder) => enrol(founder, leaver));
  const therapist = await stage.practice.open('therapist');
  const both = [stage.practice.people.colleague.identity.id, leaver.id];
  const readers = both.map((reader) => ({ reader, scope: 'root' as const }));
  const file = await newPatient(therapist, { texts: TEXTS, readers });
  await seen(file);
  const before = await read(therapist, file);
  const unaware = await asFounder(stage, async (founder) => {
    await leave(founder, leaver.id, { force: true });
    return founder.rosterEntries.findIndex(({ entry }) => {
      const { act } = decodeRosterEntry(entry);
      return act.kind === 'retire' && Buffer.from(act.principal).toString('hex') === leaver.id;
    });
  });
  return { file, leaver, before, unaware: unaware - 1 };
}

/** A roster that ends before somebody left. */
function withheld(unaware: () => number): Tamper {
  return {
    reply: {
      roster: (reply) => ({
        ...reply,
        entries: reply.entries.filter(({ entry }) => decodeRosterEntry(entry).seq <= unaware()),
      }),
    },
  };
}

/** The therapist, who knows, re-seals the file and writes on. */
async function goOn(stage: Stage, file: FileId): Promise<void> {
  const therapist = await stage.practice.open('therapist');
  await rotatePending(therapist);
  await writeEntry(therapist, await read(therapist, file), noteDraft('Lähdön jälkeen.'));
}

/** The therapist reads the file with one more entry that somebody signed and the server took. */
function readingWith(
  entryOf: (scene: Left, stage: Stage) => Promise<SealedEntry>,
): Attack['arrange'] {
  return async (stage) => {
    const scene = await left(stage);
    const entry = await entryOf(scene, stage);
    const therapist = await stage.open('therapist');
    return {
      tamper: onRead(scene.file, (reply) => withEntries(reply, [...reply.entries, entry])),
      act: () => readTexts(therapist, scene.file),
    };
  };
}

/** Attacks between somebody's leaving and the new epoch, and after it. */
export const leaverAttacks: readonly Attack[] = [
  {
    name: 'withheld revocation',
    says: 'does not tell a client that somebody has left, while others write knowing it',
    expected: ['roster-ahead'],
    arrange: async (stage) => {
      let colleague: Practice | undefined;
      const { file, unaware } = await left(stage, async (f) => {
        colleague = await stage.open('colleague');
        await readTexts(colleague, f);
      });
      await goOn(stage, file);
      return {
        tamper: withheld(() => Math.max(unaware, colleague?.roster.seq ?? 0)),
        act: () => readTexts(colleague ?? missing(), file),
      };
    },
  },
  {
    name: 'stale roster to a new device',
    says: 'shows a new device the practice as it was before somebody left',
    expected: ['roster-ahead'],
    arrange: async (stage) => {
      const { file, unaware } = await left(stage);
      await goOn(stage, file);
      return {
        tamper: withheld(() => unaware),
        act: async () => readTexts(await stage.open('colleague'), file),
      };
    },
  },
  {
    name: 'leaver writes on',
    says: 'appends an entry that somebody signed days after they left, before the file was re-sealed',
    expected: ['chain-reader-departed'],
    arrange: readingWith(({ before, leaver }) =>
      insidersEntry(before, leaver, { day: before.file.state.day + 3 }),
    ),
  },
  {
    name: 'write while a rotation is pending',
    says: 'takes an entry of a colleague who knew that a reader had left, and did not wait',
    expected: ['chain-reader-departed'],
    arrange: readingWith(({ before, unaware }, stage) =>
      insidersEntry(before, stage.practice.people.colleague.identity, { roster: unaware + 1 }),
    ),
  },
  {
    name: 'rotation that keeps the leaver',
    says: 'takes a rotation of a colleague in which somebody who left stays a reader',
    expected: ['chain-reader-departed'],
    arrange: readingWith(({ before, leaver, unaware }, stage) => {
      const { id, keys } = stage.practice.people.colleague.identity;
      const readers = [id, leaver.id].map((reader) => ({
        reader: idBytes(reader),
        generation: 1,
        scope: 'root' as const,
        grant: hashSchema.parse(new Uint8Array(keys.sign)),
      }));
      const { colleague } = stage.practice.people;
      return insidersEntry(before, colleague.identity, {
        kind: 'rotate',
        epoch: before.file.state.epoch + 1,
        access: readers,
        roster: unaware + 1,
      });
    }),
  },
  {
    name: 'epoch rolled back after a leaver',
    says: 'serves a file as it was while somebody who left could still open it',
    expected: ['head-rolled-back'],
    arrange: async (stage) => {
      const { before, file } = await left(stage);
      await goOn(stage, file);
      const colleague = await stage.open('colleague');
      await readTexts(colleague, file);
      const { length } = before.file.entries;
      return {
        tamper: onRead(file, (reply) => withEntries(reply, reply.entries.slice(0, length))),
        act: () => readTexts(colleague, file, { fresh: true }),
      };
    },
  },
  {
    name: 'rotation acknowledged, not made',
    says: 'confirms a re-sealing that it drops, so that the next note is sealed where a leaver reads',
    expected: ['rotation-pending', 'file-withheld', 'counter-gap'],
    arrange: async (stage) => {
      const { file } = await left(stage);
      const colleague = await stage.open('colleague');
      const opened = await read(colleague, file);
      return {
        tamper: {
          answer: {
            append: ({ appends }) => ({
              outcomes: appends.map((append) => falseReceipt(append, opened.counter + 1)),
            }),
          },
        },
        act: async () => textsOf(await writeStanding(colleague, opened, noteDraft('Odottamatta.'))),
      };
    },
  },
];

function missing(): never {
  throw new RangeError('nobody has read it');
}
