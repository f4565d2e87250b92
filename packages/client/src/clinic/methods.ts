import { contactSchema } from '@vaiti/care';
import { groupRoles, roles } from '@vaiti/core';
import { z } from 'zod';
import { accessMethods } from './access-methods.ts';
import { emergencyMethods } from './emergency-methods.ts';
import { forgetMethods } from './forget-methods.ts';
import { choiceArgs, patientMethods, visitSharing } from './patient-methods.ts';
import { leavingMethods } from './leaving-methods.ts';
import { peopleMethods } from './people-methods.ts';
import { recoveryMethods } from './recovery-methods.ts';
import { sharingMethods } from './sharing-methods.ts';
import { supervisionMethods } from './supervision-methods.ts';

const hexId = z.string().regex(/^[0-9a-f]{32}$/);

/** A role as it is shown: at a centre by name, or in the whole practice (`centre` null). */
const roleView = z.strictObject({
  role: z.enum(roles),
  centre: hexId.nullable(),
  centreName: z.string().nullable(),
});

export const meView = z.strictObject({
  principal: hexId,
  name: z.string(),
  roles: z.array(roleView),
  /** The whole fingerprint of this person's keys, in groups of four. */
  fingerprint: z.string(),
  practice: hexId,
  practiceName: z.string(),
  demo: z.boolean(),
  /** A patient or guardian: outside the practice, with a view of their own. */
  outside: z.boolean(),
});
export type MeView = z.infer<typeof meView>;

/** `locked`: this device remembers who it is, the keys are gone until the password is given. */
export const statusView = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('signed-out') }),
  z.strictObject({ state: z.literal('locked'), name: z.string() }),
  z.strictObject({ state: z.literal('signed-in'), me: meView, online: z.boolean() }),
]);
export type StatusView = z.infer<typeof statusView>;

/** One patient in the list. Holders of the `contact` compartment alone have `notes` false. */
export const patientLine = z.strictObject({
  file: hexId,
  name: z.string(),
  birthDate: z.string().nullable(),
  phones: z.array(z.string()),
  emails: z.array(z.string()),
  language: z.enum(['fi', 'sv', 'en']),
  minor: z.boolean(),
  centreName: z.string().nullable(),
  notes: z.boolean(),
  /** ISO date of the newest entry. */
  lastEntry: z.string(),
  /** An unsigned draft waits on this device. */
  draft: z.boolean(),
  /** How long the file must be kept: the last day (ISO), and how that stands today. */
  kept: z.strictObject({
    until: z.string().nullable(),
    standing: z.enum(['kept', 'soon', 'over', 'unknown']),
  }),
  /** Sealed to a role before this member joined it, and not opened to them yet: nothing else is known. */
  locked: z.boolean(),
});
export type PatientLine = z.infer<typeof patientLine>;

const authorView = z.strictObject({ principal: hexId, name: z.string() });

/** One signed version of something in a file. `body` by kind; `text` is what a person reads. */
const versionView = z.strictObject({
  seq: z.number(),
  version: z.number(),
  day: z.string(),
  author: authorView,
  title: z.string(),
  text: z.string(),
  /** Why it was amended; null for originals. */
  reason: z.string().nullable(),
});
export type VersionView = z.infer<typeof versionView>;

export const timelineItem = z.strictObject({
  record: hexId,
  kind: z.enum(['note', 'visit', 'condition', 'attachment', 'consent', 'emergency']),
  /** When it happened: ISO date-time or date. Items come in this order, oldest first. */
  when: z.string(),
  /** Newest version first; the original is the last and always there. */
  versions: z.array(versionView).min(1),
  /** For a visit: how it was held, and what was recorded of a minor's decision. */
  visit: z
    .strictObject({
      mode: z.enum(['centre', 'remote', 'phone']),
      centreName: z.string().nullable(),
      minorDecides: z.boolean().nullable(),
    })
    .nullable(),
  /** For an attachment: its media type and size in bytes. */
  attachment: z.strictObject({ contentType: z.string(), size: z.number() }).nullable(),
});
export type TimelineItem = z.infer<typeof timelineItem>;

/** Who can read the file, as the signed chain says. Role groups list their people. */
export const readerView = z.strictObject({
  principal: hexId,
  name: z.string(),
  group: z.boolean(),
  /** For a role group: whose, and where (null: the whole practice). */
  role: z.enum(groupRoles).nullable(),
  centreName: z.string().nullable(),
  people: z.array(authorView),
  scope: z.enum(['root', 'clinical', 'contact', 'shared', 'guardian', 'directory', 'entry']),
  /** For scope `entry`: `seq` of the one entry that is lent. */
  entry: z.number().nullable(),
  since: z.string(),
  /** ISO date of the last day; null without an end. */
  until: z.string().nullable(),
  grantedBy: z.string(),
  fingerprint: z.string(),
  /** A patient or guardian. */
  outside: z.boolean(),
});
export type ReaderView = z.infer<typeof readerView>;

export const patientFileView = z.strictObject({
  file: hexId,
  line: patientLine,
  contact: contactSchema,
  contactVersions: z.number(),
  /** Empty for those who hold the `contact` compartment alone. */
  timeline: z.array(timelineItem),
  /** For the care team: what was decided and told about each note and visit. */
  visits: z.array(visitSharing),
  readers: z.array(readerView),
  /** Officers who could open the file in an emergency; null when nobody could. */
  quorum: z
    .strictObject({
      threshold: z.number(),
      officers: z.array(z.strictObject({ name: z.string(), fingerprint: z.string() })),
      since: z.string(),
      /** Who split the key. */
      by: z.string(),
      /** Whether they are the practice's council as it is now. */
      current: z.boolean(),
    })
    .nullable(),
  /** ISO date until which this person reads it because of an emergency; else null. */
  emergency: z.string().nullable(),
  /** Whether this person decides who reads the file. */
  mayShare: z.boolean(),
  /** What was checked when the file was opened. */
  verified: z.strictObject({
    entries: z.number(),
    head: z.string(),
    epoch: z.number(),
    ledgerIndex: z.number(),
  }),
  /** The file as it was last seen; the server cannot be reached now. */
  offline: z.boolean(),
});
export type PatientFileView = z.infer<typeof patientFileView>;

/** What a note is written from. `record` is set when it amends. */
export const draftView = z.strictObject({
  file: hexId,
  record: hexId.nullable(),
  title: z.string().max(200),
  text: z.string().max(500_000),
  reason: z.string().max(1000),
  /** ISO date-time of the last change; set by the client. */
  savedAt: z.string(),
});
export type DraftView = z.infer<typeof draftView>;

const draftPlace = z.strictObject({ file: hexId, record: hexId.nullable() });
const none = z.strictObject({});
const nothing = z.null();

/**
 * What the page may ask of the key worker. Keys never cross this edge; both sides parse by these
 * schemas. Refusals arrive as `ClientError` with a code.
 */
export const clinicMethods = {
  status: { args: none, result: statusView },
  /** Secret Key as printed (spaces, hyphens and case do not matter) and password. */
  signIn: {
    args: z.strictObject({
      secretKey: z.string().max(200),
      password: z.string().max(1000),
      remember: z.boolean(),
    }),
    result: meView,
  },
  unlock: { args: z.strictObject({ password: z.string().max(1000) }), result: meView },
  /** By what a passkey's PRF extension gives for our salt. Only devices already remembered stay so. */
  signInByPasskey: {
    args: z.strictObject({
      prf: z.instanceof(Uint8Array<ArrayBuffer>).refine((value) => value.length === 32),
    }),
    result: meView,
  },
  lock: { args: none, result: nothing },
  /** Ends the session and forgets this device, its cache and its drafts. */
  signOut: { args: none, result: nothing },
  caseload: { args: none, result: z.array(patientLine) },
  openFile: { args: z.strictObject({ file: hexId }), result: patientFileView },
  /**
   * Signs and stores the draft as a note (or amendment) and shreds the draft. A new note of a minor needs
   * what was decided about the visit.
   */
  signNote: {
    args: z.strictObject({ ...draftView.shape, decision: choiceArgs.nullable() }),
    result: patientFileView,
  },
  saveDraft: { args: draftView, result: draftView },
  draft: { args: draftPlace, result: draftView.nullable() },
  discardDraft: { args: draftPlace, result: nothing },
  updateContact: {
    args: z.strictObject({ file: hexId, contact: contactSchema }),
    result: patientFileView,
  },
  ...accessMethods,
  ...emergencyMethods,
  ...peopleMethods,
  ...sharingMethods,
  ...supervisionMethods,
  ...forgetMethods,
  ...recoveryMethods,
  ...leavingMethods,
  ...patientMethods,
  /** Bytes of an attachment, for saving or viewing. */
  attachment: {
    args: z.strictObject({ file: hexId, record: hexId }),
    result: z.strictObject({
      title: z.string(),
      contentType: z.string(),
      data: z.instanceof(Uint8Array),
    }),
  },
} as const;

export type ClinicMethods = typeof clinicMethods;
export type ClinicMethod = keyof ClinicMethods;
export type ArgsOf<M extends ClinicMethod> = z.infer<ClinicMethods[M]['args']>;
export type ResultOf<M extends ClinicMethod> = z.infer<ClinicMethods[M]['result']>;

/** What the worker tells unasked. */
export const clinicEvent = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('status'), status: statusView }),
  /** Reading the caseload: files verified so far of how many. */
  z.strictObject({ event: z.literal('progress'), done: z.number(), of: z.number() }),
  /** Files re-sealed so far because somebody left, of how many; 0 of 0 when none waits any more. */
  z.strictObject({ event: z.literal('rotation'), done: z.number(), of: z.number() }),
  /** Keys shared out so far among the council, of how many files; 0 of 0 when none waits any more. */
  z.strictObject({ event: z.literal('splitting'), done: z.number(), of: z.number() }),
  /** Files given back or handed over so far, of how many. */
  z.strictObject({ event: z.literal('handing'), done: z.number(), of: z.number() }),
  z.strictObject({ event: z.literal('file-changed'), file: hexId }),
]);
export type ClinicEvent = z.infer<typeof clinicEvent>;

/** The clinic's client as the page sees it: every method, and events. */
export type ClinicClient = {
  readonly [M in ClinicMethod]: (args: ArgsOf<M>) => Promise<ResultOf<M>>;
} & {
  /** Returns how to stop listening. */
  readonly subscribe: (listener: (event: ClinicEvent) => void) => () => void;
};
