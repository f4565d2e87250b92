import * as opaque from '@serenity-kit/opaque';
import type { ApiErrorCode, RequestOf, ReplyOf } from '@vaiti/contract';
import { idBytes, idOf, type PrincipalId, type Roster } from '@vaiti/core/blind';
import { ApiError } from '../http/api-error.ts';
import { StoreError } from '../store/errors.ts';
import type { AccountRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { Limiter } from './limiter.ts';
import type { Sessions } from './sessions.ts';
import { newToken } from './token.ts';

interface Attempt {
  readonly state: string;
  readonly account: string;
  readonly address: string;
  readonly row: AccountRow | undefined;
  readonly expires: number;
}

/** An attempt to sign in is over after two minutes. */
const ATTEMPT_MS = 2 * 60 * 1000;
const ATTEMPTS = 10_000;
const WINDOW = 15 * 60 * 1000;

/**
 * Failures in a quarter of an hour before an account or an address has to wait. A whole practice may
 * share one address.
 */
export const signInLimits = { account: 10, address: 60 } as const;

/**
 * Accounts by OPAQUE (RFC 9807): the server learns neither password nor export key. Unknown accounts
 * get an answer that cannot be told from a real one.
 */
export class Accounts {
  readonly #store: Store;
  readonly #sessions: Sessions;
  readonly #setup: string;
  readonly #clock: () => number;
  readonly #byAccount: Limiter;
  readonly #byAddress: Limiter;
  readonly #attempts = new Map<string, Attempt>();

  constructor(options: {
    readonly store: Store;
    readonly sessions: Sessions;
    readonly setup: string;
    readonly clock: () => number;
  }) {
    this.#store = options.store;
    this.#sessions = options.sessions;
    this.#setup = options.setup;
    this.#clock = options.clock;
    const window = WINDOW;
    this.#byAccount = new Limiter({ failures: signInLimits.account, window }, options.clock);
    this.#byAddress = new Limiter({ failures: signInLimits.address, window }, options.clock);
  }

  /** First half of registration. Throws `account-exists` or `bad-request`. */
  async startRegistration(request: RequestOf<'accountStart'>): Promise<ReplyOf<'accountStart'>> {
    if ((await this.#store.account(request.account)) !== undefined)
      throw new ApiError('account-exists');
    const { registrationResponse } = orFail('bad-request', () =>
      opaque.server.createRegistrationResponse({
        serverSetup: this.#setup,
        userIdentifier: request.account,
        registrationRequest: request.request,
      }),
    );
    return { response: registrationResponse };
  }

  /** Second half: stores the record. Throws `account-exists` or `bad-request`. */
  async finishRegistration(request: RequestOf<'accountFinish'>): Promise<void> {
    const { account, record, sealedSeed } = request;
    this.#checkRecord(account, record);
    const principal = idOf<PrincipalId>(request.principal);
    try {
      await this.#store.addAccount({ account, principal, record, sealedSeed });
    } catch (error) {
      if (error instanceof StoreError && error.code === 'store-duplicate')
        throw new ApiError('account-exists');
      throw error;
    }
  }

  /** A record that the library cannot read would fail at sign-in only, when it is too late. */
  #checkRecord(account: string, record: string): void {
    const { startLoginRequest } = opaque.client.startLogin({ password: '' });
    orFail('bad-request', () =>
      opaque.server.startLogin({
        serverSetup: this.#setup,
        userIdentifier: account,
        registrationRecord: record,
        startLoginRequest,
      }),
    );
  }

  /** First half of sign-in, for any account name. Throws `too-many-requests` or `bad-request`. */
  async startSignIn(
    request: RequestOf<'signInStart'>,
    address: string,
  ): Promise<ReplyOf<'signInStart'>> {
    const { account } = request;
    if (!this.#byAccount.may(account) || !this.#byAddress.may(address))
      throw new ApiError('too-many-requests');
    const row = await this.#store.account(account);
    const { serverLoginState, loginResponse } = orFail('bad-request', () =>
      opaque.server.startLogin({
        serverSetup: this.#setup,
        userIdentifier: account,
        registrationRecord: row?.record,
        startLoginRequest: request.request,
      }),
    );
    this.#byAccount.count(account);
    this.#byAddress.count(address);
    const expires = this.#clock() + ATTEMPT_MS;
    const attempt = newToken();
    this.#remember(attempt, { state: serverLoginState, account, address, row, expires });
    return { attempt, response: loginResponse };
  }

  #remember(token: string, attempt: Attempt): void {
    const now = this.#clock();
    for (const [key, { expires }] of this.#attempts) {
      if (expires > now && this.#attempts.size < ATTEMPTS) break;
      this.#attempts.delete(key);
    }
    this.#attempts.set(token, attempt);
  }

  /** Second half: a session, or `sign-in-failed` whatever was wrong. */
  async finishSignIn(
    request: RequestOf<'signInFinish'>,
    roster: Roster | undefined,
  ): Promise<ReplyOf<'signInFinish'>> {
    const attempt = this.#attempts.get(request.attempt);
    this.#attempts.delete(request.attempt);
    if (attempt === undefined || attempt.expires <= this.#clock())
      throw new ApiError('sign-in-failed');
    orFail('sign-in-failed', () =>
      opaque.server.finishLogin({
        finishLoginRequest: request.finish,
        serverLoginState: attempt.state,
      }),
    );
    const { row } = attempt;
    const person = row === undefined ? undefined : roster?.people.get(row.principal);
    if (row === undefined || roster === undefined || person === undefined || person.retired)
      throw new ApiError('sign-in-failed');
    this.#byAccount.forgive(attempt.account);
    this.#byAddress.forgive(attempt.address);
    const { token, expires } = await this.#sessions.begin(row.principal);
    return {
      token,
      principal: idBytes(row.principal),
      practice: idBytes(roster.practice),
      sealedSeed: row.sealedSeed,
      expires,
    };
  }
}

/** The library throws plain errors on malformed or wrong messages. */
function orFail<T>(code: ApiErrorCode, work: () => T): T {
  try {
    return work();
  } catch {
    throw new ApiError(code);
  }
}
