import {
  type OpenedFile,
  type Practice,
  prepareRotation,
  readFile,
  type ReaderPlan,
  sendAll,
  writeEntry,
} from '@vaiti/client';
import type { FileReply } from '@vaiti/contract';
import type { FileId } from '@vaiti/core';
import { newPatient, noteDraft, readTexts, textsOf } from '../../notes.ts';
import type { Attack } from '../attack.ts';
import { type Stage, TEXTS } from '../stage.ts';
import { onRead, withEntries } from '../tamper.ts';
import { falseReceipt } from './history.ts';
import { insidersEntry } from './insider.ts';

/** A file that Eve could read until the therapist began a new epoch without her. */
interface Rotated {
  readonly file: FileId;
  /** What the server answered before the rotation. */
  readonly before: FileReply;
  /** The file as Eve last could open it. */
  readonly eves: OpenedFile;
}

function read(practice: Practice, file: FileId): Promise<OpenedFile> {
  return readFile(practice, { file, as: practice.member.identity.id, purpose: 'care' });
}

/** Rotates Eve out; `seen` is told between the last answer of the old epoch and the rotation. */
async function rotated(
  stage: Stage,
  seen: (file: FileId) => Promise<unknown> = () => Promise.resolve(),
): Promise<Rotated> {
  const { people } = stage.practice;
  const therapist = await stage.honest('therapist');
  const colleague: ReaderPlan = { reader: people.colleague.identity.id, scope: 'root' };
  const eve: ReaderPlan = { reader: people.eve.identity.id, scope: 'root' };
  const file = await newPatient(therapist, { texts: TEXTS, readers: [colleague, eve] });
  const eves = await read(await stage.open('eve'), file);
  const replies: FileReply[] = [];
  stage.server.turn(
    onRead(file, (reply) => {
      replies.push(reply);
      return reply;
    }),
  );
  await readTexts(await stage.open('colleague'), file);
  stage.server.repent();
  await seen(file);
  const opened = await read(therapist, file);
  const self: ReaderPlan = { reader: people.therapist.identity.id, scope: 'root' };
  await sendAll(therapist, [await prepareRotation(therapist, opened, [self, colleague])]);
  const [before] = replies;
  if (before === undefined) throw new RangeError('nothing was read');
  return { file, before, eves };
}

/** The colleague reads, on a device that has not seen the file, what `change` makes of it. */
function readingAfter(change: (reply: FileReply, scene: Rotated) => FileReply): Attack['arrange'] {
  return async (stage) => {
    const scene = await rotated(stage);
    const colleague = await stage.open('colleague');
    return {
      tamper: onRead(scene.file, (reply) => change(reply, scene)),
      act: () => readTexts(colleague, scene.file),
    };
  };
}

/** Attacks after a reader was removed and a new epoch begun. */
export const epochAttacks: readonly Attack[] = [
  {
    name: 'stale epoch',
    says: 'serves the file as it was before a rotation that this device has seen',
    expected: ['head-rolled-back'],
    arrange: async (stage) => {
      const { file, before } = await rotated(stage);
      const colleague = await stage.open('colleague');
      await readTexts(colleague, file);
      const { entries, grants, epoch } = before;
      return {
        tamper: onRead(file, (reply) => withEntries({ ...reply, grants, epoch }, entries)),
        act: () => readTexts(colleague, file, { fresh: true }),
      };
    },
  },
  {
    name: 'grants of the old epoch',
    says: 'hands out the key of the epoch before the rotation',
    expected: ['grant-not-on-chain'],
    arrange: readingAfter((reply, { before }) => ({ ...reply, grants: before.grants })),
  },
  {
    name: 'wraps of the old epoch',
    says: 'keeps the entry keys as they were sealed before the rotation',
    expected: ['key-commitment-mismatch'],
    arrange: readingAfter((reply, { before }) =>
      withEntries(
        reply,
        reply.entries.map((entry, i) => ({
          ...entry,
          wrap: before.entries[i]?.wrap ?? entry.wrap,
        })),
      ),
    ),
  },
  {
    name: 'wraps of the old epoch, known file',
    says: 'gives a device that knows the file only the rotation, and old entry keys when asked',
    expected: ['key-commitment-mismatch'],
    arrange: async (stage) => {
      const colleague = await stage.open('colleague');
      const scene = await rotated(stage, (file) => readTexts(colleague, file));
      const { before, file } = scene;
      return {
        tamper: onRead(file, (reply) =>
          withEntries(
            reply,
            reply.entries.map((entry, i) =>
              reply.entries.length > before.entries.length
                ? { ...entry, wrap: before.entries[i]?.wrap ?? entry.wrap }
                : entry,
            ),
          ),
        ),
        act: () => readTexts(colleague, file),
      };
    },
  },
  {
    name: 'removed reader writes in the old epoch',
    says: 'appends an entry that Eve signed for the epoch before she was removed',
    expected: ['chain-epoch-stale'],
    arrange: (stage) => afterRotation(stage, 1),
  },
  {
    name: 'removed reader writes in the new epoch',
    says: 'appends an entry that Eve signed for the epoch that began without her',
    expected: ['chain-author-not-reader'],
    arrange: (stage) => afterRotation(stage, 2),
  },
  {
    name: 'rotation left out',
    says: 'gives the entries after the rotation without the rotation',
    expected: ['chain-gap'],
    arrange: async (stage) => {
      const { file, before } = await rotated(stage);
      const therapist = await stage.honest('therapist');
      await writeEntry(therapist, await read(therapist, file), noteDraft('Kiertämisen jälkeen.'));
      const colleague = await stage.open('colleague');
      const at = before.entries.length;
      return {
        tamper: onRead(file, (reply) => withEntries(reply, reply.entries.toSpliced(at, 1))),
        act: () => readTexts(colleague, file),
      };
    },
  },
  {
    name: 'accept a write under the old epoch',
    says: 'acknowledges a note sealed under the old epoch, which the removed reader could open',
    expected: ['file-withheld'],
    arrange: async (stage) => {
      const colleague = await stage.open('colleague');
      const opened: OpenedFile[] = [];
      const { file } = await rotated(stage, async (f) => opened.push(await read(colleague, f)));
      const [old] = opened;
      if (old === undefined) throw new RangeError('nothing was read');
      return {
        tamper: {
          answer: {
            append: ({ appends }) => ({
              outcomes: appends.map((append) => falseReceipt(append, old.counter + 1)),
            }),
          },
        },
        act: async () => {
          const after = await writeEntry(colleague, old, noteDraft('Vanhalla avaimella.'));
          if (after.file.file !== file) throw new RangeError('another file');
          return textsOf(after);
        },
      };
    },
  },
];

/** Eve, removed, signs one more entry, and the server appends it. */
async function afterRotation(stage: Stage, epoch: number) {
  const { file, eves } = await rotated(stage);
  const therapist = await stage.open('therapist');
  const now = await read(await stage.honest('therapist'), file);
  const { seq, head } = now.file.state;
  const { identity } = stage.practice.people.eve;
  const entry = await insidersEntry(eves, identity, { head: { seq, id: head }, epoch });
  return {
    tamper: onRead(file, (reply) => withEntries(reply, [...reply.entries, entry])),
    act: () => readTexts(therapist, file),
  };
}
