import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ServerProcess } from '../server-process.ts';
import { runAttack } from './attack.ts';
import { attacks } from './attacks/index.ts';
import { setStage, type Stage } from './stage.ts';

describe('the malicious server', { concurrency: 4 }, () => {
  let server: ServerProcess;
  let stage: () => Stage;
  before(async () => {
    server = await ServerProcess.start();
    stage = await setStage(server);
  });
  after(() => server.dispose());

  for (const attack of attacks) {
    test(`${attack.name}: ${attack.says}`, async () => {
      const { control, code, noticed } = await runAttack(stage(), attack);
      assert.ok(control, `without tampering the same steps give content (${String(code)})`);
      const expected = attack.expected.join(' or ');
      assert.ok(noticed, `expected ${expected}, got ${code ?? 'content'}`);
    });
  }

  test('every attack has a name of its own', () => {
    assert.equal(new Set(attacks.map((attack) => attack.name)).size, attacks.length);
  });
});
