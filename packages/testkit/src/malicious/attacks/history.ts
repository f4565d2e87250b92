import { memoryStore, prepareEntry, readFile, writeEntry } from '@vaiti/client';
import {
  encodeOpening,
  idBytes,
  type LeafOpening,
  parseEntry,
  type SealedEntry,
} from '@vaiti/core';
import type { Append, AppendOutcome } from '@vaiti/contract';
import { realEntropy } from '../../entropy.ts';
import { noteDraft, readTexts, textsOf } from '../../notes.ts';
import type { Attack } from '../attack.ts';
import { itemAt, onEntries, onRead, withEntries } from '../tamper.ts';

/** What a liar answers who throws an append away: a receipt that says what the client expects. */
export function falseReceipt({ entry }: Append, counter: number): AppendOutcome {
  const { header, id } = parseEntry(entry);
  const said: LeafOpening = {
    kind: 'append',
    file: header.file,
    counter,
    time: 0,
    seq: header.seq,
    entry: idBytes(id),
    author: header.author,
  };
  const leaf = { index: 3, salt: realEntropy(32), opening: encodeOpening(said) };
  return { outcome: 'stored', head: { seq: header.seq, id: idBytes(id) }, leaf };
}

/** Attacks on what the client has seen before. */
export const historyAttacks: readonly Attack[] = [
  {
    name: 'replay an older head',
    says: 'serves the file as it was before the newest note that this device has seen',
    expected: ['head-rolled-back'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const therapist = await stage.open('therapist');
      await readTexts(therapist, file);
      const older = (entries: readonly SealedEntry[]) => entries.slice(0, -1);
      return {
        tamper: onEntries(file, older),
        act: () => readTexts(therapist, file, { fresh: true }),
      };
    },
  },
  {
    name: 'replay an older head, nothing new',
    says: 'says that the head is an older one and that there is nothing new',
    expected: ['head-rolled-back'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const therapist = await stage.open('therapist');
      const { state } = (await read(therapist, file)).file;
      const first = (await read(therapist, file)).file.entries[0];
      const head = { seq: 0, id: idBytes(first?.id ?? state.head) };
      return {
        tamper: onRead(file, (reply) => ({ ...reply, entries: [], head })),
        act: () => readTexts(therapist, file),
      };
    },
  },
  {
    name: 'roll back after a restart of the client',
    says: 'serves an older state to a device that was switched off and on again',
    expected: ['head-rolled-back'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const store = memoryStore();
      await readTexts(await stage.open('therapist', { store }), file);
      const again = await stage.open('therapist', { store });
      return {
        tamper: onEntries(file, (entries) => entries.slice(0, 2)),
        act: () => readTexts(again, file, { fresh: true }),
      };
    },
  },
  {
    name: 'drop the newest entry',
    says: 'acknowledges a note, stores it, and leaves it out of what it then serves',
    expected: ['file-withheld', 'head-rolled-back'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const therapist = await stage.open('therapist');
      const opened = await read(therapist, file);
      const tamper = onRead(file, (reply) => ({
        ...reply,
        entries: reply.entries.slice(0, -1),
        head: { seq: opened.file.state.seq, id: idBytes(opened.file.state.head) },
      }));
      return {
        tamper,
        act: async () => textsOf(await writeEntry(therapist, opened, noteDraft('Uusi käynti.'))),
      };
    },
  },
  {
    name: 'acknowledge and throw away',
    says: 'answers an append with a made-up receipt and stores nothing',
    expected: ['file-withheld', 'counter-gap'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const therapist = await stage.open('therapist');
      const opened = await read(therapist, file);
      return {
        tamper: {
          answer: {
            append: ({ appends }) => ({
              outcomes: appends.map((append) => falseReceipt(append, opened.counter + 1)),
            }),
          },
        },
        act: async () => textsOf(await writeEntry(therapist, opened, noteDraft('Uusi käynti.'))),
      };
    },
  },
  {
    name: 'fork',
    says: 'keeps two notes written at the same time, and shows a reader one, then the other',
    expected: ['file-forked'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const honest = await stage.honest('therapist');
      const before = await read(honest, file);
      const other = await prepareEntry(honest, before.file, before.keys, noteDraft('Toinen.'));
      await writeEntry(honest, before, noteDraft('Ensimmäinen.'));
      const colleague = await stage.open('colleague');
      await readTexts(colleague, file);
      const forked = (entries: readonly SealedEntry[]) => [
        ...entries.slice(0, -1),
        other.append.entry,
      ];
      return {
        tamper: onEntries(file, forked),
        act: () => readTexts(colleague, file, { fresh: true }),
      };
    },
  },
  {
    name: 'fork, then grow',
    says: 'shows the other branch with news on top of the entry that the reader has pinned',
    expected: ['chain-forked', 'chain-order'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const honest = await stage.honest('therapist');
      const before = await read(honest, file);
      const other = await prepareEntry(honest, before.file, before.keys, noteDraft('Toinen.'));
      const after = await writeEntry(honest, before, noteDraft('Ensimmäinen.'));
      const colleague = await stage.open('colleague');
      await readTexts(colleague, file);
      await writeEntry(honest, after, noteDraft('Kolmas.'));
      return {
        tamper: onRead(file, (reply) => withEntries(reply, [other.append.entry])),
        act: () => readTexts(colleague, file),
      };
    },
  },
  {
    name: 'withhold the end',
    says: 'announces the true head and gives the entries short of it',
    expected: ['file-withheld'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const therapist = await stage.open('therapist');
      return {
        tamper: onRead(file, (reply) => ({ ...reply, entries: reply.entries.slice(0, -1) })),
        act: () => readTexts(therapist, file),
      };
    },
  },
  {
    name: 'always more to come',
    says: 'promises further entries and never gives any',
    expected: ['file-withheld'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const therapist = await stage.open('therapist');
      return {
        tamper: onRead(file, (reply) => ({ ...reply, more: true })),
        act: () => readTexts(therapist, file),
      };
    },
  },
  {
    name: 'another head in the list',
    says: 'gives the true entries and names another head for them',
    expected: ['file-forked'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const therapist = await stage.open('therapist');
      return {
        tamper: onRead(file, (reply) => {
          const id = itemAt(reply.entries, 0).bodyHash;
          return { ...reply, head: { seq: reply.head.seq, id } };
        }),
        act: () => readTexts(therapist, file),
      };
    },
  },
  {
    name: 'conflict storm',
    says: 'says for ever that somebody else was faster',
    expected: ['conflict-unresolved'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const therapist = await stage.open('therapist');
      const opened = await read(therapist, file);
      return {
        tamper: {
          answer: {
            append: ({ appends }) => ({
              outcomes: appends.map(() => ({ outcome: 'moved' as const, head: null })),
            }),
          },
        },
        act: async () => textsOf(await writeEntry(therapist, opened, noteDraft('Uusi käynti.'))),
      };
    },
  },
];

function read(practice: Parameters<typeof readFile>[0], file: Parameters<typeof readTexts>[1]) {
  return readFile(practice, { file, as: practice.member.identity.id, purpose: 'care' });
}
