import { z } from 'zod';

const hexId = z.string().regex(/^[0-9a-f]{32}$/);
const entryId = z.string().regex(/^[0-9a-f]{64}$/);
const none = z.strictObject({});
const nothing = z.null();

/** A request as somebody sees whom it concerns. Times are ISO date-times. */
export const emergencyView = z.strictObject({
  id: hexId,
  file: hexId,
  phase: z.enum(['open', 'done', 'over']),
  requester: z.string(),
  /** The whole fingerprint of the requester's keys. */
  fingerprint: z.string(),
  own: z.boolean(),
  asked: z.string(),
  expires: z.string(),
  /** For those who decide or review, and the requester. */
  reason: z.string().nullable(),
  approved: z.array(z.string()),
  declined: z.array(z.string()),
  /** Of the requester's own that is open: how many approvals it takes, and whose share is wrong. */
  gathered: z
    .strictObject({ needed: z.number(), sound: z.number(), wrong: z.array(z.string()) })
    .nullable(),
  opened: z.string().nullable(),
  mayApprove: z.boolean(),
  /** Whether the one who may approve is of the file's care team, as far as that shows. */
  team: z.boolean(),
  mayReview: z.boolean(),
  reviewDue: z.string().nullable(),
  reviews: z.array(z.strictObject({ name: z.string(), justified: z.boolean() })),
  /** Opened a file of the person's own, and they have not said yet that they saw it. */
  unseen: z.boolean(),
});
export type EmergencyView = z.infer<typeof emergencyView>;

const councilFacts = z.strictObject({
  threshold: z.number(),
  members: z.array(z.strictObject({ principal: hexId, name: z.string() })),
});

/** Who holds the shares of files' keys, for administrators. */
export const councilView = z.strictObject({
  council: councilFacts.nullable(),
  /** Whether all of them are officers still; else nothing is split among them. */
  sound: z.boolean(),
  waiting: councilFacts.extend({ entry: entryId, by: z.string(), own: z.boolean() }).nullable(),
  /** Files that nobody could open in an emergency. */
  unsplit: z.number(),
  people: z.array(z.strictObject({ principal: hexId, name: z.string(), officer: z.boolean() })),
});
export type CouncilView = z.infer<typeof councilView>;

const text = z.string().max(4000);

/** Break the glass: ask, approve, open, close, review; and the council. */
export const emergencyMethods = {
  emergencies: { args: none, result: z.array(emergencyView) },
  /** `file` is the whole id. */
  askEmergency: {
    args: z.strictObject({ file: hexId, reason: text }),
    result: z.strictObject({ id: hexId }),
  },
  approveEmergency: { args: z.strictObject({ id: hexId }), result: nothing },
  declineEmergency: { args: z.strictObject({ id: hexId }), result: nothing },
  /** `told` is what patient and care team read in the file. */
  openEmergency: { args: z.strictObject({ id: hexId, told: text }), result: nothing },
  closeEmergency: { args: z.strictObject({ file: hexId }), result: nothing },
  reviewEmergency: {
    args: z.strictObject({ id: hexId, justified: z.boolean() }),
    result: nothing,
  },
  /** Notes on this device that the person saw it. */
  seenEmergency: { args: z.strictObject({ id: hexId }), result: nothing },
  council: { args: none, result: councilView },
  /** Whoever of the members is no officer yet becomes one. */
  setCouncil: {
    args: z.strictObject({ members: z.array(hexId).max(32), threshold: z.number() }),
    result: nothing,
  },
  confirmCouncil: { args: z.strictObject({ entry: entryId }), result: nothing },
} as const;
