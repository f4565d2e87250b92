import {
  type Bytes,
  type FileId,
  fromHex,
  idBytes,
  idOf,
  type Newest,
  type PrincipalId,
  type RecordId,
} from '@vaiti/core/blind';
import type { Kysely } from 'kysely';
import {
  accountRowOf,
  bytes,
  fileRowOf,
  invitationRowOf,
  leafRowOf,
  memberRoleOf,
  readerRowOf,
  holdingOf,
} from './convert.ts';
import type {
  AccountRow,
  CheckpointRow,
  InvitationRow,
  LeafRow,
  NonceRow,
  ReaderRow,
  RosterRow,
  SessionRow,
  StoredMember,
  WayListRow,
} from './rows.ts';
import type { ListedFile } from './store.ts';
import type { Tables } from './tables.ts';

/** The queries that both stores share because they are not on the hot path. */
export class Queries {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async roster(from: number): Promise<readonly RosterRow[]> {
    const rows = await this.#db
      .selectFrom('roster')
      .selectAll()
      .where('seq', '>=', from)
      .orderBy('seq')
      .execute();
    return rows.map((row) => ({
      seq: row.seq,
      entry: bytes(row.entry),
      signature: bytes(row.signature),
    }));
  }

  async listFiles(
    principals: readonly PrincipalId[],
    after: FileId | undefined,
    limit: number,
    by: 'scopes' | 'loans' = 'scopes',
  ): Promise<readonly ListedFile[]> {
    if (principals.length === 0) return [];
    const rows = await this.#db
      .selectFrom('readers')
      .innerJoin('files', 'files.file', 'readers.file')
      .select(['readers.principal', 'readers.generation', 'readers.scopes'])
      .select(['files.file', 'head_seq', 'head_id', 'epoch', 'day', 'counter'])
      .where('readers.principal', 'in', principals.map(idBytes))
      .where('scopes', by === 'scopes' ? 'not like' : 'like', by === 'scopes' ? '|%' : '%|%')
      .$if(after !== undefined, (q) => q.where('readers.file', '>', fromHex(after ?? '')))
      .orderBy('readers.file')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      ...fileRowOf(row),
      principal: idOf<PrincipalId>(row.principal),
      generation: row.generation,
      ...holdingOf(row.scopes),
    }));
  }

  async readersBeside(
    principals: readonly PrincipalId[],
  ): Promise<ReadonlyMap<FileId, readonly ReaderRow[]>> {
    const rows = await this.#db
      .selectFrom('readers')
      .selectAll()
      .where('file', 'in', (q) =>
        q
          .selectFrom('readers')
          .select('file')
          .where((where) =>
            where.or([
              where('scopes', 'like', '%;%'),
              ...(principals.length > 0 ? [where('principal', 'in', principals.map(idBytes))] : []),
            ]),
          ),
      )
      .orderBy('file')
      .execute();
    const found = new Map<FileId, ReaderRow[]>();
    for (const row of rows) {
      const file = idOf<FileId>(row.file);
      found.set(file, [...(found.get(file) ?? []), readerRowOf(row)]);
    }
    return found;
  }

  async member(principal: PrincipalId): Promise<StoredMember | undefined> {
    const rows = await this.#db
      .selectFrom('members')
      .leftJoin('readers', (on) =>
        on
          .onRef('readers.file', '=', 'members.file')
          .onRef('readers.principal', '=', 'members.principal'),
      )
      .select(['members.file', 'role', 'sign', 'kem', 'scopes'])
      .where('members.principal', '=', idBytes(principal))
      .orderBy('members.file')
      .execute();
    const [first, ...others] = rows.map((row) => ({
      file: idOf<FileId>(row.file),
      role: memberRoleOf(row.role),
      holding: row.scopes === null ? undefined : holdingOf(row.scopes),
    }));
    const [row] = rows;
    if (row === undefined || first === undefined) return undefined;
    return { keys: { sign: bytes(row.sign), kem: bytes(row.kem) }, files: [first, ...others] };
  }

  async groupGrants(
    reader: PrincipalId,
    groups: readonly PrincipalId[],
  ): Promise<readonly Bytes[]> {
    if (groups.length === 0) return [];
    const rows = await this.#db
      .selectFrom('grants')
      .select('sealed')
      .where('file', 'in', groups.map(idBytes))
      .where('reader', '=', idBytes(reader))
      .where('scope', '=', 'group')
      .orderBy('file')
      .orderBy('epoch')
      .execute();
    return rows.map((row) => bytes(row.sealed));
  }

  async versions(file: FileId): Promise<ReadonlyMap<RecordId, Newest>> {
    const rows = await this.#db
      .selectFrom('entries')
      .select(['record', 'version', 'compartment'])
      .where('file', '=', idBytes(file))
      .orderBy('seq')
      .execute();
    return new Map(
      rows.map(({ record, version, compartment }) => [
        idOf<RecordId>(record),
        { version, compartment },
      ]),
    );
  }

  async bodySeqs(file: FileId): Promise<readonly number[]> {
    const rows = await this.#db
      .selectFrom('entries')
      .select('seq')
      .where('file', '=', idBytes(file))
      .where('wrap', 'is not', null)
      .orderBy('seq')
      .execute();
    return rows.map(({ seq }) => seq);
  }

  async leavesOf(file: FileId, from: number, limit: number): Promise<readonly LeafRow[]> {
    const rows = await this.#db
      .selectFrom('leaves')
      .selectAll()
      .where('file', '=', idBytes(file))
      .where('counter', '>=', from)
      .orderBy('counter')
      .limit(limit)
      .execute();
    return rows.map(leafRowOf);
  }

  async leavesFrom(index: number, limit: number): Promise<readonly LeafRow[]> {
    const rows = await this.#db
      .selectFrom('leaves')
      .selectAll()
      .where('idx', '>=', index)
      .orderBy('idx')
      .limit(limit)
      .execute();
    return rows.map(leafRowOf);
  }

  async tile(level: number, index: number): Promise<Uint8Array | undefined> {
    const row = await this.#db
      .selectFrom('tiles')
      .select('data')
      .where('level', '=', level)
      .where('idx', '=', index)
      .executeTakeFirst();
    return row?.data;
  }

  async checkpoint(): Promise<CheckpointRow | undefined> {
    const row = await this.#db.selectFrom('checkpoint').selectAll().executeTakeFirst();
    if (row === undefined) return undefined;
    return { size: row.size, root: bytes(row.root), note: row.note };
  }

  async saveCheckpoint({ size, root, note }: CheckpointRow): Promise<void> {
    await this.#db
      .insertInto('checkpoint')
      .values({ one: 1, size, root, note })
      .onConflict((c) => c.column('one').doUpdateSet({ size, root, note }))
      .execute();
  }

  async nonces(since: number): Promise<readonly NonceRow[]> {
    await this.#db.deleteFrom('nonces').where('time', '<', since).execute();
    const rows = await this.#db.selectFrom('nonces').selectAll().execute();
    return rows.map((row) => ({
      reader: idOf<PrincipalId>(row.reader),
      nonce: row.nonce,
      time: row.time,
    }));
  }

  async hasAccounts(): Promise<boolean> {
    const row = await this.#db.selectFrom('accounts').select('account').limit(1).execute();
    return row.length > 0;
  }

  async account(account: string): Promise<AccountRow | undefined> {
    const row = await this.#db
      .selectFrom('accounts')
      .selectAll()
      .where('account', '=', account)
      .executeTakeFirst();
    return row === undefined ? undefined : accountRowOf(row);
  }

  async accountsOf(principal: PrincipalId): Promise<readonly AccountRow[]> {
    const rows = await this.#db
      .selectFrom('accounts')
      .selectAll()
      .where('principal', '=', idBytes(principal))
      .orderBy('created')
      .orderBy('account')
      .execute();
    return rows.map(accountRowOf);
  }

  async touchAccount(account: string, used: number): Promise<void> {
    await this.#db.updateTable('accounts').set({ used }).where('account', '=', account).execute();
  }

  async wayList(principal: PrincipalId): Promise<WayListRow | undefined> {
    const row = await this.#db
      .selectFrom('way_lists')
      .selectAll()
      .where('principal', '=', idBytes(principal))
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { counter, list, signature } = row;
    return { principal, counter, list: bytes(list), signature: bytes(signature) };
  }

  async sessions(): Promise<readonly SessionRow[]> {
    const rows = await this.#db.selectFrom('sessions').selectAll().execute();
    return rows.map((row) => ({ ...row, principal: idOf<PrincipalId>(row.principal) }));
  }

  async addSession(row: SessionRow): Promise<void> {
    await this.#db
      .insertInto('sessions')
      .values({ ...row, principal: idBytes(row.principal) })
      .execute();
  }

  async touchSession(hash: string, used: number): Promise<void> {
    await this.#db.updateTable('sessions').set({ used }).where('hash', '=', hash).execute();
  }

  async removeSessions(hashes: readonly string[]): Promise<void> {
    if (hashes.length === 0) return;
    await this.#db.deleteFrom('sessions').where('hash', 'in', hashes).execute();
  }

  async invitations(): Promise<readonly InvitationRow[]> {
    const rows = await this.#db.selectFrom('invitations').selectAll().execute();
    return rows.map(invitationRowOf);
  }

  async addInvitation(row: InvitationRow): Promise<void> {
    const { id, inviter, principal, ...rest } = row;
    const who = principal === null ? null : idBytes(principal);
    await this.#db
      .insertInto('invitations')
      .values({ ...rest, id: fromHex(id), inviter: idBytes(inviter), principal: who })
      .execute();
  }

  async changeInvitation(row: InvitationRow): Promise<void> {
    const { id, expires, state, principal, answer } = row;
    const who = principal === null ? null : idBytes(principal);
    await this.#db
      .updateTable('invitations')
      .set({ expires, state, principal: who, answer })
      .where('id', '=', fromHex(id))
      .execute();
  }

  async removeInvitations(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#db.deleteFrom('invitations').where('id', 'in', ids.map(fromHex)).execute();
  }
}
