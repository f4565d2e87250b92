import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { StartRefused } from '../../config/refusal.ts';
import { TestServer } from '../../testing/harness.ts';
import { TestPractice } from '../../testing/personas.ts';
import { postgresQuery, storeKinds, type StorePlace } from '../../testing/stores.ts';
import { StoreError } from '../errors.ts';
import { checkExposure } from './exposure.ts';

const kind = (await storeKinds()).find((k) => k.name === 'postgres');

describe('PostgreSQL', { skip: kind?.skip ?? 'no such store' }, () => {
  let place: StorePlace;
  before(async () => {
    place = (await kind?.place()) ?? assert.fail();
  });
  after(() => place.remove());

  test('a second server on the same schema is refused', async () => {
    const first = await place.open();
    await assert.rejects(
      place.open(),
      (error) => error instanceof StoreError && error.code === 'store-locked',
    );
    await first.close();
    await (await place.open()).close();
  });

  test('comes back by itself when its connections were cut', async () => {
    const server = await TestServer.start(place.env);
    const practice = await TestPractice.found(server);
    const therapist = await practice.enrol('therapist');
    const file = practice.file(therapist);
    await file.add();
    const schema = place.env.VAITI_SCHEMA ?? '';
    const cut = await postgresQuery<{ cut: boolean }>(
      `SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity
       WHERE application_name = 'vaiti' AND pid IN (
         SELECT pid FROM pg_locks WHERE locktype = 'advisory'
           AND objid = (hashtext('${schema}')::bigint & 4294967295)::oid)`,
    );
    assert.equal(cut.length, 1);
    const outcomes: string[] = [];
    for (let i = 0; i < 50 && !outcomes.includes('stored'); i++) {
      try {
        outcomes.push((await file.add()).outcome);
      } catch (error) {
        outcomes.push(error instanceof Error ? error.message : '');
        await new Promise((next) => setTimeout(next, 50));
      }
    }
    assert.equal(outcomes.at(-1), 'stored');
    assert.deepEqual(
      outcomes.filter((o) => o !== 'stored' && o !== 'store-unavailable'),
      [],
    );
    const health = await server.running.app.request('/health');
    assert.equal(health.status, 200);
    assert.equal((await practice.released(therapist, file.id)).head.seq, 1);
    await server.close();
  });

  const exposure = (addresses: string, ssl: string, ...allow: string[]) =>
    checkExposure({ query: () => Promise.resolve([{ addresses, ssl }]) }, new Set(allow));

  test('store-exposed: it listens to the world without TLS', async () => {
    for (const addresses of ['*', '0.0.0.0', 'localhost,10.1.2.3', '::'])
      await assert.rejects(
        exposure(addresses, 'off'),
        (error) => error instanceof StartRefused && error.code === 'store-exposed',
      );
    await exposure('*', 'on');
    await exposure('*', 'off', 'store-exposed');
    for (const addresses of ['', 'localhost', '127.0.0.1, ::1']) await exposure(addresses, 'off');
  });
});
