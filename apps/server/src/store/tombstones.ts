import { encodeCbor, type FileId, idBytes, idOf, type PrincipalId } from '@vaiti/core/blind';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** The end of a file. Days since 1970-01-01 UTC. */
export interface Tombstone {
  readonly file: FileId;
  /** `seq` of the entry that ended it. */
  readonly seq: number;
  readonly day: number;
  /** The last day on which a backup may exist that still holds its keys. */
  readonly backups: number;
}

/**
 * Whose files that have ended: everybody's, or those that one of `by` read, or held the root of; with
 * `file` that one alone.
 */
export interface TombstonesSeen {
  readonly by: readonly PrincipalId[] | undefined;
  readonly root: boolean;
  readonly file?: FileId;
}

/** What a batch writes of the end of a file. */
export interface TombstoneRow extends Tombstone {
  /** Who read it in the end: they may see that it has ended. */
  readonly readers: readonly { readonly principal: PrincipalId; readonly root: boolean }[];
}

/** What is left of the reason of a request: the form of one, without text and keys. */
export const SHREDDED_REASON = encodeCbor({ body: new Uint8Array(1), keys: [] });

/** People who are let in by this file alone: without it they are nobody. */
const ORPHANS = `principal IN (SELECT principal FROM members WHERE file = $file)
  AND principal NOT IN (SELECT principal FROM readers)`;

/**
 * What goes with a file, in order, after its readers have gone: all that opens it, and all that was
 * sealed for it. `$file` stands for its id. Bodies are the store's own, because it has them by another
 * key.
 */
export const shreddings: readonly string[] = [
  'UPDATE entries SET wrap = NULL, wrap_epoch = NULL WHERE file = $file AND wrap IS NOT NULL',
  'DELETE FROM grants WHERE file = $file',
  'DELETE FROM shares WHERE file = $file',
  'UPDATE answers SET share = NULL WHERE file = $file',
  `DELETE FROM accounts WHERE ${ORPHANS}`,
  `DELETE FROM way_lists WHERE ${ORPHANS}`,
  `DELETE FROM sessions WHERE ${ORPHANS}`,
  'DELETE FROM members WHERE file = $file',
];

class TombstoneQueries {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async tombstones(
    seen: TombstonesSeen,
    after: FileId | undefined,
    limit: number,
  ): Promise<readonly Tombstone[]> {
    const { by: principals, file, root } = seen;
    const rows = await this.#db
      .selectFrom('tombstones')
      .selectAll()
      .$if(after !== undefined, (q) => q.where('file', '>', idBytes(after ?? ('' as FileId))))
      .$if(file !== undefined, (q) => q.where('file', '=', idBytes(file ?? ('' as FileId))))
      .$if(principals !== undefined, (q) =>
        q.where('file', 'in', (inner) =>
          inner
            .selectFrom('tombstone_readers')
            .select('file')
            .where('principal', 'in', (principals ?? []).map(idBytes))
            .$if(root, (own) => own.where('root', '=', 1)),
        ),
      )
      .orderBy('file')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ...row, file: idOf<FileId>(row.file) }));
  }
}

type Guarded = <T>(work: () => Promise<T>) => Promise<T>;

/** The part of a store that is about files that have ended. */
export function storedTombstones(db: Kysely<Tables>, guarded: Guarded) {
  const queries = new TombstoneQueries(db);
  return {
    tombstones: (seen: TombstonesSeen, after: FileId | undefined, limit: number) =>
      guarded(() => queries.tombstones(seen, after, limit)),
  };
}
