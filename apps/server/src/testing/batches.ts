import type { Batch } from '../store/rows.ts';

/** A batch that writes nothing, for tests to say what theirs writes. */
export const nothing: Batch = {
  roster: [],
  files: [],
  rotations: [],
  entries: [],
  grants: [],
  shares: [],
  members: [],
  leaves: [],
  tiles: [],
  nonces: [],
  requests: [],
  forgotten: [],
  replaced: [],
};
