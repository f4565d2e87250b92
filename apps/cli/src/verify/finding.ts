import type { ClientErrorCode } from '@vaiti/client';
import { ClientError } from '@vaiti/client';

/** Something that a check found wrong, by the code that the client has for it. */
export class Finding extends ClientError {
  constructor(code: ClientErrorCode) {
    super(code);
    this.name = 'Finding';
  }
}
