import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat, toHex } from '../bytes.ts';
import { CoreError } from '../errors.ts';
import { decodeJoinAnswer, encodeJoinAnswer, type Join, joinMessage } from '../invitation/join.ts';
import { fixed, person, refusal } from '../test-scene.ts';
import {
  checkJoin,
  type Invitation,
  invitationKeys,
  keepKeyOf,
  openInvitation,
  sealInvitation,
  signJoin,
} from './invitation.ts';
import { Secret } from './secret.ts';

const keys = invitationKeys(new Secret(fixed('invitation code', 16)));
const other = invitationKeys(new Secret(fixed('other code', 16)));
const [lead, newcomer, eve] = await Promise.all(['lead', 'newcomer', 'eve'].map(person)).then(
  ([a, b, c]) => {
    if (!a || !b || !c) throw new RangeError('cast');
    return [a, b, c] as const;
  },
);

const says: Invitation = {
  practice: fixed('practice', 16),
  practiceName: 'Lumme',
  head: { seq: 3, id: fixed('head', 32) },
  inviter: fixed('lead', 16),
  inviterName: 'Helmi',
  fingerprint: fixed('fingerprint', 32),
  name: 'Tyyne Ahlström',
  title: '',
  roles: [{ role: 'therapist', centre: fixed('centre', 16), centreName: 'Tampere' }],
  expires: 1_700_000_000_000,
};
const entropy = (length: number) => fixed('salt', length);

/** A copy with one bit turned over. */
function flipped(bytes: Uint8Array, bit: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  const at = (bit >> 3) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

test('what is sealed opens with the code, and with nothing else', async () => {
  const sealed = await sealInvitation(keys, says, entropy);
  assert.deepEqual(await openInvitation(keys, sealed), says);
  await assert.rejects(openInvitation(other, sealed), refusal('key-commitment-mismatch'));
  const elsewhere = { ...keys, id: other.id };
  await assert.rejects(openInvitation(elsewhere, sealed), refusal('key-commitment-mismatch'));
});

test('any flipped bit of what is sealed is refused', async () => {
  const sealed = await sealInvitation(keys, says, entropy);
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length * 8 - 1), async (bit) => {
      await assert.rejects(openInvitation(keys, flipped(sealed, bit)), CoreError);
    }),
  );
});

test('an answer gives the keys that made it, and checks with its own code alone', async () => {
  const join = await signJoin(keys, newcomer);
  const checked = await checkJoin(keys, join);
  assert.equal(checked.id, newcomer.id);
  assert.deepEqual(checked.keys, newcomer.keys);
  await assert.rejects(checkJoin(other, join), refusal('join-invalid'));
});

test('any flipped bit of an answer is refused', async () => {
  const join = await signJoin(keys, newcomer);
  const parts = ['answer', 'signature', 'mac'] as const;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...parts), fc.nat(), async (part, bit) => {
      const changed = { ...join, [part]: flipped(join[part], bit % (join[part].length * 8)) };
      await assert.rejects(checkJoin(keys, changed), CoreError);
    }),
  );
});

test('whoever has the code but not the signing key cannot answer with it', async () => {
  const answer = encodeJoinAnswer({ suite: 1, invitation: keys.id, keys: newcomer.keys });
  const byEve = { ...eve, keys: newcomer.keys };
  const join = await signJoin(keys, byEve);
  assert.deepEqual(join.answer, answer);
  await assert.rejects(checkJoin(keys, join), refusal('signature-invalid'));
});

test('an answer to one invitation is none to another, whatever the server says', async () => {
  const answer = encodeJoinAnswer({ suite: 1, invitation: other.id, keys: newcomer.keys });
  const signature = await newcomer.sign(joinMessage(answer));
  const forKeys: Join = { ...(await signJoin(keys, newcomer)), answer, signature };
  await assert.rejects(checkJoin(keys, forKeys), refusal('join-invalid'));
  // Made by somebody with the code of `keys`: the id inside still names the other invitation.
  const crossed = await signJoin({ ...keys, id: other.id }, newcomer);
  await assert.rejects(checkJoin(keys, crossed), refusal('join-invalid'));
});

test('suites and shapes that are unknown are refused', async () => {
  const weak = encodeJoinAnswer({ suite: 0, invitation: keys.id, keys: newcomer.keys });
  assert.equal(decodeJoinAnswer(weak).suite, 0);
  assert.throws(() => decodeJoinAnswer(concat(weak, new Uint8Array(1))), refusal('cbor-invalid'));
  assert.throws(() => invitationKeys(new Secret(new Uint8Array(15))), refusal('schema-invalid'));
});

test('ids, tokens and keys are all of their own', async () => {
  const parts = [keys, other].flatMap(({ id, token, seal, mac, device }) => [
    toHex(id),
    toHex(token),
    seal.use(toHex),
    mac.use(toHex),
    device.use(toHex),
  ]);
  parts.push(keepKeyOf(lead).use(toHex), keepKeyOf(eve).use(toHex));
  assert.equal(new Set(parts).size, parts.length);
  assert.ok(parts.every((one) => !parts.some((two) => two !== one && two.startsWith(one))));
});

test('an invitation is to roles or to one file, never to both or to nothing', async () => {
  const member = { role: 'guardian', file: fixed('file', 16), patientName: 'Aino' } as const;
  const toFile: Invitation = { ...says, roles: [], member };
  assert.deepEqual(await openInvitation(keys, await sealInvitation(keys, toFile, entropy)), toFile);
  for (const wrong of [
    { ...says, member },
    { ...says, roles: [] },
  ]) {
    const sealed = await sealInvitation(keys, wrong, entropy);
    await assert.rejects(openInvitation(keys, sealed), refusal('schema-invalid'));
  }
});
