import type { ReplyOf } from '@vaiti/contract';
import {
  bytesOf,
  concat,
  decodeAs,
  encodeCbor,
  type Entropy,
  extendRoster,
  type FileId,
  fingerprintOf,
  holdsRole,
  type Identity,
  identityOf,
  idOf,
  type Invitation,
  type InvitationKeys,
  invitationKeys,
  newSeed,
  openChunked,
  openInvitation,
  type PracticeId,
  type PrincipalId,
  type Roster,
  rosterEntryId,
  sealChunked,
  Secret,
  signJoin,
  toHex,
  utf8,
} from '@vaiti/core';
import { z } from 'zod';
import { registerAccount, signIn } from '../account/account.ts';
import { formatSecretKey, newSecretKey } from '../account/secret-key.ts';
import type { Api } from '../api/api.ts';
import type { CacheStore } from '../cache/store.ts';
import { ClientError } from '../errors.ts';
import { listFiles } from '../practice/files.ts';
import type { Practice } from '../practice/practice.ts';
import { bearerOf } from './invite.ts';

/** What the new person's client needs. */
export interface JoinSurroundings {
  readonly api: Api;
  /** Keeps the new keys, sealed under the code, until the account is made. */
  readonly store: CacheStore;
  readonly entropy: Entropy;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whoever is signed in already, outside the roster: an invitation to a file is answered with their keys. */
  readonly existing?: ExistingMember | undefined;
}

/** A patient or guardian with an account, and whether they read a file already. */
export interface ExistingMember {
  readonly identity: Identity;
  readonly reads: (file: FileId) => Promise<boolean>;
}

/** The member who is signed in, to answer for a further file; undefined for staff. */
export function existingMember(practice: Practice): ExistingMember | undefined {
  const { member, roster } = practice;
  if (roster.people.has(member.identity.id)) return undefined;
  const reads = async (file: FileId): Promise<boolean> =>
    (await listFiles(practice)).some((line) => line.file === file);
  return { identity: member.identity, reads };
}

const keptSchema = z.strictObject({ seed: bytesOf(32), secretKey: bytesOf(16) });

/** Keys of the new person before anybody else knows them. */
interface Mine {
  readonly identity: Identity;
  readonly secretKey: Secret;
}

/** How far it has come: `invited`, `answered` (waits for the inviter), `enrolled`. */
export interface Joining {
  readonly step: 'invited' | 'answered' | 'enrolled';
  readonly says: Invitation;
  /** The fingerprint of the new keys; undefined until they are made. */
  readonly fingerprint: string | undefined;
}

/**
 * The new person's side of one invitation. It has no state but what `store` and the server have, so
 * it goes on after a restart with the same code.
 */
export class Joiner {
  readonly #around: JoinSurroundings;
  readonly #keys: InvitationKeys;
  readonly #name: string;
  readonly #context: Uint8Array;

  constructor(around: JoinSurroundings, code: Secret) {
    this.#around = around;
    this.#keys = invitationKeys(code);
    this.#name = `join/${toHex(this.#keys.id)}`;
    this.#context = concat(utf8('vaiti/1 cache\0'), utf8(this.#name));
  }

  /**
   * Where it stands, checked: the invitation is the one of this code, the roster is of the practice
   * and not older than the invitation says, and its inviter administers it or, for an invitation to a
   * file, works there. Throws `invitation-…`,
   * `practice-changed`, `roster-rolled-back`, `reader-not-in-roster`, and as replaying.
   */
  async look(): Promise<Joining> {
    return (await this.#stand()).joining;
  }

  /** Where it stands, and the new keys as the roster has them. */
  async #stand(): Promise<{ readonly joining: Joining; readonly enrolled?: Identity | undefined }> {
    const reply = await this.#ask();
    const says = await openInvitation(this.#keys, reply.sealed);
    const roster = await checkedRoster(reply, says);
    const existing = says.member === undefined ? undefined : this.#around.existing;
    const mine = existing ?? (await this.#recall());
    if (mine === undefined || (existing !== undefined && reply.answered === null)) {
      if (reply.answered !== null) throw new ClientError('invitation-answered');
      if (this.#around.now() >= says.expires) throw new ClientError('invitation-expired');
      return { joining: { step: 'invited', says, fingerprint: undefined } };
    }
    if (reply.answered !== null && idOf(reply.answered) !== mine.identity.id)
      throw new ClientError('invitation-answered');
    const fingerprint = fingerprintOf(mine.identity.keys);
    const enrolled =
      says.member === undefined
        ? enrolledAs(roster, mine.identity, says)
        : await this.#letIn(mine.identity, reply.admitted, says.member);
    if (enrolled === undefined) {
      const step = reply.answered === null ? 'invited' : 'answered';
      return { joining: { step, says, fingerprint } };
    }
    return { joining: { step: 'enrolled', says, fingerprint }, enrolled };
  }

  /** These keys, if the file has let them in: as the server says, or as their own list of files does. */
  async #letIn(
    identity: Identity,
    admitted: boolean,
    member: NonNullable<Invitation['member']>,
  ): Promise<Identity | undefined> {
    const { existing } = this.#around;
    const is = existing === undefined ? admitted : await existing.reads(idOf(member.file));
    return is ? identity : undefined;
  }

  /** Makes the keys, once, and answers; with those of whoever is signed in where there are some. Throws as `look`, and `invitation-answered`. */
  async answer(): Promise<Joining> {
    const before = await this.look();
    if (before.step !== 'invited') return before;
    const existing = before.says.member === undefined ? undefined : this.#around.existing;
    const mine = existing ?? (await this.#recall()) ?? (await this.#make());
    const join = await signJoin(this.#keys, mine.identity);
    await this.#around.api.call('join', { join }, bearerOf(this.#keys));
    return this.look();
  }

  /** The Secret Key that the account will have, as people see it. Throws `invitation-waits`. */
  async secretKey(): Promise<string> {
    const mine = await this.#recall();
    if (mine === undefined) throw new ClientError('invitation-waits');
    return formatSecretKey(mine.secretKey);
  }

  /**
   * Makes the account and forgets what was kept. `lastGroup` shows that the kit was stored: the last
   * group of the Secret Key. Throws `kit-part-wrong`, `invitation-waits` before the inviter has
   * confirmed, and as `registerAccount`.
   */
  async finish(password: string, lastGroup: string): Promise<void> {
    const mine = await this.#recall();
    if (mine === undefined) throw new ClientError('invitation-waits');
    const expected = formatSecretKey(mine.secretKey).split('-').at(-1) ?? '';
    if (typedGroup(lastGroup) !== typedGroup(expected)) throw new ClientError('kit-part-wrong');
    const credentials = { secretKey: mine.secretKey, password };
    const { api, entropy } = this.#around;
    try {
      const { enrolled: identity, joining } = await this.#stand();
      if (identity === undefined) throw new ClientError('invitation-waits');
      const practice = idOf<PracticeId>(joining.says.practice);
      const token = bearerOf(this.#keys);
      await registerAccount({ api, token, credentials, identity, practice, entropy });
    } catch (error) {
      // The answer to an earlier try may have been lost: then the account is there.
      if (!(error instanceof ClientError) || error.code !== 'invitation-used') throw error;
      await signIn(api, credentials);
    }
    await this.forget();
  }

  /** Forgets the new keys on this device. */
  forget(): Promise<void> {
    return this.#around.store.delete(this.#name);
  }

  async #ask(): Promise<ReplyOf<'invitation'>> {
    return this.#around.api.call('invitation', { from: 0 }, bearerOf(this.#keys));
  }

  async #make(): Promise<Mine> {
    const { entropy, store } = this.#around;
    const seed = newSeed(entropy);
    const secretKey = newSecretKey(entropy);
    const plaintext = seed.use((s) => secretKey.use((k) => encodeCbor({ seed: s, secretKey: k })));
    const salt = entropy(24);
    const context = this.#context;
    const sealed = await this.#keys.device.use((key) =>
      sealChunked({ key, salt, context, plaintext }),
    );
    await store.put(this.#name, sealed);
    return { identity: await identityOf(seed), secretKey };
  }

  async #recall(): Promise<Mine | undefined> {
    const ciphertext = await this.#around.store.get(this.#name);
    if (ciphertext === undefined) return undefined;
    const context = this.#context;
    const plain = await this.#keys.device.use((key) => openChunked({ key, context, ciphertext }));
    const { seed, secretKey } = decodeAs(keptSchema, plain);
    return { identity: await identityOf(new Secret(seed)), secretKey: new Secret(secretKey) };
  }
}

/**
 * These keys as the roster has them: under the id that they make, or under that of the person who comes
 * back with them. Undefined unless they are the newest of somebody active.
 */
function enrolledAs(roster: Roster, mine: Identity, says: Invitation): Identity | undefined {
  const id = says.recovers === undefined ? mine.id : idOf<PrincipalId>(says.recovers);
  const person = roster.people.get(id);
  if (person === undefined || person.retired) return undefined;
  if (fingerprintOf(person.keys) !== fingerprintOf(mine.keys)) return undefined;
  return { ...mine, id, generation: person.generation };
}

/** As `parseSecretKey` reads: case, spaces and look-alikes do not matter. */
function typedGroup(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** Replays what the server gave and holds it against what the invitation says. */
async function checkedRoster(
  { entries }: ReplyOf<'invitation'>,
  says: Invitation,
): Promise<Roster> {
  let roster: Roster | undefined;
  for (const entry of entries) roster = await extendRoster(roster, entry);
  if (roster?.practice !== idOf<PracticeId>(says.practice))
    throw new ClientError('practice-changed');
  const pinned = entries[says.head.seq];
  if (pinned === undefined || rosterEntryId(pinned) !== idOf(says.head.id))
    throw new ClientError('roster-rolled-back');
  const inviter = idOf<PrincipalId>(says.inviter);
  const person = roster.people.get(inviter);
  const same =
    person !== undefined &&
    fingerprintOf(person.keys).replaceAll(' ', '') === toHex(says.fingerprint);
  const may = says.member === undefined ? holdsRole(roster, inviter, 'administrator') : true;
  if (!same || person.retired || !may) throw new ClientError('reader-not-in-roster');
  return roster;
}
