import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Place, run, serve } from '../test-cli.ts';
import { readDemo } from './sign-ins.ts';

const place = new Place();
after(() => place.remove());

/** The names of what is listed, from the second column of the table. */
function namesIn(out: string): string[] {
  return out
    .split('\n')
    .filter((line) => /^[0-9a-f]{32}/.test(line))
    .map((line) => line.split(/ {2,}/)[1] ?? '');
}

test('a founding that is killed leaves no practice behind', async () => {
  const killWhen = (line: string) => line.includes('Sealing patient files');
  const killed = await run(place, ['serve', '--demo', '--no-clinic'], { killWhen });
  assert.equal(killed.code, null);
  assert.ok(!existsSync(join(place.data, 'demo-sign-ins.json')));
  assert.ok(!existsSync(join(place.data, 'vaiti.db')));
});

test('the next start founds the whole demo, and a later one finds it as it was', async (t) => {
  const first = await serve(place, '--demo');
  const demo = await readDemo(place.data);
  assert.ok(demo !== undefined);
  assert.equal(demo.signIns.length, 14);
  assert.equal(statSync(join(place.data, 'demo-sign-ins.json')).mode & 0o777, 0o600);
  assert.deepEqual(
    readdirSync(place.data).filter((name) => name.startsWith('founding')),
    [],
  );
  for (const { link, name, nickname, password, secretKey } of demo.signIns) {
    assert.equal(link, `${first.url}/#k=${secretKey}&p=${password}`);
    assert.ok(first.out.includes(link));
    assert.ok(first.out.includes(`${name} (${nickname})`));
  }

  const listed = await run(place, ['patients', '--as', 'helmi']);
  assert.equal(listed.code, 0, listed.err);
  assert.ok(namesIn(listed.out).length >= 10);

  await t.test('reception sees contact details and no notes', async () => {
    const patients = await run(place, ['patients', '--as', 'paivi']);
    const [name] = namesIn(patients.out);
    assert.ok(name !== undefined);
    const [file = ''] = patients.out.split('\n').filter((line) => line.includes(name));
    const shown = await run(place, ['show', file.slice(0, 32), '--as', 'paivi', '--raw']);
    const kinds = shown.out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { content: { type: string } }).content.type);
    assert.deepEqual(kinds, ['contact']);
  });

  await t.test('the administrator and the privacy officer see no patient', async () => {
    for (const nickname of ['riikka', 'ilmari']) {
      const patients = await run(place, ['patients', '--as', nickname]);
      assert.equal(patients.code, 0, patients.err);
      assert.deepEqual(namesIn(patients.out), []);
    }
  });

  await t.test('a patient and a guardian see what was told to them', async () => {
    for (const nickname of ['patient', 'guardian']) {
      const shown = await run(place, ['show', '--as', nickname]);
      assert.equal(shown.code, 0, shown.err);
      assert.match(shown.out, /illat|evenings|kvällarna/);
    }
  });

  await t.test('a colleague finds nothing of a patient', async () => {
    const line = listed.out.split('\n').find((one) => /^[0-9a-f]{32}/.test(one)) ?? '';
    const shown = await run(place, ['show', line.slice(0, 32), '--as', 'marta']);
    assert.equal(shown.code, 1);
    assert.match(shown.err, /No file that you may read fits/);
  });

  assert.equal(await first.stop(), 0);
  const port = new URL(first.url).port;
  const before = readFileSync(join(place.data, 'demo-sign-ins.json'));
  const second = await serve(place, '--demo', '--port', port);
  assert.equal(second.url, first.url);
  assert.deepEqual(readFileSync(join(place.data, 'demo-sign-ins.json')), before);
  assert.equal(second.out, first.out);
  const again = await run(place, ['patients', '--as', 'helmi']);
  assert.equal(again.out, listed.out);
  const verified = await run(place, ['verify', '--as', 'helmi']);
  assert.equal(verified.code, 0, verified.out + verified.err);
  assert.equal(await second.stop(), 0);
});
