import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { idOf, parseEntry } from '@vaiti/core';
import { RemoteServer } from './testing/harness.ts';
import { type TestFile, TestPractice } from './testing/personas.ts';
import { type ServerProcess, startProcess } from './testing/process.ts';
import { type StorePlace, storeKinds } from './testing/stores.ts';

/** How often the server is killed; the crash drill does it more often. */
const KILLS = process.env.SLOW === '1' ? 20 : 3;

for (const kind of await storeKinds()) {
  describe(`a server process on ${kind.name}`, { skip: kind.skip }, () => {
    const data = mkdtempSync(join(tmpdir(), 'vaiti-process-'));
    let place: StorePlace;
    let server: ServerProcess;
    let remote: RemoteServer;
    let practice: TestPractice;

    const start = async (): Promise<void> => {
      server = await startProcess({ ...place.env, VAITI_DATA: data });
      remote.url = server.url;
    };
    before(async () => {
      place = await kind.place();
      remote = new RemoteServer('', data);
      await start();
      practice = await TestPractice.found(remote);
    });
    after(async () => {
      await server.end('SIGKILL');
      await place.remove();
      rmSync(data, { recursive: true, force: true });
    });

    test('kill -9 under load loses no acknowledged append', async () => {
      const therapist = await practice.enrol('therapist');
      const files: TestFile[] = [];
      for (let i = 0; i < 4; i++) {
        const file = practice.file(therapist);
        await file.add();
        files.push(file);
      }
      for (let round = 0; round < KILLS; round++) {
        let running = true;
        let stored = 0;
        const writers = files.map(async (file) => {
          while (running) {
            try {
              if ((await file.add()).outcome === 'stored') stored++;
            } catch (error) {
              // The connection breaks when the server is killed; then whoever wrote does not know.
              assert.equal(error instanceof TypeError, true);
              return;
            }
          }
        });
        while (stored < 40) await new Promise((next) => setTimeout(next, 5));
        assert.equal(await server.end('SIGKILL'), 'SIGKILL');
        running = false;
        await Promise.all(writers);
        await start();
        for (const file of files) {
          const { entries, head } = await practice.released(therapist, file.id);
          const ids = entries.map((entry) => parseEntry(entry).id);
          const known = file.head;
          assert.equal(ids[known?.seq ?? -1], known?.id);
          file.head = { seq: head.seq, id: idOf(head.id) };
          assert.equal(ids.at(-1), file.head.id);
        }
      }
    });

    test('SIGTERM finishes what was taken and ends with 0', async () => {
      const therapist = await practice.enrol('therapist');
      const file = practice.file(therapist);
      const opened = file.add();
      await opened;
      const pending = Promise.allSettled(
        Array.from({ length: 20 }, () => practice.read(therapist, file.id)),
      );
      assert.equal(await server.end('SIGTERM'), 0);
      const reads = (await pending).filter((r) => r.status === 'fulfilled').length;
      await start();
      const { leaf } = await practice.released(therapist, file.id);
      assert.ok(leaf.index > reads);
    });

    test('over a socket: too large is refused while it streams', async () => {
      const { port } = new URL(server.url);
      const { token } = practice.administrator;
      const attempt = () =>
        new Promise<number | string>((resolve) => {
          const headers = {
            authorization: `Bearer ${token}`,
            'content-type': 'application/cbor',
            'transfer-encoding': 'chunked',
          };
          const options = {
            port,
            host: '127.0.0.1',
            method: 'POST',
            path: '/v1/files/append',
            headers,
          };
          const call = request(options, (response) => {
            resolve(response.statusCode ?? 0);
            call.destroy();
          });
          call.on('error', () => resolve('cut off'));
          const chunk = Buffer.alloc(1024 * 1024);
          const pump = (left: number): void => {
            if (left === 0 || call.destroyed) return;
            call.write(chunk, () => pump(left - 1));
          };
          pump(64);
        });
      // The connection closes on a sender who still sends: the answer may lose against the reset.
      let status = await attempt();
      for (let again = 0; again < 5 && status === 'cut off'; again++) status = await attempt();
      assert.equal(status, 413);
      assert.equal((await fetch(`${server.url}/health`)).status, 200);
    });

    test('the log names no file, principal or token, and only its owner reads it', () => {
      const logs = join(data, 'logs');
      const text = readdirSync(logs)
        .map((name) => {
          assert.equal(statSync(join(logs, name)).mode & 0o077, 0);
          return readFileSync(join(logs, name), 'utf8');
        })
        .join('');
      const lines = text
        .trim()
        .split('\n')
        .map((line) => Object.keys(JSON.parse(line) as object));
      assert.ok(lines.length > 10);
      const allowed = [
        'level',
        'time',
        'id',
        'endpoint',
        'method',
        'status',
        'ms',
        'bytes',
        'code',
        'fault',
        'at',
      ];
      assert.deepEqual(
        lines.flat().filter((key) => !allowed.includes(key)),
        [],
      );
      assert.equal(text.includes(practice.administrator.identity.id), false);
      assert.equal(text.includes(practice.administrator.token), false);
    });
  });
}

test('says in one line why it does not start, and ends with 78', async () => {
  await assert.rejects(
    startProcess({ VAITI_HOST: '0.0.0.0', VAITI_DATA: join(tmpdir(), 'vaiti-never') }),
    /^Error: Not started \(listen-exposed\): .* VAITI_ALLOW_UNSAFE=listen-exposed\n$/,
  );
});
