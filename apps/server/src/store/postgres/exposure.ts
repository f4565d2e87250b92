import { isLoopback } from '../../config/loopback.ts';
import { refuseUnless } from '../../config/refusal.ts';

/** What tells the database's settings. */
export interface Asking {
  query(text: string): Promise<readonly { addresses?: string; ssl?: string }[]>;
}

/**
 * Refuses a database that listens to the world without TLS (DOMAIN F1): what the server's own
 * connection looks like says nothing about who else can reach it. Throws `store-exposed`.
 */
export async function checkExposure(asking: Asking, allowed: ReadonlySet<string>): Promise<void> {
  const rows = await asking.query(
    `SELECT current_setting('listen_addresses') AS addresses, current_setting('ssl') AS ssl`,
  );
  const { addresses = '', ssl = '' } = rows[0] ?? {};
  const open = addresses
    .split(',')
    .map((address) => address.trim())
    .some((address) => address !== '' && !isLoopback(address));
  if (!open || ssl === 'on') return;
  refuseUnless(
    allowed,
    'store-exposed',
    'PostgreSQL listens beyond this machine without TLS. Set listen_addresses to localhost, or ssl to on.',
  );
}
