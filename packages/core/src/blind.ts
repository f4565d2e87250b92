/**
 * The half of `core` that needs no key: what a blind server may import. It parses, verifies and
 * judges order; it cannot open anything.
 */
export * from './bytes.ts';
export * from './cbor.ts';
export * from './errors.ts';
export * from './fields.ts';
export * from './ids.ts';
export * from './suite/suite.ts';
export * from './suite/hash.ts';
export * from './suite/verify.ts';
export * from './entry/access.ts';
export * from './entry/header.ts';
export * from './entry/entry.ts';
export * from './entry/chain.ts';
export * from './entry/member.ts';
export * from './entry/loan.ts';
export * from './entry/readers.ts';
export * from './entry/split.ts';
export * from './grant/grant.ts';
export * from './grant/share.ts';
export * from './invitation/join.ts';
export * from './roster/entry.ts';
export * from './roster/roster.ts';
export * from './roster/invariants.ts';
export * from './roster/replay.ts';
export * from './roster/departed.ts';
export * from './roster/known.ts';
export { ceremonyOf } from './roster/ceremony.ts';
export { waitingRenewal, type WaitingRenewal } from './roster/renewal.ts';
export * from './roster/approvals.ts';
export * from './statement/approval.ts';
export * from './statement/read.ts';
export * from './statement/opening.ts';
export * from './statement/reason.ts';
export * from './statement/request.ts';
export * from './statement/verdict.ts';
export * from './statement/sign-in.ts';
export * from './statement/ways.ts';
export * from './ledger/index.ts';
