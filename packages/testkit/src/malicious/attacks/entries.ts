import { readFile } from '@vaiti/client';
import type { FileId, SealedEntry } from '@vaiti/core';
import { readTexts } from '../../notes.ts';
import type { Attack, Scene } from '../attack.ts';
import type { Stage } from '../stage.ts';
import { changedAt, flipped, itemAt, onEntries } from '../tamper.ts';

type Change = (entries: readonly SealedEntry[]) => readonly SealedEntry[];

/** The therapist reads a file on a device that never saw it, while its entries are changed. */
async function reading(stage: Stage, change: Change): Promise<Scene> {
  const file = await stage.patient();
  const therapist = await stage.open('therapist');
  return { tamper: onEntries(file, change), act: () => readTexts(therapist, file) };
}

function onFresh(change: Change): Attack['arrange'] {
  return (stage) => reading(stage, change);
}

/** One entry of the file changed; `at` counts from the end when negative. */
function changing(at: number, change: (entry: SealedEntry) => SealedEntry): Attack['arrange'] {
  return onFresh((entries) => changedAt(entries, at, change));
}

/** The entries of another file of the same therapist, as an honest server gives them. */
async function entriesOf(stage: Stage, file: FileId): Promise<readonly SealedEntry[]> {
  const therapist = await stage.honest('therapist');
  const { id } = therapist.member.identity;
  const opened = await readFile(therapist, { file, as: id, purpose: 'care' }, { fresh: true });
  return opened.file.entries.map((entry) => entry.sealed);
}

function withOther(
  change: (entries: readonly SealedEntry[], others: readonly SealedEntry[]) => SealedEntry[],
): Attack['arrange'] {
  return async (stage) => {
    const others = await entriesOf(stage, await stage.patient());
    return reading(stage, (entries) => change(entries, others));
  };
}

function swap(entries: readonly SealedEntry[], i: number, j: number): SealedEntry[] {
  const a = itemAt(entries, i);
  const b = itemAt(entries, j);
  return entries.map((entry) => (entry === a ? b : entry === b ? a : entry));
}

/** Attacks on the order and completeness of a file's entries. */
export const orderAttacks: readonly Attack[] = [
  {
    name: 'swap two entries',
    says: 'gives the second and third entry in each other’s place',
    expected: ['chain-gap', 'chain-order', 'chain-forked'],
    arrange: onFresh((entries) => swap(entries, 1, 2)),
  },
  {
    name: 'reorder the file',
    says: 'gives the entries newest first',
    expected: ['chain-gap', 'chain-order'],
    arrange: onFresh((entries) => entries.toReversed()),
  },
  {
    name: 'omit an entry in the middle',
    says: 'leaves out the third entry',
    expected: ['chain-gap'],
    arrange: onFresh((entries) => entries.toSpliced(2, 1)),
  },
  {
    name: 'omit the first entry',
    says: 'leaves out the entry that opens the file and names its readers',
    expected: ['chain-gap'],
    arrange: onFresh((entries) => entries.slice(1)),
  },
  {
    name: 'repeat an entry',
    says: 'gives the newest entry twice',
    expected: ['chain-order'],
    arrange: onFresh((entries) => [...entries, itemAt(entries, -1)]),
  },
  {
    name: 'whole entry of another file',
    says: 'puts another patient’s entry in the place of one of this file',
    expected: ['answer-for-another'],
    arrange: withOther((entries, others) => changedAt(entries, 3, () => itemAt(others, 3))),
  },
];

/** Attacks on what stands inside one entry. */
export const bodyAttacks: readonly Attack[] = [
  {
    name: 'swap two bodies',
    says: 'swaps the ciphertexts of two entries, hashes left',
    expected: ['body-mismatch', 'length-mismatch', 'ciphertext-truncated'],
    arrange: onFresh((entries) => {
      const [a, b] = [itemAt(entries, 2), itemAt(entries, 3)];
      return entries.map((e) =>
        e === a ? { ...e, body: b.body } : e === b ? { ...e, body: a.body } : e,
      );
    }),
  },
  {
    name: 'swap two bodies with their hashes',
    says: 'swaps the ciphertexts of two entries and the hashes that announce them',
    expected: ['chain-forked', 'signature-invalid', 'length-mismatch', 'ciphertext-truncated'],
    arrange: onFresh((entries) => {
      const [a, b] = [itemAt(entries, 2), itemAt(entries, 3)];
      const take = (to: SealedEntry, { body, bodyHash, wrap }: SealedEntry) => {
        return { ...to, body, bodyHash, wrap };
      };
      return entries.map((e) => (e === a ? take(e, b) : e === b ? take(e, a) : e));
    }),
  },
  {
    name: 'body of another file',
    says: 'puts another patient’s ciphertext, hash and wrap into the newest entry',
    expected: ['signature-invalid', 'length-mismatch', 'ciphertext-truncated'],
    arrange: withOther((entries, others) =>
      changedAt(entries, -1, (e) => {
        const { body, bodyHash, wrap } = itemAt(others, -1);
        return { ...e, body, bodyHash, wrap };
      }),
    ),
  },
  {
    name: 'swap two wraps',
    says: 'swaps the sealed entry keys of two entries',
    expected: ['key-commitment-mismatch', 'ciphertext-invalid'],
    arrange: onFresh((entries) => {
      const [a, b] = [itemAt(entries, 1), itemAt(entries, 2)];
      return entries.map((e) =>
        e === a ? { ...e, wrap: b.wrap } : e === b ? { ...e, wrap: a.wrap } : e,
      );
    }),
  },
  {
    name: 'truncated body',
    says: 'cuts the last 100 bytes off a ciphertext',
    expected: ['ciphertext-truncated'],
    arrange: changing(2, (e) => ({ ...e, body: (e.body ?? new Uint8Array()).slice(0, -100) })),
  },
  {
    name: 'lengthened body',
    says: 'adds a byte to a ciphertext',
    expected: ['length-mismatch'],
    arrange: changing(2, (e) => ({ ...e, body: new Uint8Array([...(e.body ?? []), 0]) })),
  },
  {
    name: 'body left out',
    says: 'gives an entry without the ciphertext that the reader may open',
    expected: ['file-withheld'],
    arrange: changing(2, (e) => ({ ...e, body: null })),
  },
  {
    name: 'wrap left out',
    says: 'gives an entry without its sealed key',
    expected: ['file-withheld'],
    arrange: changing(2, (e) => ({ ...e, wrap: null })),
  },
  {
    name: 'flipped bit in a body',
    says: 'turns one bit of a ciphertext over',
    expected: ['body-mismatch'],
    arrange: changing(2, (e) => ({ ...e, body: flipped(e.body ?? new Uint8Array(1), 1000) })),
  },
  {
    name: 'flipped bit in a header',
    says: 'turns one bit of the newest entry’s header over',
    expected: ['signature-invalid', 'cbor-invalid', 'schema-invalid'],
    arrange: changing(-1, (e) => ({ ...e, header: flipped(e.header, e.header.length * 8 - 4) })),
  },
  {
    name: 'flipped bit in a signature',
    says: 'turns one bit of the newest entry’s signature over',
    expected: ['signature-invalid'],
    arrange: changing(-1, (e) => ({ ...e, signature: flipped(e.signature, 77) })),
  },
  {
    name: 'flipped bit in an older signature',
    says: 'turns one bit of an older entry’s signature over, which changes its id',
    expected: ['chain-forked'],
    arrange: changing(2, (e) => ({ ...e, signature: flipped(e.signature, 77) })),
  },
  {
    name: 'flipped bit in a wrap',
    says: 'turns one bit of a sealed entry key over',
    expected: ['key-commitment-mismatch', 'ciphertext-invalid'],
    arrange: changing(2, (e) => ({ ...e, wrap: flipped(e.wrap ?? new Uint8Array(1), 500) })),
  },
  {
    name: 'wrap of another epoch',
    says: 'says that a sealed entry key belongs to another epoch',
    expected: ['key-commitment-mismatch', 'ciphertext-invalid'],
    arrange: changing(2, (e) => ({ ...e, wrapEpoch: e.wrapEpoch + 1 })),
  },
];
