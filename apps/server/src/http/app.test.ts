import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { healthReply } from '@vaiti/contract';
import { Faults } from '../testing/faults.ts';
import { TestServer } from '../testing/harness.ts';
import { TestPractice } from '../testing/personas.ts';
import { securityHeaders } from './headers.ts';

const dir = mkdtempSync(join(tmpdir(), 'vaiti-clinic-'));
const clinic = join(dir, 'dist');
const faults = new Faults();
let server: TestServer;

before(async () => {
  mkdirSync(join(clinic, 'assets'), { recursive: true });
  writeFileSync(join(clinic, 'index.html'), '<!doctype html><title>Vaiti</title>');
  writeFileSync(join(clinic, 'assets', 'app-1a2b.js'), `export const x = '${'y'.repeat(3000)}';`);
  writeFileSync(join(clinic, 'notes.secret'), 'no type of ours');
  writeFileSync(join(dir, 'outside.json'), '{}');
  symlinkSync(join(dir, 'outside.json'), join(clinic, 'link.json'));
  server = await TestServer.start({ VAITI_CLINIC: clinic }, { wrapStore: faults.wrap });
});
after(async () => {
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});
const get = (path: string, headers: Record<string, string> = {}) =>
  server.running.app.request(path, { headers });

describe('the clinic app', () => {
  test('is served with its type, and its views with index.html', async () => {
    for (const path of ['/', '/index.html', '/patients/12', '/sv/schema']) {
      const response = await get(path);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
      assert.equal(response.headers.get('cache-control'), 'no-cache');
      assert.match(await response.text(), /Vaiti/);
    }
    const script = await get('/assets/app-1a2b.js');
    assert.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8');
    assert.match(script.headers.get('cache-control') ?? '', /immutable/);
  });

  test('is compressed for those who can, and not sent twice', async () => {
    const zipped = await get('/assets/app-1a2b.js', { 'accept-encoding': 'br, gzip' });
    assert.equal(zipped.headers.get('content-encoding'), 'gzip');
    assert.ok((await zipped.arrayBuffer()).byteLength < 500);
    const etag = zipped.headers.get('etag') ?? '';
    const again = await get('/assets/app-1a2b.js', { 'if-none-match': etag });
    assert.equal(again.status, 304);
  });

  test('changes when the file does', async () => {
    const first = await (await get('/')).text();
    writeFileSync(join(clinic, 'index.html'), '<!doctype html><title>Vaiti uusi</title>');
    assert.notEqual(await (await get('/')).text(), first);
  });

  for (const path of [
    '/missing.js',
    '/notes.secret',
    '/link.json',
    '/../outside.json',
    '/%2e%2e/outside.json',
    '/..%2foutside.json',
    '/assets/%00.js',
    '/%zz.js',
    '/v1/practice/x',
  ])
    test(`nothing at ${path}`, async () => assert.equal((await get(path)).status, 404));

  test('no app, nothing at /', async () => {
    const bare = await TestServer.start();
    assert.equal((await bare.running.app.request('/')).status, 404);
    await bare.close();
  });
});

test('every answer has the security headers', async () => {
  for (const path of [
    '/',
    '/v1/practice',
    '/nothing.js',
    '/health',
    '/ledger/checkpoint',
    '/metrics',
  ]) {
    const { headers } = await get(path);
    for (const [name, value] of Object.entries(securityHeaders))
      assert.equal(headers.get(name), value, `${name} of ${path}`);
  }
  const policy = securityHeaders['content-security-policy'] ?? '';
  assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
  assert.match(policy, /require-trusted-types-for 'script'/);
  assert.equal(policy.includes('unsafe-inline'), false);
});

test('health says whether the store answers', async () => {
  const well = healthReply.parse(await (await get('/health')).json());
  assert.deepEqual([well.status, well.store, well.day], ['ok', 'ok', server.clock.day]);
  faults.arm('store-unavailable');
  const response = await get('/health');
  faults.disarm();
  assert.equal(response.status, 503);
  assert.equal(healthReply.parse(await response.json()).store, 'unavailable');
});

describe('metrics', () => {
  test('count requests, appends, reads, leaves and commits, without ids', async () => {
    const practice = await TestPractice.found(server);
    const therapist = await practice.enrol('therapist');
    const file = practice.file(therapist);
    await file.add();
    await practice.read(therapist, file.id);
    const text = await (await get('/metrics')).text();
    for (const line of [
      /^vaiti_requests_total\{endpoint="append",status="200"\} 1$/m,
      /^vaiti_appends_total\{outcome="stored"\} 1$/m,
      /^vaiti_reads_total\{outcome="released"\} 1$/m,
      /^vaiti_ledger_leaves 5$/m,
      /^vaiti_queue_depth 0$/m,
      /^vaiti_commit_seconds_bucket\{le="\+Inf"\} \d+$/m,
      /^vaiti_batch_items_count \d+$/m,
      /^vaiti_sessions 2$/m,
    ])
      assert.match(text, line);
    assert.equal(text.includes(file.id) || text.includes(therapist.identity.id), false);
  });

  test('are for this machine, and behind a proxy for who has the token', async () => {
    const token = 'metrics-token-of-a-test';
    const proxied = await TestServer.start({ VAITI_BEHIND_TLS: '1', VAITI_METRICS_TOKEN: token });
    const ask = (headers: Record<string, string>) =>
      proxied.running.app.request('/metrics', { headers });
    assert.equal((await ask({})).status, 404);
    assert.equal((await ask({ 'x-forwarded-for': '127.0.0.1' })).status, 404);
    assert.equal((await ask({ authorization: `Bearer ${token}x` })).status, 404);
    assert.equal((await ask({ authorization: `Bearer ${token}` })).status, 200);
    await proxied.close();
  });
});

test('ledger resources have the caching that their kind allows', async () => {
  const checkpoint = await get('/ledger/checkpoint');
  assert.equal(checkpoint.headers.get('cache-control'), 'no-cache');
  assert.equal(checkpoint.headers.get('content-type'), 'text/plain; charset=utf-8');
  await server.restart({ wrapStore: faults.wrap });
  const tile = await get('/ledger/tile/0/000.p/5');
  assert.equal(tile.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  assert.equal((await tile.arrayBuffer()).byteLength, 160);
  const narrower = await get('/ledger/tile/0/000.p/3');
  assert.equal((await narrower.arrayBuffer()).byteLength, 96);
  for (const path of ['tile/0/000', 'tile/0/000.p/6', 'tile/1/000.p/1', 'tile/0/001.p/1', 'x'])
    assert.equal((await get(`/ledger/${path}`)).status, 404);
});
