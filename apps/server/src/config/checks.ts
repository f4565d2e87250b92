import type { Config } from './config.ts';
import { isLoopback } from './loopback.ts';
import { refuseUnless } from './refusal.ts';

/**
 * Refuses settings that would lay the practice open (DOMAIN F1, F3, F4). Rejects with `StartRefused`,
 * unless the very code is allowed.
 */
export async function checkSettings(config: Config): Promise<void> {
  if (!config.behindTls && !isLoopback(config.host))
    refuseUnless(
      config.allowUnsafe,
      'listen-exposed',
      'VAITI_HOST is not this machine alone and nothing encrypts the way there. Put a proxy with TLS before the server and set VAITI_BEHIND_TLS=1.',
    );
  if (config.database === undefined) return;
  // The driver is loaded only where it is needed.
  const { checkDatabaseUrl } = await import('./database-url.ts');
  checkDatabaseUrl(config.database, config.allowUnsafe);
}
