import { createFile, listFiles, memoryStore, readFiles, writeEntry } from '@vaiti/client';
import type { FileReply } from '@vaiti/contract';
import { decodeOpening, encodeOpening, type FileId, idBytes, type LeafOpening } from '@vaiti/core';
import { noteDraft, readTexts, textsOf } from '../../notes.ts';
import type { Attack } from '../attack.ts';
import { type AskedRead, flipped, itemAt, onRead, type Tamper } from '../tamper.ts';

/** The receipt of a reply says something else than what the server wrote down. */
function reopened(
  reply: FileReply,
  change: (opening: Extract<LeafOpening, { kind: 'read' }>) => LeafOpening,
): FileReply {
  const opening = decodeOpening(reply.leaf.opening);
  if (opening.kind !== 'read') return reply;
  return { ...reply, leaf: { ...reply.leaf, opening: encodeOpening(change(opening)) } };
}

function reading(
  change: (reply: FileReply, asked: AskedRead) => FileReply,
  before: 'fresh' | 'known' = 'fresh',
): Attack['arrange'] {
  return async (stage) => {
    const file = await stage.patient();
    const therapist = await stage.open('therapist');
    if (before === 'known') await readTexts(therapist, file);
    return { tamper: onRead(file, change), act: () => readTexts(therapist, file) };
  };
}

function refusing(code: string): Tamper {
  return { answer: { read: () => ({ outcomes: [{ outcome: 'refused', code }] }) } };
}

/** Attacks with true answers to other questions, and with the receipts of the read ledger. */
export const answerAttacks: readonly Attack[] = [
  {
    name: 'answers in each other’s place',
    says: 'answers a question about two patients with the files swapped',
    expected: ['answer-for-another', 'receipt-invalid'],
    arrange: async (stage) => {
      const files = [await stage.patient(), await stage.patient()];
      const therapist = await stage.open('therapist');
      const as = therapist.member.identity.id;
      const requests = files.map((file) => ({ file, as, purpose: 'care' as const }));
      return {
        tamper: { reply: { read: ({ outcomes }) => ({ outcomes: outcomes.toReversed() }) } },
        act: () => readFiles(therapist, requests),
      };
    },
  },
  {
    name: 'answer under another file’s name',
    says: 'names the file that was asked for and gives the entries of another',
    expected: ['answer-for-another'],
    arrange: async (stage) => {
      const other = await stage.patient();
      const therapist = await stage.open('therapist');
      const seen = await record(stage, other, () => readTexts(therapist, other));
      const file = await stage.patient();
      return {
        tamper: onRead(file, ({ leaf, file: name }) => ({ ...seen, leaf, file: name })),
        act: () => readTexts(therapist, file),
      };
    },
  },
  {
    name: 'answer for another reader',
    says: 'gives the therapist what was answered to a colleague, receipt and all',
    expected: ['receipt-invalid'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const colleague = await stage.open('colleague');
      const seen = await record(stage, file, () => readTexts(colleague, file));
      const therapist = await stage.open('therapist');
      return { tamper: onRead(file, () => seen), act: () => readTexts(therapist, file) };
    },
  },
  {
    name: 'an earlier answer again',
    says: 'gives the answer to an earlier question of the same reader',
    expected: ['receipt-invalid'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const first = await stage.open('therapist');
      const seen = await record(stage, file, () => readTexts(first, file));
      const therapist = await stage.open('therapist');
      return { tamper: onRead(file, () => seen), act: () => readTexts(therapist, file) };
    },
  },
  {
    name: 'receipt for another statement',
    says: 'writes another reason into the ledger than the one that the reader signed',
    expected: ['receipt-invalid'],
    arrange: reading((reply) =>
      reopened(reply, (o) => ({ ...o, statement: flipped(o.statement, 200) })),
    ),
  },
  {
    name: 'receipt with another signature',
    says: 'writes a signature into the ledger that the reader did not make',
    expected: ['receipt-invalid'],
    arrange: reading((reply) =>
      reopened(reply, (o) => ({ ...o, signature: flipped(o.signature, 3) })),
    ),
  },
  {
    name: 'receipt for another file',
    says: 'notes the read under another patient',
    expected: ['receipt-invalid'],
    arrange: reading((reply) => reopened(reply, (o) => ({ ...o, file: flipped(o.file, 3) }))),
  },
  {
    name: 'receipt that cannot be read',
    says: 'gives bytes as receipt that are none',
    expected: ['receipt-invalid'],
    arrange: reading((reply) => ({
      ...reply,
      leaf: { ...reply.leaf, opening: new Uint8Array([1, 2, 3]) },
    })),
  },
  {
    name: 'counter repeated',
    says: 'gives a read the number of one before it, to hide one of the two',
    expected: ['counter-gap'],
    arrange: reading((reply) => reopened(reply, (o) => ({ ...o, counter: 1 })), 'known'),
  },
  {
    name: 'counter of an append repeated',
    says: 'gives the read after an append the number that the append had',
    expected: ['counter-gap'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const therapist = await stage.open('therapist');
      const as = therapist.member.identity.id;
      const [opened] = await readFiles(therapist, [{ file, as, purpose: 'care' }]);
      if (opened === undefined) throw new RangeError('nothing was read');
      const tamper = onRead(file, (reply) =>
        reopened(reply, (o) => ({ ...o, counter: o.counter - 1 })),
      );
      return {
        tamper,
        act: async () => textsOf(await writeEntry(therapist, opened, noteDraft('Uusi käynti.'))),
      };
    },
  },
  {
    name: 'receipt for another place in the file',
    says: 'writes into the ledger that the note was stored as another entry of the file',
    expected: ['receipt-invalid'],
    arrange: async (stage) => {
      const therapist = await stage.open('therapist');
      const contents = [{ compartment: 'clinical' as const, content: { any: 'thing' } }];
      return {
        tamper: {
          reply: {
            append: ({ outcomes }) => ({
              outcomes: outcomes.map((outcome) => {
                if (outcome.outcome !== 'stored') return outcome;
                const said = decodeOpening(outcome.leaf.opening);
                const other = said.kind === 'append' ? { ...said, seq: said.seq + 7 } : said;
                return { ...outcome, leaf: { ...outcome.leaf, opening: encodeOpening(other) } };
              }),
            }),
          },
        },
        act: () => createFile(therapist, { readers: [], contents }),
      };
    },
  },
  {
    name: 'list for somebody else',
    says: 'lists a file as readable by a grant of the colleague',
    expected: ['answer-for-another'],
    arrange: async (stage) => {
      await stage.patient();
      const therapist = await stage.open('therapist');
      const as = idBytes(stage.practice.people.colleague.identity.id);
      return {
        tamper: {
          reply: {
            files: ({ files, more }) => ({ files: files.map((line) => ({ ...line, as })), more }),
          },
        },
        act: () => listFiles(therapist),
      };
    },
  },
  {
    name: 'list without end',
    says: 'gives the same page of the list again and again',
    expected: ['server-reply-invalid'],
    arrange: async (stage) => {
      await stage.patient();
      const therapist = await stage.open('therapist');
      const first = itemAt(await listFiles(therapist), 0);
      const { file, head, epoch, as } = first;
      const at = { seq: head.seq, id: idBytes(head.id) };
      const line = { file: idBytes(file), head: at, epoch, as: idBytes(as) };
      return {
        tamper: { reply: { files: () => ({ files: [line], more: true }) } },
        act: () => listFiles(therapist),
      };
    },
  },
  {
    name: 'withhold a file',
    says: 'denies a file that this device has read before',
    expected: ['not-found', 'file-withheld'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const therapist = await stage.open('therapist', { store: memoryStore() });
      await readTexts(therapist, file);
      return { tamper: refusing('not-found'), act: () => readTexts(therapist, file) };
    },
  },
  {
    name: 'error text instead of data',
    says: 'refuses with a text of its own, which must never pass for content',
    expected: ['server-reply-invalid'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const therapist = await stage.open('therapist');
      return {
        tamper: refusing('Virhe: asiakirja on vioittunut'),
        act: () => readTexts(therapist, file),
      };
    },
  },
  {
    name: 'no answer to the question',
    says: 'answers with an empty list',
    expected: ['file-withheld'],
    arrange: async (stage) => {
      const file = await stage.patient();
      const therapist = await stage.open('therapist');
      return {
        tamper: { answer: { read: () => ({ outcomes: [] }) } },
        act: () => readTexts(therapist, file),
      };
    },
  },
];

/** The first reply about `file` while `act` runs. */
async function record(
  stage: { readonly server: { turn: (tamper: Tamper) => void; repent: () => void } },
  file: FileId,
  act: () => Promise<unknown>,
): Promise<FileReply> {
  const seen: FileReply[] = [];
  stage.server.turn(
    onRead(file, (reply) => {
      seen.push(reply);
      return reply;
    }),
  );
  await act();
  stage.server.repent();
  return itemAt(seen, 0);
}
