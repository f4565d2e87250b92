import { openChunked, sealChunked, toHex } from '@vaiti/core';
import { z } from 'zod';
import { hex, type Operation } from './operation.ts';

export const chunkedSeal: Operation = async (input) => {
  const options = z
    .strictObject({ key: hex, salt: hex, context: hex, plaintext: hex })
    .parse(input);
  return { ciphertext: toHex(await sealChunked(options)) };
};

export const chunkedOpen: Operation = async (input) => {
  const options = z.strictObject({ key: hex, context: hex, ciphertext: hex }).parse(input);
  return { plaintext: toHex(await openChunked(options)) };
};
