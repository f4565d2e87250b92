import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  mkdirSync,
  existsSync,
  readFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { startServer } from '../index.ts';
import { TestServer } from '../testing/harness.ts';
import { TestPractice } from '../testing/personas.ts';
import { checkSettings } from './checks.ts';
import { configOf } from './config.ts';
import { StartRefused, unsafeCodes } from './refusal.ts';

const dirs: string[] = [];
after(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});
function temporary(): string {
  const dir = mkdtempSync(join(tmpdir(), 'vaiti-config-'));
  dirs.push(dir);
  return dir;
}

const refusedWith = (code: string) => (error: unknown) =>
  error instanceof StartRefused && error.code === code;

describe('settings', () => {
  test('defaults: this machine, port 8420, SQLite, nothing unsafe', async () => {
    const config = configOf({});
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.port, 8420);
    assert.equal(config.database, undefined);
    assert.equal(config.allowUnsafe.size, 0);
    assert.equal(config.backupDays, 35);
    assert.equal(configOf({ VAITI_BACKUP_DAYS: '7' }).backupDays, 7);
    await checkSettings(config);
  });

  const invalid: readonly Record<string, string>[] = [
    { VAITI_PORT: '70000' },
    { VAITI_PORT: 'http' },
    { VAITI_ALLOW_UNSAFE: 'everything' },
    { VAITI_BEHIND_TLS: 'maybe' },
    { DATABASE_URL: 'mysql://localhost/x' },

    { VAITI_SCHEMA: 'x; drop table files' },
    { VAITI_LOG_LEVEL: 'loud' },
    { VAITI_METRICS_TOKEN: 'short' },
    { VAITI_BACKUP_DAYS: '-1' },
    { VAITI_BACKUP_DAYS: 'never' },
  ];
  for (const env of invalid)
    test(`refuses ${JSON.stringify(env)} by its name, not its value`, () => {
      assert.throws(
        () => configOf(env),
        (error) => {
          if (!(error instanceof StartRefused)) return false;
          const [name = '', value = ''] = Object.entries(env)[0] ?? [];
          return error.message.includes(name) && !error.message.includes(value);
        },
      );
    });
});

describe('unsafe settings', () => {
  const long = 'aB3-aB3-aB3-aB3-aB3';
  const table: readonly [string, Record<string, string>][] = [
    ['listen-exposed', { VAITI_HOST: '0.0.0.0' }],
    ['listen-exposed', { VAITI_HOST: '::' }],
    ['listen-exposed', { VAITI_HOST: 'records.example.fi' }],
    ['store-without-tls', { DATABASE_URL: `postgres://vaiti:${long}@db.example.fi/v` }],
    ['store-without-tls', { DATABASE_URL: `postgres://vaiti:${long}@10.0.0.5/v?sslmode=prefer` }],
    ['store-without-tls', { DATABASE_URL: `postgres://vaiti:${long}@/v?host=db.example.fi` }],
    ['store-without-tls', { DATABASE_URL: `postgres:///v?host=db.fi&user=v&password=${long}` }],
    ['store-without-tls', { DATABASE_URL: `postgres://v:${long}@db.fi/v?sslmode=no-verify` }],
    ['store-without-password', { DATABASE_URL: 'postgres://vaiti@localhost/v' }],
    ['store-without-password', { DATABASE_URL: 'postgres://postgres@127.0.0.1/v' }],
    ['store-without-password', { DATABASE_URL: 'postgres://root@db.fi/v?sslmode=verify-full' }],
    ['store-default-password', { DATABASE_URL: 'postgres://vaiti:postgres@localhost/v' }],
    ['store-default-password', { DATABASE_URL: 'postgres://therapy:therapy@localhost/v' }],
    ['store-short-password', { DATABASE_URL: 'postgres://vaiti:k7Gh2x0@localhost/v' }],
  ];
  for (const [code, env] of table) {
    test(`${code}: ${Object.values(env)[0] ?? ''}`, async () => {
      const config = configOf(env);
      await assert.rejects(
        checkSettings(config),
        (error) =>
          error instanceof StartRefused &&
          error.code === code &&
          error.message.includes(`VAITI_ALLOW_UNSAFE=${code}`) &&
          !error.message.includes('k7Gh2x0'),
      );
      await checkSettings(configOf({ ...env, VAITI_ALLOW_UNSAFE: code }));
    });
  }

  const safe: readonly Record<string, string>[] = [
    { VAITI_HOST: '0.0.0.0', VAITI_BEHIND_TLS: '1' },
    { VAITI_HOST: 'localhost' },
    { VAITI_HOST: '::1' },
    { DATABASE_URL: 'postgres:///v?host=/var/run/postgresql' },
    { DATABASE_URL: `postgres://vaiti:${long}@localhost/v` },
    { DATABASE_URL: `postgres://vaiti:${long}@db.example.fi/v?sslmode=verify-full` },
    { DATABASE_URL: `postgres://vaiti:${long}@db.example.fi/v?sslmode=require` },
  ];
  for (const env of safe) test(`takes ${JSON.stringify(env)}`, () => checkSettings(configOf(env)));

  test('one permission does not cover another', async () => {
    const url = 'postgres://vaiti@db.example.fi/v';
    const config = configOf({ DATABASE_URL: url, VAITI_ALLOW_UNSAFE: 'store-without-tls' });
    await assert.rejects(checkSettings(config), refusedWith('store-without-password'));
  });
});

describe('the data directory', () => {
  const start = (data: string, more: Record<string, string> = {}) =>
    startServer(configOf({ VAITI_DATA: data, VAITI_LOG_LEVEL: 'info', ...more }), {
      listen: false,
    });

  test('everything in it is for its owner alone', async () => {
    const data = join(temporary(), 'new');
    const server = await start(data);
    await server.app.request('/health');
    await server.stop();
    const open = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter(
      (name) => (statSync(join(data, name)).mode & 0o077) !== 0,
    );
    assert.deepEqual(open, []);
    assert.equal(statSync(data).mode & 0o777, 0o700);
    assert.ok(existsSync(join(data, 'logs', 'server.log')));
  });

  test('data-exposed: others may enter', async () => {
    const data = join(temporary(), 'open');
    mkdirSync(data, { mode: 0o755 });
    chmodSync(data, 0o755);
    await assert.rejects(start(data), refusedWith('data-exposed'));
    const server = await start(data, { VAITI_ALLOW_UNSAFE: 'data-exposed' });
    await server.stop();
  });

  test('keys-exposed: others may read a secret', async () => {
    const data = join(temporary(), 'd');
    await (await start(data)).stop();
    chmodSync(join(data, 'keys', 'ledger.json'), 0o644);
    await assert.rejects(start(data), refusedWith('keys-exposed'));
  });

  test('data-locked: one server at a time', async () => {
    const data = join(temporary(), 'd');
    const server = await start(data);
    await assert.rejects(start(data), refusedWith('data-locked'));
    await server.stop();
    await (await start(data)).stop();
  });

  test('keys-invalid and keys-missing', async () => {
    const server = await TestServer.start();
    await TestPractice.found(server);
    await server.running.stop();
    const key = join(server.config.data, 'keys', 'ledger.json');
    const text = readFileSync(key, 'utf8');
    writeFileSync(key, '{}');
    await assert.rejects(server.restart(), refusedWith('keys-invalid'));
    rmSync(key);
    await assert.rejects(server.restart(), refusedWith('keys-missing'));
    writeFileSync(key, text, { mode: 0o600 });
    await server.restart();
    await server.close();
  });

  test('port-taken', async () => {
    const first = await startServer(
      configOf({ VAITI_DATA: join(temporary(), 'a'), VAITI_PORT: '0' }),
    );
    const port = new URL(first.url).port;
    const config = configOf({ VAITI_DATA: join(temporary(), 'b'), VAITI_PORT: port });
    await assert.rejects(startServer(config), refusedWith('port-taken'));
    await first.stop();
  });
});

test('every unsafe code is one that something refuses', () => {
  const tested = [
    'listen-exposed',
    'store-without-tls',
    'store-without-password',
    'store-default-password',
    'store-short-password',
    'data-exposed',
    'keys-exposed',
    // In store/postgres/exposure.test.ts.
    'store-exposed',
  ];
  assert.deepEqual([...unsafeCodes].sort(), tested.sort());
});
