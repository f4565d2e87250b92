import type { EndpointName, ReplyOf, RequestOf } from '@vaiti/contract';
import type { PrincipalId, Roster } from '@vaiti/core/blind';
import type { Member } from '../policy/gate.ts';
import type { InvitationRow } from '../store/rows.ts';
import { ApiError } from './api-error.ts';
import type { Services } from './services.ts';

/** Who asks, as far as the request proves it. */
export type Caller =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'setup' }
  /** Whoever has the code of an invitation that is not over. */
  | { readonly kind: 'invited'; readonly invitation: InvitationRow }
  | {
      readonly kind: 'person';
      readonly principal: PrincipalId;
      readonly token: string;
      /** Undefined for everybody in the roster. */
      readonly member: Member | undefined;
    };

/** What a handler gets beside the parsed request. */
export interface Context {
  readonly services: Services;
  readonly caller: Caller;
  /** Network address of the client. */
  readonly address: string;
}

/** Answers one endpoint. Throws `ApiError`; anything else becomes `internal`. */
export type Handler<N extends EndpointName> = (
  context: Context,
  request: RequestOf<N>,
) => Promise<ReplyOf<N>>;

/** The person and the roster. Throws `signed-out`; sessions exist in founded practices only. */
export function signedIn(context: Context): {
  readonly principal: PrincipalId;
  readonly token: string;
  readonly member: Member | undefined;
  readonly roster: Roster;
} {
  const { caller, services } = context;
  const { roster } = services.sequencer;
  if (caller.kind !== 'person' || roster === undefined) throw new ApiError('signed-out');
  const { member, principal, token } = caller;
  return { principal, token, member, roster };
}
