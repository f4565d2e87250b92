import {
  type Access,
  type Compartment,
  compartmentKey,
  decodeGrantHeader,
  equal,
  type FileId,
  type Grant,
  grantId,
  type Header,
  idOf,
  isLoan,
  openGrant,
  type PrincipalId,
  type Roster,
  type Scope,
  scopeOpens,
  type Secret,
  signingKey,
  verifyGrant,
} from '@vaiti/core';
import { ClientError } from '../errors.ts';
import { today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import type { FileTip, VerifiedFile } from './chain.ts';

/** The keys that one principal holds of a file in its current epoch. */
export class FileKeys {
  readonly #practice: Roster['practice'];
  readonly #file: FileId;
  readonly #epoch: number;
  readonly #held: ReadonlyMap<Scope, Secret>;
  readonly #lent: ReadonlyMap<number, Secret>;
  readonly #derived = new Map<Compartment, Secret>();
  readonly as: PrincipalId;

  /** `lent` are keys of single entries by `seq`. */
  constructor(
    file: FileTip,
    as: PrincipalId,
    held: ReadonlyMap<Scope, Secret>,
    lent: ReadonlyMap<number, Secret> = new Map(),
  ) {
    this.#practice = file.state.practice;
    this.#file = file.file;
    this.#epoch = file.state.epoch;
    this.#held = held;
    this.#lent = lent;
    this.as = as;
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** The root key. Throws `no-grant` for holders of single compartments. */
  root(): Secret {
    const root = this.#held.get('root');
    if (root === undefined) throw new ClientError('no-grant');
    return root;
  }

  /** Whether the root is among them, with which one decides who reads. */
  get opensAll(): boolean {
    return this.#held.has('root');
  }

  /** Whether these keys open `compartment`. */
  opens(compartment: Compartment): boolean {
    return [...this.#held.keys()].some((scope) => scopeOpens(scope, compartment));
  }

  /** The key of one entry that was lent, if it was. */
  lentKey(seq: number): Secret | undefined {
    return this.#lent.get(seq);
  }

  /** Whether these keys open an entry: by its compartment, or because it was lent. */
  reaches({ compartment, seq }: Pick<Header, 'compartment' | 'seq'>): boolean {
    return this.opens(compartment) || this.#lent.has(seq);
  }

  /** The key of a compartment. Throws `no-grant`. */
  compartment(compartment: Compartment): Secret {
    const known = this.#held.get(compartment) ?? this.#derived.get(compartment);
    if (known !== undefined) return known;
    const place = { practice: this.#practice, file: this.#file, epoch: this.#epoch };
    const key = compartmentKey(this.root(), place, compartment);
    this.#derived.set(compartment, key);
    return key;
  }
}

/**
 * Opens the grants that the chain names for `as`. A grant that no entry names is refused, however
 * well it is signed: the server cannot hand out keys. What was lent opens nothing after its last day,
 * whatever the server hands out. Throws `grant-not-on-chain`, `no-grant`, `loan-ended`,
 * `grant-unopenable`, `signature-invalid`.
 */
export async function openKeys(
  practice: Practice,
  file: VerifiedFile,
  as: PrincipalId,
  grants: readonly Grant[],
): Promise<FileKeys> {
  const held = new Map<Scope, Secret>();
  const lent = new Map<number, Secret>();
  const day = today(practice.member);
  let ended = false;
  for (const grant of grants) {
    const line = lineOf(file, as, grant);
    if (isLoan(line) && line.until < day) {
      ended = true;
      continue;
    }
    const header = decodeGrantHeader(grant.header);
    const by = idOf<PrincipalId>(header.by);
    await verifyGrant(grant, signingKey(practice.roster, by, header.byGeneration));
    const reader = practice.identity(as, header.generation);
    const { key } = await openGrant(reader, grant, grantId(grant));
    if (isLoan(line)) lent.set(line.entry, key);
    else held.set(line.scope, key);
  }
  if (held.size + lent.size === 0) throw new ClientError(ended ? 'loan-ended' : 'no-grant');
  return new FileKeys(file, as, held, lent);
}

/** The access line that pins this very grant to `as`. Throws `grant-not-on-chain`. */
function lineOf(file: VerifiedFile, as: PrincipalId, grant: Grant): Access {
  const id = grantId(grant);
  const named = file.access.find(({ line }) => equal(line.grant, id));
  if (named === undefined) throw new ClientError('grant-not-on-chain');
  const header = decodeGrantHeader(grant.header);
  const { entry, line } = named;
  const sound =
    header.scope === line.scope &&
    header.entry === (isLoan(line) ? line.entry : undefined) &&
    header.epoch === file.state.epoch &&
    idOf<FileId>(header.file) === file.file &&
    idOf<PrincipalId>(header.reader) === as &&
    equal(header.by, entry.header.author);
  if (!sound) throw new ClientError('grant-not-on-chain');
  return line;
}
