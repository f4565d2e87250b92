import type { Logger } from 'pino';
import type { Accounts } from '../accounts/accounts.ts';
import type { Invitations } from '../accounts/invitations.ts';
import type { Sessions } from '../accounts/sessions.ts';
import type { Ways } from '../accounts/ways.ts';
import type { Config } from '../config/config.ts';
import type { SetupToken } from '../config/keys.ts';
import type { Metrics } from '../health/metrics.ts';
import type { Log } from '../ledger/log.ts';
import type { Sequencer } from '../ledger/sequencer.ts';
import type { Store } from '../store/store.ts';

/** Everything that a request may need. */
export interface Services {
  readonly config: Config;
  readonly clock: () => number;
  readonly store: Store;
  readonly log: Log;
  readonly sequencer: Sequencer;
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  readonly ways: Ways;
  readonly invitations: Invitations;
  readonly setupToken: SetupToken;
  /** The ledger's verifier key, C2SP signed-note form. */
  readonly verifierKey: string;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** True once the server takes nothing new. */
  readonly stopping: () => boolean;
}
