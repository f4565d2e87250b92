import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat, toHex } from '../bytes.ts';
import { parseAs } from '../cbor.ts';
import { scopes } from '../entry/access.ts';
import { CoreError } from '../errors.ts';
import { type Grant, grantId, grantMessage, grantSchema, verifyGrant } from '../grant/grant.ts';
import { DAY, file, fixed, flip, person, practice, refusal, rootOf, runs } from '../test-scene.ts';
import { openGrant, sealGrant } from './grant.ts';
import { hpkeNative, hpkePortable } from './kem.ts';
import { identityOf } from './identity.ts';
import { Secret } from './secret.ts';

const granter = await person('therapist');
const reader = await person('patient');
const eve = await person('eve');
const key = rootOf(1);
const to = { id: reader.id, generation: 1, kem: reader.keys.kem };
const plan = { practice, file, epoch: 1, scope: 'root', day: DAY, reader: to } as const;
const { grant, id } = await sealGrant(granter, plan, key);

async function receive(candidate: Grant, named: Uint8Array): Promise<string> {
  const parsed = parseAs(grantSchema, candidate);
  await verifyGrant(parsed, granter.keys.sign);
  const { key: opened } = await openGrant(reader, parsed, named);
  return opened.use(toHex);
}

test('a sealed key opens for its reader in every scope', async () => {
  for (const scope of [...scopes, 'group'] as const) {
    const made = await sealGrant(granter, { ...plan, scope }, key);
    assert.equal(await receive(made.grant, made.id), key.use(toHex));
  }
});

test('any flipped bit fails, even where the chain would name the changed grant', async () => {
  const parts = ['header', 'enc', 'ciphertext', 'signature'] as const;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...parts), fc.nat(), async (part, bit) => {
      const bad = { ...grant, [part]: flip(grant[part], bit) };
      await assert.rejects(receive(bad, id), CoreError);
      await assert.rejects(receive(bad, grantId(bad)), CoreError);
    }),
    runs(120),
  );
});

test('any flipped bit that the granter signed again fails at HPKE or at the header', async () => {
  const parts = ['header', 'enc', 'ciphertext'] as const;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...parts), fc.nat(), async (part, bit) => {
      const bad = { ...grant, [part]: flip(grant[part], bit) };
      const message = grantMessage(bad.header, bad.enc, bad.ciphertext);
      const resigned = { ...bad, signature: await granter.sign(message) };
      await assert.rejects(receive(resigned, grantId(resigned)), CoreError);
    }),
    runs(80),
  );
});

test('a grant opens for nobody else, nor under another name', async () => {
  await assert.rejects(openGrant(eve, grant, id), refusal('grant-mismatch'));
  await assert.rejects(
    openGrant({ ...eve, id: reader.id }, grant, id),
    refusal('grant-unopenable'),
  );
  await assert.rejects(openGrant(reader, grant, flip(id, 3)), refusal('grant-mismatch'));
  await assert.rejects(openGrant(reader, grant, id.slice(1)), refusal('grant-mismatch'));
});

test('a grant is signed by its granter alone', async () => {
  await assert.rejects(verifyGrant(grant, eve.keys.sign), refusal('signature-invalid'));
});

test('two grants of the same key differ in everything but the header', async () => {
  const again = await sealGrant(granter, plan, key);
  assert.equal(toHex(again.grant.header), toHex(grant.header));
  assert.notEqual(toHex(again.grant.enc), toHex(grant.enc));
  assert.notEqual(toHex(again.grant.ciphertext), toHex(grant.ciphertext));
});

test('a key that is not 32 bytes is no grant', async () => {
  const made = await sealGrant(granter, plan, new Secret(new Uint8Array(31)));
  await assert.rejects(openGrant(reader, made.grant, made.id), refusal('grant-unopenable'));
});

const info = new Uint8Array(0);

for (const [name, hpke] of Object.entries({ hpkeNative, hpkePortable })) {
  test(`${name} refuses malformed, unreduced and small-order keys with a code`, async () => {
    const { kem } = reader.keys;
    const bad = [
      kem.slice(1),
      new Uint8Array(1216),
      concat(new Uint8Array([255, 255, 255]), kem.slice(3)),
      concat(kem.slice(0, 1184), new Uint8Array(32)),
      concat(kem.slice(0, 1184), Uint8Array.of(1), new Uint8Array(31)),
    ];
    for (const publicKey of bad)
      await assert.rejects(hpke.seal(publicKey, info, fixed('k', 32)), refusal('schema-invalid'));
  });
}

test('either implementation opens what the other sealed, with the same key pair', async () => {
  const ikm = fixed('ikm', 32);
  const native = await hpkeNative.keyPair(ikm);
  const portable = await hpkePortable.keyPair(ikm);
  assert.equal(toHex(native.publicKey), toHex(portable.publicKey));
  const plaintext = fixed('plaintext', 32);
  const fromNative = await hpkeNative.seal(portable.publicKey, info, plaintext);
  const fromPortable = await hpkePortable.seal(native.publicKey, info, plaintext);
  assert.deepEqual(await hpkePortable.open(portable.keyPair, info, fromNative), plaintext);
  assert.deepEqual(await hpkeNative.open(native.keyPair, info, fromPortable), plaintext);
});

test('private keys cannot be taken out of an identity', async () => {
  await assert.rejects(crypto.subtle.exportKey('jwk', reader.kem.privateKey as CryptoKey));
  await assert.rejects(crypto.subtle.exportKey('pkcs8', reader.kem.privateKey as CryptoKey));
});

test('a seed of another length gives no identity', async () => {
  for (const length of [0, 31, 33])
    await assert.rejects(identityOf(new Secret(new Uint8Array(length))), refusal('schema-invalid'));
});
