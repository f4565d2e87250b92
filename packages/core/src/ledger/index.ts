export { decodeBundle, encodeBundle, MAX_ENTRY_BYTES, verifyBundle } from './bundle.ts';
export {
  type Checkpoint,
  type CheckpointPolicy,
  encodeCheckpoint,
  type OpenedCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  type TreeHead,
  verifySuccessor,
} from './checkpoint.ts';
export { LedgerError, type LedgerErrorCode, ledgerErrorCodes } from './errors.ts';
export {
  encodeVerifierKey,
  keyId,
  parseVerifierKey,
  type SignatureType,
  signatureTypes,
  type VerifierKey,
} from './key.ts';
export { commitLeaf, type Opening, SALT_BYTES, verifyLeaf } from './leaf.ts';
export { emptyRoot, HASH_BYTES, leafHash, nodeHash, rootOf } from './merkle.ts';
export {
  addSignature,
  cosignNote,
  formatNote,
  type Note,
  type NoteSignature,
  parseNote,
  type Sign,
  signNote,
  type VerifiedSignature,
  verifyNote,
} from './note.ts';
export {
  type ConsistencyClaim,
  type HashReader,
  type InclusionClaim,
  type NodeId,
  proveConsistency,
  proveInclusion,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './proof.ts';
export {
  consistencyProof,
  inclusionProof,
  readTile,
  rootFromTiles,
  type TileReader,
  tileHashReader,
  verifiedTiles,
} from './tile-reader.ts';
export {
  type Bundle,
  bundlePath,
  parseTilePath,
  partialTiles,
  TILE_BYTES,
  TILE_WIDTH,
  type Tile,
  type TileResource,
  tilePath,
  tilesBetween,
  tilesOf,
  tileWidth,
} from './tiles.ts';
export { Frontier, type TileWrite } from './tree.ts';
