import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMaps } from './memory.ts';

test('mappings that hold what a process wrote are taken, programs and the rest are not', () => {
  const maps = [
    '00400000-00452000 r-xp 00000000 08:02 173521      /usr/bin/node',
    '00651000-00652000 r--p 00051000 08:02 173521      /usr/bin/node',
    '00652000-00655000 rw-p 00052000 08:02 173521      /usr/bin/node',
    '00e03000-00e24000 rw-p 00000000 00:00 0           [heap]',
    '35b1800000-35b1820000 r--p 00000000 00:00 0 ',
    '35b1a00000-35b1a21000 ---p 00000000 00:00 0 ',
    '7f2c1000-7f2c2000 rw-s 00000000 08:02 42          /srv/vaiti.db-shm',
    '7fffb2c0d000-7fffb2c2e000 r--p 00000000 00:00 0   [vvar]',
    '',
  ];
  assert.deepEqual(parseMaps(maps.join('\n')), [
    { from: 0x652000, to: 0x655000, name: '/usr/bin/node' },
    { from: 0xe03000, to: 0xe24000, name: '[heap]' },
    { from: 0x35b1800000, to: 0x35b1820000, name: 'anonymous' },
  ]);
});
