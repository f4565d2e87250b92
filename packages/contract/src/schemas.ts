import {
  bytesBetween,
  bytesOf,
  daySchema,
  grantSchema,
  hashSchema,
  idSchema,
  joinSchema,
  MAX_OFFICERS,
  sealedEntrySchema,
  sealedReasonSchema,
  shareSchema,
  signedApprovalSchema,
  signedReadSchema,
  signedRequestSchema,
  signedRosterEntrySchema,
  signedVerdictSchema,
  signedWaysSchema,
  uintSchema,
  wayKinds,
  WRAP_LENGTH,
} from '@vaiti/core/blind';
import { z } from 'zod';
import { limits } from './limits.ts';

/** An OPAQUE message: unpadded base64url as the library makes it. */
const opaqueMessage = z.string().regex(/^[A-Za-z0-9_-]{1,4096}$/);
const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const vkey = z.string().min(1).max(512);

/** The sealed user seed that only the unlock key opens; the server stores it without understanding. */
const sealedSeed = bytesBetween(1, 1024);

const head = z.strictObject({ seq: uintSchema, id: hashSchema });

export const practiceReply = z.strictObject({
  practice: idSchema.nullable(),
  ledger: vkey,
  suite: uintSchema,
  time: uintSchema,
});

export const foundRequest = z.strictObject({ entry: signedRosterEntrySchema });
export const foundReply = z.strictObject({ practice: idSchema });

export const rosterQuery = z.strictObject({ from: uintSchema });
export const rosterReply = z.strictObject({
  entries: z.array(signedRosterEntrySchema).max(10_000),
  /** Grants of group seeds to the one who asks. */
  grants: z.array(grantSchema).max(1024),
});
export const rosterAppendRequest = z.strictObject({
  entry: signedRosterEntrySchema,
  /** For `group`: one grant for each holder, in the order of the entry. */
  grants: z.array(grantSchema).max(1024),
});
export const rosterAppendReply = z.strictObject({ seq: uintSchema, id: hashSchema });

/** `account` is derived from the Secret Key: 16 bytes, hexadecimal. */
const account = z.string().regex(/^[0-9a-f]{32}$/);

export const accountStartRequest = z.strictObject({ account, request: opaqueMessage });
export const accountStartReply = z.strictObject({ response: opaqueMessage });
export const accountFinishRequest = z.strictObject({
  account,
  principal: idSchema,
  record: opaqueMessage,
  sealedSeed,
});
export const emptyReply = z.strictObject({});

export const signInStartRequest = z.strictObject({ account, request: opaqueMessage });
export const signInStartReply = z.strictObject({ attempt: token, response: opaqueMessage });
export const signInFinishRequest = z.strictObject({ attempt: token, finish: opaqueMessage });
export const signInFinishReply = z.strictObject({
  token,
  principal: idSchema,
  practice: idSchema,
  sealedSeed,
  /** The person's own signed list of their ways to sign in; null until they made one. */
  ways: signedWaysSchema.nullable(),
  /** When the session ends at the latest, milliseconds since 1970. */
  expires: uintSchema,
});

/** A way without a password is named by its secret, as an account is by its Secret Key. */
export const challengeRequest = z.strictObject({ account });
export const challengeReply = z.strictObject({
  attempt: token,
  challenge: bytesOf(32),
  kind: z.enum(wayKinds),
  principal: idSchema,
  practice: idSchema,
  ledger: vkey,
  sealedSeed,
});
export const challengeAnswer = z.strictObject({ attempt: token, signature: bytesOf(64) });
export const challengeAnswerReply = z.strictObject({
  token,
  ways: signedWaysSchema.nullable(),
  expires: uintSchema,
});

export const waysReply = z.strictObject({
  ways: signedWaysSchema.nullable(),
  /** What the server keeps of each way: last use in milliseconds since 1970, 0 for never. */
  kept: z.array(z.strictObject({ account, used: uintSchema })).max(256),
});
/** OPAQUE registration of a way of one's own. */
export const wayStartRequest = z.strictObject({ account, request: opaqueMessage });
export const changeWaysRequest = z.strictObject({
  ways: signedWaysSchema,
  /** Ways that are new in the list, or whose sealed seed is. `record` where a password belongs. */
  put: z.array(z.strictObject({ account, record: opaqueMessage.nullable(), sealedSeed })).max(8),
});

export const sessionLine = z.strictObject({
  /** First half of the hash of its token. */
  id: idSchema,
  /** Way by which it began; null for sessions of before ways were known. */
  way: idSchema.nullable(),
  created: uintSchema,
  used: uintSchema,
  current: z.boolean(),
});
export const sessionsReply = z.strictObject({ sessions: z.array(sessionLine).max(10_000) });
/** One session, or with null all of the person's but the one that asks. */
export const endSessionRequest = z.strictObject({ session: idSchema.nullable() });
export const endSessionReply = z.strictObject({ ended: uintSchema });

/** To the practice, by an administrator; or to one file as its patient or a guardian, by its team. */
export const invitationKinds = ['staff', 'member'] as const;
export type InvitationKind = (typeof invitationKinds)[number];

/** An invitation's id and the SHA-256 of its bearer token come from its code, which stays secret. */
export const inviteRequest = z.strictObject({
  id: idSchema,
  kind: z.enum(invitationKinds),
  token: hashSchema,
  /** What it says, sealed to whoever has the code. */
  sealed: bytesBetween(1, 8192),
  /** The code and the hash of `sealed`, sealed to the one who invites. */
  kept: bytesBetween(1, 256),
});
export const invitationsReply = z.strictObject({
  invitations: z
    .array(
      z.strictObject({
        id: idSchema,
        kind: z.enum(invitationKinds),
        inviter: idSchema,
        expires: uintSchema,
        /** Null for everybody but the one who invites. */
        own: z
          .strictObject({ sealed: bytesBetween(1, 8192), kept: bytesBetween(1, 256) })
          .nullable(),
        join: joinSchema.nullable(),
      }),
    )
    .max(limits.invitations + limits.memberInvitations),
});
export const invitationId = z.strictObject({ id: idSchema });
export const invitationQuery = z.strictObject({ from: uintSchema });
export const invitationReply = z.strictObject({
  sealed: bytesBetween(1, 8192),
  expires: uintSchema,
  /** Whose keys are in the answer that came. */
  answered: idSchema.nullable(),
  /** Whether a file has let them in, as the server says: their client checks it when it reads. */
  admitted: z.boolean(),
  entries: z.array(signedRosterEntrySchema).max(10_000),
});
export const joinRequest = z.strictObject({ join: joinSchema });

export const filesQuery = z.strictObject({ after: idSchema.nullable() });
export const fileLine = z.strictObject({
  file: idSchema,
  head,
  epoch: uintSchema,
  /** By which principal's grant the caller may read: themselves or a role group. */
  as: idSchema,
});
export const filesReply = z.strictObject({
  files: z.array(fileLine).max(limits.files),
  more: z.boolean(),
});

export const lentQuery = z.strictObject({ after: idSchema.nullable() });
/** Files of which the caller may read single entries, each until the end of a day. */
export const lentReply = z.strictObject({
  files: z
    .array(
      z.strictObject({
        file: idSchema,
        as: idSchema,
        entries: z
          .array(z.strictObject({ entry: uintSchema, until: daySchema }))
          .max(limits.grants),
      }),
    )
    .max(limits.files),
  more: z.boolean(),
});

export const append = z.strictObject({
  entry: sealedEntrySchema,
  /** One for each line of the entry's `access`, in its order. */
  grants: z.array(grantSchema).max(limits.grants),
  /** One for each line of the entry's `split`, in its order. */
  shares: z.array(shareSchema).max(MAX_OFFICERS),
  /** For `rotate`: every earlier body's key, wrapped again under the new epoch. */
  wraps: z.array(z.strictObject({ seq: uintSchema, wrap: bytesOf(WRAP_LENGTH) })).max(100_000),
});
export type Append = z.infer<typeof append>;

export const appendRequest = z.strictObject({
  appends: z.array(append).min(1).max(limits.appends),
});

const receipt = z.strictObject({
  index: uintSchema,
  salt: bytesOf(32),
  opening: bytesBetween(1, 4096),
});
export type LeafReceipt = z.infer<typeof receipt>;

export const appendOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('stored'), head, leaf: receipt }),
  /** Another entry came first: fetch from `head` and try again. */
  z.strictObject({ outcome: z.literal('moved'), head: head.nullable() }),
  z.strictObject({ outcome: z.literal('refused'), code: z.string().max(64) }),
]);
export type AppendOutcome = z.infer<typeof appendOutcome>;
export const appendReply = z.strictObject({ outcomes: z.array(appendOutcome) });

export const readRequest = z.strictObject({
  reads: z.array(signedReadSchema).min(1).max(limits.reads),
});
export const fileReply = z.strictObject({
  file: idSchema,
  head,
  epoch: uintSchema,
  entries: z.array(sealedEntrySchema).max(limits.entries),
  /** Grants of the current epoch to the principal named by `as`; one for each entry on loan. */
  grants: z.array(grantSchema).max(limits.grants),
  leaf: receipt,
  more: z.boolean(),
});
export type FileReply = z.infer<typeof fileReply>;
export const readOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('released'), reply: fileReply }),
  z.strictObject({ outcome: z.literal('refused'), code: z.string().max(64) }),
]);
export type ReadOutcome = z.infer<typeof readOutcome>;
export const readReply = z.strictObject({ outcomes: z.array(readOutcome) });

/** `leaving`: what would be if this person retired; administrators alone may ask that. */
export const standingRequest = z.strictObject({ leaving: idSchema.nullable() });
export const standingReply = z.strictObject({
  /** Files to be rotated whose root the caller holds, by whose grant; the first of them. */
  files: z.array(z.strictObject({ file: idSchema, as: idSchema })).max(limits.files),
  /** For administrators: files that wait, and those of them that nobody can open any more. */
  practice: z.strictObject({ pending: uintSchema, stranded: uintSchema }).nullable(),
  /** Files whose key is not split among the newest council: the caller's own, the first of them. */
  unsplit: z.strictObject({
    files: z.array(z.strictObject({ file: idSchema, as: idSchema })).max(limits.files),
    /** For administrators: how many there are in all. */
    practice: uintSchema.nullable(),
  }),
});

export const leafReply = z.strictObject({ leaf: receipt });
export const requestRequest = z.strictObject({
  request: signedRequestSchema,
  /** Sealed to those who decide and review; the request names its hash. */
  reason: sealedReasonSchema,
});
export const requestReply = z.strictObject({ id: idSchema, leaf: receipt });
export const approveRequest = z.strictObject({
  approval: signedApprovalSchema,
  /** For an emergency: the officer's share, sealed again to the requester. */
  share: shareSchema.nullable(),
});
export const verdictRequest = z.strictObject({ verdict: signedVerdictSchema });

/** The entry that split the file's root key, without its body: whoever decides checks it by signature. */
const splitEntry = z.strictObject({
  header: bytesBetween(1, 65_536),
  bodyHash: hashSchema,
  signature: bytesOf(64),
});
export const requestLine = z.strictObject({
  id: idSchema,
  request: signedRequestSchema,
  /** For those who decide or review, and the requester: with their own key alone. */
  reason: sealedReasonSchema.nullable(),
  approvals: z
    .array(
      z.strictObject({
        approval: signedApprovalSchema,
        /** For the requester alone. */
        share: shareSchema.nullable(),
      }),
    )
    .max(256),
  verdicts: z.array(signedVerdictSchema).max(256),
  /** When the entry that rests on the approvals was stored, milliseconds; null until then. */
  done: uintSchema.nullable(),
  /** While it is open, for officers and the requester: how the root key is split. */
  split: splitEntry.nullable(),
  /** While it is open, for an officer: their own sealed share. */
  share: shareSchema.nullable(),
  /**
   * While it is open, where the next entry goes: for the requester, who may be no reader yet, and for
   * those who decide about the end of a file.
   */
  next: z.strictObject({ head, epoch: uintSchema, day: daySchema }).nullable(),
});
export type RequestLine = z.infer<typeof requestLine>;
export const requestsReply = z.strictObject({
  requests: z.array(requestLine).max(limits.requests),
});

export const tombstonesQuery = z.strictObject({ after: idSchema.nullable() });
/** The end of a file. Days since 1970; no backup may exist after `backups` that still holds its keys. */
export const tombstoneLine = z.strictObject({
  file: idSchema,
  head,
  day: daySchema,
  backups: daySchema,
});
export const tombstonesReply = z.strictObject({
  tombstones: z.array(tombstoneLine).max(limits.files),
  more: z.boolean(),
});
/** What is left of a file that has ended: its chain from `from` on, without bodies and wraps. */
export const tombstoneQuery = z.strictObject({ file: idSchema, from: uintSchema });
export const tombstoneReply = z.strictObject({
  tombstone: tombstoneLine,
  entries: z.array(sealedEntrySchema).max(limits.entries),
  more: z.boolean(),
});

export const openingsRequest = z.strictObject({ file: idSchema, from: uintSchema });
export const openingsReply = z.strictObject({
  leaves: z.array(receipt).max(1000),
  more: z.boolean(),
});

/** Leaves of the whole ledger from this index on; the reply is that of `openings`. */
export const leavesRequest = z.strictObject({ from: uintSchema });

export const healthReply = z.strictObject({
  status: z.enum(['ok', 'degraded']),
  store: z.enum(['ok', 'unavailable']),
  day: daySchema,
  version: z.string(),
});
