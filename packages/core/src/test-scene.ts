import type { Access, Compartment, Scope } from './entry/access.ts';
import { advance, type ChainState, type Newest } from './entry/chain.ts';
import { type ParsedEntry, parseEntry, type SealedEntry } from './entry/entry.ts';
import type { EntryKind } from './entry/header.ts';
import type { FileMember } from './entry/member.ts';
import type { Split } from './entry/split.ts';
import type { SignedApproval } from './statement/approval.ts';
import { type Bytes, concat, utf8 } from './bytes.ts';
import type { CborValue } from './cbor.ts';
import { CoreError, type CoreErrorCode } from './errors.ts';
import {
  type FileId,
  idBytes,
  idOf,
  type PracticeId,
  type PrincipalId,
  type RecordId,
} from './ids.ts';
import { type EntryPlan, sealEntry } from './open/entry.ts';
import { type Identity, identityOf } from './open/identity.ts';
import { compartmentKey } from './open/keys.ts';
import { type Entropy, Secret } from './open/secret.ts';
import { sha256 } from './suite/hash.ts';

/** Runs of a property: few in daily work, 20 times as many in the slow tier. */
export function runs(few: number): { numRuns: number } {
  return { numRuns: process.env['SLOW'] === '1' ? few * 20 : few };
}

/** `length` bytes that look random and are the same for the same label. */
export function fixed(label: string, length: number): Bytes {
  const blocks: Bytes[] = [];
  for (let i = 0; i * 32 < length; i++) blocks.push(sha256(utf8(`${label} ${String(i)}`)));
  return concat(...blocks).slice(0, length);
}

/** Entropy that never repeats and is the same on every run. */
export function seededEntropy(label: string): Entropy {
  let drawn = 0;
  return (length) => fixed(`entropy ${label} ${String(drawn++)}`, length);
}

const identities = new Map<string, Promise<Identity>>();

/** The identity of a name. */
export function person(name: string): Promise<Identity> {
  const known = identities.get(name) ?? identityOf(new Secret(fixed(`seed ${name}`, 32)));
  identities.set(name, known);
  return known;
}

export const practice: PracticeId = idOf(fixed('practice', 16));
export const file: FileId = idOf(fixed('file', 16));
export const DAY = 20_781;

export function record(name: string): RecordId {
  return idOf(fixed(`record ${name}`, 16));
}

/** A line of who may read; the grant behind it is not made here. */
export function access(reader: Identity | PrincipalId, scope: Scope, generation = 1): Access {
  const id = typeof reader === 'string' ? reader : reader.id;
  return { reader: idBytes(id), generation, scope, grant: fixed(`grant ${id} ${scope}`, 32) };
}

/** The compartment key of an epoch whose root is named by the epoch. */
export function keyOf(epoch: number, compartment: Compartment): Secret {
  return compartmentKey(rootOf(epoch), { practice, file, epoch }, compartment);
}

export function rootOf(epoch: number): Secret {
  return new Secret(fixed(`root ${String(epoch)}`, 32));
}

/** What a test says of an entry; the rest follows from the chain. */
export interface Step {
  readonly author: Identity;
  readonly kind?: EntryKind;
  readonly compartment?: Compartment;
  readonly record?: RecordId;
  readonly version?: number;
  readonly as?: PrincipalId;
  readonly epoch?: number;
  readonly day?: number;
  readonly roster?: number;
  readonly access?: readonly Access[];
  readonly split?: Split;
  readonly members?: readonly FileMember[];
  readonly approvals?: readonly SignedApproval[];
  readonly content?: CborValue;
}

let records = 0;

/** Seals the entry that follows `state`. */
export async function seal(
  state: ChainState | undefined,
  step: Step,
): Promise<{ sealed: SealedEntry; entry: ParsedEntry }> {
  const kind = step.kind ?? (state === undefined ? 'open' : 'entry');
  const compartment = step.compartment ?? 'clinical';
  const epoch = step.epoch ?? (state?.epoch ?? 1) + (kind === 'rotate' ? 1 : 0);
  const plan: EntryPlan = {
    practice,
    file,
    head: state === undefined ? undefined : { seq: state.seq, id: state.head },
    kind,
    compartment,
    record: step.record ?? record(`number ${String(records++)}`),
    version: step.version ?? 1,
    as: step.as ?? step.author.id,
    epoch,
    ...(step.roster === undefined ? {} : { roster: step.roster }),
    day: step.day ?? state?.day ?? DAY,
    access: step.access ?? [],
    ...(step.split === undefined ? {} : { split: step.split }),
    ...(step.members === undefined ? {} : { members: step.members }),
    ...(step.approvals === undefined || step.approvals.length === 0
      ? {}
      : { approvals: step.approvals }),
  };
  const { sealed } = await sealEntry({
    author: step.author,
    plan,
    content: step.content === undefined ? { text: 'note' } : step.content,
    compartmentKey: keyOf(epoch, compartment),
    entropy: seededEntropy(`${String(plan.head?.id)} ${plan.record} ${step.author.id}`),
  });
  return { sealed, entry: parseEntry(sealed) };
}

/** A store as the server has it: compare-and-append by the rules of the chain. */
export class Shelf {
  readonly entries: ParsedEntry[] = [];
  readonly #newest = new Map<string, Newest>();
  state: ChainState | undefined;

  newest(id: RecordId): Newest | 0 {
    return this.#newest.get(id) ?? 0;
  }

  /** Throws `chain-…` when the entry does not follow. */
  append(entry: ParsedEntry): void {
    const { version, compartment } = entry.header;
    const id = idOf<RecordId>(entry.header.record);
    this.state = advance(this.state, entry, this.newest(id));
    this.#newest.set(id, { version, compartment });
    this.entries.push(entry);
  }

  async add(step: Step): Promise<ParsedEntry> {
    const { entry } = await seal(this.state, step);
    this.append(entry);
    return entry;
  }
}

/** For `assert.throws` and `assert.rejects`: a refusal by one of these codes. */
export function refusal(...codes: readonly CoreErrorCode[]): (error: unknown) => boolean {
  return (error) => error instanceof CoreError && codes.includes(error.code);
}

/** `bytes` with one bit changed. */
export function flip(bytes: Uint8Array, bit: number): Bytes {
  const copy = new Uint8Array(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}
