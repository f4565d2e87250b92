import type { Material } from '../find/material.ts';

/** The made-up patient whom `--plant` writes into the store in plain text. */
export interface Canary {
  readonly name: string;
  readonly hetu: string;
}

/** The store of the server under theft, as somebody with access to its machine reaches it. */
export interface StolenStore {
  readonly name: string;
  /** Settings that make a server use it. */
  readonly server: { readonly database?: string; readonly schema?: string };
  /** Writes the canary as a plain row of a table of its own, past the server. */
  readonly plant: (canary: Canary) => Promise<void>;
  /** Makes backups and a copy of all values into `folder`, while the server runs. */
  readonly backups: (folder: string) => Promise<readonly Material[]>;
  /** Takes the store's own files beside the data directory, as far as the role may read them. */
  readonly files: (folder: string) => Promise<readonly Material[]>;
  /** Removes what is not in the data directory. */
  readonly remove: () => Promise<void>;
}
