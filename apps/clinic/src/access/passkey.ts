/** Why a passkey was not used; the code says it in words as other refusals do. */
class PasskeyRefusal extends Error {
  readonly code: 'passkey-without-prf' | 'passkey-cancelled';

  constructor(code: PasskeyRefusal['code'], options?: { readonly cause: unknown }) {
    super(code, options);
    this.name = 'PasskeyRefusal';
    this.code = code;
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

/** What a passkey gives: which credential it was, and 32 bytes that only it can derive. */
export interface PasskeyAnswer {
  readonly credential: Bytes;
  readonly prf: Bytes;
}

/** Input of the PRF extension (WebAuthn level 3, 10.1.4): the same for everybody. */
const SALT = new TextEncoder().encode('vaiti/1 passkey prf');
/** Ed25519, ES256 and RS256 (COSE algorithms): the server never sees the credential's key. */
const ALGORITHMS = [-8, -7, -257];

/** Whether this browser knows passkeys. */
export function hasPasskeys(): boolean {
  return 'credentials' in navigator && 'PublicKeyCredential' in globalThis;
}

/** Challenges are signed with the person's own key, so the authenticator's may be anything. */
function noChallenge(): Bytes {
  return crypto.getRandomValues(new Uint8Array(32));
}

async function ask(work: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  let made: Credential | null;
  try {
    made = await work();
  } catch (cause) {
    throw new PasskeyRefusal('passkey-cancelled', { cause });
  }
  if (made instanceof PublicKeyCredential) return made;
  throw new PasskeyRefusal('passkey-cancelled');
}

function answerOf(credential: PublicKeyCredential): PasskeyAnswer | undefined {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return undefined;
  const prf = first instanceof ArrayBuffer ? new Uint8Array(first) : copyOf(first);
  return prf.length === 32 ? { credential: new Uint8Array(credential.rawId), prf } : undefined;
}

function copyOf(view: ArrayBufferView): Bytes {
  return new Uint8Array(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
}

/**
 * Makes a passkey of this person at this address. Throws `passkey-without-prf` where it cannot derive
 * a key, `passkey-cancelled`.
 */
export async function createPasskey(who: {
  /** 16 bytes, hexadecimal. */
  readonly principal: string;
  readonly name: string;
  readonly practice: string;
  /** Credentials that exist already. */
  readonly known: readonly Bytes[];
}): Promise<PasskeyAnswer> {
  const made = await ask(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: noChallenge(),
        rp: { name: `Vaiti, ${who.practice}` },
        user: { id: bytesOf(who.principal), name: who.name, displayName: who.name },
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: who.known.map((id) => ({ type: 'public-key', id })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        extensions: { prf: { eval: { first: SALT } } },
      },
    }),
  );
  const answer = answerOf(made);
  if (answer !== undefined) return answer;
  if (made.getClientExtensionResults().prf?.enabled !== true)
    throw new PasskeyRefusal('passkey-without-prf');
  // Some authenticators derive nothing while a credential is made.
  return askPasskey(new Uint8Array(made.rawId));
}

/** Asks for a passkey of this address, or for one credential. Throws as `createPasskey`. */
export async function askPasskey(credential?: Bytes): Promise<PasskeyAnswer> {
  const used = await ask(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: noChallenge(),
        userVerification: 'required',
        allowCredentials: credential === undefined ? [] : [{ type: 'public-key', id: credential }],
        extensions: { prf: { eval: { first: SALT } } },
      },
    }),
  );
  const answer = answerOf(used);
  if (answer === undefined) throw new PasskeyRefusal('passkey-without-prf');
  return answer;
}

function bytesOf(hex: string): Bytes {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
