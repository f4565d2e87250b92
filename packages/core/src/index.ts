/** Everything: the blind half and the half that opens. For clients only. */
export * from './blind.ts';
export * from './open/secret.ts';
export * from './open/chunked.ts';
export * from './open/padding.ts';
export * from './open/sign.ts';
export * from './open/kem.ts';
export * from './open/identity.ts';
export * from './open/keys.ts';
export * from './open/grant.ts';
export * from './open/group-link.ts';
export * from './open/entry.ts';
export * from './open/invitation.ts';
export * from './open/roster.ts';
export * from './open/read.ts';
