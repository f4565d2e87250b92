import { audiences, minorChoices, SUMMARY_LENGTH } from '@vaiti/care';
import { memberRoles } from '@vaiti/core';
import { z } from 'zod';
import { invitationView } from './people-methods.ts';

const hexId = z.string().regex(/^[0-9a-f]{32}$/);
const nothing = z.null();

/** What is decided about a minor's visit; `text` says how. */
export const choiceArgs = z.strictObject({
  choice: z.enum(minorChoices),
  text: z.string().max(1000),
});

/** Something that was told to the patient or a guardian. */
export const toldView = z.strictObject({
  audience: z.enum(audiences),
  title: z.string(),
  text: z.string(),
  day: z.string(),
  by: z.string(),
});
export type ToldView = z.infer<typeof toldView>;

/** Who sees what of one visit: belongs to the note or visit of the timeline with the same `record`. */
export const visitSharing = z.strictObject({
  record: hexId,
  /** As decisions name it: the visit, or the note that tells of it. */
  visit: hexId,
  /** Null before anybody decided; `changes` counts later versions. */
  decision: z
    .strictObject({ ...choiceArgs.shape, day: z.string(), by: z.string(), changes: z.number() })
    .nullable(),
  told: z.array(toldView),
});
export type VisitSharing = z.infer<typeof visitSharing>;

/** A patient or guardian who can read something of the file. */
export const memberView = z.strictObject({
  principal: hexId,
  role: z.enum(memberRoles),
  name: z.string(),
  fingerprint: z.string(),
  since: z.string(),
  by: z.string(),
  until: z.string().nullable(),
});
export type MemberView = z.infer<typeof memberView>;

/** What a patient or guardian sees of one file. */
export const sharedView = z.strictObject({
  file: hexId,
  audience: z.enum(audiences),
  patientName: z.string(),
  practiceName: z.string(),
  therapistName: z.string(),
  since: z.string(),
  until: z.string().nullable(),
  items: z.array(
    z.strictObject({
      record: hexId,
      day: z.string(),
      title: z.string(),
      text: z.string(),
      authorName: z.string(),
      fingerprint: z.string(),
    }),
  ),
  /** How many of the care team and how many others outside of it can read this as well. */
  team: z.number(),
  others: z.number(),
});
export type SharedView = z.infer<typeof sharedView>;

/** Methods about what patients and guardians see, for the care team, and `shared` for themselves. */
export const patientMethods = {
  members: {
    args: z.strictObject({ file: hexId }),
    result: z.strictObject({
      members: z.array(memberView),
      /** Own open invitations to this file. */
      invitations: z.array(invitationView),
    }),
  },
  inviteMember: {
    args: z.strictObject({
      file: hexId,
      role: z.enum(memberRoles),
      /** The guardian's; the patient's is in the contact details. */
      name: z.string().trim().min(1).max(200),
    }),
    result: invitationView,
  },
  dismissMember: { args: z.strictObject({ file: hexId, principal: hexId }), result: nothing },
  decide: {
    args: z.strictObject({ file: hexId, visit: hexId, ...choiceArgs.shape }),
    result: nothing,
  },
  tell: {
    args: z.strictObject({
      file: hexId,
      visit: hexId.nullable(),
      audience: z.enum(audiences),
      title: z.string().max(200),
      text: z.string().trim().min(1).max(SUMMARY_LENGTH),
    }),
    result: nothing,
  },
  /** For patients and guardians: everything that was opened to them. */
  shared: { args: z.strictObject({}), result: z.array(sharedView) },
} as const;
