import {
  type Compartment,
  compartmentKey,
  decodeGrantHeader,
  equal,
  type FileId,
  type Grant,
  grantId,
  idOf,
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
import type { Practice } from '../practice/practice.ts';
import type { FileTip, VerifiedFile } from './chain.ts';

/** The keys that one principal holds of a file in its current epoch. */
export class FileKeys {
  readonly #practice: Roster['practice'];
  readonly #file: FileId;
  readonly #epoch: number;
  readonly #held: ReadonlyMap<Scope, Secret>;
  readonly #derived = new Map<Compartment, Secret>();
  readonly as: PrincipalId;

  constructor(file: FileTip, as: PrincipalId, held: ReadonlyMap<Scope, Secret>) {
    this.#practice = file.state.practice;
    this.#file = file.file;
    this.#epoch = file.state.epoch;
    this.#held = held;
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
 * well it is signed: the server cannot hand out keys. Throws `grant-not-on-chain`, `no-grant`,
 * `grant-unopenable`, `signature-invalid`.
 */
export async function openKeys(
  practice: Practice,
  file: VerifiedFile,
  as: PrincipalId,
  grants: readonly Grant[],
): Promise<FileKeys> {
  const held = new Map<Scope, Secret>();
  for (const grant of grants) {
    const id = grantId(grant);
    const named = file.access.find(({ line }) => equal(line.grant, id));
    if (named === undefined) throw new ClientError('grant-not-on-chain');
    const header = decodeGrantHeader(grant.header);
    const sound =
      header.scope === named.line.scope &&
      header.epoch === file.state.epoch &&
      idOf<FileId>(header.file) === file.file &&
      idOf<PrincipalId>(header.reader) === as &&
      equal(header.by, named.entry.header.author);
    if (!sound || header.scope === 'group') throw new ClientError('grant-not-on-chain');
    const by = idOf<PrincipalId>(header.by);
    await verifyGrant(grant, signingKey(practice.roster, by, header.byGeneration));
    const reader = practice.identity(as, header.generation);
    const { key } = await openGrant(reader, grant, id);
    held.set(header.scope, key);
  }
  if (held.size === 0) throw new ClientError('no-grant');
  return new FileKeys(file, as, held);
}
