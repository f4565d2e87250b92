import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Access,
  advance,
  type ChainState,
  encodeHeader,
  type FileId,
  type Header,
  idBytes,
  idOf,
  parseEntry,
  type ParsedEntry,
  type Person,
  type PrincipalId,
} from '@vaiti/core';
import type { VerifiedFile } from '../file/chain.ts';
import { lostAccess } from './give-back.ts';

const DAY = 20_000;
const id = (n: number) => new Uint8Array(16).fill(n);
const FILE = idOf<FileId>(id(1));
const therapist = idOf<PrincipalId>(id(2));
const person = idOf<PrincipalId>(id(3));
const keys = { sign: new Uint8Array(32), kem: new Uint8Array(1216) };
/** New keys count from roster entry 10. */
const renewed: Person = {
  id: person,
  keys,
  generation: 2,
  roles: [],
  retired: false,
  earlier: [{ generation: 1, keys, until: { seq: 10, day: DAY }, by: [] }],
};

type ScopeLine = Exclude<Access, { scope: 'entry' }>;
function line(who: PrincipalId, more: Partial<ScopeLine> = {}): Access {
  const grant = new Uint8Array(32);
  return { reader: idBytes(who), generation: 1, scope: 'root', grant, ...more };
}

/** A file after these entries, judged by the rules of the chain as any other. */
function fileOf(...changes: readonly Partial<Header>[]): VerifiedFile {
  const entries: ParsedEntry[] = [];
  let state: ChainState | undefined;
  for (const [seq, change] of changes.entries()) {
    const header: Header = {
      suite: 1,
      practice: id(9),
      file: idBytes(FILE),
      seq,
      prev: state === undefined ? new Uint8Array(32) : idBytes(state.head),
      kind: seq === 0 ? 'open' : 'rotate',
      compartment: 'clinical',
      record: id(20 + seq),
      version: 1,
      author: idBytes(therapist),
      generation: 1,
      as: idBytes(therapist),
      epoch: (state?.epoch ?? 0) + 1,
      day: DAY,
      length: 0,
      access: [line(therapist)],
      ...change,
    };
    const rest = { bodyHash: new Uint8Array(32), signature: new Uint8Array(64) };
    const sealed = { header: encodeHeader(header), ...rest, body: null, wrap: null, wrapEpoch: 0 };
    const entry = parseEntry(sealed);
    state = advance(state, entry, 0);
    entries.push(entry);
  }
  if (state === undefined) throw new RangeError('no file');
  return { file: FILE, state, entries, newest: new Map(), access: [] };
}

const both = { access: [line(therapist), line(person)] };
const scopes = (file: VerifiedFile, day = DAY) =>
  lostAccess(file, renewed, day).map(({ scope }) => scope);

test('what a rotation took from lost keys is given back, and what waits for one', () => {
  assert.deepEqual(scopes(fileOf(both)), ['root']);
  assert.deepEqual(scopes(fileOf(both, { roster: 10 })), ['root']);
  assert.deepEqual(scopes(fileOf(both, { roster: 12 }, { roster: 30 })), ['root']);
});

test('what was taken away before, or never given, is not', () => {
  assert.deepEqual(scopes(fileOf({})), []);
  assert.deepEqual(scopes(fileOf(both, { roster: 9 })), []);
  assert.deepEqual(scopes(fileOf(both, {}, { roster: 12 })), []);
});

test('what the new keys have is not given twice, nor again once it was taken from them', () => {
  const back = { access: [line(therapist), line(person, { generation: 2 })], roster: 11 };
  assert.deepEqual(scopes(fileOf(both, back)), []);
  assert.deepEqual(scopes(fileOf(both, { roster: 10 }, back, { roster: 20 })), []);
});

test('every scope comes back with its end, and none after it', () => {
  const until = DAY + 5;
  const some = {
    access: [line(therapist), line(person, { scope: 'contact', until })],
  };
  const more = {
    kind: 'share' as const,
    epoch: 1,
    access: [line(person, { scope: 'clinical', until })],
  };
  const file = fileOf(some, more, { roster: 10 });
  assert.deepEqual(lostAccess(file, renewed, DAY), [
    { reader: person, scope: 'contact', until },
    { reader: person, scope: 'clinical', until },
  ]);
  assert.deepEqual(scopes(file, until + 1), []);
});
