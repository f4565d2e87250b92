import type { z } from 'zod';
import type { ApiErrorCode } from './errors.ts';
import * as s from './schemas.ts';

/**
 * Who may call: anyone, whoever may make an account (set-up token, invitation, administrator), whoever
 * has the code of an invitation, or someone signed in.
 */
export type Access = 'anyone' | 'setup' | 'invited' | 'session';

export interface Endpoint<Request extends z.ZodType, Reply extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: `/v1/${string}`;
  readonly access: Access;
  readonly request: Request;
  readonly reply: Reply;
  /** Beyond those that every endpoint may answer. */
  readonly errors: readonly ApiErrorCode[];
}

function endpoint<Q extends z.ZodType, R extends z.ZodType>(e: Endpoint<Q, R>): Endpoint<Q, R> {
  return e;
}

/** What any endpoint may answer. */
export const commonErrors = [
  'bad-request',
  'unsupported-media-type',
  'too-large',
  'not-found',
  'too-many-requests',
  'store-full',
  'store-unavailable',
  'stopping',
  'internal',
] as const satisfies readonly ApiErrorCode[];

/** What anyone hears whose code is of no invitation that is open. */
const endedErrors = [
  'invitation-expired',
  'invitation-used',
  'invitation-cancelled',
] as const satisfies readonly ApiErrorCode[];
const invitationErrors = ['invitation-unknown', ...endedErrors] as const;

/**
 * The HTTP interface. Requests and replies are deterministic CBOR (`application/cbor`); errors are
 * JSON `{code, id}`. GET and DELETE carry no body: their request is the empty map. A session travels
 * as `Authorization: Bearer <token>`; accounts are made with the set-up token before any account
 * exists, and afterwards by an administrator's session or the token of an answered invitation.
 */
export const endpoints = {
  practice: endpoint({
    method: 'GET',
    path: '/v1/practice',
    access: 'anyone',
    request: s.emptyReply,
    reply: s.practiceReply,
    errors: [],
  }),
  found: endpoint({
    method: 'POST',
    path: '/v1/practice',
    access: 'setup',
    request: s.foundRequest,
    reply: s.foundReply,
    errors: ['already-founded', 'roster-invalid', 'signature-invalid', 'signed-out', 'clock-off'],
  }),
  roster: endpoint({
    method: 'POST',
    path: '/v1/roster/read',
    access: 'session',
    request: s.rosterQuery,
    reply: s.rosterReply,
    errors: ['signed-out', 'not-founded'],
  }),
  rosterAppend: endpoint({
    method: 'POST',
    path: '/v1/roster/append',
    access: 'session',
    request: s.rosterAppendRequest,
    reply: s.rosterAppendReply,
    errors: [
      'signed-out',
      'roster-invalid',
      'signature-invalid',
      'head-moved',
      'suite-downgraded',
      'clock-off',
    ],
  }),
  accountStart: endpoint({
    method: 'POST',
    path: '/v1/accounts/start',
    access: 'setup',
    request: s.accountStartRequest,
    reply: s.accountStartReply,
    errors: ['signed-out', 'account-exists', 'not-founded', ...endedErrors],
  }),
  accountFinish: endpoint({
    method: 'POST',
    path: '/v1/accounts/finish',
    access: 'setup',
    request: s.accountFinishRequest,
    reply: s.emptyReply,
    errors: ['signed-out', 'account-exists', 'not-founded', ...endedErrors],
  }),
  signInStart: endpoint({
    method: 'POST',
    path: '/v1/sessions/start',
    access: 'anyone',
    request: s.signInStartRequest,
    reply: s.signInStartReply,
    errors: ['not-founded'],
  }),
  signInFinish: endpoint({
    method: 'POST',
    path: '/v1/sessions/finish',
    access: 'anyone',
    request: s.signInFinishRequest,
    reply: s.signInFinishReply,
    errors: ['sign-in-failed'],
  }),
  signOut: endpoint({
    method: 'DELETE',
    path: '/v1/sessions',
    access: 'session',
    request: s.emptyReply,
    reply: s.emptyReply,
    errors: ['signed-out'],
  }),
  challenge: endpoint({
    method: 'POST',
    path: '/v1/sessions/challenge',
    access: 'anyone',
    request: s.challengeRequest,
    reply: s.challengeReply,
    errors: ['sign-in-failed', 'not-founded'],
  }),
  challengeAnswer: endpoint({
    method: 'POST',
    path: '/v1/sessions/answer',
    access: 'anyone',
    request: s.challengeAnswer,
    reply: s.challengeAnswerReply,
    errors: ['sign-in-failed'],
  }),
  sessions: endpoint({
    method: 'POST',
    path: '/v1/sessions/list',
    access: 'session',
    request: s.emptyReply,
    reply: s.sessionsReply,
    errors: ['signed-out'],
  }),
  endSession: endpoint({
    method: 'POST',
    path: '/v1/sessions/end',
    access: 'session',
    request: s.endSessionRequest,
    reply: s.endSessionReply,
    errors: ['signed-out'],
  }),
  ways: endpoint({
    method: 'POST',
    path: '/v1/ways/read',
    access: 'session',
    request: s.emptyReply,
    reply: s.waysReply,
    errors: ['signed-out'],
  }),
  wayStart: endpoint({
    method: 'POST',
    path: '/v1/ways/start',
    access: 'session',
    request: s.wayStartRequest,
    reply: s.accountStartReply,
    errors: ['signed-out'],
  }),
  changeWays: endpoint({
    method: 'POST',
    path: '/v1/ways/change',
    access: 'session',
    request: s.changeWaysRequest,
    reply: s.emptyReply,
    errors: ['signed-out', 'signature-invalid', 'ways-invalid', 'head-moved'],
  }),
  invite: endpoint({
    method: 'POST',
    path: '/v1/invitations',
    access: 'session',
    request: s.inviteRequest,
    reply: s.emptyReply,
    errors: ['signed-out'],
  }),
  invitations: endpoint({
    method: 'POST',
    path: '/v1/invitations/list',
    access: 'session',
    request: s.emptyReply,
    reply: s.invitationsReply,
    errors: ['signed-out'],
  }),
  invitationCancel: endpoint({
    method: 'POST',
    path: '/v1/invitations/cancel',
    access: 'session',
    request: s.invitationId,
    reply: s.emptyReply,
    errors: ['signed-out'],
  }),
  invitation: endpoint({
    method: 'POST',
    path: '/v1/invitations/read',
    access: 'invited',
    request: s.invitationQuery,
    reply: s.invitationReply,
    errors: [...invitationErrors],
  }),
  join: endpoint({
    method: 'POST',
    path: '/v1/invitations/join',
    access: 'invited',
    request: s.joinRequest,
    reply: s.emptyReply,
    errors: [...invitationErrors, 'invitation-answered', 'join-refused'],
  }),
  files: endpoint({
    method: 'POST',
    path: '/v1/files/list',
    access: 'session',
    request: s.filesQuery,
    reply: s.filesReply,
    errors: ['signed-out'],
  }),
  lent: endpoint({
    method: 'POST',
    path: '/v1/files/lent',
    access: 'session',
    request: s.lentQuery,
    reply: s.lentReply,
    errors: ['signed-out'],
  }),
  append: endpoint({
    method: 'POST',
    path: '/v1/files/append',
    access: 'session',
    request: s.appendRequest,
    reply: s.appendReply,
    errors: ['signed-out'],
  }),
  read: endpoint({
    method: 'POST',
    path: '/v1/files/read',
    access: 'session',
    request: s.readRequest,
    reply: s.readReply,
    errors: ['signed-out'],
  }),
  standing: endpoint({
    method: 'POST',
    path: '/v1/files/standing',
    access: 'session',
    request: s.standingRequest,
    reply: s.standingReply,
    errors: ['signed-out'],
  }),
  request: endpoint({
    method: 'POST',
    path: '/v1/requests',
    access: 'session',
    request: s.requestRequest,
    reply: s.requestReply,
    errors: ['signed-out', 'signature-invalid', 'clock-off'],
  }),
  requests: endpoint({
    method: 'POST',
    path: '/v1/requests/list',
    access: 'session',
    request: s.emptyReply,
    reply: s.requestsReply,
    errors: ['signed-out'],
  }),
  approve: endpoint({
    method: 'POST',
    path: '/v1/requests/approve',
    access: 'session',
    request: s.approveRequest,
    reply: s.leafReply,
    errors: [
      'signed-out',
      'signature-invalid',
      'clock-off',
      'head-moved',
      'request-over',
      'request-answered',
    ],
  }),
  verdict: endpoint({
    method: 'POST',
    path: '/v1/requests/verdict',
    access: 'session',
    request: s.verdictRequest,
    reply: s.leafReply,
    errors: ['signed-out', 'signature-invalid', 'clock-off', 'request-over', 'request-answered'],
  }),
  tombstones: endpoint({
    method: 'POST',
    path: '/v1/files/tombstones',
    access: 'session',
    request: s.tombstonesQuery,
    reply: s.tombstonesReply,
    errors: ['signed-out'],
  }),
  tombstone: endpoint({
    method: 'POST',
    path: '/v1/files/tombstone',
    access: 'session',
    request: s.tombstoneQuery,
    reply: s.tombstoneReply,
    errors: ['signed-out'],
  }),
  openings: endpoint({
    method: 'POST',
    path: '/v1/ledger/openings',
    access: 'session',
    request: s.openingsRequest,
    reply: s.openingsReply,
    errors: ['signed-out'],
  }),
  leaves: endpoint({
    method: 'POST',
    path: '/v1/ledger/leaves',
    access: 'session',
    request: s.leavesRequest,
    reply: s.openingsReply,
    errors: ['signed-out'],
  }),
} as const;

export type EndpointName = keyof typeof endpoints;
export type RequestOf<N extends EndpointName> = z.infer<(typeof endpoints)[N]['request']>;
export type ReplyOf<N extends EndpointName> = z.infer<(typeof endpoints)[N]['reply']>;

/** Where the ledger's static resources are served, C2SP tlog-tiles prefix. */
export const LEDGER_PREFIX = '/ledger';
