import { type Bytes, concat, equal, utf8 } from '../bytes.ts';
import { type CborValue, encodeCbor } from '../cbor.ts';
import { CoreError } from '../errors.ts';
import { idBytes, type PracticeId, type PrincipalId, type PublicKeys } from '../ids.ts';
import { hkdf } from '../suite/hash.ts';
import { labels } from '../suite/suite.ts';
import { openChunked, sealChunked } from './chunked.ts';
import { type Identity, identityOf } from './identity.ts';
import { type Entropy, Secret } from './secret.ts';

/** Between which generations of which group a link leads: from `generation` to the one before. */
export interface LinkPlace {
  readonly practice: PracticeId;
  readonly group: PrincipalId;
  readonly generation: number;
}

const LABEL = utf8(labels.groupLink);

function context({ generation, group, practice }: LinkPlace): Bytes {
  const place = [idBytes(practice), idBytes(group), generation, generation - 1];
  return concat(LABEL, encodeCbor(place satisfies CborValue));
}

/** The key that seals the generation before: from the seed of `generation`, 32 bytes. */
function linkKey(seed: Secret): Secret {
  const info = utf8(labels.groupLinkKey);
  return new Secret(seed.use((bytes) => hkdf(bytes, new Uint8Array(0), info, 32)));
}

/**
 * Seals the seed of a group's generation before under a key of this generation's seed, 104 bytes:
 * whoever holds the newest opens all that came before, link by link. PROTOCOL section 6.
 */
export function sealGroupLink(
  place: LinkPlace,
  seeds: { readonly of: Secret; readonly before: Secret },
  entropy: Entropy,
): Promise<Bytes> {
  return linkKey(seeds.of).use((key) =>
    seeds.before.use((plaintext) =>
      sealChunked({ key, salt: entropy(24), context: context(place), plaintext }),
    ),
  );
}

/**
 * The group's identity in the generation before. Throws as `openChunked`, and `grant-mismatch` when
 * the seed is not that of the keys that the roster has for it: nobody can pass off another.
 */
export async function openGroupLink(
  place: LinkPlace,
  link: { readonly seed: Secret; readonly sealed: Uint8Array; readonly keys: PublicKeys },
): Promise<Identity> {
  const { keys, sealed, seed } = link;
  const bytes = await linkKey(seed).use((key) =>
    openChunked({ key, context: context(place), ciphertext: sealed }),
  );
  const identity = await identityOf(new Secret(bytes), place.generation - 1);
  const same = equal(identity.keys.sign, keys.sign) && equal(identity.keys.kem, keys.kem);
  if (!same) throw new CoreError('grant-mismatch', 'group link');
  return { ...identity, id: place.group };
}
