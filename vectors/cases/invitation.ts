import {
  type Bytes,
  type CborValue,
  encodeCbor,
  hmacSha256,
  idBytes,
  type Identity,
  type Invitation,
  type InvitationKeys,
  invitationKeys,
  joinMacMessage,
  joinMessage,
  sealInvitation,
  Secret,
  toHex,
} from '@vaiti/core';
import { actor, type Draft, fixed, flipped, hexed, practice, vectorFile } from './world.ts';

const code = fixed('invitation code', 16);
const otherCode = fixed('other invitation code', 16);

function saysOf(inviter: Identity, change: Partial<Invitation> = {}): Invitation {
  return {
    practice: idBytes(practice),
    practiceName: 'Lumme',
    head: { seq: 4, id: fixed('roster head', 32) },
    inviter: idBytes(inviter.id),
    inviterName: 'Helmi Saarinen',
    fingerprint: fixed('fingerprint', 32),
    name: 'Tyyne Ahlström',
    title: '',
    roles: [{ role: 'therapist', centre: fixed('centre', 16), centreName: 'Tampere' }],
    expires: 1_795_259_200_000,
    ...change,
  };
}

/** An answer over any bytes, signed and authenticated as a careless client would. */
async function joinOver(keys: InvitationKeys, by: Identity, answer: Bytes) {
  const signature = await by.sign(joinMessage(answer));
  const message = joinMacMessage({ answer, signature });
  return { answer, signature, mac: keys.mac.use((key) => hmacSha256(key, message)) };
}

export async function invitationFile() {
  const keys = invitationKeys(new Secret(code));
  const lead = (await actor('lead')).identity;
  const newcomer = (await actor('newcomer')).identity;
  const eve = (await actor('eve')).identity;
  const said = (change: Partial<Invitation>) =>
    sealInvitation(keys, saysOf(lead, change), (length) => fixed('salt', length));
  const sealed = await said({});
  const member = { role: 'guardian', file: fixed('file', 16), patientName: 'Aino' } as const;
  const content = { suite: 1, invitation: keys.id, keys: { ...newcomer.keys } };
  const good = await joinOver(keys, newcomer, encodeCbor(content));
  const over = async (value: CborValue, by = newcomer) =>
    hexed(await joinOver(keys, by, encodeCbor(value)));
  const join = (parts: Record<string, string>, by = code) => ({ code: toHex(by), ...parts });
  const refused: readonly [string, Draft['input'], string][] = [
    ['another code', join(hexed(good), otherCode), 'join-invalid'],
    ['MAC changed', join(hexed({ ...good, mac: flipped(good.mac, 0) })), 'join-invalid'],
    [
      'signature changed',
      join(hexed({ ...good, signature: flipped(good.signature, 3) })),
      'join-invalid',
    ],
    ['answer changed', join(hexed({ ...good, answer: flipped(good.answer, 90) })), 'join-invalid'],
    ['signed by another', join(await over(content, eve)), 'signature-invalid'],
    [
      'of another invitation',
      join(await over({ ...content, invitation: fixed('other', 16) })),
      'join-invalid',
    ],
    ['suite 0', join(await over({ ...content, suite: 0 })), 'suite-downgraded'],
    ['suite 2', join(await over({ ...content, suite: 2 })), 'suite-unknown'],
    ['an unknown field', join(await over({ ...content, note: 'x' })), 'schema-invalid'],
    [
      'a short key',
      join(await over({ ...content, keys: { ...newcomer.keys, kem: new Uint8Array(1215) } })),
      'schema-invalid',
    ],
  ];
  const open = (bytes: Uint8Array, by = code) => ({ code: toHex(by), sealed: toHex(bytes) });
  const drafts: Draft[] = [
    ...[code, otherCode, new Uint8Array(16)].map((bytes, i) => ({
      name: `code ${String(i)}`,
      op: 'invitation-keys',
      input: { code: toHex(bytes) },
    })),
    {
      name: 'a short code',
      op: 'invitation-keys',
      input: { code: toHex(code.slice(1)) },
      error: 'schema-invalid',
    },
    { name: 'open', op: 'invitation-open', input: open(sealed) },
    {
      name: 'open one to a file',
      op: 'invitation-open',
      input: open(await said({ member, roles: [] })),
    },
    ...[
      { name: 'to a file and to roles', input: open(await said({ member })) },
      { name: 'to nothing', input: open(await said({ roles: [] })) },
    ].map((one) => ({ ...one, op: 'invitation-open', error: 'schema-invalid' })),
    {
      name: 'open with another code',
      op: 'invitation-open',
      input: open(sealed, otherCode),
      error: 'key-commitment-mismatch',
    },
    {
      name: 'open with its last byte changed',
      op: 'invitation-open',
      input: open(flipped(sealed, -1)),
      error: 'ciphertext-invalid',
    },
    { name: 'an answer', op: 'join-check', input: join(hexed(good)) },
    ...refused.map(([name, input, error]) => ({ name, op: 'join-check', input, error })),
  ];
  return vectorFile('Invitations and their answers, PROTOCOL section 6.1', drafts);
}
