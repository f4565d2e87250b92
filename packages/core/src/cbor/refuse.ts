import { utf8Text } from '../bytes.ts';
import { CoreError } from '../errors.ts';

export function refuseBytes(): never {
  throw new CoreError('cbor-invalid', 'not the deterministic encoding');
}

export function refuseValue(): never {
  throw new CoreError('cbor-invalid', 'value not allowed');
}

/** Text of UTF-8 `bytes`, byte order marks kept. Throws `cbor-invalid` on malformed UTF-8. */
export function strictText(bytes: Uint8Array): string {
  try {
    return utf8Text(bytes);
  } catch {
    return refuseBytes();
  }
}
