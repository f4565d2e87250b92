import { combine, split } from 'shamir-secret-sharing';
import { type Bytes, utf8 } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import { MAX_SHEETS } from '../roster/entry.ts';
import { hkdf } from '../suite/hash.ts';
import { labels } from '../suite/suite.ts';
import { Secret } from './secret.ts';

/** A share of a 32-byte secret: its bytes and one that tells the shares apart. */
export const SHEET_SHARE_LENGTH = 33;

/**
 * Splits a 32-byte secret into `of` shares, any `need` of which give it back and fewer tell nothing
 * (Shamir over GF(2^8)). Throws `schema-invalid` for other numbers than 2 ≤ need ≤ of ≤ 16.
 */
export async function splitSecret(
  secret: Secret,
  { need, of }: { readonly need: number; readonly of: number },
): Promise<readonly Bytes[]> {
  if (need < 2 || of < need || of > MAX_SHEETS) throw new CoreError('schema-invalid', 'sheets');
  const made = await secret.use((bytes) => split(bytes, of, need));
  return made.map((share) => new Uint8Array(share));
}

/** The secret of some shares: the right one if they are enough of one set, else any other. */
export async function joinShares(shares: readonly Uint8Array[]): Promise<Secret> {
  const distinct = new Set(shares.map((share) => share.at(-1)));
  const right = shares.every((share) => share.length === SHEET_SHARE_LENGTH);
  if (shares.length < 2 || distinct.size !== shares.length || !right)
    throw new CoreError('schema-invalid', 'sheets');
  return new Secret(new Uint8Array(await combine(shares.map((share) => new Uint8Array(share)))));
}

/** The name of a set of sheets, 16 bytes: it follows from the secret and tells nothing of it. */
export function sheetSetOf(secret: Secret): Bytes {
  return secret.use((bytes) => hkdf(bytes, new Uint8Array(0), utf8(labels.sheetSet), 16));
}
