export { type HandOver, handOver } from './access/hand-over.ts';
export { splitPending } from './access/council.ts';
export { leave, standingWithout, takeRole } from './access/leave.ts';
export { forgetFile } from './access/forget.ts';
export { type Lending, lendEntry } from './access/lend.ts';
export { setSupervisor, supervisorOf } from './practice/supervisor.ts';
export { type LentNote, lentNotes, openLentNote } from './access/lent.ts';
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
export {
  accountOf,
  formatSecretKey,
  newSecretKey,
  parseSecretKey,
  secretKeyWords,
} from './account/secret-key.ts';
export { SealedCache } from './cache/sealed.ts';
export { type CacheStore, memoryStore } from './cache/store.ts';
export { type ClientErrorCode, ClientError, clientErrorCodes } from './errors.ts';
export { FileWriter, sendAll, sendBatch, writerOf } from './file/batch.ts';
export { extendFile, type FileTip, type VerifiedFile } from './file/chain.ts';
export { latest, type OpenedRecord, type OpenedVersion, openRecords } from './file/content.ts';
export { FileKeys, openKeys } from './file/keys.ts';
export {
  followTombstones,
  type Tombstone,
  type TombstoneLine,
  verifyTombstone,
} from './file/tombstone.ts';
export { type OpenedFile, readCached, readFile, readFiles, type ReadRequest } from './file/read.ts';
export {
  type AccessPlan,
  type Draft,
  type LoanPlan,
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
  type Invited,
  type InvitedMember,
  invite,
  inviteBack,
  inviteToFile,
  openInvitations,
  type OpenInvitation,
  ownInvitation,
} from './invite/invite.ts';
export { existingMember, type ExistingMember, Joiner, type Joining } from './invite/join.ts';
export { emergencyKit, type Kit, type KitWords } from './invite/kit.ts';
export { qrLines, qrModules, qrPath } from './invite/qr.ts';
export { invitationLink, invitationWords, parseInvitation } from './invite/words.ts';
export { dismissMember, settleGuardians } from './patient/admit-member.ts';
export { type MemberOfFile, membersOf } from './patient/members.ts';
export { contactIn, contentOf, openOwn, type OwnFile, recordsOf } from './patient/open.ts';
export {
  isOutside,
  readShared,
  type SharedFile,
  type SharedItem,
} from './patient/portal.ts';
export { endOf } from './patient/until.ts';
export {
  decideVisit,
  type Deciding,
  decisionOn,
  tellAbout,
  type Telling,
} from './patient/visit.ts';
export {
  drawSheets,
  type DrawnSheets,
  faultOf,
  keepSheets,
  noteRehearsal,
  type OpenedBySheets,
  openBySheets,
  removeAnyWay,
  returnBySheets,
  type SheetsFault,
  validSheets,
  voidSheets,
} from './recover/ceremony.ts';
export {
  giveBack,
  type LostFile,
  lostFiles,
  type Returned,
  returnedColleagues,
} from './recover/give-back.ts';
export {
  confirmNewKeys,
  enterNewKeys,
  type NewKeys,
  regroup,
  waitingKeys,
} from './recover/renew.ts';
export { setText, type SheetAbout, sheetPage, type SheetWords } from './recover/sheet-page.ts';
export {
  parseSheet,
  type Sheet,
  sheetCode,
  type SheetFault,
  sheetRows,
} from './words/sheet.ts';
export { addToDirectory, createDirectory, openDirectoryFile } from './practice/directory-file.ts';
export { type Directory, fingerprintFor, nameOf, readDirectory } from './practice/directory.ts';
export { type FileLine, listFiles } from './practice/files.ts';
export {
  confirmAdministrator,
  createFile,
  enrol,
  foundPractice,
  giveRole,
  linkGroups,
  newIdentity,
  noteCeremony,
  renew,
  setCouncil,
  setGroup,
} from './practice/found.ts';
export { approveEmergency, isTeam, type ProvenSplit, splitOf } from './request/approve.ts';
export { type Ask, askFor, sayOf } from './request/ask.ts';
export {
  approvalsFor,
  approveForget,
  askToForget,
  forgetByRequest,
  openForgetRequest,
} from './request/forget.ts';
export {
  closeEmergency,
  endEmergencies,
  gatherApprovals,
  type Gathered,
  openEmergency,
} from './request/emergency.ts';
export {
  findRequest,
  isOpenRequest,
  listRequests,
  phaseOf,
  type ProvenRequest,
  requestBytes,
  type RequestPhase,
  reviewDue,
  reviewsOf,
} from './request/request.ts';
export { councilToSplit } from './file/split.ts';
export { renewGroups } from './practice/groups.ts';
export { type LedgerLeaf, type LedgerPage, readLedger } from './practice/ledger-read.ts';
export { type LedgerCheck, LedgerWatch } from './practice/ledger-watch.ts';
export { isoDay, type Member, memberOf, type Surroundings, today } from './practice/member.ts';
export { Practice } from './practice/practice.ts';
export type { CouncilView, EmergencyView } from './clinic/emergency-methods.ts';
export type { InvitationView, JoinView, PeopleView, PersonView } from './clinic/people-methods.ts';
export type { ReturnedView } from './clinic/recovery-methods.ts';
export type {
  MemberView,
  SharedView,
  ToldView,
  VisitSharing,
} from './clinic/patient-methods.ts';
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
export type { LentLine, LentNoteView } from './clinic/supervision-methods.ts';
export type { ForgetRequestView, ForgetStateView } from './clinic/forget-methods.ts';
