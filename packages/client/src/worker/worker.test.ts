import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatSecretKey, newSecretKey } from '../account/secret-key.ts';
import { memoryStore } from '../cache/store.ts';
import { ClientError } from '../errors.ts';
import { connectClinic, type WorkerLike } from './connect.ts';
import { serveClinic, type WorkerScope } from './serve.ts';

type Listener = (event: MessageEvent) => void;

/** Two ends that pass structured clones, as a page and its worker do. */
function pair(): { page: WorkerLike; scope: WorkerScope; raw: unknown[] } {
  const toPage: Listener[] = [];
  const toWorker: Listener[] = [];
  const raw: unknown[] = [];
  const deliver = (listeners: Listener[], data: unknown): void => {
    raw.push(data);
    const event = { data: structuredClone(data) } as MessageEvent;
    queueMicrotask(() => {
      for (const listener of listeners) listener(event);
    });
  };
  const page: WorkerLike = {
    postMessage: (data) => {
      deliver(toWorker, data);
    },
    addEventListener: (type, listener) => {
      if (type === 'message') toPage.push(listener);
    },
  };
  const scope: WorkerScope = {
    postMessage: (data) => {
      deliver(toPage, data);
    },
    addEventListener: (_type, listener) => {
      toWorker.push(listener);
    },
  };
  return { page, scope, raw };
}

/** Nothing listens on this port. */
const nowhere = { baseUrl: 'http://127.0.0.1:9', store: memoryStore() };
const withCode = (code: string) => (error: unknown) =>
  error instanceof ClientError && error.code === code;

test('the worker answers calls and tells coded refusals', async () => {
  const { page, scope } = pair();
  serveClinic(scope, nowhere);
  const client = connectClinic(page);
  assert.deepEqual(await client.status({}), { state: 'signed-out' });
  await assert.rejects(client.caseload({}), withCode('locked'));
  await assert.rejects(client.unlock({ password: 'x' }), withCode('signed-out'));
  const wrong = { secretKey: 'nonsense', password: 'x', remember: false };
  await assert.rejects(client.signIn(wrong), withCode('secret-key-invalid'));
});

test('without a server signing in says offline', async () => {
  const { page, scope } = pair();
  serveClinic(scope, nowhere);
  const secretKey = formatSecretKey(newSecretKey((n) => new Uint8Array(n)));
  const client = connectClinic(page);
  const asked = client.signIn({ secretKey, password: 'x', remember: false });
  await assert.rejects(asked, withCode('offline'));
});

test('arguments that do not fit are refused before anything runs; junk is ignored', async () => {
  const { page, scope } = pair();
  serveClinic(scope, nowhere);
  const client = connectClinic(page);
  page.postMessage({ type: 'call', id: 'x', method: 'status', args: {} });
  page.postMessage('junk');
  page.postMessage({ type: 'call', id: 9, method: 'constructor', args: {} });
  const bad = { file: 'not an id' };
  await assert.rejects(client.openFile(bad), withCode('arguments-invalid'));
  assert.deepEqual(await client.status({}), { state: 'signed-out' });
});

test('a worker that fails to start rejects what waits and what comes', async () => {
  let fail: (event: ErrorEvent) => void = () => undefined;
  const client = connectClinic({
    postMessage: () => undefined,
    addEventListener: (type, listener) => {
      if (type === 'error') fail = listener;
    },
  });
  const waiting = client.status({});
  fail({} as ErrorEvent);
  await assert.rejects(waiting, withCode('web-worker-failed'));
  await assert.rejects(client.status({}), withCode('web-worker-failed'));
});
