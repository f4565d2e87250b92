import { limits, type ReplyOf } from '@vaiti/contract';
import { type FileId, idBytes, idOf, type PrincipalId, type Roster } from '@vaiti/core/blind';
import { allowed, principalsOf } from '../../policy/gate.ts';
import type { Seen, Store } from '../../store/store.ts';
import type { Tombstone, TombstonesSeen } from '../../store/tombstones.ts';
import { ApiError } from '../api-error.ts';
import { type Handler, signedIn } from '../handler.ts';

type Line = ReplyOf<'tombstone'>['tombstone'];

/** Whose files that have ended the caller sees: everybody's, or those they read. */
function seenBy(roster: Roster, caller: PrincipalId): TombstonesSeen {
  const all = allowed(roster, { action: 'see-tombstones', caller });
  return { by: all ? undefined : principalsOf(roster, caller), root: false };
}

async function linesOf(store: Store, found: readonly Tombstone[]): Promise<readonly Line[]> {
  const files = await store.files(found.map(({ file }) => file));
  return found.flatMap(({ backups, day, file, seq }) => {
    const stored = files.get(file);
    if (stored === undefined) return [];
    const head = { seq, id: idBytes(stored.row.headId) };
    return [{ file: idBytes(file), head, day, backups }];
  });
}

/** Files that have ended, by id. */
export const tombstones: Handler<'tombstones'> = async (context, { after }) => {
  const { principal, roster } = signedIn(context);
  const { store } = context.services;
  const from = after === null ? undefined : idOf<FileId>(after);
  const found = await store.tombstones(seenBy(roster, principal), from, limits.files + 1);
  const lines = await linesOf(store, found.slice(0, limits.files));
  return { tombstones: [...lines], more: found.length > limits.files };
};

/** Nothing but headers, hashes and signatures. */
const NOTHING: Seen = { compartments: new Set(), entries: new Set() };

/** The tombstone of one file, if the caller may see it, or with `root` the leaves about it. */
export async function tombstoneFor(
  store: Store,
  roster: Roster,
  at: { readonly caller: PrincipalId; readonly file: FileId; readonly root?: boolean },
): Promise<Tombstone | undefined> {
  const { caller, file, root = false } = at;
  const [found] = await store.tombstones({ ...seenBy(roster, caller), root, file }, undefined, 1);
  return found;
}

/** What is left of a file that has ended. */
export const tombstone: Handler<'tombstone'> = async (context, request) => {
  const { principal, roster } = signedIn(context);
  const { store } = context.services;
  const file = idOf<FileId>(request.file);
  const found = await tombstoneFor(store, roster, { caller: principal, file });
  const [line] = found === undefined ? [] : await linesOf(store, [found]);
  if (line === undefined) throw new ApiError('not-found');
  const query = { file, as: principal, from: request.from, to: line.head.seq };
  const bounds = { maxEntries: limits.entries, maxBytes: limits.replyBytes };
  const fetched = await store.fetch({ ...query, ...bounds }, () => NOTHING);
  if (fetched === undefined) throw new ApiError('not-found');
  return { tombstone: line, entries: [...fetched.entries], more: fetched.more };
};
