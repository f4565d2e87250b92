import type { Attack } from '../attack.ts';
import { answerAttacks } from './answers.ts';
import { auditingAttacks } from './auditing.ts';
import { bodyAttacks, orderAttacks } from './entries.ts';
import { emergencyAttacks } from './emergencies.ts';
import { endingAttacks } from './endings.ts';
import { epochAttacks } from './epochs.ts';
import { grantAttacks } from './grants.ts';
import { historyAttacks } from './history.ts';
import { leaverAttacks } from './leavers.ts';
import { invitationAttacks } from './invitations.ts';
import { ledgerAttacks } from './ledger.ts';
import { loanAttacks } from './loans.ts';
import { memberAttacks } from './members.ts';
import { readerAttacks } from './readers.ts';
import { renewalAttacks } from './renewals.ts';
import { replyAttacks } from './replies.ts';
import { rosterAttacks } from './roster.ts';
import { signInAttacks } from './sign-in.ts';
import { wayAttacks } from './ways.ts';

/** Every attack that the malicious server knows, in groups as they are shown. */
export const attacks: readonly Attack[] = [
  ...orderAttacks,
  ...bodyAttacks,
  ...historyAttacks,
  ...grantAttacks,
  ...readerAttacks,
  ...loanAttacks,
  ...epochAttacks,
  ...leaverAttacks,
  ...renewalAttacks,
  ...endingAttacks,
  ...emergencyAttacks,
  ...answerAttacks,
  ...rosterAttacks,
  ...ledgerAttacks,
  ...auditingAttacks,
  ...invitationAttacks,
  ...memberAttacks,
  ...signInAttacks,
  ...wayAttacks,
  ...replyAttacks,
];
