import { CoreError } from '../errors.ts';

/**
 * Suite 1: Cobblestone-256 bodies (C2SP chunked-encryption with AEAD_AES_256_GCM and SHA-512),
 * HPKE MLKEM768-X25519 (0x647a) / HKDF-SHA256 / AES-256-GCM grants, Ed25519 signatures, SHA-256.
 */
export const SUITE = 1;

/** Domain separation: what each hash, signature and key derivation is for. */
export const labels = {
  entry: 'vaiti/1 entry\0',
  entryId: 'vaiti/1 entry id\0',
  wrap: 'vaiti/1 wrap\0',
  grant: 'vaiti/1 grant\0',
  grantId: 'vaiti/1 grant id\0',
  roster: 'vaiti/1 roster\0',
  rosterId: 'vaiti/1 roster id\0',
  read: 'vaiti/1 read\0',
  ways: 'vaiti/1 ways\0',
  waysId: 'vaiti/1 ways id\0',
  signIn: 'vaiti/1 sign in\0',
  practice: 'vaiti/1 practice\0',
  principal: 'vaiti/1 principal\0',
  groupLink: 'vaiti/1 group link\0',
  fingerprint: 'vaiti/1 fingerprint\0',
  compartment: 'vaiti/1 compartment',
  groupLinkKey: 'vaiti/1 group link key',
  identitySign: 'vaiti/1 identity sign',
  identityKem: 'vaiti/1 identity kem',
  cache: 'vaiti/1 local cache',
  invitation: 'vaiti/1 invitation\0',
  invitationId: 'vaiti/1 invitation id',
  invitationToken: 'vaiti/1 invitation token',
  invitationSeal: 'vaiti/1 invitation seal',
  invitationMac: 'vaiti/1 invitation mac',
  invitationDevice: 'vaiti/1 invitation device',
  invitationKeep: 'vaiti/1 invitation keep',
  sheetSet: 'vaiti/1 sheets set',
  sheet: 'vaiti/1 sheet\0',
  sheetRow: 'vaiti/1 sheet row\0',
  join: 'vaiti/1 join\0',
  joinMac: 'vaiti/1 join mac\0',
  approval: 'vaiti/1 approval\0',
  share: 'vaiti/1 share\0',
  shareId: 'vaiti/1 share id\0',
  shareDigest: 'vaiti/1 share digest\0',
  splitKey: 'vaiti/1 split key',
  request: 'vaiti/1 request\0',
  requestId: 'vaiti/1 request id\0',
  verdict: 'vaiti/1 verdict\0',
  reason: 'vaiti/1 reason\0',
  reasonKey: 'vaiti/1 reason key\0',
} as const;

/** Throws `suite-unknown` for anything but a suite this code implements, `suite-downgraded` below `minimum`. */
export function checkSuite(suite: number, minimum = 1): void {
  if (suite < minimum) throw new CoreError('suite-downgraded', `suite ${String(suite)}`);
  if (suite !== SUITE) throw new CoreError('suite-unknown', `suite ${String(suite)}`);
}
