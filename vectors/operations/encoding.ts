import {
  decodeCbor,
  decodeOpening,
  encodeCbor,
  encodeOpening,
  pad,
  paddedLength,
  toHex,
  unpad,
} from '@vaiti/core';
import { z } from 'zod';
import { fromJson, toJson } from '../json.ts';
import { hex, type Operation } from './operation.ts';

const bytesInput = z.strictObject({ bytes: hex });

/** Deterministic CBOR, decoded and encoded again. */
export const cborDecode: Operation = (input) => {
  const { bytes } = bytesInput.parse(input);
  const value = toJson(decodeCbor(bytes));
  return { value, again: toHex(encodeCbor(fromJson(value))) };
};

/** A body before its encryption. */
export const padOp: Operation = (input) => {
  const { content } = z.strictObject({ content: hex }).parse(input);
  return { padded: toHex(pad(content)) };
};

export const unpadOp: Operation = (input) => {
  const { padded } = z.strictObject({ padded: hex }).parse(input);
  return { content: toHex(unpad(padded)) };
};

export const paddedLengthOp: Operation = (input) => {
  const { length } = z.strictObject({ length: z.number() }).parse(input);
  return { padded: paddedLength(length) };
};

/** What a ledger leaf commits to, decoded and encoded again. */
export const opening: Operation = (input) => {
  const decoded = decodeOpening(bytesInput.parse(input).bytes);
  return { value: toJson(decoded), again: toHex(encodeOpening(decoded)) };
};
