import {
  approvalKinds,
  type Bytes,
  type FileId,
  fromHex,
  idBytes,
  idOf,
  type PrincipalId,
  toHex,
  verdicts,
} from '@vaiti/core/blind';
import type { Kysely } from 'kysely';
import { bytes, holdingOf } from './convert.ts';
import { StoreError } from './errors.ts';
import type { AnswerRow, HeldFile, RequestRow, SplittableEntry } from './request-rows.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

function requestRowOf(row: Tables['requests']): RequestRow {
  const kind = approvalKinds.find((one) => one === row.kind);
  if (kind === undefined) throw new StoreError('store-conflict');
  return {
    id: toHex(row.id),
    file: idOf<FileId>(row.file),
    kind,
    requester: idOf<PrincipalId>(row.requester),
    time: row.time,
    expires: row.expires,
    request: bytes(row.request),
    signature: bytes(row.signature),
    reason: bytes(row.reason),
    done: row.done,
  };
}

function answerRowOf(row: Tables['answers']): AnswerRow {
  const says = (['approved', ...verdicts] as const).find((one) => one === row.says);
  if (says === undefined) throw new StoreError('store-conflict');
  return {
    request: toHex(row.request),
    file: idOf<FileId>(row.file),
    author: idOf<PrincipalId>(row.author),
    says,
    epoch: row.epoch,
    time: row.time,
    statement: bytes(row.statement),
    signature: bytes(row.signature),
    share: row.share === null ? null : bytes(row.share),
  };
}

/** What both stores answer about requests, councils and shares. */
class RequestQueries {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async request(id: string): Promise<RequestRow | undefined> {
    const row = await this.#db
      .selectFrom('requests')
      .selectAll()
      .where('id', '=', fromHex(id))
      .executeTakeFirst();
    return row === undefined ? undefined : requestRowOf(row);
  }

  async requests(limit: number): Promise<readonly RequestRow[]> {
    const rows = await this.#db
      .selectFrom('requests')
      .selectAll()
      .orderBy('time', 'desc')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(requestRowOf);
  }

  async answers(requests: readonly string[]): Promise<readonly AnswerRow[]> {
    if (requests.length === 0) return [];
    const rows = await this.#db
      .selectFrom('answers')
      .selectAll()
      .where('request', 'in', requests.map(fromHex))
      .orderBy('time')
      .execute();
    return rows.map(answerRowOf);
  }

  async splittable(file: FileId, epoch: number): Promise<readonly SplittableEntry[]> {
    const rows = await this.#db
      .selectFrom('entries')
      .select(['header', 'body_hash', 'signature'])
      .where('file', '=', idBytes(file))
      .where('epoch', '=', epoch)
      .where('kind', 'in', ['open', 'share', 'rotate'])
      .orderBy('seq')
      .execute();
    return rows.map((row) => ({
      header: bytes(row.header),
      bodyHash: bytes(row.body_hash),
      signature: bytes(row.signature),
    }));
  }

  async shareOf(file: FileId, epoch: number, officer: PrincipalId): Promise<Bytes | undefined> {
    const row = await this.#db
      .selectFrom('shares')
      .select('sealed')
      .where('file', '=', idBytes(file))
      .where('epoch', '=', epoch)
      .where('officer', '=', idBytes(officer))
      .executeTakeFirst();
    return row === undefined ? undefined : bytes(row.sealed);
  }

  async withoutCouncil(
    principals: readonly PrincipalId[],
    council: number,
    limit: number,
  ): Promise<readonly HeldFile[]> {
    if (principals.length === 0) return [];
    const rows = await this.#db
      .selectFrom('readers')
      .innerJoin('files', 'files.file', 'readers.file')
      .select(['readers.file', 'readers.principal', 'readers.scopes'])
      .where('readers.principal', 'in', principals.map(idBytes))
      .where('readers.scopes', 'like', '%root%')
      .where('files.council', '!=', council)
      .orderBy('readers.file')
      .limit(limit)
      .execute();
    return rows.map(({ file, principal, scopes }) => {
      const { until } = holdingOf(scopes);
      const end = until === undefined ? {} : { until };
      return { file: idOf<FileId>(file), principal: idOf<PrincipalId>(principal), ...end };
    });
  }

  async countWithoutCouncil(except: readonly PrincipalId[], council: number): Promise<number> {
    const rows = await this.#db
      .selectFrom('files')
      .select((q) => q.fn.countAll<number>().as('n'))
      .where('council', '!=', council)
      .where((where) =>
        where.exists(
          where.selectFrom('readers').select('file').whereRef('readers.file', '=', 'files.file'),
        ),
      )
      .$if(except.length > 0, (q) =>
        q.where('file', 'not in', (inner) =>
          inner.selectFrom('readers').select('file').where('principal', 'in', except.map(idBytes)),
        ),
      )
      .execute();
    return rows[0]?.n ?? 0;
  }
}

type Guarded = <T>(work: () => Promise<T>) => Promise<T>;

/** The part of a store that is about requests; `guarded` turns the store's errors into ours. */
export function storedRequests(
  db: Kysely<Tables>,
  guarded: Guarded,
): Pick<
  Store,
  | 'request'
  | 'requests'
  | 'answers'
  | 'splittable'
  | 'shareOf'
  | 'withoutCouncil'
  | 'countWithoutCouncil'
> {
  const queries = new RequestQueries(db);
  return {
    request: (id) => guarded(() => queries.request(id)),
    requests: (limit) => guarded(() => queries.requests(limit)),
    answers: (requests) => guarded(() => queries.answers(requests)),
    splittable: (file, epoch) => guarded(() => queries.splittable(file, epoch)),
    shareOf: (file, epoch, officer) => guarded(() => queries.shareOf(file, epoch, officer)),
    withoutCouncil: (principals, council, limit) =>
      guarded(() => queries.withoutCouncil(principals, council, limit)),
    countWithoutCouncil: (except, council) =>
      guarded(() => queries.countWithoutCouncil(except, council)),
  };
}
