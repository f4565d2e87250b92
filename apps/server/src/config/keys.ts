import {
  chmodSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Sign, type VerifierKey } from '@vaiti/core/blind';
import * as opaque from '@serenity-kit/opaque';
import { z } from 'zod';
import type { LogKey } from '../ledger/log.ts';
import { refuseUnless, StartRefused } from './refusal.ts';

/** The server's own secrets. None of them opens anything sealed. */
export interface ServerKeys {
  readonly log: LogKey;
  /** OPAQUE server setup; losing it locks every account out. */
  readonly opaqueSetup: string;
}

const logKeySchema = z.strictObject({
  origin: z.string().regex(/^vaiti\.local\/[0-9a-f]{8}$/),
  key: z.strictObject({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    d: z.string(),
    x: z.string(),
  }),
});

/** Names of the files below `keys/`. */
const LOG_KEY = 'ledger.json';
const OPAQUE_SETUP = 'opaque-setup';
const SETUP_TOKEN = 'setup-token';

/**
 * Reads the server's secrets, or makes them at the first start (mode 0600). Throws `keys-exposed`
 * when others may read one, `keys-invalid` when one is damaged, `keys-missing` when `fresh` is false
 * (the store has contents) and one is gone: a new one would not fit what is stored.
 */
export async function loadKeys(
  dir: string,
  options: { readonly fresh: boolean; readonly allowUnsafe: ReadonlySet<string> },
): Promise<ServerKeys> {
  await opaque.ready;
  const setup = await secret(dir, OPAQUE_SETUP, options, () => opaque.server.createSetup());
  const text = await secret(dir, LOG_KEY, options, newLogKey);
  return { log: await importLogKey(text), opaqueSetup: setup.trim() };
}

async function secret(
  dir: string,
  name: string,
  options: { readonly fresh: boolean; readonly allowUnsafe: ReadonlySet<string> },
  make: () => string | Promise<string>,
): Promise<string> {
  const path = join(dir, name);
  if (existsSync(path)) {
    if ((statSync(path).mode & 0o077) !== 0)
      refuseUnless(
        options.allowUnsafe,
        'keys-exposed',
        `Others on this machine can read ${path}. Take their rights away: chmod go= ${path}.`,
      );
    return readFileSync(path, 'utf8');
  }
  if (!options.fresh)
    throw new StartRefused(
      'keys-missing',
      `The store has contents but ${path} is missing. Restore it from the backup of the keys.`,
    );
  const text = await make();
  writePrivate(path, text);
  return text;
}

/** Writes beside and renames, so that a crash leaves the old file or the new one. */
function writePrivate(path: string, text: string): void {
  const draft = `${path}.new`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}

async function newLogKey(): Promise<string> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const { kty, crv, d, x } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const origin = `vaiti.local/${randomBytes(4).toString('hex')}`;
  return `${JSON.stringify({ origin, key: { kty, crv, d, x } })}\n`;
}

async function importLogKey(text: string): Promise<LogKey> {
  try {
    const { origin, key } = logKeySchema.parse(JSON.parse(text));
    const signing = await crypto.subtle.importKey('jwk', key, 'Ed25519', false, ['sign']);
    const sign: Sign = async (message) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', signing, new Uint8Array(message)));
    const publicKey = new Uint8Array(Buffer.from(key.x, 'base64url'));
    const verifier: VerifierKey = { name: origin, type: 'ed25519', publicKey };
    return { verifier, sign };
  } catch (cause) {
    throw new StartRefused(
      'keys-invalid',
      `keys/${LOG_KEY} is damaged. Restore it from the backup of the keys.`,
      { cause },
    );
  }
}

function randomBytes(length: number): Buffer {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(length)));
}

/** The token by which the first account is made. It exists until there is one. */
export class SetupToken {
  readonly path: string;
  #token: string | undefined;

  constructor(dir: string, options: { readonly needed: boolean }) {
    this.path = join(dir, SETUP_TOKEN);
    if (!options.needed) {
      this.spend();
      return;
    }
    if (existsSync(this.path)) {
      this.#token = readFileSync(this.path, 'utf8').trim();
    } else {
      this.#token = randomBytes(32).toString('base64url');
      writePrivate(this.path, `${this.#token}\n`);
    }
  }

  /** The token, while it is valid. */
  get value(): string | undefined {
    return this.#token;
  }

  /** Ends its validity and removes it from the disk. */
  spend(): void {
    this.#token = undefined;
    rmSync(this.path, { force: true });
  }
}
