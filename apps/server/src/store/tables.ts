import type { Compartment, EntryKind } from '@vaiti/core/blind';

/** The tables as Kysely sees them. Ids and hashes are bytes; counts are plain numbers. */
export interface Tables {
  roster: { seq: number; entry: Uint8Array; signature: Uint8Array };
  files: {
    file: Uint8Array;
    head_seq: number;
    head_id: Uint8Array;
    epoch: number;
    day: number;
    counter: number;
    /** Generation of the council among which the root key is split, 0 without. */
    council: number;
    beside: Uint8Array | null;
  };
  members: {
    principal: Uint8Array;
    file: Uint8Array;
    role: string;
    sign: Uint8Array;
    kem: Uint8Array;
  };
  shares: { file: Uint8Array; epoch: number; officer: Uint8Array; sealed: Uint8Array };
  tombstones: { file: Uint8Array; seq: number; day: number; backups: number };
  tombstone_readers: { principal: Uint8Array; file: Uint8Array; root: number };
  readers: { file: Uint8Array; principal: Uint8Array; generation: number; scopes: string };
  entries: {
    file: Uint8Array;
    seq: number;
    epoch: number;
    kind: EntryKind;
    compartment: Compartment;
    record: Uint8Array;
    version: number;
    length: number;
    header: Uint8Array;
    body_hash: Uint8Array;
    signature: Uint8Array;
    /** Null when there is no body. */
    wrap_epoch: number | null;
    wrap: Uint8Array | null;
  };
  grants: {
    file: Uint8Array;
    epoch: number;
    reader: Uint8Array;
    scope: string;
    sealed: Uint8Array;
  };
  leaves: {
    idx: number;
    data: Uint8Array;
    file: Uint8Array | null;
    counter: number | null;
    salt: Uint8Array;
    opening: Uint8Array;
  };
  tiles: { level: number; idx: number; data: Uint8Array };
  checkpoint: { one: number; size: number; root: Uint8Array; note: string };
  nonces: { reader: Uint8Array; nonce: string; time: number };
  invitations: {
    id: Uint8Array;
    kind: string;
    token: string;
    inviter: Uint8Array;
    expires: number;
    state: string;
    sealed: Uint8Array;
    kept: Uint8Array;
    principal: Uint8Array | null;
    answer: Uint8Array | null;
  };
  accounts: {
    account: string;
    principal: Uint8Array;
    /** Empty where no password belongs to the way. */
    record: string;
    sealed_seed: Uint8Array;
    kind: string;
    created: number;
    used: number;
  };
  way_lists: {
    principal: Uint8Array;
    counter: number;
    list: Uint8Array;
    signature: Uint8Array;
  };
  sessions: {
    hash: string;
    principal: Uint8Array;
    created: number;
    used: number;
    way: string | null;
  };
  requests: {
    file: Uint8Array;
    id: Uint8Array;
    kind: string;
    requester: Uint8Array;
    time: number;
    expires: number;
    request: Uint8Array;
    signature: Uint8Array;
    reason: Uint8Array;
    done: number | null;
  };
  answers: {
    file: Uint8Array;
    request: Uint8Array;
    author: Uint8Array;
    says: string;
    epoch: number;
    time: number;
    statement: Uint8Array;
    signature: Uint8Array;
    share: Uint8Array | null;
  };
}
