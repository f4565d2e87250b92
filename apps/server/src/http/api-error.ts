import { type ApiErrorCode, apiErrors } from '@vaiti/contract';
import { CoreError } from '@vaiti/core/blind';
import { StoreError } from '../store/errors.ts';

/** A refusal that goes out as `{code, id}`. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  constructor(code: ApiErrorCode) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
  }

  get status(): number {
    return apiErrors[this.code].status;
  }
}

/** What an error is on the wire. Whatever nobody expected is `internal`. */
export function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof StoreError) {
    if (error.code === 'store-full') return new ApiError('store-full');
    if (error.code === 'store-unavailable') return new ApiError('store-unavailable');
  }
  if (error instanceof CoreError && isMalformed(error)) return new ApiError('bad-request');
  return new ApiError('internal');
}

function isMalformed({ code }: CoreError): boolean {
  return code === 'cbor-invalid' || code === 'schema-invalid';
}
