import { z } from 'zod';
import { type Bytes, concat, equal, utf8 } from '../bytes.ts';
import { type CborValue, decodeAs, encodeCbor } from '../cbor.ts';
import { CoreError } from '../errors.ts';
import { type FileId, idBytes, type PracticeId, type PrincipalId } from '../ids.ts';
import { MAX_REASON, type SealedReason } from '../statement/reason.ts';
import { sha256 } from '../suite/hash.ts';
import { labels } from '../suite/suite.ts';
import { openChunked, sealChunked } from './chunked.ts';
import type { Identity } from './identity.ts';
import { hpke } from './kem.ts';
import { pad, unpad } from './padding.ts';
import { type Entropy, Secret } from './secret.ts';

/** Why somebody asks, in words. */
const reasonSchema = z.strictObject({ text: z.string().min(1).max(MAX_REASON) });

/** Whose reason about which file: what a reason is bound to. */
export interface ReasonPlace {
  readonly practice: PracticeId;
  readonly file: FileId;
  readonly requester: PrincipalId;
}

function bodyContext({ file, practice, requester }: ReasonPlace): Bytes {
  return concat(utf8(labels.reason), idBytes(practice), idBytes(file), idBytes(requester));
}

/** The key is sealed to this body alone. */
function keyInfo(body: Uint8Array, reader: Uint8Array): Bytes {
  return concat(utf8(labels.reasonKey), sha256(body), reader);
}

/** Seals a reason to everyone who decides or reviews. Their keys come from the roster. */
export async function sealReason(
  place: ReasonPlace,
  text: string,
  options: {
    readonly readers: readonly { readonly id: PrincipalId; readonly kem: Bytes }[];
    readonly entropy: Entropy;
  },
): Promise<SealedReason> {
  const { entropy, readers } = options;
  const secret = new Secret(entropy(32));
  const plaintext = pad(encodeCbor({ text } satisfies CborValue));
  const body = await secret.use((key) =>
    sealChunked({ key, salt: entropy(24), context: bodyContext(place), plaintext }),
  );
  const suite = await hpke();
  const keys = await Promise.all(
    readers.map(async ({ id, kem }) => {
      const reader = idBytes(id);
      const sealed = await secret.use((key) => suite.seal(kem, keyInfo(body, reader), key));
      return { reader, ...sealed };
    }),
  );
  secret.wipe();
  return { body, keys };
}

/**
 * The text of a reason. Throws `no-grant` when it is not sealed to this reader, `grant-unopenable`, or
 * as `openChunked`; that the requester signed the hash of its body is for the caller to check.
 */
export async function openReason(
  place: ReasonPlace,
  reader: Identity,
  reason: SealedReason,
): Promise<string> {
  const own = idBytes(reader.id);
  const sealed = reason.keys.find(({ reader: id }) => equal(id, own));
  if (sealed === undefined) throw new CoreError('no-grant', 'reason');
  const bytes = await (await hpke()).open(reader.kem, keyInfo(reason.body, own), sealed);
  const context = bodyContext(place);
  const plain = await openChunked({ key: bytes, context, ciphertext: reason.body });
  return decodeAs(reasonSchema, unpad(plain)).text;
}
