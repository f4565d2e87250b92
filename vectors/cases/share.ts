import {
  openShare,
  resealShare,
  Secret,
  type Share,
  shareMessage,
  splitRoot,
  toHex,
} from '@vaiti/core';
import {
  actor,
  DAY,
  type Draft,
  file,
  fixed,
  flipped,
  hexed,
  practice,
  vectorFile,
} from './world.ts';

const EPOCH = 3;

/**
 * Splitting and sealing draw randomness, so this file is made once (`--grants`) and only opened later.
 */
export async function shareFile() {
  const author = await actor('therapist');
  const officers = await Promise.all(['officer', 'second officer', 'third officer'].map(actor));
  const requester = await actor('requester');
  const place = { practice, file, epoch: EPOCH };
  const { shares, split } = await splitRoot(
    author.identity,
    {
      ...place,
      council: 1,
      threshold: 2,
      officers: officers.map(({ identity: { generation, id, keys } }) => ({
        id,
        generation,
        kem: keys.kem,
      })),
      day: DAY,
    },
    new Secret(fixed('root', 32)),
  );
  const opened = await Promise.all(
    shares.map(async (share, i) => {
      const [line, officer] = [split.lines[i], officers[i]];
      if (line === undefined || officer === undefined) throw new RangeError('no officer');
      return {
        ...(await openShare(officer.identity, share, line.digest)),
        line,
        officer,
        sealed: share,
      };
    }),
  );
  const [first, second, third] = opened;
  if (!first || !second || !third) throw new RangeError('three');
  const { generation, id, keys } = requester.identity;
  const to = { id, generation, kem: keys.kem, request: fixed('request', 16), day: DAY };
  const resealed = await resealShare(first.officer.identity, first, to);
  const input = (share: Share, change: Readonly<Record<string, string>> = {}) => ({
    seed: toHex(first.officer.seed),
    signer: toHex(author.identity.keys.sign),
    digest: toHex(first.line.digest),
    share: hexed({ ...share }),
    ...change,
  });
  const again = { seed: toHex(requester.seed), signer: toHex(first.officer.identity.keys.sign) };
  const bent = flipped(first.sealed.ciphertext, 7);
  const resigned = await author.identity.sign(fixed('another message', 32));
  const combine = (parts: readonly (typeof first)[], change = {}) => ({
    shares: parts.map(({ share }) => share.use(toHex)),
    key: toHex(split.key),
    ...{ ...place, ...change },
  });
  const opens: readonly [string, Draft['input'], string?][] = [
    ['an officer’s share', input(first.sealed)],
    ['sealed again to the requester', input(resealed, again)],
    ['ciphertext changed', input({ ...first.sealed, ciphertext: bent }), 'signature-invalid'],
    ['signed by another', input({ ...first.sealed, signature: resigned }), 'signature-invalid'],
    ['another reader', input(first.sealed, { seed: toHex(second.officer.seed) }), 'share-mismatch'],
    [
      'another digest',
      input(first.sealed, { digest: toHex(second.line.digest) }),
      'share-mismatch',
    ],
    ['of another officer', input(second.sealed), 'share-mismatch'],
  ];
  const { ciphertext, enc } = second.sealed;
  const { header } = first.sealed;
  const signature = await author.identity.sign(shareMessage(header, enc, ciphertext));
  const posing = { header, enc, ciphertext, signature };
  const combines: readonly [string, Draft['input'], string?][] = [
    ['two of three', combine([first, second])],
    ['two others', combine([first, third])],
    ['all three', combine(opened)],
    ['one alone', combine([first]), 'share-mismatch'],
    ['in another epoch', combine([first, second], { epoch: EPOCH + 1 }), 'share-mismatch'],
  ];
  const drafts = (op: string, cases: typeof opens): Draft[] =>
    cases.map(([name, value, error]) =>
      error === undefined ? { name, op, input: value } : { name, op, input: value, error },
    );
  return vectorFile('Shares of a root key, PROTOCOL section 5.1', [
    ...drafts('share-open', [
      ...opens,
      ['another’s share under one’s own name', input(posing), 'share-unopenable'],
    ]),
    ...drafts('share-combine', combines),
  ]);
}
