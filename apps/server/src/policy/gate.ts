import {
  type Compartment,
  compartments,
  groupsHeldBy,
  hasEnded,
  holdsRole,
  mayActAs,
  type Person,
  type PrincipalId,
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
}

/** What a reader holds on `day`: nothing after the last day of their access. */
export function holdingOn<T extends Holding>(holding: T | undefined, day: number): T | undefined {
  return holding === undefined || hasEnded(holding, day) ? undefined : holding;
}

/** Everything that anyone may ask to do, with the facts that decide it. */
export type Question =
  | { readonly action: 'use-session'; readonly caller: PrincipalId }
  | {
      readonly action: 'append-roster';
      readonly caller: PrincipalId;
      readonly author: PrincipalId;
      /** For the link of a group's generations: the group, whose holders write it. */
      readonly group?: PrincipalId;
    }
  | { readonly action: 'register'; readonly caller: PrincipalId; readonly subject: PrincipalId }
  | {
      readonly action: 'register-invited';
      /** Who answered the invitation. */
      readonly invited: PrincipalId | null;
      readonly subject: PrincipalId;
    }
  | { readonly action: 'invite'; readonly caller: PrincipalId }
  | {
      readonly action: 'sign';
      readonly caller: PrincipalId;
      readonly author: PrincipalId;
      readonly generation: number;
      readonly as: PrincipalId;
    }
  | { readonly action: 'open-file'; readonly caller: PrincipalId }
  | { readonly action: 'append'; readonly holding: Holding | undefined }
  | { readonly action: 'receive'; readonly reader: PrincipalId; readonly generation: number }
  | { readonly action: 'read'; readonly holding: Holding | undefined }
  | { readonly action: 'see-standing'; readonly caller: PrincipalId }
  | { readonly action: 'audit'; readonly holdings: readonly (Holding | undefined)[] };

/** Who may begin a file: those who meet patients, book them, or run a centre. */
const openers = [
  'therapist',
  'trainee',
  'reception',
  'centre-lead',
  'administrator',
] as const satisfies readonly Role[];

/**
 * The one permission gate. Whatever is not allowed here is denied; every denial looks the same, and
 * the same as "there is no such thing", because callers only ever learn this boolean.
 */
export function allowed(roster: Roster, question: Question): boolean {
  switch (question.action) {
    case 'use-session':
      return isActive(roster.people.get(question.caller));
    case 'append-roster':
      return (
        question.caller === question.author &&
        (question.group === undefined
          ? holdsRole(roster, question.caller, 'administrator')
          : groupsHeldBy(roster, question.caller).includes(question.group))
      );
    case 'register':
      return (
        holdsRole(roster, question.caller, 'administrator') &&
        isActive(roster.people.get(question.subject))
      );
    case 'register-invited':
      return question.invited === question.subject && isActive(roster.people.get(question.subject));
    case 'invite':
      return holdsRole(roster, question.caller, 'administrator');
    case 'sign': {
      const person = roster.people.get(question.author);
      return (
        question.caller === question.author &&
        isActive(person) &&
        person?.generation === question.generation &&
        mayActAs(roster, question.author, question.as, 'now')
      );
    }
    case 'open-file': {
      const roles = roster.people.get(question.caller)?.roles ?? [];
      return (
        isActive(roster.people.get(question.caller)) &&
        roles.some((held) => openers.some((role) => role === held.role))
      );
    }
    case 'append':
    case 'read':
      return (question.holding?.scopes.length ?? 0) > 0;
    case 'receive': {
      const person = roster.people.get(question.reader);
      const generation =
        person?.generation ?? roster.groups.get(question.reader)?.generation ?? undefined;
      return generation === question.generation && person?.retired !== true;
    }
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

/** The compartments that a holding opens. */
export function openedBy(holding: Holding): ReadonlySet<Compartment> {
  return new Set(compartments.filter((c) => holding.scopes.some((s) => scopeOpens(s, c))));
}

function isActive(person: Person | undefined): boolean {
  return person !== undefined && !person.retired;
}
