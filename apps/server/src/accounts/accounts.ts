import * as opaque from '@serenity-kit/opaque';
import type { ApiErrorCode, RequestOf, ReplyOf } from '@vaiti/contract';
import { idBytes, idOf, type PrincipalId, type Roster } from '@vaiti/core/blind';
import { ApiError } from '../http/api-error.ts';
import { StoreError } from '../store/errors.ts';
import type { AccountRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { Attempts } from './attempts.ts';
import type { SignInLimits } from './limiter.ts';
import { activeKey } from './member.ts';
import { stillThere } from './still-there.ts';
import type { Sessions } from './sessions.ts';
import { withWays } from './with-ways.ts';

interface Attempt {
  readonly state: string;
  readonly account: string;
  readonly address: string;
  readonly row: AccountRow | undefined;
}

/** An attempt to sign in is over after two minutes. */
const ATTEMPT_MS = 2 * 60 * 1000;

/**
 * Accounts by OPAQUE (RFC 9807): the server learns neither password nor export key. Unknown accounts
 * get an answer that cannot be told from a real one.
 */
export class Accounts {
  readonly #store: Store;
  readonly #sessions: Sessions;
  readonly #setup: string;
  readonly #clock: () => number;
  readonly #limits: SignInLimits;
  readonly #attempts: Attempts<Attempt>;

  constructor(options: {
    readonly store: Store;
    readonly sessions: Sessions;
    readonly setup: string;
    readonly limits: SignInLimits;
    readonly clock: () => number;
  }) {
    this.#store = options.store;
    this.#sessions = options.sessions;
    this.#setup = options.setup;
    this.#clock = options.clock;
    this.#attempts = new Attempts(ATTEMPT_MS, options.clock);
    this.#limits = options.limits;
  }

  /** First half of registration. Throws `account-exists` or `bad-request`. */
  async startRegistration(request: RequestOf<'accountStart'>): Promise<ReplyOf<'accountStart'>> {
    if ((await this.#store.account(request.account)) !== undefined)
      throw new ApiError('account-exists');
    return this.registrationResponse(request);
  }

  /** The server's half of OPAQUE registration under an account name. Throws `bad-request`. */
  registrationResponse({ account, request }: RequestOf<'wayStart'>): ReplyOf<'wayStart'> {
    const { registrationResponse } = orFail('bad-request', () =>
      opaque.server.createRegistrationResponse({
        serverSetup: this.#setup,
        userIdentifier: account,
        registrationRequest: request,
      }),
    );
    return { response: registrationResponse };
  }

  /**
   * Second half: stores the record, and that the invitation with the id `used` is used up by it. Throws
   * `account-exists`, also for a person who signs their own list of ways, or `bad-request`.
   */
  async finishRegistration(request: RequestOf<'accountFinish'>, used?: string): Promise<void> {
    const { account, record, sealedSeed } = request;
    this.checkRecord(account, record);
    const principal = idOf<PrincipalId>(request.principal);
    if ((await this.#store.wayList(principal)) !== undefined) throw new ApiError('account-exists');
    const row: AccountRow = {
      account,
      principal,
      kind: 'password',
      record,
      sealedSeed,
      created: this.#clock(),
      used: 0,
    };
    try {
      await this.#store.addAccount(row, used);
    } catch (error) {
      if (error instanceof StoreError && error.code === 'store-duplicate')
        throw new ApiError('account-exists');
      throw error;
    }
  }

  /**
   * Throws `bad-request` for a record that the library cannot read: it would fail at sign-in only, when
   * it is too late.
   */
  checkRecord(account: string, record: string): void {
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
    if (!this.#limits.may(account, address)) throw new ApiError('too-many-requests');
    const row = await this.#store.account(account);
    const { serverLoginState, loginResponse } = orFail('bad-request', () =>
      opaque.server.startLogin({
        serverSetup: this.#setup,
        userIdentifier: account,
        registrationRecord: row?.record,
        startLoginRequest: request.request,
      }),
    );
    this.#limits.count(account, address);
    const attempt = this.#attempts.begin({ state: serverLoginState, account, address, row });
    return { attempt, response: loginResponse };
  }

  /** Second half: a session, or `sign-in-failed` whatever was wrong. */
  async finishSignIn(
    request: RequestOf<'signInFinish'>,
    roster: Roster | undefined,
  ): Promise<ReplyOf<'signInFinish'>> {
    const attempt = this.#attempts.take(request.attempt);
    if (attempt === undefined) throw new ApiError('sign-in-failed');
    orFail('sign-in-failed', () =>
      opaque.server.finishLogin({
        finishLoginRequest: request.finish,
        serverLoginState: attempt.state,
      }),
    );
    // A password that was changed meanwhile is an old one.
    const { value: row, ways } =
      attempt.row === undefined
        ? { value: undefined, ways: null }
        : await withWays(this.#store, attempt.row.principal, () =>
            this.#store.account(attempt.account),
          );
    if (row === undefined || row.record !== attempt.row?.record || roster === undefined)
      throw new ApiError('sign-in-failed');
    const at = { principal: row.principal, now: this.#clock() };
    if ((await activeKey(this.#store, roster, at)) === undefined)
      throw new ApiError('sign-in-failed');
    this.#limits.forgive(attempt.account, attempt.address);
    const { token, expires } = await this.#sessions.begin(row.principal, row.account);
    await stillThere(this.#store, this.#sessions, { account: row.account, token });
    await this.#store.touchAccount(row.account, this.#clock());
    return {
      token,
      principal: idBytes(row.principal),
      practice: idBytes(roster.practice),
      sealedSeed: row.sealedSeed,
      ways,
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
