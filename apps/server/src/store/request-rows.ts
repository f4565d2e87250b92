import type { ApprovalKind, Bytes, FileId, PrincipalId, VerdictKind } from '@vaiti/core/blind';

/** What somebody asked for. `id` is hexadecimal, `reason` deterministic CBOR, times in milliseconds. */
export interface RequestRow {
  readonly id: string;
  readonly file: FileId;
  readonly kind: ApprovalKind;
  readonly requester: PrincipalId;
  readonly time: number;
  readonly expires: number;
  readonly request: Bytes;
  readonly signature: Bytes;
  readonly reason: Bytes;
  /** When the entry that rests on its approvals was stored; null until then. */
  readonly done: number | null;
}

/** What somebody said of a request. */
export interface AnswerRow {
  readonly request: string;
  readonly file: FileId;
  readonly author: PrincipalId;
  readonly says: 'approved' | VerdictKind;
  /** Of the file, for an approval; else 0. */
  readonly epoch: number;
  readonly time: number;
  readonly statement: Bytes;
  readonly signature: Bytes;
  /** Deterministic CBOR of the share that came with it. */
  readonly share: Bytes | null;
}

/** One change of requests within a batch. What is there already stays as it is. */
export type RequestWrite =
  | { readonly write: 'request'; readonly row: RequestRow }
  | { readonly write: 'answer'; readonly row: AnswerRow }
  | {
      readonly write: 'done';
      readonly file: FileId;
      readonly request: string;
      readonly time: number;
    };

/** An entry without body, as far as its signature reaches. */
export interface SplittableEntry {
  readonly header: Bytes;
  readonly bodyHash: Bytes;
  readonly signature: Bytes;
}

/** A file whose root somebody holds, until a day if there is an end. */
export interface HeldFile {
  readonly file: FileId;
  readonly principal: PrincipalId;
  readonly until?: number;
}
