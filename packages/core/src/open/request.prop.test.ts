import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CoreError } from '../errors.ts';
import {
  decodeRequest,
  encodeRequest,
  REQUEST_LIFE,
  requestId,
  verifyRequest,
} from '../statement/request.ts';
import { MAX_REASON, reasonHash } from '../statement/reason.ts';
import { decodeVerdict, verdicts, verifyVerdict } from '../statement/verdict.ts';
import {
  file,
  fixed,
  flip,
  person,
  practice,
  refusal,
  runs,
  seededEntropy,
} from '../test-scene.ts';
import { openReason, sealReason } from './reason.ts';
import { signRequest, signVerdict } from './request.ts';

const requester = await person('requester');
const officer = await person('officer');
const privacy = await person('privacy');
const stranger = await person('stranger');
const TIME = 1_800_000_000_000;
const place = { practice, file, requester: requester.id };

function sealedTo(text: string) {
  const readers = [officer, privacy].map(({ id, keys }) => ({ id, kem: keys.kem }));
  return sealReason(place, text, { readers, entropy: seededEntropy(text) });
}

function requested(kind: 'emergency' | 'forget' = 'emergency') {
  const reason = fixed('reason', 32);
  return signRequest(requester, { practice, kind, file, reason, time: TIME });
}

test('a request is what its requester signed, and its name is all of it', async () => {
  const signed = await requested();
  const request = decodeRequest(signed.request);
  assert.deepEqual([request.kind, request.expires - request.time], ['emergency', REQUEST_LIFE]);
  await verifyRequest(signed, requester.keys.sign);
  await assert.rejects(verifyRequest(signed, officer.keys.sign), refusal('signature-invalid'));
  assert.notDeepEqual(requestId(signed), requestId(await requested('forget')));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('request', 'signature'), fc.nat(), async (part, bit) => {
      const bent = { ...signed, [part]: flip(signed[part], bit) };
      await assert.rejects(verifyRequest(bent, requester.keys.sign), CoreError);
      assert.notDeepEqual(requestId(bent), requestId(signed));
    }),
    runs(40),
  );
});

test('a request lasts a day at the longest, and begins before it ends', async () => {
  const request = decodeRequest((await requested()).request);
  for (const expires of [request.time, request.time - 1, request.time + REQUEST_LIFE + 1]) {
    const bytes = encodeRequest({ ...request, expires });
    assert.throws(() => decodeRequest(bytes), refusal('schema-invalid'));
  }
  assert.equal(
    decodeRequest(encodeRequest({ ...request, expires: request.time + 1 })).kind,
    'emergency',
  );
});

test('a reason opens for those to whom it is sealed, as it was written', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 1, maxLength: MAX_REASON, unit: 'grapheme' }),
      async (raw) => {
        const text = raw.slice(0, MAX_REASON);
        fc.pre(text.isWellFormed());
        const sealed = await sealedTo(text);
        for (const reader of [officer, privacy])
          assert.equal(await openReason(place, reader, sealed), text);
        await assert.rejects(openReason(place, stranger, sealed), refusal('no-grant'));
      },
    ),
    runs(10),
  );
});

test('a reason moved to another file, requester or key, or bent, does not open', async () => {
  const sealed = await sealedTo('Päivystys');
  const other = await sealedTo('Muu');
  const elsewhere = { ...place, requester: officer.id };
  await assert.rejects(openReason(elsewhere, officer, sealed), CoreError);
  const swapped = { ...sealed, keys: other.keys };
  await assert.rejects(openReason(place, officer, swapped), refusal('grant-unopenable'));
  assert.notDeepEqual(reasonHash(sealed), reasonHash(other));
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (bit) => {
      const bent = { ...sealed, body: flip(sealed.body, bit) };
      assert.notDeepEqual(reasonHash(bent), reasonHash(sealed));
      await assert.rejects(openReason(place, officer, bent), CoreError);
    }),
    runs(30),
  );
});

test('the length of a reason shows in steps alone', async () => {
  const [short, longer] = [await sealedTo('x'), await sealedTo('x'.repeat(120))];
  assert.equal(short.body.length, longer.body.length);
});

test('a verdict is what its author signed', async () => {
  const request = fixed('request', 16);
  for (const says of verdicts) {
    const signed = await signVerdict(privacy, { practice, request, file, says, time: TIME });
    assert.equal(decodeVerdict(signed.verdict).says, says);
    await verifyVerdict(signed, privacy.keys.sign);
    await assert.rejects(verifyVerdict(signed, officer.keys.sign), refusal('signature-invalid'));
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (bit) => {
        const bent = { ...signed, verdict: flip(signed.verdict, bit) };
        await assert.rejects(verifyVerdict(bent, privacy.keys.sign), refusal('signature-invalid'));
      }),
      runs(10),
    );
  }
});
