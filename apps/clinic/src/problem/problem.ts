import type { ClientErrorCode } from '@vaiti/client';
import {
  type ErrorGroup,
  type ErrorKind,
  errorGroups,
  errorKinds,
  isGroupedCode,
} from '@vaiti/i18n';

/** No code without words: a new code that nobody has grouped stops the compiler here. */
const groupOf = errorGroups satisfies Record<ClientErrorCode, ErrorGroup>;

/** A refusal as it is shown. */
export interface Problem {
  readonly group: ErrorGroup | 'unknown';
  readonly kind: ErrorKind;
  /** The code to read out on the phone. */
  readonly code: string;
  /** The server's log line, where there is one. */
  readonly reference: string | undefined;
}

/** What to tell about anything that was thrown. Messages of errors are never shown. */
export function problemOf(error: unknown): Problem {
  const code = fieldOf(error, 'code');
  const reference = fieldOf(error, 'reference');
  if (!isGroupedCode(code)) return { group: 'unknown', kind: 'fault', code: 'unknown', reference };
  const group = groupOf[code];
  return { group, kind: errorKinds[group], code, reference };
}

function fieldOf(error: unknown, field: 'code' | 'reference'): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value: unknown = Reflect.get(error, field);
  return typeof value === 'string' ? value : undefined;
}
