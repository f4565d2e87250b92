/** What the load generator is told to send: each lane is one client, its bodies go in order. */
export interface LoadOrder {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly token: string;
  readonly lanes: readonly (readonly Uint8Array[])[];
}

/** What came of it. */
export interface LoadResult {
  /** From the first request to the last reply. */
  readonly milliseconds: number;
  /** Bodies of the replies, lane by lane. */
  readonly replies: readonly (readonly Uint8Array[])[];
}
