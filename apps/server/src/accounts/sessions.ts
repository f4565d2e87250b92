import { limits } from '@vaiti/contract';
import type { PrincipalId } from '@vaiti/core/blind';
import type { SessionRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { newToken, tokenHash } from './token.ts';

interface Session {
  readonly principal: PrincipalId;
  readonly way: string | null;
  readonly created: number;
  used: number;
  /** What the store has as `used`. */
  stored: number;
}

/** How far the stored time of last use may lag behind, milliseconds. */
const LAG = 60_000;

/**
 * Who is signed in. The store has the hash of each token only; times of use are written behind, so a
 * crash may end an idle session up to a minute early, never late.
 */
export class Sessions {
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #sessions = new Map<string, Session>();

  private constructor(store: Store, clock: () => number) {
    this.#store = store;
    this.#clock = clock;
  }

  static async load(store: Store, clock: () => number): Promise<Sessions> {
    const sessions = new Sessions(store, clock);
    for (const { hash, principal, way, created, used } of await store.sessions())
      sessions.#sessions.set(hash, { principal, way, created, used, stored: used });
    await sessions.sweep();
    return sessions;
  }

  /**
   * Begins a session by one of the person's ways to sign in and returns its token with the time at
   * which it ends at the latest.
   */
  async begin(principal: PrincipalId, way: string): Promise<{ token: string; expires: number }> {
    const token = newToken();
    const now = this.#clock();
    const row: SessionRow = { hash: tokenHash(token), principal, way, created: now, used: now };
    await this.#store.addSession(row);
    this.#sessions.set(row.hash, { principal, way, created: now, used: now, stored: now });
    return { token, expires: now + limits.sessionAbsolute };
  }

  /** Whose session the token is, or undefined when it is none or over. Counts as use. */
  find(token: string): PrincipalId | undefined {
    const session = this.#sessions.get(tokenHash(token));
    const now = this.#clock();
    if (session === undefined || isOver(session, now)) return undefined;
    session.used = Math.max(session.used, now);
    return session.principal;
  }

  async end(token: string): Promise<void> {
    const hash = tokenHash(token);
    this.#sessions.delete(hash);
    await this.#store.removeSessions([hash]);
  }

  /** The person's sessions that are not over, oldest first. */
  of(principal: PrincipalId): readonly SessionRow[] {
    const now = this.#clock();
    return [...this.#sessions]
      .filter(([, session]) => session.principal === principal && !isOver(session, now))
      .map(([hash, { way, created, used }]) => ({ hash, principal, way, created, used }));
  }

  /** Ends the person's sessions that `which` names. Resolves to how many there were. */
  async endAll(principal: PrincipalId, which: (row: SessionRow) => boolean): Promise<number> {
    const hashes = this.of(principal)
      .filter(which)
      .map(({ hash }) => hash);
    for (const hash of hashes) this.#sessions.delete(hash);
    await this.#store.removeSessions(hashes);
    return hashes.length;
  }

  /** Ends what the store has no more: sessions of people whose files have all ended. */
  async reload(): Promise<void> {
    const known = [...this.#sessions.keys()];
    const stored = new Set((await this.#store.sessions()).map(({ hash }) => hash));
    for (const hash of known) if (!stored.has(hash)) this.#sessions.delete(hash);
  }

  /** Number of sessions that are not over. */
  get count(): number {
    const now = this.#clock();
    return [...this.#sessions.values()].filter((session) => !isOver(session, now)).length;
  }

  /** Removes sessions that are over and stores times of use that lag. Called now and then. */
  async sweep(lag = LAG): Promise<void> {
    const now = this.#clock();
    const over: string[] = [];
    const touched: { hash: string; used: number }[] = [];
    for (const [hash, session] of this.#sessions) {
      if (isOver(session, now)) over.push(hash);
      else if (session.used - session.stored > lag) touched.push({ hash, used: session.used });
    }
    if (over.length > 0) await this.#store.removeSessions(over);
    for (const hash of over) this.#sessions.delete(hash);
    if (touched.length === 0) return;
    await this.#store.touchSessions(touched);
    for (const { hash, used } of touched) {
      const session = this.#sessions.get(hash);
      if (session !== undefined) session.stored = used;
    }
  }
}

function isOver({ created, used }: Session, now: number): boolean {
  return now >= created + limits.sessionAbsolute || now >= used + limits.sessionIdle;
}
