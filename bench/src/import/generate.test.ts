import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseResource } from '@vaiti/care/fhir';
import { generateExport } from './generate.ts';

const folder = mkdtempSync(join(tmpdir(), 'vaiti-bench-'));
after(() => rmSync(folder, { recursive: true }));

function linesOf(kind: string, of = 'one'): string[] {
  const text = readFileSync(join(folder, of, `${kind}.000.ndjson`), 'utf8');
  return text.split('\n').filter((line) => line !== '');
}

test('an export has as much as was asked for, and all of it parses', async () => {
  await generateExport(join(folder, 'one'), { patients: 3, notes: 4 });
  const counts = { Practitioner: 1, Patient: 3, Encounter: 12, DocumentReference: 12 };
  for (const [kind, count] of Object.entries(counts)) {
    const parsed = linesOf(kind).map((line) => parseResource(line));
    assert.equal(parsed.length, count);
    for (const one of parsed) assert.equal(one.ok ? one.resource.resourceType : one.reason, kind);
  }
});

test('ids do not repeat, and the notes have 4 KB', async () => {
  await generateExport(join(folder, 'two'), { patients: 2, notes: 3 });
  const documents = linesOf('DocumentReference', 'two').map(
    (line) => JSON.parse(line) as { id: string; content: [{ attachment: { data: string } }] },
  );
  assert.equal(new Set(documents.map(({ id }) => id)).size, 6);
  for (const { content } of documents) {
    const { length } = Buffer.from(content[0].attachment.data, 'base64');
    assert.ok(length > 3900 && length < 4200, String(length));
  }
});

test('the same amount gives the same bytes', async () => {
  await generateExport(join(folder, 'three'), { patients: 2, notes: 3 });
  await generateExport(join(folder, 'four'), { patients: 2, notes: 3 });
  for (const kind of ['Patient', 'Encounter', 'DocumentReference'])
    assert.deepEqual(linesOf(kind, 'three'), linesOf(kind, 'four'));
});
