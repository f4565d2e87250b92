export { type HandOver, handOver } from './access/hand-over.ts';
export { leave, standingWithout, takeRole } from './access/leave.ts';
export {
  type PracticeStanding,
  rotatePending,
  standingOf,
  writeStanding,
} from './access/rotate.ts';
export { shareFile, stopSharing } from './access/share.ts';
export { type Api, type ApiOptions, createApi } from './api/api.ts';
export {
  type Credentials,
  registerAccount,
  type SignedIn,
  signIn,
} from './account/account.ts';
export { newPaperKey, parsePaperKey } from './account/paper-key.ts';
export { type SecretWayKind, signInBySecret } from './account/secret-way.ts';
export { type Access, endSession, readAccess, type SessionView } from './account/sessions.ts';
export {
  addDevice,
  addSecretWay,
  listWays,
  ownSecretKey,
  removeWay,
  setPassword,
  settleWays,
  type WayView,
} from './account/ways.ts';
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
export { admit, type RoleAt } from './invite/admit.ts';
export {
  cancelInvitation,
  confirmInvitation,
  invite,
  openInvitations,
  type OpenInvitation,
  ownInvitation,
} from './invite/invite.ts';
export { Joiner, type Joining } from './invite/join.ts';
export { emergencyKit, type Kit, type KitWords } from './invite/kit.ts';
export { qrLines, qrModules, qrPath } from './invite/qr.ts';
export { invitationLink, invitationWords, parseInvitation } from './invite/words.ts';
export { addToDirectory, createDirectory, openDirectoryFile } from './practice/directory-file.ts';
export { type Directory, nameOf, readDirectory } from './practice/directory.ts';
export { type FileLine, listFiles } from './practice/files.ts';
export {
  confirmAdministrator,
  createFile,
  enrol,
  foundPractice,
  giveRole,
  linkGroups,
  newIdentity,
  setGroup,
} from './practice/found.ts';
export { renewGroups } from './practice/groups.ts';
export { type LedgerCheck, LedgerWatch } from './practice/ledger-watch.ts';
export { isoDay, type Member, memberOf, type Surroundings, today } from './practice/member.ts';
export { Practice } from './practice/practice.ts';
export type { InvitationView, JoinView, PeopleView, PersonView } from './clinic/people-methods.ts';
export { type SessionLine, type WayLine } from './clinic/access-methods.ts';
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
