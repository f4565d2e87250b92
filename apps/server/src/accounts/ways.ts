import { randomBytes } from 'node:crypto';
import type { ReplyOf, RequestOf } from '@vaiti/contract';
import {
  CoreError,
  equal,
  fromHex,
  idBytes,
  idOf,
  type PrincipalId,
  type Roster,
  sha256,
  signInMessage,
  SUITE,
  toHex,
  verify,
  verifyWays,
  type Way,
  type WayList,
  waysId,
} from '@vaiti/core/blind';
import { ApiError } from '../http/api-error.ts';
import { StoreError } from '../store/errors.ts';
import type { AccountRow, WayListRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Accounts } from './accounts.ts';
import { Attempts } from './attempts.ts';
import type { SignInLimits } from './limiter.ts';
import { activeKey } from './member.ts';
import type { Sessions } from './sessions.ts';
import { tokenHash } from './token.ts';
import { stillThere } from './still-there.ts';
import { withWays } from './with-ways.ts';

interface Challenge {
  readonly challenge: Uint8Array<ArrayBuffer>;
  readonly account: string;
  readonly address: string;
}

/** A challenge is answered within a minute, once. */
const CHALLENGE_MS = 60 * 1000;

/** The practice and server that an answer must be meant for. */
interface Place {
  readonly roster: Roster;
  /** Verifier key of the ledger. */
  readonly ledger: string;
}

/** Kinds that a password belongs to, and so an OPAQUE record. */
function hasRecord(kind: Way['kind']): boolean {
  return kind === 'password' || kind === 'device';
}

/**
 * A person's ways to sign in. The server keeps what their own signed list names and nothing else; where
 * no password is involved, whoever can sign a challenge with the person's key gets a session.
 */
export class Ways {
  readonly #store: Store;
  readonly #sessions: Sessions;
  readonly #accounts: Accounts;
  readonly #limits: SignInLimits;
  readonly #challenges: Attempts<Challenge>;
  readonly #clock: () => number;

  constructor(options: {
    readonly store: Store;
    readonly sessions: Sessions;
    readonly accounts: Accounts;
    readonly limits: SignInLimits;
    readonly clock: () => number;
  }) {
    this.#store = options.store;
    this.#sessions = options.sessions;
    this.#accounts = options.accounts;
    this.#limits = options.limits;
    this.#clock = options.clock;
    this.#challenges = new Attempts(CHALLENGE_MS, options.clock);
  }

  /**
   * The sealed seed of a way without a password, and a challenge to sign. Throws `sign-in-failed` where
   * there is none: its name is derived from 256 random bits, so nobody learns from trying.
   * Also throws `too-many-requests`.
   */
  async challenge(account: string, address: string, at: Place): Promise<ReplyOf<'challenge'>> {
    if (!this.#limits.may(account, address)) throw new ApiError('too-many-requests');
    this.#limits.count(account, address);
    const row = await this.#store.account(account);
    if (row === undefined || hasRecord(row.kind)) throw new ApiError('sign-in-failed');
    if ((await this.#key(at.roster, row.principal)) === undefined)
      throw new ApiError('sign-in-failed');
    const challenge = new Uint8Array(randomBytes(32));
    return {
      attempt: this.#challenges.begin({ challenge, account, address }),
      challenge,
      kind: row.kind,
      principal: idBytes(row.principal),
      practice: idBytes(at.roster.practice),
      ledger: at.ledger,
      sealedSeed: row.sealedSeed,
    };
  }

  /** Begins a session for whoever signed the challenge, or throws `sign-in-failed`. */
  async answer(
    request: RequestOf<'challengeAnswer'>,
    at: Place,
  ): Promise<ReplyOf<'challengeAnswer'>> {
    const attempt = this.#challenges.take(request.attempt);
    if (attempt === undefined) throw new ApiError('sign-in-failed');
    const { challenge, account, address } = attempt;
    const found = await this.#store.account(account);
    if (found === undefined) throw new ApiError('sign-in-failed');
    const { value: row, ways } = await withWays(this.#store, found.principal, () =>
      this.#store.account(account),
    );
    const key = row === undefined ? undefined : await this.#key(at.roster, row.principal);
    if (row === undefined || key === undefined) throw new ApiError('sign-in-failed');
    const message = signInMessage({
      suite: SUITE,
      practice: idBytes(at.roster.practice),
      principal: idBytes(row.principal),
      way: fromHex(account),
      ledger: at.ledger,
      challenge,
    });
    if (!(await verify(key, message, request.signature))) throw new ApiError('sign-in-failed');
    this.#limits.forgive(account, address);
    const { token, expires } = await this.#sessions.begin(row.principal, account);
    await stillThere(this.#store, this.#sessions, { account, token });
    await this.#store.touchAccount(account, this.#clock());
    return { token, ways, expires };
  }

  /** The person's signed list and when each way was used last. */
  async read(principal: PrincipalId): Promise<ReplyOf<'ways'>> {
    const { value: rows, ways } = await withWays(this.#store, principal, () =>
      this.#store.accountsOf(principal),
    );
    return { ways, kept: rows.map(({ account, used }) => ({ account, used })) };
  }

  /**
   * Stores the next list of ways with the sealed seeds that are new in it, removes what it no longer
   * names and ends the sessions that began there. A new password ends all sessions but this one.
   * Throws `signature-invalid`, `head-moved`, `ways-invalid` or `bad-request`.
   */
  async change(
    caller: { readonly principal: PrincipalId; readonly token: string; readonly roster: Roster },
    request: RequestOf<'changeWays'>,
  ): Promise<void> {
    const { principal, roster, token } = caller;
    const list = await this.#verified(roster, principal, request.ways);
    const before = await this.#store.wayList(principal);
    checkPlace(list, before, { roster, principal });
    const rows = await this.#store.accountsOf(principal);
    const put = await this.#put(list, request.put, rows, principal);
    const named = new Set(list.ways.map(({ id }) => toHex(id)));
    const removed = rows.map(({ account }) => account).filter((name) => !named.has(name));
    try {
      await this.#store.changeWays({
        list: { principal, counter: list.counter, ...request.ways },
        before: before?.counter ?? 0,
        put,
        removed,
      });
    } catch (error) {
      if (error instanceof StoreError && error.code === 'store-conflict')
        throw new ApiError('head-moved');
      throw error;
    }
    const current = tokenHash(token);
    const stale = new Set([...removed, ...put.map(({ account }) => account)]);
    const everywhere = put.some(({ kind }) => kind === 'password');
    await this.#sessions.endAll(
      principal,
      ({ hash, way }) => hash !== current && (everywhere || (way !== null && stale.has(way))),
    );
  }

  /** The signing key of whoever may have a session now. */
  #key(roster: Roster, principal: PrincipalId): Promise<Uint8Array | undefined> {
    return activeKey(this.#store, roster, { principal, now: this.#clock() });
  }

  async #verified(
    roster: Roster,
    principal: PrincipalId,
    signed: RequestOf<'changeWays'>['ways'],
  ): Promise<WayList> {
    const key = await this.#key(roster, principal);
    if (key === undefined) throw new ApiError('signed-out');
    try {
      return await verifyWays(signed, key);
    } catch (error) {
      if (error instanceof CoreError && error.code === 'signature-invalid')
        throw new ApiError('signature-invalid');
      throw new ApiError('ways-invalid');
    }
  }

  /** Every way of the list is kept already or comes with the request, under its digest. */
  async #put(
    list: WayList,
    given: RequestOf<'changeWays'>['put'],
    rows: readonly AccountRow[],
    principal: PrincipalId,
  ): Promise<readonly AccountRow[]> {
    const kept = new Map(rows.map((row) => [row.account, row]));
    const fresh = new Map(given.map((one) => [one.account, one]));
    const put: AccountRow[] = [];
    for (const { id, kind, digest } of list.ways) {
      const account = toHex(id);
      const old = kept.get(account);
      const one = fresh.get(account);
      fresh.delete(account);
      const sealedSeed = one?.sealedSeed ?? old?.sealedSeed;
      if (sealedSeed === undefined || !equal(sha256(sealedSeed), digest))
        throw new ApiError('ways-invalid');
      if (old !== undefined && old.kind !== kind) throw new ApiError('ways-invalid');
      if (one === undefined) continue;
      if (old === undefined && (await this.#store.account(account)) !== undefined)
        throw new ApiError('ways-invalid');
      const record = one.record ?? '';
      if (hasRecord(kind) !== (record !== '')) throw new ApiError('ways-invalid');
      if (record !== '') this.#accounts.checkRecord(account, record);
      const created = old?.created ?? this.#clock();
      put.push({ account, principal, kind, record, sealedSeed, created, used: 0 });
    }
    if (fresh.size > 0) throw new ApiError('ways-invalid');
    return put;
  }
}

function checkPlace(
  list: WayList,
  before: WayListRow | undefined,
  { roster, principal }: { readonly roster: Roster; readonly principal: PrincipalId },
): void {
  if (idOf(list.practice) !== roster.practice || idOf(list.principal) !== principal)
    throw new ApiError('ways-invalid');
  if (list.counter !== (before?.counter ?? 0) + 1) throw new ApiError('head-moved');
  const prev = before === undefined ? new Uint8Array(32) : waysId(before);
  if (!equal(list.prev, prev)) throw new ApiError('head-moved');
}
