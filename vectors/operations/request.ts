import {
  approvalMessage,
  decodeApproval,
  decodeRequest,
  decodeVerdict,
  requestId,
  requestMessage,
  toHex,
  verdictMessage,
  verifyApproval,
  verifyRequest,
  verifyVerdict,
} from '@vaiti/core';
import { z } from 'zod';
import { toJson } from '../json.ts';
import { hex, type Operation } from './operation.ts';

const input_ = z.strictObject({ statement: hex, signature: hex, key: hex });

/** A signed request and the id by which approvals name it. */
export const requestOp: Operation = async (input, { using }) => {
  const { key, signature, statement } = input_.parse(input);
  const request = decodeRequest(statement);
  await verifyRequest({ request: statement, signature }, key, using.verify);
  return {
    statement: toJson(request),
    signed: toHex(requestMessage(statement)),
    id: toHex(requestId({ request: statement, signature })),
  };
};

/** A signed approval. */
export const approvalOp: Operation = async (input, { using }) => {
  const { key, signature, statement } = input_.parse(input);
  const approval = decodeApproval(statement);
  await verifyApproval({ approval: statement, signature }, key, using.verify);
  return { statement: toJson(approval), signed: toHex(approvalMessage(statement)) };
};

/** A signed verdict. */
export const verdictOp: Operation = async (input, { using }) => {
  const { key, signature, statement } = input_.parse(input);
  const verdict = decodeVerdict(statement);
  await verifyVerdict({ verdict: statement, signature }, key, using.verify);
  return { statement: toJson(verdict), signed: toHex(verdictMessage(statement)) };
};
