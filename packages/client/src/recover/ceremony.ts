import {
  type Ceremony,
  ceremonyOf,
  type Entropy,
  equal,
  fromHex,
  joinShares,
  Secret,
  sheetSetOf,
  splitSecret,
  toHex,
} from '@vaiti/core';
import { formatSecretKey, newSecretKey } from '../account/secret-key.ts';
import { signInBySecret } from '../account/secret-way.ts';
import { addSecretWay, listWays, removeWay, setPassword, settleWays } from '../account/ways.ts';
import { memoryStore } from '../cache/store.ts';
import { ClientError } from '../errors.ts';
import { noteCeremony } from '../practice/found.ts';
import { memberOf, type Surroundings } from '../practice/member.ts';
import { Practice } from '../practice/practice.ts';
import type { Sheet } from '../words/sheet.ts';

/** A secret that was split and opens nothing yet. */
export interface DrawnSheets {
  readonly secret: Secret;
  readonly sheets: readonly Sheet[];
}

/** Draws a paper key in sheets, any `need` of `of`. It opens nothing until `keepSheets`. */
export async function drawSheets(
  entropy: Entropy,
  numbers: { readonly need: number; readonly of: number },
): Promise<DrawnSheets> {
  const secret = new Secret(entropy(32));
  const shares = await splitSecret(secret, numbers);
  const set = sheetSetOf(secret).slice(0, 2);
  const sheets = shares.map((share, i) => ({ ...numbers, number: i + 1, set, share }));
  return { secret, sheets };
}

/**
 * Makes the sheets a way to sign in, in the place of earlier ones. Everybody sees in the roster that
 * they were made, before they open anything.
 */
export async function keepSheets(practice: Practice, drawn: DrawnSheets): Promise<void> {
  const { secret, sheets } = drawn;
  const [first] = sheets;
  if (first === undefined) throw new ClientError('arguments-invalid');
  const set = sheetSetOf(secret);
  await noteCeremony(practice, { step: 'made', need: first.need, of: first.of, set });
  await addSecretWay(practice, { kind: 'paper', secret, set: toHex(set) });
}

/** What is wrong with sheets that were laid together; numbers are those on the sheets. */
export type SheetsFault =
  | { readonly fault: 'few'; readonly have: number; readonly need: number }
  | { readonly fault: 'twice'; readonly number: number }
  | { readonly fault: 'another-set'; readonly number: number };

/** Whether sheets are of one set and enough of it, and if not, which one is wrong. */
export function faultOf(sheets: readonly Sheet[]): SheetsFault | undefined {
  const seen = new Set<number>();
  for (const sheet of sheets) {
    const [first = sheet] = sheets;
    const same = sheet.need === first.need && sheet.of === first.of && equal(sheet.set, first.set);
    if (!same) return { fault: 'another-set', number: sheet.number };
    if (seen.has(sheet.number)) return { fault: 'twice', number: sheet.number };
    seen.add(sheet.number);
  }
  const need = sheets[0]?.need ?? 2;
  return sheets.length < need ? { fault: 'few', have: sheets.length, need } : undefined;
}

async function secretOf(sheets: readonly Sheet[]): Promise<Secret> {
  if (faultOf(sheets) !== undefined) throw new ClientError('sheet-of-another-set');
  const need = sheets[0]?.need ?? 2;
  const secret = await joinShares(sheets.slice(0, need).map(({ share }) => share));
  const [first] = sheets;
  if (first === undefined || !equal(sheetSetOf(secret).slice(0, 2), first.set))
    throw new ClientError('sheet-of-another-set');
  return secret;
}

/** A practice that was opened by sheets, and the set that they are of. */
export interface OpenedBySheets {
  readonly practice: Practice;
  readonly ceremony: Ceremony;
}

/**
 * Signs in with enough sheets of one set. Throws `sheet-of-another-set` (also when there are too few),
 * `way-unknown` when the sheets are void, `ceremony-over` when the roster does not have them as the
 * person's own that are valid, and as `signInBySecret` and `Practice.open`.
 */
export async function openBySheets(
  around: Omit<Surroundings, 'store'>,
  sheets: readonly Sheet[],
): Promise<OpenedBySheets> {
  const secret = await secretOf(sheets);
  const signedIn = await signInBySecret(around.api, 'paper', secret);
  const practice = await Practice.open(memberOf(signedIn, { ...around, store: memoryStore() }));
  await settleWays(practice);
  const ceremony = validSheets(practice);
  if (ceremony?.set !== toHex(sheetSetOf(secret))) throw new ClientError('ceremony-over');
  return { practice, ceremony };
}

/** The member's sheets that are valid, as everybody sees them in the roster. */
export function validSheets({ member, roster }: Practice): Ceremony | undefined {
  return ceremonyOf(roster.people.get(member.identity.id));
}

function note(practice: Practice, step: 'rehearsed' | 'used' | 'voided'): Promise<void> {
  const valid = validSheets(practice);
  if (valid === undefined) throw new ClientError('ceremony-over');
  const { need, of, set } = valid;
  return noteCeremony(practice, { step, need, of, set: fromHex(set) });
}

/** Notes in the roster that the sheets were tried on a copy. Throws `ceremony-over`. */
export async function noteRehearsal(practice: Practice): Promise<void> {
  await note(practice, 'rehearsed');
}

/**
 * Comes back by sheets: notes in the roster that they were used, and sets a new password and Secret Key,
 * which ends everything that was lost. Resolves to the Secret Key as printed.
 */
export async function returnBySheets(
  { practice }: OpenedBySheets,
  password: string,
): Promise<string> {
  await note(practice, 'used');
  const secretKey = newSecretKey(practice.member.entropy);
  await setPassword(practice, { password, secretKey });
  return formatSecretKey(secretKey);
}

/** Makes the sheets void: they open nothing any more, and everybody sees it. Throws `ceremony-over`. */
export async function voidSheets(practice: Practice): Promise<void> {
  const valid = validSheets(practice);
  const way = (await listWays(practice)).find(({ set }) => set !== null);
  if (way !== undefined) await removeWay(practice, way.account);
  if (valid !== undefined) await note(practice, 'voided');
  else if (way === undefined) throw new ClientError('ceremony-over');
}

/** Takes a way away; where it is the sheets, everybody sees that they are void. Throws as `removeWay`. */
export async function removeAnyWay(practice: Practice, account: string): Promise<void> {
  const way = (await listWays(practice)).find((one) => one.account === account);
  if (way === undefined || way.set === null) await removeWay(practice, account);
  else await voidSheets(practice);
}
