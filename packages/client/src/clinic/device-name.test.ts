import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceNameOf } from './device-name.ts';

test('a device is called by its browser and system, and by nothing when it says neither', () => {
  const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
  const cases = [
    [
      `Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/130.0 Safari/537.36 Edg/130.0`,
      'Edge, Windows',
    ],
    [
      `Mozilla/5.0 (Linux; Android 14) ${webkit} Chrome/130.0 Mobile Safari/537.36`,
      'Chrome, Android',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox, Linux'],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1`,
      'Safari, iPhone',
    ],
    ['', ''],
  ] as const;
  for (const [agent, name] of cases) assert.equal(deviceNameOf(agent), name);
});
