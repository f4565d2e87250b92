import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ed25519 } from '@noble/curves/ed25519.js';
import { toHex } from '../bytes.ts';
import { verify } from '../suite/verify.ts';
import { decodeBase64 } from './base64.ts';
import { openCheckpoint } from './checkpoint.ts';
import { cosignedMessage } from './cosignature.ts';
import { encodeVerifierKey, keyId, parseVerifierKey } from './key.ts';
import { formatNote, parseNote, signNote, verifyNote } from './note.ts';
import { withCode } from './test-log.ts';

// Published notes: C2SP signed-note and tlog-cosignature (examples), golang.org/x/mod/sumdb/note
// (package documentation), and a checkpoint of a public test log with its witnesses.
const exampleKey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const exampleNote = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;

const goKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const goSecret = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const goText = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.
`;
const goNote = `${goText}
— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

const logKey =
  'arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f';
const witnessKeys = [
  'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
  'witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv',
  'witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO',
  'transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM',
];
const cosigned = `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
`;

const specCosigned = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`;

test('the key of the specification has its parts and its ID', () => {
  const key = parseVerifierKey(exampleKey);
  assert.equal(key.name, 'example.com/foo');
  assert.equal(key.type, 'ed25519');
  assert.equal(keyId(key), 0x530d903a);
  assert.equal(
    toHex(key.publicKey),
    'e932791ae6e7a840a46164c904786426d5e7821dd8b29a00d61cae72afdd4da4',
  );
});

test('published keys come back byte for byte', () => {
  for (const text of [
    exampleKey,
    goKey,
    logKey,
    ...witnessKeys,
    'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop',
    'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8',
    'TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6',
  ]) {
    assert.equal(encodeVerifierKey(parseVerifierKey(text)), text);
  }
});

test('the note of the specification verifies', async () => {
  const note = parseNote(exampleNote);
  assert.equal(note.text, 'This is an example message.\n');
  const key = parseVerifierKey(exampleKey);
  assert.deepEqual(await verifyNote(note, [key], verify), [{ key, time: undefined }]);
  assert.equal(formatNote(note), exampleNote);
});

test('the note of the Go documentation verifies, and signing makes the same bytes', async () => {
  const key = parseVerifierKey(goKey);
  await verifyNote(parseNote(goNote), [key], verify);
  const secret = decodeBase64(goSecret)?.slice(1) ?? new Uint8Array(0);
  const sign = (message: Uint8Array) => Promise.resolve(ed25519.sign(message, secret));
  const signature = await signNote(goText, key, sign);
  assert.equal(formatNote({ text: goText, signatures: [signature] }), goNote);
});

test('a checkpoint of a public log opens with four real witnesses', async () => {
  const opened = await openCheckpoint(cosigned, {
    logKey: parseVerifierKey(logKey),
    witnessKeys: witnessKeys.map(parseVerifierKey),
    quorum: 4,
    verify,
  });
  assert.equal(opened.checkpoint.origin, 'arche2025h1.staging.ct.transparency.dev');
  assert.equal(opened.checkpoint.size, 1_432_088_532);
  assert.deepEqual(new Set(opened.witnesses.map(({ time }) => time)), new Set([1_779_573_024]));
});

test('and not with another size, nor with a time that a witness did not state', async () => {
  const policy = { logKey: parseVerifierKey(logKey), verify };
  await assert.rejects(
    openCheckpoint(cosigned.replace('1432088532', '1432088533'), policy),
    withCode('ledger-signature-invalid'),
  );
  const later = cosigned.replace('2net5wAAAABqEiEg', '2net5wAAAABqEiEh');
  assert.notEqual(later, cosigned);
  await assert.rejects(
    openCheckpoint(later, { ...policy, witnessKeys: witnessKeys.map(parseVerifierKey) }),
    withCode('ledger-signature-invalid'),
  );
});

test('the cosigned message of the specification', () => {
  const { text, signatures } = parseNote(specCosigned);
  assert.equal(signatures[1]?.keyId, 0x8d66cf3f);
  assert.equal(
    new TextDecoder().decode(cosignedMessage(text, 1_679_315_147)),
    'cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n' +
      'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
  );
});
