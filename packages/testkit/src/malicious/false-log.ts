import {
  type Bytes,
  encodeCheckpoint,
  formatNote,
  Frontier,
  leafHash,
  type Sign,
  signCheckpoint,
  signNote,
  type TileWrite,
  tilePath,
  type VerifierKey,
} from '@vaiti/core';
import { z } from 'zod';
import type { Tamper } from './tamper.ts';

const keyFile = z.object({
  origin: z.string(),
  key: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), d: z.string(), x: z.string() }),
});

/** What a server signs its checkpoints with. */
export interface LogSigner {
  readonly verifier: VerifierKey;
  readonly sign: Sign;
}

/** The server's own key of its ledger out of its key file. */
export async function signerOf(keyText: string): Promise<LogSigner> {
  const { origin, key } = keyFile.parse(JSON.parse(keyText));
  const signing = await crypto.subtle.importKey('jwk', key, 'Ed25519', false, ['sign']);
  const publicKey = new Uint8Array(Buffer.from(key.x, 'base64url'));
  return { verifier: { name: origin, type: 'ed25519', publicKey }, sign: signWith(signing) };
}

/** A signer of the same origin with a key of its own. */
export async function strangerFor(origin: string): Promise<LogSigner> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const verifier: VerifierKey = { name: origin, type: 'ed25519', publicKey: raw };
  return { verifier, sign: signWith(pair.privateKey) };
}

function signWith(key: CryptoKey): Sign {
  return async (message) =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', key, new Uint8Array(message)));
}

/** A whole ledger of these leaves, well signed: what the server shows in the place of the true one. */
export async function falseLog(signer: LogSigner, leaves: readonly Uint8Array[]): Promise<Tamper> {
  const frontier = new Frontier();
  const tiles = new Map<string, Uint8Array>();
  const keep = ({ level, index, width, data }: TileWrite): void => {
    tiles.set(tilePath({ level, index, width }), data);
  };
  for (const leaf of leaves) frontier.append(leafHash(leaf)).forEach(keep);
  frontier.partialTiles().forEach(keep);
  const origin = signer.verifier.name;
  const head = { origin, size: frontier.size, root: frontier.root() };
  const note = await signCheckpoint(head, signer.verifier, signer.sign);
  return {
    ledger: (path) => (path === 'checkpoint' ? textBytes(note) : tiles.get(path)),
  };
}

/** The checkpoint of a log under another name, signed by the log itself. */
export async function misnamed(signer: LogSigner, origin: string): Promise<Bytes> {
  const text = encodeCheckpoint({ origin, size: 1, root: new Uint8Array(32).fill(1) });
  const signature = await signNote(text, signer.verifier, signer.sign);
  return textBytes(formatNote({ text, signatures: [signature] }));
}

function textBytes(text: string): Bytes {
  return new Uint8Array(Buffer.from(text));
}
