import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { z } from 'zod';
import { decodeAs, encodeCbor, parseAs, type CborValue } from './cbor.ts';
import { accessSchema, publicKeysSchema } from './entry/access.ts';
import { sealedEntrySchema } from './entry/entry.ts';
import { decodeHeader, headerSchema, MAX_BODY } from './entry/header.ts';
import { grantHeaderSchema, grantSchema, holderSchema } from './grant/grant.ts';
import { idBytes } from './ids.ts';
import { sealGrant } from './open/grant.ts';
import { signRead } from './open/read.ts';
import { rosterEntrySchema, signedRosterEntrySchema } from './roster/entry.ts';
import { enrol, found, group, retire, role, rosterOf } from './roster/test-roster.ts';
import { openingSchema } from './statement/opening.ts';
import { readStatementSchema, signedReadSchema } from './statement/read.ts';
import { decodeCbor } from './cbor.ts';
import {
  access,
  DAY,
  file,
  fixed,
  person,
  practice,
  refusal,
  rootOf,
  seal,
  seededEntropy,
} from './test-scene.ts';

const who = await person('therapist');
const { sealed } = await seal(undefined, { author: who, access: [access(who, 'root')] });
const reader = { id: who.id, generation: 1, kem: who.keys.kem };
const plan = { practice, file, epoch: 1, scope: 'root', day: DAY, reader } as const;
const { grant } = await sealGrant(who, plan, rootOf(1));
const asked = { practice, file, as: who.id, from: 1, to: 2, purpose: 'care', time: 3 } as const;
const read = await signRead(who, asked, seededEntropy('schemas'));
const { entries } = await rosterOf(who, []);
const [founding] = entries;
assert.ok(founding !== undefined);
const rosterEntry = decodeCbor(founding.entry);
const line = { holder: idBytes(who.id), generation: 1, grant: fixed('grant', 32) };
const counted = { file: idBytes(file), counter: 1, time: 2 };
const acts = [found(who), enrol(who), role(who, 'therapist'), group(who, [who]), retire(who)];

/** Every schema of an object that crosses an edge, with objects that it takes. */
const samples: readonly [string, z.ZodType, readonly unknown[]][] = [
  ['header', headerSchema, [decodeCbor(sealed.header)]],
  ['access line', accessSchema, [access(who, 'root')]],
  ['public keys', publicKeysSchema, [who.keys]],
  ['sealed entry', sealedEntrySchema, [sealed]],
  ['grant header', grantHeaderSchema, [decodeCbor(grant.header)]],
  ['grant', grantSchema, [grant]],
  ['holder', holderSchema, [line]],
  ['read statement', readStatementSchema, [decodeCbor(read.statement)]],
  ['signed read', signedReadSchema, [read]],
  ['roster entry', rosterEntrySchema, acts.map((act) => ({ ...(rosterEntry as object), act }))],
  ['signed roster entry', signedRosterEntrySchema, [founding]],
  [
    'opening',
    openingSchema,
    [
      { kind: 'read', ...counted, ...read },
      { kind: 'append', ...counted, seq: 1, entry: fixed('entry', 32), author: idBytes(who.id) },
      { kind: 'roster', seq: 1, entry: fixed('entry', 32), time: 1 },
    ],
  ],
];

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array)
  );
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Copies of `value`, each with `change` done to one of its objects, at any depth. */
function variants(value: unknown, change: (fields: Fields) => readonly Fields[]): unknown[] {
  if (isList(value))
    return value.flatMap((item, n) => variants(item, change).map((v) => value.with(n, v)));
  if (!isFields(value)) return [];
  const deeper = Object.entries(value).flatMap(([key, inner]) =>
    variants(inner, change).map((v) => ({ ...value, [key]: v })),
  );
  return [...change(value), ...deeper];
}

const unknownFields = (fields: Fields): Fields[] => [
  { ...fields, unknown: 0 },
  { ...fields, '': null },
  { ...fields, ['__proto__']: 1 },
];
const missingFields = (fields: Fields): Fields[] =>
  Object.keys(fields).map((key) =>
    Object.fromEntries(Object.entries(fields).filter(([k]) => k !== key)),
  );
/** The two fields for which one of the wrong values is right. */
const fitting: Readonly<Record<string, unknown>> = { held: true, ledger: 'x' };
const wrongTypes = (fields: Fields): Fields[] =>
  Object.keys(fields).flatMap((key) =>
    [true, 1.5, -1, 'x', [{}]]
      .filter((bad) => fitting[key] !== bad)
      .map((bad) => ({ ...fields, [key]: bad })),
  );

for (const [name, schema, good] of samples) {
  test(`${name}: taken as it is; unknown, missing and mistyped fields refused at every depth`, () => {
    for (const value of good) {
      assert.ok(schema.safeParse(value).success);
      for (const change of [unknownFields, missingFields, wrongTypes]) {
        const bad = variants(value, change);
        assert.ok(bad.length > 0);
        for (const variant of bad)
          assert.throws(() => parseAs(schema, variant), refusal('schema-invalid'));
      }
    }
  });
}

test('sizes have limits', () => {
  const header = decodeHeader(sealed.header);
  const many = (count: number) => ({
    ...header,
    access: Array.from({ length: count }, () => access(who, 'root')),
  });
  assert.ok(headerSchema.safeParse(many(512)).success);
  assert.equal(headerSchema.safeParse(many(513)).success, false);
  assert.ok(encodeCbor(many(512) satisfies CborValue).length <= 65_536);
  assert.equal(headerSchema.safeParse({ ...header, length: MAX_BODY + 1 }).success, false);
  assert.equal(headerSchema.safeParse({ ...header, day: 100_001 }).success, false);
  assert.equal(
    sealedEntrySchema.safeParse({ ...sealed, header: new Uint8Array(65_537) }).success,
    false,
  );
  assert.equal(
    sealedEntrySchema.safeParse({ ...sealed, body: new Uint8Array(MAX_BODY + 20_000) }).success,
    false,
  );
});

test('bytes that are no header are refused', () => {
  assert.throws(() => decodeHeader(encodeCbor(null)), refusal('schema-invalid'));
  assert.throws(() => decodeHeader(encodeCbor([])), refusal('schema-invalid'));
  assert.throws(() => decodeAs(headerSchema, new Uint8Array([0xff])), refusal('cbor-invalid'));
});
