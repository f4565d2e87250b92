import { limits, type ReplyOf } from '@vaiti/contract';
import {
  asIfRetired,
  councilOf,
  type FileId,
  hasDeparted,
  hasEnded,
  idBytes,
  idOf,
  isEntitled,
  isSound,
  type Members,
  type PrincipalId,
  type Reader,
  type Roster,
  rotationDue,
} from '@vaiti/core/blind';
import { dayOf } from '../../ledger/check.ts';
import { allowed, holdingOn, principalsOf } from '../../policy/gate.ts';
import { ApiError } from '../api-error.ts';
import { type Context, type Handler, signedIn } from '../handler.ts';

type Readers = ReadonlyMap<PrincipalId, Reader>;

/**
 * Files that wait for a rotation. Everybody is told those whose root they hold; an administrator, who
 * holds none, how many there are in all and how many of them nobody can open any more, as it is or as
 * it would be if `leaving` retired.
 */
export const standing: Handler<'standing'> = async (context, request) => {
  const { principal, roster: now } = signedIn(context);
  const { clock, store } = context.services;
  const leaving = request.leaving === null ? undefined : idOf<PrincipalId>(request.leaving);
  const administers = allowed(now, { action: 'see-standing', caller: principal });
  if (leaving !== undefined && !(administers && now.people.has(leaving)))
    throw new ApiError('not-found');
  const roster = leaving === undefined ? now : asIfRetired(now, leaving);
  const day = dayOf(clock());
  const due = new Map<FileId, Readers>();
  for (const [file, rows] of await store.readersBeside(departed(roster))) {
    const readers: Readers = new Map(rows.map(({ principal: id, ...reader }) => [id, reader]));
    if (rotationDue(roster, readers, day)) due.set(file, readers);
  }
  const own = principalsOf(now, principal);
  const files = [...due].flatMap(([file, readers]) => {
    const as = own.find((id) => {
      const holding = holdingOn(readers.get(id), day);
      return holding?.scopes.includes('root') === true && isOwn(now, id, holding.generation);
    });
    return as === undefined ? [] : [{ file: idBytes(file), as: idBytes(as) }];
  });
  const lost = [...due.values()].filter((readers) => !hasHolder(roster, readers, day));
  return {
    files: files.slice(0, limits.files),
    practice: administers ? { pending: due.size, stranded: lost.length } : null,
    unsplit: await unsplit(context, { roster: now, own, administers }),
  };
};

/** No council has this generation: every file lacks it. */
const NO_COUNCIL = -1;

/**
 * Files that are not split among the newest council. What all staff may read needs no officers. While a
 * council has a member who left, nothing is split among it.
 */
async function unsplit(
  { services: { clock, store } }: Context,
  about: {
    readonly roster: Roster;
    readonly own: readonly PrincipalId[];
    readonly administers: boolean;
  },
): Promise<ReplyOf<'standing'>['unsplit']> {
  const { administers, own, roster } = about;
  const council = councilOf(roster);
  const generation = council?.generation ?? NO_COUNCIL;
  const groups = [...roster.groups.values()];
  const staff = groups.filter(({ role }) => role === 'staff').map(({ id }) => id);
  const persons = own.filter((id) => !staff.includes(id));
  const sound = council !== undefined && isSound(roster, council);
  const rows = sound ? await store.withoutCouncil(persons, generation, limits.files) : [];
  const held = rows.filter((row) => !hasEnded(row, dayOf(clock())));
  const files = new Map(held.map(({ file, principal }) => [file, principal]));
  return {
    files: [...files].map(([file, as]) => ({ file: idBytes(file), as: idBytes(as) })),
    practice: administers ? await store.countWithoutCouncil(staff, generation) : null,
  };
}

/** Whether what was sealed to this generation is opened by the keys that the reader has now. */
function isOwn(roster: Roster, id: PrincipalId, generation: number): boolean {
  return (roster.people.get(id)?.generation ?? generation) === generation;
}

/** Everyone whose being a reader may leave a file pending. */
function departed(roster: Roster): readonly PrincipalId[] {
  const ids = [...roster.people.keys(), ...roster.groups.keys()];
  return ids.filter((id) => hasDeparted(roster, id, 1));
}

/** Members never hold the root. */
const NO_MEMBERS: Members = new Map();

/** Whether anybody who is entitled to can still open the file's root. */
function hasHolder(roster: Roster, readers: Readers, day: number): boolean {
  return [...readers].some(([id, reader]) => {
    if (!reader.scopes.includes('root') || hasEnded(reader, day)) return false;
    return isEntitled(roster, NO_MEMBERS, id, reader.generation);
  });
}
