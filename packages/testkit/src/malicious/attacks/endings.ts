import {
  ClientError,
  followTombstones,
  forgetFile,
  type OpenedFile,
  type Practice,
  readFile,
  verifyTombstone,
} from '@vaiti/client';
import type { FileReply, ReplyOf } from '@vaiti/contract';
import {
  encodeOpening,
  type EntryPlan,
  type FileId,
  fromHex,
  type Identity,
  idBytes,
  newRecordId,
  parseEntry,
  type SealedEntry,
  sealEntry,
  signApproval,
  type SignedApproval,
  type SignedRead,
} from '@vaiti/core';
import { agreement } from '../../ending.ts';
import { realEntropy } from '../../entropy.ts';
import { readTexts } from '../../notes.ts';
import type { Attack } from '../attack.ts';
import type { Stage } from '../stage.ts';
import { changedAt, flipped, itemAt, type Tamper } from '../tamper.ts';
import { insidersEntry } from './insider.ts';

type TombstoneReply = ReplyOf<'tombstone'>;

/** A file of therapist and colleague that has ended, and how it was before. */
interface Ended {
  readonly file: FileId;
  /** The file just before its end, with the therapist's keys. */
  readonly before: OpenedFile;
}

async function ended(
  stage: Stage,
  seen: (file: FileId) => Promise<unknown> = () => Promise.resolve(),
): Promise<Ended> {
  const file = await stage.patient();
  const therapist = await stage.honest('therapist');
  const founder = await stage.honest('founder');
  await seen(file);
  const as = therapist.member.identity.id;
  const before = await readFile(therapist, { file, as, purpose: 'care' });
  await forgetFile(therapist, before, [await agreement(therapist, founder, before)]);
  return { file, before };
}

/** Where a chain would end. */
function headOf(entries: readonly SealedEntry[]): TombstoneReply['tombstone']['head'] | undefined {
  const last = entries.at(-1);
  if (last === undefined) return undefined;
  const { header, id } = parseEntry({ ...last, body: null, wrap: null });
  return { seq: header.seq, id: idBytes(id) };
}

/** Changes what is left of a file, and makes the head fit as a liar would. */
function onTombstone(
  file: FileId,
  change: (entries: readonly SealedEntry[]) => readonly SealedEntry[],
): Tamper {
  const changed = (reply: TombstoneReply): TombstoneReply => {
    const entries = [...change(reply.entries)];
    const head = headOf(entries) ?? reply.tombstone.head;
    return { ...reply, entries, tombstone: { ...reply.tombstone, head } };
  };
  return {
    reply: {
      tombstone: (reply, asked) =>
        Buffer.compare(asked.file, idBytes(file)) === 0 ? changed(reply) : reply,
    },
  };
}

/** The colleague, who held the file, has its end proved while the server changes what is left. */
function proving(
  change: (entries: readonly SealedEntry[], at: Ended, stage: Stage) => Promise<SealedEntry[]>,
): Attack['arrange'] {
  return async (stage) => {
    const at = await ended(stage);
    const colleague = await stage.open('colleague');
    const remains = await remainsOf(stage, at.file);
    const changed = await change(remains, at, stage);
    return {
      tamper: onTombstone(at.file, () => changed),
      act: () => verifyTombstone(colleague, at.file),
    };
  };
}

async function remainsOf(stage: Stage, file: FileId): Promise<readonly SealedEntry[]> {
  const { member } = await stage.honest('therapist');
  const reply = await member.api.call('tombstone', { file: idBytes(file), from: 0 }, member.token);
  return reply.entries;
}

/** The end of the file as an insider would write it, with these approvals. */
async function falseEnd(
  { before }: Ended,
  author: Identity,
  approvals: readonly SignedApproval[],
): Promise<SealedEntry> {
  const { state } = before.file;
  const plan: EntryPlan = {
    practice: state.practice,
    file: state.file,
    head: { seq: state.seq, id: state.head },
    kind: 'forget',
    compartment: 'clinical',
    record: newRecordId(realEntropy),
    version: 1,
    as: author.id,
    epoch: state.epoch,
    roster: 0,
    day: Math.floor(Date.now() / 86_400_000),
    access: [],
    ...(approvals.length === 0 ? {} : { approvals }),
  };
  const compartmentKey = before.keys.compartment('clinical');
  const { sealed } = await sealEntry({
    ...{ author, plan, content: null, compartmentKey },
    entropy: realEntropy,
  });
  return { ...sealed, body: null };
}

/** An agreement of `approver` to the end of the file. */
function agreed({ before }: Ended, approver: Identity, author: Identity): Promise<SignedApproval> {
  const { epoch, practice, file } = before.file.state;
  return signApproval(approver, {
    ...{ practice, kind: 'forget', request: realEntropy(16), file, epoch },
    ...{ requester: author.id, time: Date.now() },
  });
}

/** The last entry exchanged for an end that the therapist and the server made up. */
function madeUp(
  approvals: (at: Ended, stage: Stage) => Promise<readonly SignedApproval[]>,
): Attack['arrange'] {
  return proving(async (entries, at, stage) => {
    const { identity } = stage.practice.people.therapist;
    const end = await falseEnd(at, identity, await approvals(at, stage));
    return [...entries.slice(0, -1), end];
  });
}

/** Everything of a file as it was before its end, for whoever asks, with a receipt made up for it. */
function oldCopy({ before, file }: Ended): Tamper {
  return {
    answer: {
      read: ({ reads }) => ({
        outcomes: reads.map((signed) => ({ outcome: 'released', reply: replyTo(signed) })),
      }),
    },
  };
  function replyTo(signed: SignedRead): FileReply {
    const said = { kind: 'read' as const, file: idBytes(file), counter: 9999, time: 0, ...signed };
    const { epoch, head, seq } = before.file.state;
    return {
      file: idBytes(file),
      head: { seq, id: idBytes(head) },
      epoch,
      entries: before.file.entries.map(({ sealed }) => ({ ...sealed })),
      grants: [],
      leaf: { index: 3, salt: realEntropy(32), opening: encodeOpening(said) },
      more: false,
    };
  }
}

/** Reads the file, or has its end proved where there is none to read. */
async function readOrProve(reader: Practice, file: FileId): Promise<unknown> {
  try {
    return await readTexts(reader, file, { fresh: true });
  } catch (error) {
    if (!(error instanceof ClientError) || error.code !== 'not-found') throw error;
    return verifyTombstone(reader, file);
  }
}

/** Attacks on the end of a file. */
export const endingAttacks: readonly Attack[] = [
  {
    name: 'a forgotten file comes back',
    says: 'shows a reader the file as it was before its end, out of an old copy',
    expected: ['head-rolled-back'],
    arrange: async (stage) => {
      const colleague = await stage.open('colleague');
      const at = await ended(stage, (file) => readTexts(colleague, file));
      await verifyTombstone(colleague, at.file);
      return {
        tamper: oldCopy(at),
        act: () => readOrProve(colleague, at.file),
      };
    },
  },
  {
    name: 'only pretends to forget',
    says: 'shows the end of a file and still reads the file out to whoever asks',
    expected: ['not-destroyed'],
    arrange: async (stage) => {
      const colleague = await stage.open('colleague');
      const at = await ended(stage);
      return {
        tamper: oldCopy(at),
        act: () => verifyTombstone(colleague, at.file),
      };
    },
  },
  {
    name: 'keeps a wrap',
    says: 'hands out a body with its key among what is left of a forgotten file',
    expected: ['not-destroyed'],
    arrange: proving((entries, { before }) => {
      const { body, wrap } = itemAt(before.file.entries, 1).sealed;
      return Promise.resolve(changedAt(entries, 1, (entry) => ({ ...entry, body, wrap })));
    }),
  },
  {
    name: 'drops the tombstone',
    says: 'does not show any more that a file has ended, which it has shown to this device before',
    expected: ['tombstone-missing'],
    arrange: async (stage) => {
      const { file } = await ended(stage);
      const colleague = await stage.open('colleague');
      await followTombstones(colleague);
      const tamper: Tamper = {
        reply: {
          tombstones: ({ more, tombstones }) => ({
            tombstones: tombstones.filter((one) => Buffer.compare(one.file, idBytes(file)) !== 0),
            more,
          }),
        },
      };
      return { tamper, act: () => followTombstones(colleague) };
    },
  },
  {
    name: 'writes on after the end',
    says: 'shows an entry of a former reader behind the one that ended the file',
    expected: ['chain-forgotten'],
    arrange: proving(async (entries, { before }, stage) => {
      const { identity } = stage.practice.people.therapist;
      const last = itemAt(entries, -1);
      const { id, header } = parseEntry({ ...last, body: null, wrap: null });
      const state = { ...before.file.state, seq: header.seq, head: id };
      const opened = { ...before, file: { ...before.file, state } };
      const more = await insidersEntry(opened, identity, {});
      return [...entries, { ...more, body: null, wrap: null }];
    }),
  },
  {
    name: 'an end with an entry left out',
    says: 'leaves one header out of what is left of a forgotten file',
    expected: ['chain-gap'],
    arrange: proving((entries) => Promise.resolve(entries.filter((_, i) => i !== 2))),
  },
  {
    name: 'forgets alone',
    says: 'ends a file with a reader’s help, without anybody who agreed',
    expected: ['chain-approval-invalid'],
    arrange: madeUp(() => Promise.resolve([])),
  },
  {
    name: 'agrees with herself',
    says: 'ends a file by the agreement of the very reader who ends it',
    expected: ['chain-approval-invalid'],
    arrange: madeUp(async (at, { practice }) => {
      const { identity } = practice.people.therapist;
      return [await agreed(at, identity, identity)];
    }),
  },
  {
    name: 'the agreement of a colleague',
    says: 'ends a file by the agreement of somebody whose role it is not',
    expected: ['chain-approval-invalid'],
    arrange: madeUp(async (at, { practice }) => {
      const { eve, therapist } = practice.people;
      return [await agreed(at, eve.identity, therapist.identity)];
    }),
  },
  {
    name: 'a forged agreement',
    says: 'ends a file by an administrator’s agreement with one bit of its signature turned over',
    expected: ['signature-invalid'],
    arrange: madeUp(async (at, { practice }) => {
      const { founder, therapist } = practice.people;
      const approval = await agreed(at, founder.identity, therapist.identity);
      return [{ ...approval, signature: flipped(approval.signature, 40) }];
    }),
  },
  {
    name: 'the agreement to another end',
    says: 'ends a file by an administrator’s agreement to the end of another',
    expected: ['chain-approval-invalid'],
    arrange: madeUp(async (at, stage) => {
      const { founder, therapist } = stage.practice.people;
      const other = await stage.patient();
      const { epoch, practice } = at.before.file.state;
      const plan = {
        practice,
        kind: 'forget' as const,
        request: fromHex(other),
        file: other,
        epoch,
      };
      const { id } = therapist.identity;
      return [await signApproval(founder.identity, { ...plan, requester: id, time: Date.now() })];
    }),
  },
];
