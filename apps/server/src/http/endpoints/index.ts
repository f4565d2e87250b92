import type { EndpointName } from '@vaiti/contract';
import type { Handler } from '../handler.ts';
import { accountFinish, accountStart, signInFinish, signInStart, signOut } from './accounts.ts';
import { append, files, read } from './files.ts';
import { invitation, invitationCancel, invitations, invite, join } from './invitations.ts';
import { openings } from './openings.ts';
import { standing } from './standing.ts';
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
  append,
  read,
  openings,
  standing,
};
