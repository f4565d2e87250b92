import type { EndpointName, InvitationKind } from '@vaiti/contract';
import {
  type ApprovalKind,
  type Compartment,
  compartments,
  groupsHeldBy,
  hasEnded,
  holdsRole,
  type Loan,
  loansOn,
  mayActAs,
  mayAgreeToForget,
  type Person,
  type PrincipalId,
  type PublicKeys,
  principalIdOf,
  type Role,
  type Roster,
  type Scope,
  scopeOpens,
} from '@vaiti/core/blind';

/** One reader's line, as chain state and store both have it. */
export interface Holding {
  readonly generation: number;
  readonly scopes: readonly Scope[];
  /** The last day of their access, where it has an end. */
  readonly until?: number;
  /** Single entries lent to them, each with its own end. */
  readonly loans?: readonly Loan[];
}

/**
 * What a reader holds on `day`: no scope after the last day of their access, no lent entry after the
 * last day of its loan; undefined when nothing is left.
 */
export function holdingOn(holding: Holding | undefined, day: number): Holding | undefined {
  if (holding === undefined) return undefined;
  const loans = loansOn(holding.loans, day);
  const scopes = hasEnded(holding, day) ? [] : holding.scopes;
  return scopes.length + loans.length === 0 ? undefined : { ...holding, scopes, loans };
}

/** What files say of somebody outside the roster, a patient or guardian. */
export interface MemberFacts {
  /** Whether one of them lets them read today. */
  readonly reads: boolean;
}

/** A patient or guardian: nobody of the roster, known to the files that let them in. */
export interface Member extends MemberFacts {
  readonly keys: PublicKeys;
}

/** Everything that anyone may ask to do, with the facts that decide it. */
export type Question =
  | {
      readonly action: 'use-session';
      readonly caller: PrincipalId;
      readonly member?: MemberFacts | undefined;
    }
  | { readonly action: 'call'; readonly caller: PrincipalId; readonly endpoint: EndpointName }
  | {
      readonly action: 'append-roster';
      readonly caller: PrincipalId;
      readonly author: PrincipalId;
      /** For the link of a group's generations: the group, whose holders write it. */
      readonly group?: PrincipalId;
      /** For what became of somebody's sheets: that person, who alone writes it. */
      readonly subject?: PrincipalId;
    }
  | { readonly action: 'register'; readonly caller: PrincipalId; readonly subject: PrincipalId }
  | {
      readonly action: 'register-invited';
      /** Who answered the invitation. */
      readonly invited: PrincipalId | null;
      readonly kind: InvitationKind;
      readonly subject: PrincipalId;
      readonly member?: MemberFacts | undefined;
    }
  | { readonly action: 'invite'; readonly caller: PrincipalId; readonly kind: InvitationKind }
  | {
      readonly action: 'sign';
      readonly caller: PrincipalId;
      readonly author: PrincipalId;
      readonly generation: number;
      readonly as: PrincipalId;
      readonly member?: MemberFacts | undefined;
    }
  | { readonly action: 'open-file'; readonly caller: PrincipalId }
  | { readonly action: 'break-glass'; readonly caller: PrincipalId }
  | {
      /** To agree to somebody's request, or to decline it. */
      readonly action: 'approve';
      readonly caller: PrincipalId;
      readonly requester: PrincipalId;
      readonly kind: ApprovalKind;
      /** Whether the caller holds a share of the file's root key. */
      readonly officer: boolean;
    }
  | {
      readonly action: 'review';
      readonly caller: PrincipalId;
      readonly requester: PrincipalId;
      readonly approvers: readonly PrincipalId[];
    }
  | { readonly action: 'append'; readonly holding: Holding | undefined }
  | {
      readonly action: 'receive';
      readonly reader: PrincipalId;
      readonly generation: number;
      /** Whether the file's chain has let them in, outside of the roster. */
      readonly member?: boolean;
    }
  | { readonly action: 'read'; readonly holding: Holding | undefined }
  | { readonly action: 'see-standing'; readonly caller: PrincipalId }
  /** To see every file that has ended, beside those that one held. */
  | { readonly action: 'see-tombstones'; readonly caller: PrincipalId }
  /** To see who read and wrote what, in every file, without contents. */
  | { readonly action: 'see-ledger'; readonly caller: PrincipalId }
  | { readonly action: 'audit'; readonly holdings: readonly (Holding | undefined)[] };

/** Who may begin a file: those who meet patients, book them, or run a centre. */
const openers = [
  'therapist',
  'trainee',
  'reception',
  'centre-lead',
  'administrator',
] as const satisfies readonly Role[];

/** All that patients and guardians may call: their own account, and files. The rest is for staff. */
const memberEndpoints = new Set<EndpointName>([
  'roster',
  'signOut',
  'sessions',
  'endSession',
  'ways',
  'wayStart',
  'changeWays',
  'files',
  'append',
  'read',
  'tombstones',
  'tombstone',
]);

/** Who may see that files have ended, without having held them. */
const auditing = ['privacy-officer', 'administrator', 'auditor'] as const satisfies readonly Role[];

/** Who may ask officers for a file in an emergency. */
const rescuers = ['therapist', 'trainee', 'centre-lead'] as const satisfies readonly Role[];

/**
 * The one permission gate. Whatever is not allowed here is denied; every denial looks the same, and
 * the same as "there is no such thing", because callers only ever learn this boolean.
 */
export function allowed(roster: Roster, question: Question): boolean {
  switch (question.action) {
    case 'use-session':
      return isActive(roster.people.get(question.caller)) || isMember(roster, question);
    case 'call':
      return isActive(roster.people.get(question.caller)) || memberEndpoints.has(question.endpoint);
    case 'append-roster':
      if (question.caller !== question.author) return false;
      if (question.subject !== undefined)
        return question.caller === question.subject && isActive(roster.people.get(question.caller));
      return question.group === undefined
        ? holdsRole(roster, question.caller, 'administrator')
        : groupsHeldBy(roster, question.caller).includes(question.group);
    case 'register':
      return (
        holdsRole(roster, question.caller, 'administrator') &&
        isActive(roster.people.get(question.subject))
      );
    case 'register-invited':
      return question.kind === 'member'
        ? question.invited === question.subject &&
            isMember(roster, { caller: question.subject, member: question.member })
        : question.invited !== null &&
            personWithKeys(roster, question.invited)?.id === question.subject;
    case 'invite':
      return question.kind === 'member'
        ? hasOneOf(roster.people.get(question.caller), openers)
        : holdsRole(roster, question.caller, 'administrator');
    case 'sign': {
      if (isMember(roster, question))
        return (
          question.caller === question.author &&
          question.as === question.author &&
          question.generation === 1
        );
      const person = roster.people.get(question.author);
      return (
        question.caller === question.author &&
        isActive(person) &&
        person?.generation === question.generation &&
        mayActAs(roster, question.author, question.as, 'now')
      );
    }
    case 'open-file':
      return hasOneOf(roster.people.get(question.caller), openers);
    case 'break-glass':
      return hasOneOf(roster.people.get(question.caller), rescuers);
    case 'approve':
      return isActive(roster.people.get(question.caller)) && mayApprove(roster, question);
    case 'review':
      return (
        question.caller !== question.requester &&
        !question.approvers.includes(question.caller) &&
        holdsRole(roster, question.caller, 'privacy-officer')
      );
    case 'append':
      return (question.holding?.scopes.length ?? 0) > 0;
    case 'read': {
      const { loans, scopes = [] } = question.holding ?? {};
      return scopes.length + (loans?.length ?? 0) > 0;
    }
    case 'receive': {
      if (question.member === true && !roster.people.has(question.reader))
        return question.generation === 1;
      const person = roster.people.get(question.reader);
      const generation =
        person?.generation ?? roster.groups.get(question.reader)?.generation ?? undefined;
      return generation === question.generation && person?.retired !== true;
    }
    case 'see-tombstones':
      return hasOneOf(roster.people.get(question.caller), auditing);
    case 'see-ledger':
      return (['privacy-officer', 'auditor'] as const).some((role) =>
        holdsRole(roster, question.caller, role),
      );
    case 'see-standing':
      return holdsRole(roster, question.caller, 'administrator');
    case 'audit':
      return question.holdings.some((holding) => holding?.scopes.includes('root') ?? false);
    default:
      return false;
  }
}

/** By which principals' grants the caller may read: themselves and the groups whose seed they hold. */
export function principalsOf(roster: Roster, caller: PrincipalId): readonly PrincipalId[] {
  return [caller, ...groupsHeldBy(roster, caller)];
}

/** The compartments that a holding opens, and the entries that are lent one by one. */
export function openedBy(holding: Holding): {
  readonly compartments: ReadonlySet<Compartment>;
  readonly entries: ReadonlySet<number>;
} {
  const opened = compartments.filter((c) => holding.scopes.some((s) => scopeOpens(s, c)));
  return {
    compartments: new Set(opened),
    entries: new Set(holding.loans?.map(({ entry }) => entry)),
  };
}

/** An emergency is for the officers, the end of a file for a privacy officer or an administrator. */
function mayApprove(
  roster: Roster,
  { caller, kind, officer, requester }: Extract<Question, { action: 'approve' }>,
): boolean {
  if (caller === requester) return false;
  if (kind === 'emergency') return officer;
  return mayAgreeToForget(roster, caller);
}

/** Whether somebody is active and holds one of the roles, wherever. */
function hasOneOf(person: Person | undefined, roles: readonly Role[]): boolean {
  return isActive(person) && (person?.roles.some(({ role }) => roles.includes(role)) ?? false);
}

/** Whether somebody stands outside the roster, and a file lets them read today. */
function isMember(
  roster: Roster,
  { caller, member }: { readonly caller: PrincipalId; readonly member?: MemberFacts | undefined },
): boolean {
  return !roster.people.has(caller) && member?.reads === true;
}

/**
 * The active person whose newest keys make this principal id: their own id, unless they got new keys
 * since they were enrolled.
 */
export function personWithKeys(roster: Roster, made: PrincipalId): Person | undefined {
  const first = roster.people.get(made);
  const found =
    first?.generation === 1
      ? first
      : [...roster.people.values()].find(
          ({ generation, keys }) => generation > 1 && principalIdOf(keys) === made,
        );
  return isActive(found) ? found : undefined;
}

function isActive(person: Person | undefined): boolean {
  return person !== undefined && !person.retired;
}
