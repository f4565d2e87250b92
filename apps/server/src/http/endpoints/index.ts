import type { EndpointName } from '@vaiti/contract';
import type { Handler } from '../handler.ts';
import { accountFinish, accountStart, signInFinish, signInStart, signOut } from './accounts.ts';
import { append, files, read } from './files.ts';
import { openings } from './openings.ts';
import { found, practice } from './practice.ts';
import { roster, rosterAppend } from './roster.ts';

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
  files,
  append,
  read,
  openings,
};
