import { ceremonySteps, memberRoles, roles } from '@vaiti/core';
import { z } from 'zod';

const hexId = z.string().regex(/^[0-9a-f]{32}$/);
const none = z.strictObject({});
const nothing = z.null();

/** A role as it is shown: at a centre by name, or in the whole practice (`centre` null). */
const roleView = z.strictObject({
  role: z.enum(roles),
  centre: hexId.nullable(),
  centreName: z.string().nullable(),
});

/** For a patient or guardian: as what, and of which patient. */
const invitedView = z.strictObject({ role: z.enum(memberRoles), patientName: z.string() });

/** An invitation that is not over. Only the one who invites can open what it says. */
export const invitationView = z.strictObject({
  id: hexId,
  by: z.string(),
  /** ISO date-time. */
  expires: z.string(),
  own: z
    .strictObject({
      name: z.string(),
      roles: z.array(roleView),
      member: invitedView.nullable(),
      /** For somebody of the practice who lost their keys. */
      recovers: z.boolean(),
      words: z.array(z.string()),
      /** Path and fragment below the server's address. */
      link: z.string(),
      /** The whole fingerprint of whoever answered; null until somebody did. */
      fingerprint: z.string().nullable(),
    })
    .nullable(),
});
export type InvitationView = z.infer<typeof invitationView>;

const personView = z.strictObject({
  principal: hexId,
  name: z.string(),
  title: z.string(),
  roles: z.array(roleView),
  fingerprint: z.string(),
  retired: z.boolean(),
  /** Who looks at their notes, as an administrator entered it. */
  supervisor: hexId.nullable(),
  /** Appointed administrator and not confirmed yet: by whom, and whether that was me. */
  unconfirmed: z
    .strictObject({ entry: z.string().regex(/^[0-9a-f]{64}$/), by: z.string(), own: z.boolean() })
    .nullable(),
  /** Got new keys: since when (ISO date), entered and confirmed by whom. */
  newKeys: z.strictObject({ since: z.string(), by: z.array(z.string()) }).nullable(),
  /** New keys that wait for another administrator: entered by whom, and whether that was me. */
  waitingKeys: z
    .strictObject({ by: z.string(), own: z.boolean(), fingerprint: z.string() })
    .nullable(),
  /** The sheets of their paper key: how many of how many, and what happened to them last. */
  sheets: z
    .strictObject({
      need: z.number(),
      of: z.number(),
      step: z.enum(ceremonySteps),
      /** ISO date. */
      since: z.string(),
    })
    .nullable(),
});
export type PersonView = z.infer<typeof personView>;

export const peopleView = z.strictObject({
  people: z.array(personView),
  centres: z.array(z.strictObject({ id: hexId, name: z.string() })),
  invitations: z.array(invitationView),
});
export type PeopleView = z.infer<typeof peopleView>;

/** Where an invitation stands for the one who was invited. */
export const joinView = z.strictObject({
  step: z.enum(['invited', 'answered', 'enrolled']),
  name: z.string(),
  practiceName: z.string(),
  inviterName: z.string(),
  roles: z.array(roleView),
  member: invitedView.nullable(),
  /** They belong to the practice already and lost their keys. */
  recovers: z.boolean(),
  /** Answered with the keys of whoever is signed in: no new account is made. */
  existing: z.boolean(),
  fingerprint: z.string().nullable(),
});
export type JoinView = z.infer<typeof joinView>;

/** The words of an invitation, or what stands at the end of its link. */
const code = z.string().max(1000);

/** Methods for administrators and for people who join. */
export const peopleMethods = {
  people: { args: none, result: peopleView },
  invite: {
    args: z.strictObject({
      name: z.string().trim().min(1).max(200),
      title: z.string().trim().max(200),
      role: z.enum(roles),
      centre: hexId.nullable(),
    }),
    result: invitationView,
  },
  invitation: { args: z.strictObject({ id: hexId }), result: invitationView },
  /** Takes in whoever answered with exactly this fingerprint. */
  confirmInvitation: {
    args: z.strictObject({ id: hexId, fingerprint: z.string().max(100) }),
    result: nothing,
  },
  cancelInvitation: { args: z.strictObject({ id: hexId }), result: nothing },
  confirmAdministrator: {
    args: z.strictObject({ entry: z.string().regex(/^[0-9a-f]{64}$/) }),
    result: nothing,
  },
  joinLook: { args: z.strictObject({ code }), result: joinView },
  /** Makes the keys, once, and answers. */
  joinAnswer: { args: z.strictObject({ code }), result: joinView },
  /** The Secret Key that the account will have. */
  joinSecretKey: {
    args: z.strictObject({ code }),
    result: z.strictObject({ secretKey: z.string() }),
  },
  /** Makes the account; the last group of the Secret Key shows that it was stored. */
  joinFinish: {
    args: z.strictObject({ code, password: z.string().max(1000), lastGroup: z.string().max(100) }),
    result: nothing,
  },
} as const;
