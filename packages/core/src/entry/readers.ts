import { CoreError } from '../errors.ts';
import { idOf, type PrincipalId } from '../ids.ts';
import type { Access, Scope } from './access.ts';
import type { Header } from './header.ts';
import { isLoan, type Loan, withLoan } from './loan.ts';
import { type FileMember, memberScopes } from './member.ts';

/** What one reader holds in the current epoch. */
export interface Reader {
  readonly generation: number;
  readonly scopes: readonly Scope[];
  /** The last day of their access; undefined when it has no end. */
  readonly until?: number;
  /** Single entries lent to them, each with its own end. Who has nothing else holds no scope. */
  readonly loans?: readonly Loan[];
}

/** Who reads a file in its current epoch. */
export type Readers = ReadonlyMap<PrincipalId, Reader>;

/** Members hold the one scope of their role, and nothing of the care team's. */
function checkMember(member: FileMember | undefined, { generation, scope }: Access): void {
  if (member === undefined) return;
  if (scope !== memberScopes[member.role] || generation !== 1)
    throw new CoreError('chain-access-invalid', 'not for a member');
}

/** What a reader holds with one line more, in the line's generation. Throws as `withAccess`. */
function withLine(
  same: Reader | undefined,
  line: Access,
  header: Pick<Header, 'day' | 'seq'>,
): Reader {
  const { generation } = line;
  const { loans, scopes = [], until } = same ?? {};
  const lent = loans === undefined ? {} : { loans };
  if (isLoan(line)) {
    const end = until === undefined ? {} : { until };
    return { generation, scopes, ...end, loans: withLoan(loans, line, header) };
  }
  if (scopes.includes(line.scope)) throw new CoreError('chain-access-invalid', 'twice');
  if (scopes.length > 0 && until !== line.until)
    throw new CoreError('chain-access-invalid', 'two ends');
  const end = line.until === undefined ? {} : { until: line.until };
  return { generation, scopes: [...scopes, line.scope], ...end, ...lent };
}

/**
 * The readers named by a header's `access`, added to `before`. Throws `chain-access-invalid` for an
 * older generation, a scope given twice, two ends, a loan that is none, or a scope that is not a
 * member's.
 */
export function withAccess(
  before: Readers,
  header: Pick<Header, 'access' | 'day' | 'seq'>,
  members: ReadonlyMap<PrincipalId, FileMember>,
): Readers {
  const readers = new Map(before);
  for (const line of header.access) {
    const id = idOf<PrincipalId>(line.reader);
    checkMember(members.get(id), line);
    const known = readers.get(id);
    if (known !== undefined && line.generation < known.generation)
      throw new CoreError('chain-access-invalid', 'an older generation');
    const same = known?.generation === line.generation ? known : undefined;
    readers.set(id, withLine(same, line, header));
  }
  return readers;
}

/** Whether a reader's time was over before `day`. */
export function hasEnded(reader: Pick<Reader, 'until'>, day: number): boolean {
  return reader.until !== undefined && reader.until < day;
}

/** Who reads after an entry that is not the first. Throws `chain-access-invalid`. */
export function readersAfter(
  before: Readers,
  header: Header,
  members: ReadonlyMap<PrincipalId, FileMember>,
): Readers {
  const { access, split } = header;
  switch (header.kind) {
    case 'open':
      throw new CoreError('chain-kind-invalid', 'a file opens once');
    case 'entry':
      if (access.length > 0)
        throw new CoreError('chain-access-invalid', 'content names no readers');
      return before;
    case 'share':
      if (access.length === 0 && split === undefined)
        throw new CoreError('chain-access-invalid', 'nobody named');
      return withAccess(before, header, members);
    case 'rotate': {
      const readers = withAccess(new Map(), header, members);
      if (![...readers.values()].some((r) => r.scopes.includes('root') && r.until === undefined))
        throw new CoreError('chain-access-invalid', 'nobody holds the root');
      return readers;
    }
    case 'emergency':
      return withAccess(before, header, members);
    case 'forget':
      if (access.length > 0) throw new CoreError('chain-access-invalid', 'nobody reads any more');
      return new Map();
  }
}
