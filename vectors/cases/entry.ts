import {
  type Bytes,
  type CborValue,
  decodeCbor,
  encodeCbor,
  encodeHeader,
  entryId,
  entryMessage,
  type Header,
  fromHex,
  pad,
  type PrincipalId,
  sealChunked,
  type SealedEntry,
  sealWrap,
  Secret,
  sha256,
  toHex,
} from '@vaiti/core';
import type { JsonObject } from '../json.ts';
import { native } from '../implementation.ts';
import { sealEntryOp } from '../operations/entry.ts';
import { type Actor, actor, DAY, type Draft, file, fixed } from './world.ts';
import { flipped, hexed, practice, record, vectorFile } from './world.ts';

const content = { type: 'note', text: 'Kävi aamulla. Uni on parantunut.', items: [1, 2, 3] };
const key = fixed('clinical key', 32);
const other = fixed('other key', 32);

function planOf(as: PrincipalId, change: JsonObject = {}): JsonObject {
  return {
    practice,
    file,
    head: { seq: 6, id: toHex(fixed('head', 32)) },
    kind: 'entry',
    compartment: 'clinical',
    record: record('note'),
    version: 1,
    as,
    epoch: 2,
    day: DAY,
    access: [],
    ...change,
  };
}

function sealDrafts({ seed, identity }: Actor): Draft[] {
  const access = [
    { reader: identity.id, generation: 1, scope: 'root', grant: toHex(fixed('grant', 32)) },
  ];
  const first = { head: null, kind: 'open', epoch: 1, record: record('opening'), access };
  const cases: readonly [string, JsonObject, string, number, JsonObject | null][] = [
    ['a note', {}, 'note', 80, content],
    ['the first entry of a file', first, 'first', 80, { type: 'opening' }],
    ['readers without content', { kind: 'share', access }, 'share', 32, null],
    ['for a group', { as: toHex(fixed('group', 16)) }, 'group', 80, content],
    ['content of two chunks', {}, 'long', 80, { text: 'ä'.repeat(9000) }],
  ];
  return cases.map(([name, change, label, entropy, body]) => ({
    name: `seal ${name}`,
    op: 'entry-seal',
    input: {
      seed: toHex(seed),
      plan: planOf(identity.id, change),
      content: body,
      compartmentKey: toHex(key),
      entropy: toHex(fixed(`entropy of ${label}`, entropy)),
    },
  }));
}

/** An entry by an author who keeps to no rule: whatever header and padded body, rightly signed. */
async function craft(author: Actor, header: Bytes, padded: Bytes): Promise<SealedEntry> {
  const entryKey = fixed('crafted entry key', 32);
  const salt = fixed('crafted salt', 24);
  const body = await sealChunked({ key: entryKey, salt, context: header, plaintext: padded });
  const bodyHash = sha256(body);
  const signature = await author.identity.sign(entryMessage(header, bodyHash));
  const wrap = await sealWrap({
    compartmentKey: new Secret(key),
    entryKey: new Secret(entryKey),
    id: entryId(header, bodyHash, signature),
    epoch: 2,
    entropy: (length) => fixed('crafted wrap', length),
  });
  return { header, bodyHash, signature, body, wrap, wrapEpoch: 2 };
}

function sealedInput({ body, wrap, wrapEpoch, ...rest }: SealedEntry): JsonObject {
  return {
    ...hexed(rest),
    body: body === null ? null : toHex(body),
    wrap: wrap === null ? null : toHex(wrap),
    wrapEpoch,
  };
}

type Refused = readonly [name: string, change: JsonObject, error: string];

/** One flipped or missing part each; nothing else of the entry is touched. */
function tampered(
  good: Readonly<Record<'header' | 'bodyHash' | 'signature' | 'body' | 'wrap', Bytes>>,
  header: Header,
): Refused[] {
  const { body, wrap, signature } = good;
  const changedBody = flipped(body, 60);
  const head = (change: { readonly [key: string]: CborValue }) => ({
    header: toHex(encodeCbor({ ...header, ...change })),
  });
  const { day, ...dayless } = header;
  return [
    ['another day', head({ day: DAY + 1 }), 'signature-invalid'],
    ['another author', head({ author: fixed('mallory', 16) }), 'signature-invalid'],
    ['another file', head({ file: fixed('other file', 16) }), 'signature-invalid'],
    ['another place', head({ seq: 8 }), 'signature-invalid'],
    ['another past', head({ prev: fixed('other head', 32) }), 'signature-invalid'],
    ['another compartment', head({ compartment: 'shared' }), 'signature-invalid'],
    ['another epoch', head({ epoch: 3 }), 'signature-invalid'],
    ['another version', head({ version: 2 }), 'signature-invalid'],
    ['a suite not known', head({ suite: 2 }), 'suite-unknown'],
    ['suite 0', head({ suite: 0 }), 'suite-downgraded'],
    ['an unknown field', head({ note: '' }), 'schema-invalid'],
    ['a missing field', { header: toHex(encodeCbor(dayless)) }, 'schema-invalid'],
    ['an unknown kind', head({ kind: 'delete' }), 'schema-invalid'],
    ['an unknown compartment', head({ compartment: 'secret' }), 'schema-invalid'],
    ['a day as text', head({ day: String(day) }), 'schema-invalid'],
    ['a length over 8 MiB', head({ length: 8 * 1024 * 1024 + 1 }), 'schema-invalid'],
    ['a byte after the header', { header: `${toHex(good.header)}00` }, 'cbor-invalid'],
    [
      'the header not in deterministic form',
      { header: `b810${toHex(good.header.slice(1))}` },
      'cbor-invalid',
    ],
    ['the announced length changed', head({ length: 512 }), 'ciphertext-truncated'],
    ['hash of the body changed', { bodyHash: toHex(flipped(good.bodyHash, 0)) }, 'body-mismatch'],
    ['body changed', { body: toHex(changedBody) }, 'body-mismatch'],
    [
      'body changed with its hash',
      { body: toHex(changedBody), bodyHash: toHex(sha256(changedBody)) },
      'signature-invalid',
    ],
    ['body truncated', { body: toHex(body.slice(0, -1)) }, 'ciphertext-truncated'],
    ['body with a byte more', { body: `${toHex(body)}00` }, 'length-mismatch'],
    [
      'R of the signature changed',
      { signature: toHex(flipped(signature, 0)) },
      'signature-invalid',
    ],
    [
      'S of the signature changed',
      { signature: toHex(flipped(signature, 33)) },
      'signature-invalid',
    ],
    ['salt of the wrap changed', { wrap: toHex(flipped(wrap, 0)) }, 'key-commitment-mismatch'],
    [
      'commitment of the wrap changed',
      { wrap: toHex(flipped(wrap, 24)) },
      'key-commitment-mismatch',
    ],
    ['wrapped key changed', { wrap: toHex(flipped(wrap, 56)) }, 'ciphertext-invalid'],
    ['tag of the wrap changed', { wrap: toHex(flipped(wrap, -1)) }, 'ciphertext-invalid'],
    ['wrap of another epoch', { wrapEpoch: 3 }, 'key-commitment-mismatch'],
    ['no wrap', { wrap: null }, 'no-grant'],
    ['no body', { body: null }, 'no-grant'],
  ];
}

async function crafted(author: Actor, header: Header): Promise<Refused[]> {
  const of = async (padded: Bytes, change: Partial<Header> = {}) => {
    const bytes = encodeHeader({ ...header, length: padded.length, ...change });
    return sealedInput(await craft(author, bytes, padded));
  };
  const padded = pad(encodeCbor(content));
  return [
    ['crafted: padding not zero', await of(flipped(padded, -1)), 'padding-invalid'],
    ['crafted: not padded', await of(padded.slice(0, 100)), 'padding-invalid'],
    ['crafted: padded with a prefix too long', await of(flipped(padded, 0)), 'padding-invalid'],
    ['crafted: content not CBOR', await of(pad(new Uint8Array([0xff]))), 'cbor-invalid'],
    [
      'crafted: content not in deterministic form',
      await of(pad(new Uint8Array([0x18, 0x01]))),
      'cbor-invalid',
    ],
    ['crafted: empty content', await of(pad(new Uint8Array(0))), 'cbor-invalid'],
    ['crafted: shorter than announced', await of(padded, { length: 257 }), 'ciphertext-truncated'],
    ['crafted: longer than announced', await of(padded, { length: 255 }), 'length-mismatch'],
  ];
}

export async function entryFile() {
  const author = await actor('therapist');
  const seals = sealDrafts(author);
  const [note] = seals;
  if (note === undefined) throw new RangeError('no entry to open');
  const output = await sealEntryOp(note.input, { shared: {}, using: native });
  const sealed = output['sealed'] as Readonly<Record<string, string>> & JsonObject;
  const part = (name: string) => fromHex(sealed[name] ?? '');
  const good = {
    header: part('header'),
    bodyHash: part('bodyHash'),
    signature: part('signature'),
    body: part('body'),
    wrap: part('wrap'),
  };
  const header = decodeCbor(good.header) as Header;
  const open = { sealed, authorKey: toHex(author.identity.keys.sign), compartmentKey: toHex(key) };
  const refused = [...tampered(good, header), ...(await crafted(author, header))];
  const rewrap = { sealed, from: toHex(key), to: toHex(other), epoch: 3 };
  return vectorFile('Sealed entries, PROTOCOL section 4', [
    ...seals,
    { name: 'open the note', op: 'entry-open', input: open },
    ...refused.map(([name, change, error]) => ({
      name: `open: ${name}`,
      op: 'entry-open',
      input: { ...open, sealed: { ...sealed, ...change } },
      error,
    })),
    {
      name: 'open: the key of another author',
      op: 'entry-open',
      input: { ...open, authorKey: toHex((await actor('mallory')).identity.keys.sign) },
      error: 'signature-invalid',
    },
    {
      name: 'open: the key of another compartment',
      op: 'entry-open',
      input: { ...open, compartmentKey: toHex(other) },
      error: 'key-commitment-mismatch',
    },
    {
      name: 'open: content of another form than expected',
      op: 'entry-open',
      input: { ...open, schemaRefuses: true },
      error: 'content-invalid',
    },
    {
      name: 'wrap for a new epoch',
      op: 'rewrap',
      input: { ...rewrap, entropy: toHex(fixed('entropy of rewrap', 24)) },
    },
    {
      name: 'wrap without the old key',
      op: 'rewrap',
      input: { ...rewrap, from: toHex(other), entropy: '' },
      error: 'key-commitment-mismatch',
    },
    {
      name: 'id',
      op: 'entry-id',
      input: hexed({ header: good.header, bodyHash: good.bodyHash, signature: good.signature }),
    },
  ]);
}
