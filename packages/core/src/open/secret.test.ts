import assert from 'node:assert/strict';
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { format, inspect } from 'node:util';
import { toHex } from '../bytes.ts';
import { fixed, person } from '../test-scene.ts';
import { Secret } from './secret.ts';

const bytes = fixed('secret', 32);
const secret = new Secret(bytes);

/** The secret in every way in which bytes end up in a text. */
const shapes = [
  toHex(bytes),
  Buffer.from(bytes).toString('base64'),
  Buffer.from(bytes).toString('base64url'),
  [...bytes].slice(0, 8).join(','),
  [...bytes].slice(0, 8).join(', '),
  Buffer.from(bytes).toString('hex').match(/../g)?.slice(0, 8).join(' ') ?? '',
];

function assertHidden(text: string): void {
  for (const shape of shapes) assert.ok(!text.includes(shape), text);
}

/** A template takes whatever is put into it at run time. */
function template(value: { toString(): string }): string {
  return `key ${value.toString()}`;
}

test('a secret does not print in templates, joins and concatenation', () => {
  assert.equal(template(secret), 'key [secret]');
  assert.equal(String(secret), '[secret]');
  assert.equal([secret, secret].join(' '), '[secret] [secret]');
});

test('a secret does not print in JSON, however deep', () => {
  assert.equal(JSON.stringify({ a: [secret] }), '{"a":["[secret]"]}');
});

test('a secret does not print in inspect and format, nor without custom inspection', () => {
  for (const text of [
    inspect(secret),
    inspect({ deep: { secret } }, { depth: null, showHidden: true }),
    inspect(secret, { customInspect: false, showHidden: true, getters: true, depth: null }),
    format('%s %o %O %j', secret, secret, secret, secret),
  ])
    assertHidden(text);
  assert.equal(inspect(secret), '[secret]');
});

test('a secret does not print on the console', () => {
  let written = '';
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      written += chunk.toString();
      done();
    },
  });
  const console = new Console(sink, sink);
  console.log(secret, { secret });
  console.error(secret);
  console.dir({ secret }, { depth: null, showHidden: true });
  console.table([{ secret }]);
  assertHidden(written);
  assert.match(written, /\[secret\]/);
});

test('a secret has no property to enumerate, spread or clone', () => {
  assert.deepEqual(Reflect.ownKeys(secret), []);
  assert.deepEqual(Object.assign({}, secret), {});
  assertHidden(inspect(structuredClone(secret), { depth: null, showHidden: true }));
});

test('an identity does not print its seed', async () => {
  const identity = await person('therapist');
  const seed = identity.seed.use(toHex);
  const text = inspect(identity, { depth: null, showHidden: true });
  assert.ok(!text.includes(seed));
  assert.ok(!JSON.stringify(identity).includes(seed));
});

test('a secret keeps its own copy, and wiping overwrites it', () => {
  const mine = new Uint8Array(32).fill(7);
  const own = new Secret(mine);
  mine.fill(0);
  assert.equal(
    own.use((b) => b[0]),
    7,
  );
  own.wipe();
  assert.equal(own.use(toHex), '00'.repeat(32));
});
