import type { EndpointName } from '@vaiti/contract';
import type { Handler } from '../handler.ts';
import { accountFinish, accountStart, signInFinish, signInStart, signOut } from './accounts.ts';
import { append, files, read } from './files.ts';
import { invitation, invitationCancel, invitations, invite, join } from './invitations.ts';
import { lent } from './lent.ts';
import { leaves } from './leaves.ts';
import { openings } from './openings.ts';
import { approve, request, requests, verdict } from './requests.ts';
import { standing } from './standing.ts';
import { tombstone, tombstones } from './tombstones.ts';
import { found, practice } from './practice.ts';
import { roster, rosterAppend } from './roster.ts';
import {
  challenge,
  challengeAnswer,
  changeWays,
  endSession,
  sessions,
  ways,
  wayStart,
} from './ways.ts';

/** A handler for every endpoint of the contract. */
export const handlers: { readonly [N in EndpointName]: Handler<N> } = {
  practice,
  found,
  roster,
  rosterAppend,
  accountStart,
  accountFinish,
  signInStart,
  signInFinish,
  signOut,
  challenge,
  challengeAnswer,
  sessions,
  endSession,
  ways,
  wayStart,
  changeWays,
  invite,
  invitations,
  invitationCancel,
  invitation,
  join,
  files,
  lent,
  append,
  read,
  request,
  requests,
  approve,
  verdict,
  tombstones,
  tombstone,
  openings,
  leaves,
  standing,
};
