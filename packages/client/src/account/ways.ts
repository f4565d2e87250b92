import type { RequestOf } from '@vaiti/contract';
import {
  type Bytes,
  bytesOf,
  concat,
  decodeAs,
  encodeCbor,
  encodeWays,
  equal,
  fromHex,
  hkdf,
  idBytes,
  type Identity,
  MAX_WAYS,
  openChunked,
  sealChunked,
  Secret,
  sha256,
  SUITE,
  toHex,
  utf8,
  type Way,
  type WayKind,
  waysMessage,
} from '@vaiti/core';
import { z } from 'zod';
import { ClientError } from '../errors.ts';
import { type Member, today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { type Credentials, sealUnderPassword } from './account.ts';
import { knownWays, pinWays } from './known-ways.ts';
import { sealUnderSecret, type SecretWayKind } from './secret-way.ts';
import { accountOf, newSecretKey } from './secret-key.ts';

/** What only the person reads of a way of theirs. */
const labelSchema = z.strictObject({
  /** Name of the device or passkey, `sheets/<set>` for a paper key in sheets; empty for the others. */
  name: z.string().max(100),
  /** Id of a passkey's credential. */
  credential: z.instanceof(Uint8Array<ArrayBuffer>).nullable(),
  /** The Secret Key of the `password` way, so that the password can be changed from anywhere. */
  secretKey: bytesOf(16).nullable(),
});
type Label = z.infer<typeof labelSchema>;
const EMPTY: Label = { name: '', credential: null, secretKey: null };

/** Devices remembered at once; the one added first makes room. */
const MAX_DEVICES = 8;
/** Changes of this person's ways by another device are followed this often before giving up. */
const TRIES = 5;

/** A way to sign in as its person sees it. */
export interface WayView {
  readonly account: string;
  readonly kind: WayKind;
  readonly name: string;
  readonly credential: Uint8Array | null;
  /** For a paper key that was split into sheets: the name of the set, in hexadecimal. */
  readonly set: string | null;
  /** Days since 1970. */
  readonly added: number;
  /** Milliseconds since 1970, 0 for never. As the server says: nobody signs it. */
  readonly used: number;
  /** This session began with it. */
  readonly current: boolean;
}

type Put = RequestOf<'changeWays'>['put'];

/** The ways as they shall be, and what the server is to keep for those that are new. */
interface Step {
  readonly ways: readonly Way[];
  readonly put: Put;
}

function labelKey(identity: Identity): Bytes {
  const label = utf8('vaiti/1 way label');
  return identity.seed.use((seed) => hkdf(seed, new Uint8Array(0), label, 32));
}

function labelContext(account: string): Uint8Array {
  return concat(utf8('vaiti/1 way label\0'), fromHex(account));
}

function sealLabel({ identity, entropy }: Member, account: string, label: Label): Promise<Bytes> {
  const context = labelContext(account);
  const plaintext = encodeCbor({ ...label, credential: label.credential ?? null });
  return sealChunked({ key: labelKey(identity), salt: entropy(24), context, plaintext });
}

/** Throws `ways-forged` on a label that does not open: the person signed and sealed it themselves. */
async function openLabel({ identity }: Member, way: Way): Promise<Label> {
  if (way.label.length === 0) return EMPTY;
  const context = labelContext(toHex(way.id));
  try {
    const key = labelKey(identity);
    return decodeAs(labelSchema, await openChunked({ key, context, ciphertext: way.label }));
  } catch (cause) {
    throw new ClientError('ways-forged', { cause });
  }
}

/** The newest list, checked and pinned. Throws `ways-forged`, `ways-rolled-back`. */
async function fetchWays(member: Member) {
  const reply = await member.api.call('ways', {}, member.token);
  const known = await knownWays(reply.ways, member);
  await pinWays(member.cache, known);
  const used = new Map(reply.kept.map((one) => [one.account, one.used]));
  if (known !== undefined && used.size !== known.list.ways.length)
    throw new ClientError('ways-forged');
  return { known, used };
}

/** The ways before any list was signed: the one by which this session began. */
async function firstWays(member: Member): Promise<readonly Way[]> {
  const { account, digest, secretKey } = member.signedIn.by;
  if (secretKey === undefined) throw new ClientError('ways-rolled-back');
  const label = await sealLabel(member, account, { ...EMPTY, secretKey: secretKey.use(copy) });
  return [{ id: fromHex(account), kind: 'password', digest, day: today(member), label }];
}

function copy(bytes: Bytes): Bytes {
  return bytes.slice();
}

const turns = new WeakMap<Member['cache'], Promise<unknown>>();

/** One after the other: an answer that another overtook would look like a list rolled back. */
function inTurn<T>({ cache }: Member, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(cache) ?? Promise.resolve()).then(work, work);
  turns.set(cache, turn);
  return turn;
}

/** Signs and sends the next list. Another device may be first: then `step` starts from its list. */
function change(practice: Practice, step: (ways: readonly Way[]) => Promise<Step>): Promise<void> {
  return inTurn(practice.member, () => changeNow(practice, step));
}

async function changeNow(
  { member }: Practice,
  step: (ways: readonly Way[]) => Promise<Step>,
): Promise<void> {
  const { api, identity, token, cache } = member;
  for (let left = TRIES; ; left--) {
    const { known } = await fetchWays(member);
    const { ways, put } = await step(known?.list.ways ?? (await firstWays(member)));
    const list = encodeWays({
      suite: SUITE,
      practice: idBytes(member.practice),
      principal: idBytes(identity.id),
      counter: (known?.list.counter ?? 0) + 1,
      prev: known === undefined ? new Uint8Array(32) : new Uint8Array(known.id),
      day: Math.max(today(member), known?.list.day ?? 0),
      ways: [...ways],
    });
    const signed = { list, signature: await identity.sign(waysMessage(list)) };
    try {
      await api.call('changeWays', { ways: signed, put: [...put] }, token);
    } catch (error) {
      if (left > 1 && error instanceof ClientError && error.code === 'head-moved') continue;
      throw error;
    }
    await pinWays(cache, await knownWays(signed, member));
    return;
  }
}

/**
 * To be called once after signing in: compares the person's list with what this device has seen, and
 * signs the first list of someone who has none. Throws `ways-rolled-back`.
 */
export async function settleWays(practice: Practice): Promise<void> {
  const { member } = practice;
  const { ways } = member.signedIn;
  await inTurn(member, () => pinWays(member.cache, ways));
  if (ways === undefined) await change(practice, (own) => Promise.resolve({ ways: own, put: [] }));
}

/** The person's ways as they signed them. Throws `ways-forged`, `ways-rolled-back`. */
export async function listWays({ member }: Practice): Promise<readonly WayView[]> {
  const { known, used } = await inTurn(member, () => fetchWays(member));
  return Promise.all((known?.list.ways ?? []).map((way) => viewOf(member, way, used)));
}

async function viewOf(
  member: Member,
  way: Way,
  used: ReadonlyMap<string, number>,
): Promise<WayView> {
  const account = toHex(way.id);
  const { name, credential } = await openLabel(member, way);
  const set = setNamed(name);
  return {
    account,
    kind: way.kind,
    name: set === null ? name : '',
    credential,
    set,
    added: way.day,
    used: used.get(account) ?? 0,
    current: account === member.signedIn.by.account,
  };
}

const SHEETS = 'sheets/';

function setNamed(name: string): string | null {
  return name.startsWith(SHEETS) ? name.slice(SHEETS.length) : null;
}

/** Whether a way is a paper key of the same sort: words on one paper, or sheets. */
async function isPaperLike(member: Member, way: Way, set: string | undefined): Promise<boolean> {
  if (way.kind !== 'paper') return false;
  return (setNamed((await openLabel(member, way)).name) === null) === (set === undefined);
}

interface NewWay {
  readonly account: string;
  readonly kind: WayKind;
  readonly sealedSeed: Bytes;
  readonly label: Label;
}

async function wayOf(member: Member, made: NewWay): Promise<Way> {
  const label = await sealLabel(member, made.account, made.label);
  const digest = sha256(made.sealedSeed);
  return { id: fromHex(made.account), kind: made.kind, digest, day: today(member), label };
}

/**
 * Makes a passkey's PRF output or a paper key a way to sign in. A new paper key takes the place of an
 * older one; one in sheets (`set` names them) that of older sheets. Throws `last-way` when there is no room beside password and devices.
 */
export async function addSecretWay(
  practice: Practice,
  made: {
    readonly kind: SecretWayKind;
    readonly secret: Secret;
    readonly name?: string;
    readonly credential?: Uint8Array<ArrayBuffer>;
    readonly set?: string;
  },
): Promise<void> {
  const { member, roster } = practice;
  const { kind, secret, set, credential = null } = made;
  const name = set === undefined ? (made.name ?? '') : `${SHEETS}${set}`;
  const { identity, entropy } = member;
  const place = { identity, practice: member.practice, ledger: roster.ledger, entropy };
  const { account, sealedSeed } = await sealUnderSecret(kind, secret, place);
  const label = { ...EMPTY, name: name.slice(0, 100), credential };
  const way = await wayOf(member, { account, kind, sealedSeed, label });
  await change(practice, async (ways) => {
    const replaced = await Promise.all(
      ways.map(async (one) => kind === 'paper' && (await isPaperLike(member, one, set))),
    );
    const others = ways.filter((one, i) => toHex(one.id) !== account && replaced[i] !== true);
    if (others.length >= MAX_WAYS) throw new ClientError('arguments-invalid');
    return { ways: [...others, way], put: [{ account, record: null, sealedSeed }] };
  });
}

/**
 * Remembers a device: a key of its own in the place of the Secret Key, under the same password. The
 * device `replaced`, by its own key, goes. Resolves to the key that the device keeps.
 */
export async function addDevice(
  practice: Practice,
  device: {
    readonly password: string;
    readonly name: string;
    readonly replaced?: Secret | undefined;
  },
): Promise<Secret> {
  const { member } = practice;
  const secretKey = newSecretKey(member.entropy);
  const made = await passwordWay(member, 'device', {
    credentials: { secretKey, password: device.password },
    label: { ...EMPTY, name: device.name.slice(0, 100) },
  });
  const old = device.replaced === undefined ? undefined : accountOf(device.replaced);
  await change(practice, (ways) => {
    const others = ways.filter((w) => !(w.kind === 'device' && toHex(w.id) === old));
    const devices = others.filter(({ kind }) => kind === 'device');
    const gone = devices.slice(0, Math.max(0, devices.length - MAX_DEVICES + 1));
    const kept = others.filter((way) => !gone.includes(way));
    return Promise.resolve({ ways: [...kept, made.way], put: [made.put] });
  });
  return secretKey;
}

async function passwordWay(
  member: Member,
  kind: 'password' | 'device',
  plan: { readonly credentials: Credentials; readonly label: Label },
): Promise<{ readonly way: Way; readonly put: Put[number] }> {
  const { credentials, label } = plan;
  const put = await sealUnderPassword({ ...member, credentials }, 'wayStart');
  return { way: await wayOf(member, { ...put, kind, label }), put };
}

/** Takes a way away. Throws `last-way` for the password, `way-unknown`. */
export function removeWay(practice: Practice, account: string): Promise<void> {
  return change(practice, (ways) => {
    const way = ways.find(({ id }) => toHex(id) === account);
    if (way === undefined) throw new ClientError('way-unknown');
    if (way.kind === 'password') throw new ClientError('last-way');
    return Promise.resolve({ ways: ways.filter((one) => one !== way), put: [] });
  });
}

/**
 * Sets a new password, under the Secret Key as it is or under a new one. The old ones stop at once,
 * every other session ends and other devices are forgotten; no file is touched. With `device` this
 * device stays remembered. Resolves to the Secret Key and the key that this device keeps.
 */
export async function setPassword(
  practice: Practice,
  plan: {
    readonly password: string;
    readonly secretKey?: Secret;
    readonly device?: string | undefined;
  },
): Promise<{ readonly secretKey: Secret; readonly deviceKey: Secret | undefined }> {
  const { member } = practice;
  const { password } = plan;
  const secretKey = plan.secretKey ?? (await ownSecretKey(practice));
  const main = await passwordWay(member, 'password', {
    credentials: { secretKey, password },
    label: { ...EMPTY, secretKey: secretKey.use(copy) },
  });
  const deviceKey = plan.device === undefined ? undefined : newSecretKey(member.entropy);
  const device =
    deviceKey === undefined
      ? undefined
      : await passwordWay(member, 'device', {
          credentials: { secretKey: deviceKey, password },
          label: { ...EMPTY, name: (plan.device ?? '').slice(0, 100) },
        });
  const made = device === undefined ? [main] : [main, device];
  await change(practice, (ways) => {
    const kept = ways.filter(({ kind }) => kind !== 'password' && kind !== 'device');
    const fresh = made.map(({ way }) => way);
    return Promise.resolve({ ways: [...fresh, ...kept], put: made.map(({ put }) => put) });
  });
  return { secretKey, deviceKey };
}

/** The person's Secret Key, which only they can open. Throws `ways-forged` when it is not there. */
export async function ownSecretKey({ member }: Practice): Promise<Secret> {
  const { known } = await inTurn(member, () => fetchWays(member));
  const ways = known?.list.ways ?? (await firstWays(member));
  for (const way of ways) {
    if (way.kind !== 'password') continue;
    const { secretKey } = await openLabel(member, way);
    if (secretKey === null) continue;
    const key = new Secret(secretKey);
    if (equal(fromHex(accountOf(key)), way.id)) return key;
  }
  throw new ClientError('ways-forged');
}
