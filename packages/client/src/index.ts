export { type Api, type ApiOptions, createApi } from './api/api.ts';
export {
  type Credentials,
  registerAccount,
  type SignedIn,
  signIn,
} from './account/account.ts';
export { accountOf, formatSecretKey, newSecretKey, parseSecretKey } from './account/secret-key.ts';
export { SealedCache } from './cache/sealed.ts';
export { type CacheStore, memoryStore } from './cache/store.ts';
export { type ClientErrorCode, ClientError, clientErrorCodes } from './errors.ts';
export { FileWriter, sendAll, sendBatch, writerOf } from './file/batch.ts';
export { extendFile, type FileTip, type VerifiedFile } from './file/chain.ts';
export { latest, type OpenedRecord, type OpenedVersion, openRecords } from './file/content.ts';
export { FileKeys, openKeys } from './file/keys.ts';
export { type OpenedFile, readCached, readFile, readFiles, type ReadRequest } from './file/read.ts';
export {
  type Draft,
  type NewFile,
  type Prepared,
  prepareEntry,
  prepareFile,
  prepareRotation,
  type ReaderPlan,
  writeEntry,
} from './file/write.ts';
export { type Directory, nameOf, readDirectory } from './practice/directory.ts';
export { type FileLine, listFiles } from './practice/files.ts';
export {
  createFile,
  enrol,
  foundPractice,
  giveRole,
  newIdentity,
  setGroup,
} from './practice/found.ts';
export { type LedgerCheck, LedgerWatch } from './practice/ledger-watch.ts';
export { isoDay, type Member, memberOf, type Surroundings, today } from './practice/member.ts';
export { Practice } from './practice/practice.ts';
export {
  type ArgsOf,
  type ClinicClient,
  type ClinicEvent,
  type ClinicMethod,
  clinicEvent,
  clinicMethods,
  type DraftView,
  type MeView,
  type PatientFileView,
  type PatientLine,
  type ReaderView,
  type ResultOf,
  type StatusView,
  type TimelineItem,
  type VersionView,
} from './clinic/methods.ts';
