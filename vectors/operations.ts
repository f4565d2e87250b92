import { chain } from './operations/chain.ts';
import { cborDecode, opening, padOp, paddedLengthOp, unpadOp } from './operations/encoding.ts';
import { entryIdOp, openEntry, rewrapOp, sealEntryOp } from './operations/entry.ts';
import { invitationKeysOp, invitationOpenOp, joinCheckOp } from './operations/invitation.ts';
import { compartmentKeyOp, grantOpen, identity } from './operations/keys.ts';
import type { Operation } from './operations/operation.ts';
import { readOp, rosterOp } from './operations/signed.ts';
import { approvalOp, requestOp, verdictOp } from './operations/request.ts';
import { shareCombineOp, shareOpenOp } from './operations/share.ts';
import { chunkedOpen, chunkedSeal } from './operations/chunked.ts';
import { standing } from './operations/standing.ts';

/** What a case's `op` names. */
export const operations: Readonly<Record<string, Operation>> = {
  'cbor-decode': cborDecode,
  pad: padOp,
  unpad: unpadOp,
  'padded-length': paddedLengthOp,
  'leaf-opening': opening,
  'chunked-seal': chunkedSeal,
  'chunked-open': chunkedOpen,
  identity,
  'compartment-key': compartmentKeyOp,
  'grant-open': grantOpen,
  'invitation-keys': invitationKeysOp,
  'invitation-open': invitationOpenOp,
  'join-check': joinCheckOp,
  'entry-id': entryIdOp,
  'entry-seal': sealEntryOp,
  'entry-open': openEntry,
  rewrap: rewrapOp,
  chain,
  roster: rosterOp,
  standing,
  read: readOp,
  'share-open': shareOpenOp,
  'share-combine': shareCombineOp,
  request: requestOp,
  approval: approvalOp,
  verdict: verdictOp,
};
