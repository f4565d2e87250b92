import { type CareRecord, careRecordSchema, type Centre, type Staff } from '@vaiti/care';
import {
  decodeRosterEntry,
  type FileId,
  fingerprintOf,
  idOf,
  type PrincipalId,
  type Roster,
} from '@vaiti/core';
import { latest, type OpenedRecord, openRecords } from '../file/content.ts';
import { readCached, readFile } from '../file/read.ts';
import { ClientError } from '../errors.ts';
import type { Practice } from './practice.ts';
import { listFiles } from './files.ts';

/** Names behind the pseudonyms: sealed for all staff, unknown to the server. */
export interface Directory {
  readonly file: FileId | undefined;
  readonly name: string;
  readonly demo: boolean;
  readonly centres: ReadonlyMap<string, Centre>;
  readonly staff: ReadonlyMap<PrincipalId, Staff>;
  /** Whose notes somebody looks at, as an administrator has entered it. */
  readonly supervisors: ReadonlyMap<PrincipalId, PrincipalId>;
  /** Everything in it, newest versions. */
  readonly records: readonly CareRecord[];
}

const EMPTY: Directory = {
  file: undefined,
  name: '',
  demo: false,
  centres: new Map(),
  staff: new Map(),
  supervisors: new Map(),
  records: [],
};

async function openDirectory(practice: Practice, file: FileId, as: PrincipalId) {
  try {
    return await readFile(practice, { file, as, purpose: 'caseload' });
  } catch (error) {
    if (!(error instanceof ClientError) || error.code !== 'offline') throw error;
    const cached = await readCached(practice, file);
    if (cached === undefined) throw error;
    return cached;
  }
}

/**
 * Reads the practice's directory: the file that the `staff` group may read and whose first entry is
 * in the `directory` compartment. A practice without one yields empty names.
 */
export async function readDirectory(practice: Practice): Promise<Directory> {
  const groups = [...practice.roster.groups.values()];
  const staff = groups.find((g) => g.role === 'staff' && practice.holds(g.id));
  if (staff === undefined) return EMPTY;
  const line = (await listFiles(practice)).find((f) => f.as === staff.id);
  if (line === undefined) return EMPTY;
  const opened = await openDirectory(practice, line.file, staff.id);
  const all = await openRecords<CareRecord>(opened, careRecordSchema);
  const records = all.map((r) => latest(r).content);
  const named = records.find((r) => r.type === 'practice');
  const centres = new Map(records.flatMap((r) => (r.type === 'centre' ? [[r.id, r]] : [])));
  const people = new Map(
    records.flatMap((r) => (r.type === 'staff' ? [[r.userId as PrincipalId, r]] : [])),
  );
  return {
    file: line.file,
    name: named?.name ?? '',
    demo: named?.demo ?? false,
    centres,
    staff: people,
    supervisors: supervisorsIn(practice, all),
    records,
  };
}

/** Everybody who was ever given the administrator's role of the whole practice. */
function administratorsEver({ rosterEntries }: Practice): ReadonlySet<PrincipalId> {
  const ids = rosterEntries.flatMap(({ entry }) => {
    const { act } = decodeRosterEntry(entry);
    if (act.kind === 'found') return [act.founder];
    const gives = act.kind === 'role' && act.role === 'administrator' && act.held;
    return gives && act.centre === null ? [act.principal] : [];
  });
  return new Set(ids.map((id) => idOf<PrincipalId>(id)));
}

/**
 * Who looks at whose notes. All staff may write to the directory, but only what an administrator wrote
 * counts: otherwise anybody could have a trainee's notes lent to themselves.
 */
function supervisorsIn(
  practice: Practice,
  records: readonly OpenedRecord<CareRecord>[],
): ReadonlyMap<PrincipalId, PrincipalId> {
  const administrators = administratorsEver(practice);
  const versions = records
    .flatMap((record) => [...record.versions])
    .filter(({ entry }) => administrators.has(idOf(entry.header.author)))
    .sort((a, b) => a.entry.header.seq - b.entry.header.seq);
  const found = new Map<PrincipalId, PrincipalId>();
  for (const { content } of versions) {
    if (content.type !== 'staff') continue;
    const id = content.userId as PrincipalId;
    if (content.supervisor === null) found.delete(id);
    else found.set(id, content.supervisor as PrincipalId);
  }
  return found;
}

/** A person's name, or the beginning of their id where the directory has none. */
export function nameOf(directory: Directory, id: Uint8Array | PrincipalId): string {
  const key = typeof id === 'string' ? id : idOf<PrincipalId>(id);
  return directory.staff.get(key)?.name ?? key.slice(0, 8);
}

/** The fingerprint of a person's newest keys; empty for who does not stand in the roster. */
export function fingerprintFor(roster: Roster, id: PrincipalId): string {
  const person = roster.people.get(id);
  return person === undefined ? '' : fingerprintOf(person.keys);
}
