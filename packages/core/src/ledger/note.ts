import { type Bytes, concat, utf8 } from '../bytes.ts';
import type { Verify } from '../suite/verify.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { cosignedMessage, decodeCosignature, encodeCosignature } from './cosignature.ts';
import { LedgerError } from './errors.ts';
import { isKeyName, keyId, requireKey, type VerifierKey } from './key.ts';
import { isNoteText } from './text.ts';

/**
 * One signature line. `signature` is what follows the key ID; its form depends on the key's type.
 */
export type NoteSignature = {
  readonly name: string;
  readonly keyId: number;
  readonly signature: Uint8Array;
};

/** Text with signatures. `text` ends in a newline, which is signed with it. */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** A signature that was checked. `time`, in seconds since 1970, is there for cosignatures only. */
export type VerifiedSignature = { readonly key: VerifierKey; readonly time: number | undefined };

/** Signs a message with Ed25519 (RFC 8032), 64 bytes. Injected. */
export type Sign = (message: Uint8Array) => Promise<Uint8Array>;

/** Largest note that is parsed: room for 16 post-quantum signatures and more. */
const MAX_NOTE_BYTES = 262_144;
/** Most signatures that are parsed (signed-note asks for at least 16). */
export const MAX_SIGNATURES = 64;

const SIGNATURE_LINE = /^\u2014 (?<name>[^ ]+) (?<base64>[^ ]+)$/u;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Text and signatures of a signed note (C2SP signed-note, "Format"). Nothing in it is to be
 * believed before `verifyNote`. Throws `ledger-note-invalid`: not UTF-8, a control character, no
 * final newline, no signature, a malformed line, or over the limits.
 */
export function parseNote(note: Uint8Array | string): Note {
  const whole = typeof note === 'string' ? note : decode(note);
  if (whole.length > MAX_NOTE_BYTES) throw new LedgerError('ledger-note-invalid');
  requireText(whole);
  const split = whole.lastIndexOf('\n\n');
  if (split < 0) throw new LedgerError('ledger-note-invalid');
  const lines = whole.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new LedgerError('ledger-note-invalid');
  return { text: whole.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

/**
 * The one text form of a signed note. Throws `ledger-note-invalid` when it could not be parsed
 * again.
 */
export function formatNote(note: Note): string {
  requireText(note.text);
  if (note.signatures.length === 0 || note.signatures.length > MAX_SIGNATURES) {
    throw new LedgerError('ledger-note-invalid');
  }
  const whole = `${note.text}\n${note.signatures.map(formatSignature).join('')}`;
  if (whole.length > MAX_NOTE_BYTES) throw new LedgerError('ledger-note-invalid');
  return whole;
}

/**
 * Signs `text` with a key of type `ed25519` (C2SP signed-note). `sign` must belong to `key`. Throws
 * `ledger-key-invalid`, `ledger-note-invalid`, and `ledger-signature-invalid` when `sign` does not
 * give 64 bytes.
 */
export async function signNote(text: string, key: VerifierKey, sign: Sign): Promise<NoteSignature> {
  requireText(text);
  if (key.type !== 'ed25519') throw new LedgerError('ledger-key-invalid');
  const id = keyId(key);
  const signature = await sign(utf8(text));
  if (signature.length !== 64) throw new LedgerError('ledger-signature-invalid');
  return { name: key.name, keyId: id, signature };
}

/**
 * Cosigns the body of a checkpoint with a key of type `cosignature/v1` at `time`, in whole seconds
 * since 1970 (C2SP tlog-cosignature). By that the witness states that this is the largest
 * consistent tree it has seen; it must have checked so. Throws as `signNote`, and
 * `ledger-out-of-range` on a time that is negative or no integer.
 */
export async function cosignNote(
  text: string,
  key: VerifierKey,
  time: number,
  sign: Sign,
): Promise<NoteSignature> {
  requireText(text);
  if (key.type !== 'cosignature/v1') throw new LedgerError('ledger-key-invalid');
  const id = keyId(key);
  const signature = encodeCosignature({ time, signature: await sign(cosignedMessage(text, time)) });
  return { name: key.name, keyId: id, signature };
}

/**
 * The note with one more signature line. Throws `ledger-note-invalid` when that is over the limits.
 */
export function addSignature(note: Note, signature: NoteSignature): Note {
  const more: Note = { text: note.text, signatures: [...note.signatures, signature] };
  formatNote(more);
  return more;
}

/**
 * Checks every signature of the known `keys` and returns those; signatures of other keys are passed
 * over. Throws `ledger-signature-invalid` when one of a known key is wrong,
 * `ledger-signature-missing` when there is none, `ledger-key-invalid` when a key is malformed or
 * two share name and ID.
 */
export async function verifyNote(
  note: Note,
  keys: readonly VerifierKey[],
  verify: Verify,
): Promise<VerifiedSignature[]> {
  requireText(note.text);
  const known = new Map<string, VerifierKey>();
  for (const key of keys) {
    requireKey(key);
    const handle = `${key.name}+${keyId(key)}`;
    if (known.has(handle)) throw new LedgerError('ledger-key-invalid');
    known.set(handle, key);
  }
  const verified: VerifiedSignature[] = [];
  for (const { name, keyId: id, signature } of note.signatures) {
    const key = known.get(`${name}+${id}`);
    if (key !== undefined) verified.push(await verifySignature(note.text, key, signature, verify));
  }
  if (verified.length === 0) throw new LedgerError('ledger-signature-missing');
  return verified;
}

async function verifySignature(
  text: string,
  key: VerifierKey,
  signature: Uint8Array,
  verify: Verify,
): Promise<VerifiedSignature> {
  let message: Bytes = utf8(text);
  let raw = signature;
  let time: number | undefined;
  if (key.type === 'cosignature/v1') {
    ({ time, signature: raw } = decodeCosignature(signature));
    message = cosignedMessage(text, time);
  }
  if (raw.length !== 64 || !(await verify(key.publicKey, message, raw))) {
    throw new LedgerError('ledger-signature-invalid');
  }
  return { key, time };
}

function decode(bytes: Uint8Array): string {
  if (bytes.length > MAX_NOTE_BYTES) throw new LedgerError('ledger-note-invalid');
  try {
    return decoder.decode(bytes);
  } catch {
    throw new LedgerError('ledger-note-invalid');
  }
}

function requireText(text: string): void {
  if (!text.endsWith('\n') || !isNoteText(text)) throw new LedgerError('ledger-note-invalid');
}

function parseSignature(line: string): NoteSignature {
  const groups = SIGNATURE_LINE.exec(line)?.groups;
  const name = groups?.name ?? '';
  const bytes = decodeBase64(groups?.base64 ?? '');
  if (bytes === undefined || bytes.length < 5 || !isKeyName(name)) {
    throw new LedgerError('ledger-note-invalid');
  }
  return { name, keyId: new DataView(bytes.buffer).getUint32(0), signature: bytes.slice(4) };
}

function formatSignature({ name, keyId: id, signature }: NoteSignature): string {
  if (!isKeyName(name) || signature.length === 0 || id !== id >>> 0) {
    throw new LedgerError('ledger-note-invalid');
  }
  const prefix = new Uint8Array(4);
  new DataView(prefix.buffer).setUint32(0, id);
  return `\u2014 ${name} ${encodeBase64(concat(prefix, signature))}\n`;
}
