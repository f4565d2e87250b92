import pg from 'pg';
import { isLoopback } from './loopback.ts';
import { refuseUnless, StartRefused } from './refusal.ts';

const defaults = new Set([
  'postgres',
  'postgresql',
  'password',
  'admin',
  'root',
  'vaiti',
  'changeme',
  'secret',
  'test',
]);
const superusers = new Set(['postgres', 'root', 'admin']);
/** Shortest password over TCP, characters. */
const MIN_PASSWORD = 16;

/**
 * Refuses a PostgreSQL URL whose connection others could use or overhear. Host, user and password are
 * those that the driver itself would use, so that no trick of spelling gets past. A unix socket is
 * fine: the system says who connects. Throws `StartRefused`.
 */
export function checkDatabaseUrl(text: string, allowed: ReadonlySet<string>): void {
  const connection = connectionOf(text);
  const { host } = connection;
  // The driver leaves null where nobody is named, whatever its types say.
  const user = connection.user ?? '';
  const password = connection.password ?? '';
  if (host === '' || host.startsWith('/')) return;
  if (!isLoopback(host) && !asksForTls(text))
    refuseUnless(
      allowed,
      'store-without-tls',
      'DATABASE_URL leads to another machine without TLS. Add sslmode=verify-full.',
    );
  if (password === '')
    refuseUnless(
      allowed,
      'store-without-password',
      superusers.has(user)
        ? 'DATABASE_URL connects as a superuser without a password. Make a user of its own with a generated password.'
        : 'DATABASE_URL has no password. Give the database user a generated one, or use the unix socket.',
    );
  else if (defaults.has(password.toLowerCase()) || password === user)
    refuseUnless(
      allowed,
      'store-default-password',
      'DATABASE_URL has a password that everybody tries first. Generate one.',
    );
  else if (password.length < MIN_PASSWORD)
    refuseUnless(
      allowed,
      'store-short-password',
      `DATABASE_URL has a password of fewer than ${String(MIN_PASSWORD)} characters. Generate one.`,
    );
}

/** Every `sslmode` that is named must be one without a way back to plain text. */
function asksForTls(text: string): boolean {
  const query = text.includes('?') ? text.slice(text.indexOf('?') + 1) : '';
  const modes = new URLSearchParams(query).getAll('sslmode');
  return modes.length > 0 && modes.every((mode) => mode === 'verify-full' || mode === 'require');
}

function connectionOf(text: string): pg.Client {
  try {
    return new pg.Client({ connectionString: text });
  } catch (cause) {
    throw new StartRefused('setting-invalid', 'Not a valid value: DATABASE_URL.', { cause });
  }
}
