import {
  checkJoin,
  fingerprintOf,
  invitationKeys,
  openInvitation,
  Secret,
  toHex,
} from '@vaiti/core';
import { z } from 'zod';
import { toJson } from '../json.ts';
import { hex, type Operation } from './operation.ts';

/** What the code of an invitation gives. */
export const invitationKeysOp: Operation = (input) => {
  const { code } = z.strictObject({ code: hex }).parse(input);
  const { id, token, seal, mac, device } = invitationKeys(new Secret(code));
  return {
    id: toHex(id),
    token: toHex(token),
    seal: seal.use(toHex),
    mac: mac.use(toHex),
    device: device.use(toHex),
  };
};

/** What an invitation says. */
export const invitationOpenOp: Operation = async (input) => {
  const { code, sealed } = z.strictObject({ code: hex, sealed: hex }).parse(input);
  const says = await openInvitation(invitationKeys(new Secret(code)), sealed);
  return { says: toJson(says) };
};

/** Whose keys answered an invitation. */
export const joinCheckOp: Operation = async (input, { using }) => {
  const { code, ...join } = z
    .strictObject({ code: hex, answer: hex, signature: hex, mac: hex })
    .parse(input);
  const { id, keys } = await checkJoin(invitationKeys(new Secret(code)), join, using.verify);
  return { id, fingerprint: fingerprintOf(keys) };
};
