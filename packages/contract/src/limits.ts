/** Bounds that client and server share. Sizes in bytes, times in milliseconds. */
export const limits = {
  /** One request's body. */
  request: 32 * 1024 * 1024,
  /** Appends in one request. */
  appends: 256,
  /** Read statements in one request. */
  reads: 64,
  /** Entries in one reply to a statement; `more` says that others follow. */
  entries: 500,
  /** Bytes of bodies in one reply to a statement, after which `more` is set. */
  replyBytes: 16 * 1024 * 1024,
  /** Grants in one append. */
  grants: 512,
  /** Files in one page of the list. */
  files: 1000,
  /** How far a statement's or a request's clock may be from the server's. */
  clockSkew: 5 * 60 * 1000,
  /** Invitations open at once. */
  invitations: 200,
  /** Invitations of patients and guardians by one member of staff open at once. */
  memberInvitations: 50,
  /** An invitation must be answered, and after its answer the account made, within this time. */
  invitationLife: 72 * 60 * 60 * 1000,
  /** Requests of one person, an emergency or the end of a file, that may be open at once. */
  openRequests: 20,
  /** Requests in one reply, the newest. */
  requests: 500,
  /** A session ends this long after sign-in, whatever happens. */
  sessionAbsolute: 12 * 60 * 60 * 1000,
  /** A session ends this long after its last request. */
  sessionIdle: 30 * 60 * 1000,
} as const;
