import { type InvitationKind, limits, type ReplyOf, type RequestOf } from '@vaiti/contract';
import {
  decodeAs,
  decodeJoinAnswer,
  encodeCbor,
  equal,
  fromHex,
  idBytes,
  type Join,
  joinMessage,
  joinSchema,
  type PrincipalId,
  principalIdOf,
  toHex,
  verify,
} from '@vaiti/core/blind';
import { ApiError } from '../http/api-error.ts';
import { StoreError } from '../store/errors.ts';
import type { InvitationRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { Limiter } from './limiter.ts';
import { tokenHash } from './token.ts';

/** Tokens of no invitation that one address may show in a quarter of an hour. */
export const invitationTries = 30;
const WINDOW = 15 * 60 * 1000;

/** Somebody who invites, and to what they may. */
export interface Inviter {
  readonly principal: PrincipalId;
  readonly kinds: readonly InvitationKind[];
}

/** How long it can still be said what became of an invitation that is over, milliseconds. */
const REMEMBERED = 7 * 24 * 60 * 60 * 1000;

/**
 * Invitations as the server knows them: who invites, until when, whether somebody answered. It knows
 * neither code nor content, and so can make no answer that the inviter's client would take.
 */
export class Invitations {
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #limiter: Limiter;
  readonly #rows = new Map<string, InvitationRow>();
  readonly #byToken = new Map<string, string>();

  private constructor(store: Store, clock: () => number) {
    this.#store = store;
    this.#clock = clock;
    this.#limiter = new Limiter({ failures: invitationTries, window: WINDOW }, clock);
  }

  static async load(store: Store, clock: () => number): Promise<Invitations> {
    const invitations = new Invitations(store, clock);
    for (const row of await store.invitations()) invitations.#keep(row);
    await invitations.sweep();
    return invitations;
  }

  #keep(row: InvitationRow): void {
    this.#rows.set(row.id, row);
    this.#byToken.set(row.token, row.id);
  }

  /**
   * The invitation of a bearer token that is not over. Throws `invitation-unknown`, `…-expired`,
   * `…-used`, `…-cancelled`, or `too-many-requests` after many tokens of none from one address.
   */
  byToken(token: string | undefined, address: string): InvitationRow {
    if (!this.#limiter.may(address)) throw new ApiError('too-many-requests');
    const row = token === undefined ? undefined : this.find(token);
    if (row === undefined) {
      this.#limiter.count(address);
      throw new ApiError('invitation-unknown');
    }
    return this.#alive(row);
  }

  /** The invitation of a bearer token, whatever became of it. */
  find(token: string): InvitationRow | undefined {
    return this.#rows.get(this.#byToken.get(tokenHash(token)) ?? '');
  }

  #alive(row: InvitationRow): InvitationRow {
    if (row.state === 'used') throw new ApiError('invitation-used');
    if (row.state === 'cancelled') throw new ApiError('invitation-cancelled');
    if (this.#clock() >= row.expires) throw new ApiError('invitation-expired');
    return row;
  }

  /** Takes a new one. Throws `too-many-requests` past the number that may be open at once. */
  async add(request: RequestOf<'invite'>, inviter: PrincipalId): Promise<void> {
    const now = this.#clock();
    const open = [...this.#rows.values()].filter(
      (row) => isOpen(row, now) && row.kind === request.kind,
    );
    const own = open.filter((row) => row.inviter === inviter);
    const full =
      request.kind === 'member'
        ? own.length >= limits.memberInvitations
        : open.length >= limits.invitations;
    if (full) throw new ApiError('too-many-requests');
    const row: InvitationRow = {
      id: toHex(request.id),
      kind: request.kind,
      token: toHex(request.token),
      inviter,
      expires: now + limits.invitationLife,
      state: 'open',
      sealed: request.sealed,
      kept: request.kept,
      principal: null,
      answer: null,
    };
    try {
      await this.#store.addInvitation(row);
    } catch (error) {
      if (error instanceof StoreError && error.code === 'store-duplicate')
        throw new ApiError('bad-request');
      throw error;
    }
    this.#keep(row);
  }

  /**
   * Those that are not over and that the caller may see; what is sealed goes to the one who invited
   * alone.
   */
  list(by: Inviter): ReplyOf<'invitations'>['invitations'] {
    const now = this.#clock();
    return [...this.#rows.values()]
      .filter((row) => isOpen(row, now) && maySee(by, row))
      .map((row) => ({
        id: fromHex(row.id),
        kind: row.kind,
        inviter: idBytes(row.inviter),
        expires: row.expires,
        own: row.inviter === by.principal ? { sealed: row.sealed, kept: row.kept } : null,
        join: row.answer === null ? null : decodeAs(joinSchema, row.answer),
      }));
  }

  /** Ends one before it is used. Throws `not-found`. */
  async cancel(id: Uint8Array, by: Inviter): Promise<void> {
    const row = this.#rows.get(toHex(id));
    if (row === undefined || !isOpen(row, this.#clock()) || !maySee(by, row))
      throw new ApiError('not-found');
    await this.#change(row, { ...row, state: 'cancelled' });
  }

  /**
   * Takes the one answer to an invitation; the same answer again is fine. The account must be made
   * within the life of an invitation from now. Throws `invitation-answered` and `join-refused`.
   */
  async answer(row: InvitationRow, join: Join): Promise<void> {
    const bytes = encodeCbor(join);
    if (row.answer !== null) {
      if (equal(row.answer, bytes)) return;
      throw new ApiError('invitation-answered');
    }
    const answer = decodeJoinAnswer(join.answer);
    const own = toHex(answer.invitation) === row.id;
    if (!own || !(await verify(answer.keys.sign, joinMessage(join.answer), join.signature)))
      throw new ApiError('join-refused');
    const principal = principalIdOf(answer.keys);
    const expires = this.#clock() + limits.invitationLife;
    await this.#change(row, { ...row, state: 'answered', principal, answer: bytes, expires });
  }

  /**
   * Does `work` once: it makes the account and stores, in the same transaction, that the invitation
   * with the id it is given is used. So no crash leaves a token that makes a second account.
   */
  async use(row: InvitationRow, work: (id: string) => Promise<void>): Promise<void> {
    const current = this.#alive(this.#rows.get(row.id) ?? row);
    this.#rows.set(row.id, { ...current, state: 'used' });
    try {
      await work(row.id);
    } catch (error) {
      this.#rows.set(row.id, current);
      throw error;
    }
  }

  /** Changes what is in memory first, so that of two at once only one goes on. */
  async #change(before: InvitationRow, after: InvitationRow): Promise<void> {
    if (this.#rows.get(before.id) !== before) throw new ApiError('invitation-answered');
    this.#rows.set(after.id, after);
    try {
      await this.#store.changeInvitation(after);
    } catch (error) {
      this.#rows.set(before.id, before);
      throw error;
    }
  }

  /** Forgets those that are long over. Called now and then. */
  async sweep(): Promise<void> {
    const now = this.#clock();
    const gone = [...this.#rows.values()].filter((row) => now >= row.expires + REMEMBERED);
    if (gone.length === 0) return;
    await this.#store.removeInvitations(gone.map(({ id }) => id));
    for (const { id, token } of gone) {
      this.#rows.delete(id);
      this.#byToken.delete(token);
    }
  }
}

/** Invitations to the practice are everybody's who makes such; those to a file the inviter's own. */
function maySee({ kinds, principal }: Inviter, row: InvitationRow): boolean {
  return row.kind === 'member' ? row.inviter === principal : kinds.includes(row.kind);
}

function isOpen(row: InvitationRow, now: number): boolean {
  return (row.state === 'open' || row.state === 'answered') && now < row.expires;
}
