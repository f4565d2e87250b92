import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emergencyKit, type KitWords } from './kit.ts';
import { canShow, onePagePdf } from './pdf.ts';
import { qrLines, qrModules, qrPath, runsOf } from './qr.ts';

const words: KitWords = {
  title: 'Hätäpaketti',
  keep: ['Säilytä tämä (hyvin).', 'Älä lähetä \\ kuvaa.'],
  name: 'Nimi',
  practice: 'Vastaanotto',
  server: 'Osoite',
  secretKey: 'Salainen avain',
  recovery: 'Sanoina',
  password: 'Salasana',
  fingerprint: 'Sormenjälki',
};
const kit = {
  language: 'fi',
  name: 'Päivi Öhman',
  practice: 'Lumme (Tampere)',
  server: 'https://vaiti.example',
  secretKey: 'V1-ABCDEFG-HJKMNPQ-RSTVWXY-0123456',
  recovery: 'legal winner thank year wave sausage worth useful legal winner thank yellow'.split(
    ' ',
  ),
  fingerprint: Array.from({ length: 16 }, (_, i) =>
    (4096 * i + 171).toString(16).padStart(4, '0'),
  ).join(' '),
};
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

test('the kit holds what a person needs, and is the same each time', () => {
  const pdf = latin1(emergencyKit(kit, words));
  assert.equal(latin1(emergencyKit(kit, words)), pdf);
  for (const text of [
    kit.name,
    kit.server,
    kit.secretKey,
    'Lumme \\(Tampere\\)',
    ' 1 legal',
    '12 yellow',
    'Älä lähetä \\\\ kuvaa.',
  ])
    assert.ok(pdf.includes(`(${text}) Tj`), text);
  assert.ok(pdf.includes(`(${kit.fingerprint.slice(0, 39)}) Tj`));
  assert.ok(pdf.includes(`(${kit.fingerprint.slice(40)}) Tj`));
  assert.ok(pdf.includes('/Lang (fi)'));
});

test('every object is where the table of the file says', () => {
  const pdf = latin1(emergencyKit(kit, words));
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1]);
  const table = pdf.slice(start);
  assert.match(table, /^xref\n0 9\n0000000000 65535 f \n/);
  const rows = [...table.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
  assert.equal(rows.length, 8);
  rows.forEach((offset, i) => {
    assert.ok(pdf.slice(offset).startsWith(`${String(i + 1)} 0 obj\n`));
  });
  const stream = /<< \/Length (\d+) >>\nstream\n([^]*?)\nendstream/.exec(pdf);
  assert.equal(stream?.[2]?.length, Number(stream?.[1]));
});

test('nothing leaves the page', () => {
  const pdf = latin1(emergencyKit({ ...kit, practice: 'x '.repeat(90) }, words));
  for (const [, x, y, width, height] of pdf.matchAll(/^(\S+) (\S+) (\S+) (\S+) re$/gm)) {
    assert.ok(Number(x) >= 0 && Number(x) + Number(width) <= 595, String(x));
    assert.ok(Number(y) >= 0 && Number(y) + Number(height) <= 842, String(y));
  }
  for (const [, y] of pdf.matchAll(/ Tf \S+ (\S+) Td /g)) assert.ok(Number(y) > 20, String(y));
});

test('a name that the page cannot show is left out, and nothing else', () => {
  const pdf = latin1(emergencyKit({ ...kit, name: 'Олена' }, words));
  assert.ok(!pdf.includes('(Nimi)'));
  assert.ok(pdf.includes(`(${kit.secretKey})`));
  assert.equal(canShow('Åäöß Ñ'), true);
  assert.equal(canShow('Олена'), false);
  assert.equal(canShow('a\nb'), false);
  const page = { language: 'fi', title: 'Олена', texts: [], boxes: [] };
  assert.throws(() => onePagePdf(page), RangeError);
});

test('runs, path and terminal lines draw the modules of the code', () => {
  const modules = qrModules(kit.secretKey);
  const drawn = modules.map((row) => row.map(() => false));
  for (const { x, y, width } of runsOf(modules)) {
    for (let i = 0; i < width; i++) (drawn[y] ?? [])[x + i] = true;
  }
  assert.deepEqual(drawn, modules);
  assert.equal([...qrPath(modules).matchAll(/z/g)].length, runsOf(modules).length);
  const read = qrLines(kit.secretKey).flatMap((line) => [
    [...line].map((c) => c === ' ' || c === '▄'),
    [...line].map((c) => c === ' ' || c === '▀'),
  ]);
  assert.deepEqual(read.slice(0, modules.length), modules);
  // A finder pattern behind four modules of quiet (ISO/IEC 18004).
  const row = (modules[4] ?? []).slice(0, 12).map((dark) => (dark ? '#' : '.'));
  assert.equal(row.join(''), '....#######.');
});
