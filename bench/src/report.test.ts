import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { machineOf } from './machine.ts';
import { lineOf, type Report, reportSchema, saveReport, tableOf } from './report.ts';

const folder = mkdtempSync(join(tmpdir(), 'vaiti-bench-'));
after(() => rmSync(folder, { recursive: true }));

const limit = { what: 'inserts', value: 4000 };
const report: Report = {
  benchmark: 'keep',
  at: '2026-11-24T09:00:00.000Z',
  machine: machineOf('15.20'),
  settings: { runs: 3 },
  lines: [
    lineOf('keep, 16 clients', {
      runs: [1000, 3000, 2000],
      unit: 'entries/s',
      store: 'sqlite',
      limit,
      aim: { says: '>= 0.5 of limit', met: true },
    }),
    lineOf('server, most memory', {
      runs: [512],
      unit: 'MB',
      aim: { says: '<= 400 MB', met: false },
    }),
  ],
  notes: ['a remark'],
};

test('a line has the median, the range and the share of its limit', () => {
  const [first] = report.lines;
  assert.equal(first?.value, 2000);
  assert.deepEqual([first.lowest, first.highest, first.runs], [1000, 3000, 3]);
  const table = tableOf(report).split('\n');
  const row = table.find((text) => text.startsWith('keep, 16 clients'));
  assert.match(
    row ?? '',
    /sqlite +2,000 +entries\/s +1,000-3,000 +4,000 inserts +0\.50 +>= 0\.5 of limit +met$/,
  );
});

test('what was missed is told in capitals, and the machine is named', () => {
  const table = tableOf(report);
  assert.match(table, /512 {2}MB .*MISSED$/m);
  assert.match(table, /^keep: \d+ cores .*SQLite 3\.\d+.*, PostgreSQL 15\.20$/m);
  assert.match(table, /^- a remark$/m);
});

test('what is saved is what the schema reads', async () => {
  const path = join(folder, 'results', 'keep.json');
  await saveReport(report, path);
  assert.deepEqual(reportSchema.parse(JSON.parse(readFileSync(path, 'utf8'))), report);
});
