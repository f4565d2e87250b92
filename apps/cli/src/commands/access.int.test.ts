import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { formatSecretKey } from '@vaiti/client';
import { foundSmallPractice, type SmallPractice } from '@vaiti/testkit';
import { type Finished, Place, run, serve, type Served } from '../test-cli.ts';

const place = new Place();
let server: Served;
let practice: SmallPractice;
before(async () => {
  server = await serve(place);
  const setupToken = readFileSync(place.path('data', 'keys', 'setup-token'), 'utf8').trim();
  practice = await foundSmallPractice({ url: server.url, setupToken });
});
after(async () => {
  await server.stop();
  place.remove();
});

/** As the therapist, with this password and, where given, another Secret Key or further settings. */
function vaiti(password: string, args: readonly string[], env: Record<string, string> = {}) {
  const { secretKey } = practice.people.therapist.credentials;
  return run(place, args, {
    env: {
      VAITI_SERVER: server.url,
      VAITI_SECRET_KEY: formatSecretKey(secretKey),
      VAITI_PASSWORD: password,
      ...env,
    },
  });
}

function succeeded(done: Finished): string {
  assert.equal(done.code, 0, done.err);
  return done.out;
}

test('password, paper key, devices and sessions on the command line', async () => {
  const { password } = practice.people.therapist.credentials;
  const made = succeeded(await vaiti(password, ['paper-key']));
  const words = [...made.matchAll(/^ *\d+ {2}([a-z]+)$/gm)].map(([, word]) => word);
  assert.equal(words.length, 24, made);

  const listed = succeeded(await vaiti(password, ['devices']));
  assert.match(listed, /Secret Key and password/);
  assert.match(listed, /Paper key/);

  const changed = 'toinen hiljainen lampi';
  succeeded(await vaiti(password, ['password'], { VAITI_NEW_PASSWORD: changed }));
  const refused = await vaiti(password, ['sessions']);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /Code: sign-in-failed/);
  const sessions = succeeded(await vaiti(changed, ['sessions']));
  assert.match(sessions, /this session/);
  succeeded(await vaiti(changed, ['sessions', '--end-others']));

  const recovered = 'kolmas hiljainen lampi';
  const env = { VAITI_PAPER_KEY: words.join(' '), VAITI_SECRET_KEY: '' };
  const options = ['sign-in', '--paper', '--server', server.url];
  const out = succeeded(await vaiti(recovered, options, env));
  const key = /V1-[0-9A-Z-]+/.exec(out)?.[0] ?? assert.fail(out);
  assert.equal((await vaiti(changed, ['devices'])).code, 1);
  const again = succeeded(await vaiti(recovered, ['devices'], { VAITI_SECRET_KEY: key }));
  const id = /^([0-9a-f]{32}) {2}Paper key/m.exec(again)?.[1] ?? assert.fail(again);
  const gone = ['devices', '--remove', id];
  succeeded(await vaiti(recovered, gone, { VAITI_SECRET_KEY: key }));
  assert.equal((await vaiti(recovered, options, env)).code, 1);
});
