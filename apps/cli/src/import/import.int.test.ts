import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Place, run, serve, type Served } from '../test-cli.ts';

const shared = process.env['VAITI_SHARED'] ?? join(import.meta.dirname, '../../../../../shared');
const bulk = join(shared, 'data/fhir-bulk-10');
const options = existsSync(bulk) ? {} : { skip: 'no ../shared/data/fhir-bulk-10' };

const place = new Place();
const password = { VAITI_PASSWORD: 'correct horse battery' };
let server: Served;

before(async () => {
  const names = ['--practice', 'Lumme', '--centre', 'Tampere', '--name', 'Helmi Saarinen'];
  const founded = await run(place, ['init', ...names, '--therapist'], { env: password });
  assert.equal(founded.code, 0, founded.err);
  server = await serve(place);
});
after(async () => {
  await server.stop();
  place.remove();
});

function vaiti(args: readonly string[], killOn?: Promise<unknown>) {
  const env = { ...password, VAITI_SERVER: server.url };
  return run(place, args, { env, ...(killOn && { killOn }) });
}

/** Resolves when the server's ledger has so many leaves. */
async function leaves(count: number): Promise<void> {
  for (;;) {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    if (Number(/^vaiti_ledger_leaves (\d+)$/m.exec(metrics)?.[1]) >= count) return;
    await new Promise((next) => setTimeout(next, 5));
  }
}

interface Timing {
  readonly entries: number;
  readonly read: number;
  readonly present: number;
  readonly bad: number;
  readonly stored: Readonly<Record<string, number>>;
}

async function importJson(...args: string[]): Promise<Timing> {
  const done = await vaiti(['import', 'fhir', ...args, '--json']);
  assert.equal(done.code, 0, done.err);
  return JSON.parse(done.out) as Timing;
}

/** Lines of all NDJSON files of a folder, sorted. */
function linesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .sort();
}

test(
  'an import that is killed goes on without duplicates, and all of it comes out',
  options,
  async () => {
    const killed = await vaiti(['import', 'fhir', bulk], leaves(800));
    assert.equal(killed.code, null, 'the import ended before it could be killed');

    const done = await importJson(bulk);
    assert.equal(done.read, 3171);
    assert.equal(done.bad, 0);
    assert.ok(done.present > 0, 'nothing was stored before the kill');
    const stored = Object.values(done.stored).reduce((sum, count) => sum + count, 0);
    assert.equal(stored + done.present, 3171);

    const again = await importJson(bulk);
    assert.deepEqual(again.stored, {});
    assert.equal(again.present, 3171);

    const out = place.path('out');
    const exported = await vaiti(['export', 'fhir', '--all', '--out', out]);
    assert.equal(exported.code, 0, exported.err);
    const came = new Set(linesIn(out));
    const missing = linesIn(bulk).filter((line) => !came.has(line));
    assert.deepEqual(missing, []);
    const verbatim = new Set(linesIn(bulk));
    const twice = linesIn(out).filter((line, i, all) => verbatim.has(line) && line === all[i - 1]);
    assert.deepEqual(twice, []);

    const refused = await vaiti(['export', 'fhir', '--all', '--out', out]);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /There is a file already/);
  },
);

test('a device without a journal finds what is stored by reading the files', options, async () => {
  const profile = readFileSync(place.path('home', 'profile.json'));
  mkdirSync(place.path('other'));
  writeFileSync(place.path('other', 'profile.json'), profile);
  const env = { ...password, VAITI_SERVER: server.url, VAITI_HOME: place.path('other') };
  const done = await run(place, ['import', 'fhir', bulk, '--json'], { env });
  assert.equal(done.code, 0, done.err);
  const timing = JSON.parse(done.out) as Timing;
  assert.deepEqual(timing.stored, {});
  assert.equal(timing.present, 3171);
});

const patient = (id: string) => ({
  resourceType: 'Patient',
  id,
  name: [{ family: 'Testi', given: [id] }],
});

test('bad lines are reported with line and reason, and the rest is stored', async () => {
  const lines = [
    JSON.stringify(patient('bad-1')),
    '{"resourceType":"Patient","id":',
    '[]',
    JSON.stringify({ resourceType: 'Patient', id: 'bad-2', birthDate: 1980 }),
    '',
    JSON.stringify({ resourceType: 'Basic', id: 'odd', subject: { reference: 'Patient/bad-1' } }),
  ];
  const path = place.path('Broken.ndjson');
  writeFileSync(path, `${lines.join('\n')}\n`);
  const report = place.path('report.ndjson');
  const done = await vaiti(['import', 'fhir', path, '--report', report, '--json']);
  assert.equal(done.code, 1);
  const timing = JSON.parse(done.out) as Timing;
  assert.deepEqual(timing.stored, { contact: 1, attachment: 1 });
  assert.equal(timing.bad, 3);
  assert.match(done.err, /Broken\.ndjson:2 {2}fhir-json-invalid/);
  const reported = readFileSync(report, 'utf8').trim().split('\n');
  assert.deepEqual(
    reported.map((line) => {
      const { code, line: number } = JSON.parse(line) as { code: string; line: number };
      return [number, code];
    }),
    [
      [2, 'fhir-json-invalid'],
      [3, 'fhir-not-object'],
      [4, 'fhir-field-invalid'],
    ],
  );
});

test('changed content under a known id becomes a new version, never a loss', async () => {
  const path = place.path('Changed.ndjson');
  writeFileSync(path, JSON.stringify(patient('changed')));
  assert.deepEqual((await importJson(path)).stored, { contact: 1 });
  writeFileSync(path, JSON.stringify({ ...patient('changed'), gender: 'female' }));
  assert.deepEqual((await importJson(path)).stored, { contact: 1 });
  assert.equal((await importJson(path)).present, 1);
  const shown = await vaiti(['show', 'changed', '--raw']);
  const versions = shown.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { version: number; content: { type: string } })
    .filter(({ content }) => content.type === 'contact');
  assert.deepEqual(
    versions.map(({ version }) => version),
    [1, 2],
  );
});

test('equal ids of two systems are two patients', async () => {
  const path = place.path('Same.ndjson');
  writeFileSync(path, JSON.stringify(patient('same')));
  await importJson(path, '--source', 'north');
  writeFileSync(path, JSON.stringify({ ...patient('same'), birthDate: '1970-01-01' }));
  await importJson(path, '--source', 'south');
  const shown = await vaiti(['show', 'same']);
  assert.equal(shown.code, 1);
  assert.match(shown.err, /2 patients fit/);
});

test('another person under a known id is refused with everything about them', async () => {
  const path = place.path('Other.ndjson');
  const first = { ...patient('clash'), birthDate: '1970-01-01' };
  writeFileSync(path, JSON.stringify(first));
  await importJson(path);
  const other = { ...first, name: [{ family: 'Toinen' }], birthDate: '1980-02-02' };
  const visit = { resourceType: 'Encounter', id: 'clash', subject: { reference: 'Patient/clash' } };
  writeFileSync(path, `${JSON.stringify(other)}\n${JSON.stringify(visit)}\n`);
  const report = place.path('clash.ndjson');
  const refused = await vaiti(['import', 'fhir', path, '--json', '--report', report]);
  assert.equal(refused.code, 1);
  const { bad, stored } = JSON.parse(refused.out) as Timing;
  assert.deepEqual([bad, stored], [2, {}]);
  assert.match(refused.err, /Other\.ndjson:1 {2}other-person/);
  assert.deepEqual((await importJson(path, '--source', 'south')).stored, { contact: 1, visit: 1 });
});

test('a Bundle whose entries refer to each other by URL becomes one file', async () => {
  const bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        fullUrl: 'urn:uuid:0a1b2c3d-0000-4000-8000-000000000001',
        resource: { resourceType: 'Patient', name: [{ family: 'Bundlenen' }] },
      },
      {
        fullUrl: 'urn:uuid:0a1b2c3d-0000-4000-8000-000000000002',
        resource: {
          resourceType: 'Encounter',
          status: 'finished',
          subject: { reference: 'urn:uuid:0a1b2c3d-0000-4000-8000-000000000001' },
        },
      },
    ],
  };
  const path = place.path('bundle.json');
  writeFileSync(path, JSON.stringify(bundle, null, 2));
  assert.deepEqual((await importJson(path)).stored, { contact: 1, visit: 1 });
  const shown = await vaiti(['show', 'Bundlenen', '--raw']);
  assert.equal(shown.out.trim().split('\n').length, 3);
});
