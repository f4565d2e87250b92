import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { z } from 'zod';
import { launchChromium } from './browser.ts';

const vectors = join(import.meta.dirname, '..', 'vectors');
const names = readdirSync(vectors).filter((name) => name.endsWith('.json'));

const outcomesSchema = z.array(
  z.strictObject({ name: z.string(), passed: z.boolean(), got: z.string() }),
);

const temporary = mkdtempSync(join(tmpdir(), 'vaiti-vectors-'));

/** The runner as one module for browsers. */
async function bundle(): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'silent',
    root: vectors,
    build: {
      outDir: temporary,
      emptyOutDir: false,
      minify: false,
      target: 'esnext',
      lib: { entry: join(vectors, 'run.ts'), formats: ['es'], fileName: () => 'run.js' },
    },
  });
  return readFileSync(join(temporary, 'run.js'), 'utf8');
}

let runner = '';
const server = createServer((request, response) => {
  const name = (request.url ?? '/').slice(1);
  if (name === '') {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>vectors</title>');
  } else if (name === 'run.js') {
    response.setHeader('content-type', 'text/javascript');
    response.end(runner);
  } else if (names.includes(name)) {
    response.setHeader('content-type', 'application/json');
    response.end(readFileSync(join(vectors, name)));
  } else {
    response.statusCode = 404;
    response.end();
  }
});

let browser: Browser;
let page: Page;

before(async () => {
  runner = await bundle();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  browser = await launchChromium();
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${String(port)}/`);
});

after(async () => {
  await browser.close();
  server.close();
  rmSync(temporary, { recursive: true, force: true });
});

async function run(name: string, implementation: 'native' | 'portable') {
  const text = `(async () => {
    const { runVectors, ${implementation} } = await import('/run.js');
    const file = await (await fetch('/${name}')).json();
    return runVectors(file, ${implementation});
  })()`;
  return outcomesSchema.parse(await page.evaluate(text));
}

/** Whether this browser's WebCrypto has the hybrid KEM; the rest it always has. */
async function hasNativeKem(): Promise<boolean> {
  const text = `(async () => {
    const { native } = await import('/run.js');
    try { await native.hpke.keyPair(new Uint8Array(32)); return true; } catch { return false; }
  })()`;
  return z.boolean().parse(await page.evaluate(text));
}

for (const implementation of ['native', 'portable'] as const) {
  test(`all vectors pass in Chromium on ${implementation}`, async (context) => {
    if (implementation === 'native' && !(await hasNativeKem())) {
      context.skip('this browser has no native ML-KEM: clients take the portable KEM there');
      return;
    }
    let count = 0;
    for (const name of names) {
      const outcomes = await run(name, implementation);
      const failed = outcomes.filter((outcome) => !outcome.passed);
      assert.deepEqual(failed, [], `${name} in Chromium ${browser.version()}`);
      count += outcomes.length;
    }
    const committed = names.map((name) => {
      const file: unknown = JSON.parse(readFileSync(join(vectors, name), 'utf8'));
      return z.object({ cases: z.array(z.unknown()) }).parse(file).cases.length;
    });
    assert.equal(
      count,
      committed.reduce((sum, n) => sum + n, 0),
    );
  });
}
