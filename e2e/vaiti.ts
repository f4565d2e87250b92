import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Demo, SignIn } from './demo.ts';

const command = join(import.meta.dirname, '../apps/cli/bin/vaiti.js');
const PASSWORD = 'a password of their own';

/** Runs `vaiti` to its end; `told` gets what it said on both streams so far, and may be asked for input. */
async function vaiti(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  input = '',
  told: (text: string) => void = () => undefined,
): Promise<string> {
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...process.env, VAITI_LANG: 'en', ...env },
  });
  let out = '';
  const hear = (text: Buffer): void => {
    out += text.toString();
    told(out);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.stdin.end(input);
  const code = await new Promise((resolve) => child.once('close', resolve));
  assert.equal(code, 0, out);
  return out;
}

/**
 * Takes somebody new in at the command line, invited and confirmed by `lead`: quicker than two screens,
 * where the screens are not what a story is about.
 */
export async function takeIn(
  demo: Demo,
  lead: SignIn,
  about: { readonly name: string; readonly role: string },
): Promise<SignIn> {
  const home = mkdtempSync(join(tmpdir(), 'vaiti-e2e-home-'));
  const server = { VAITI_SERVER: demo.origin, VAITI_HOME: home };
  const leading = { ...server, VAITI_SECRET_KEY: lead.secretKey, VAITI_PASSWORD: lead.password };
  try {
    const { name, role } = about;
    const invited = await vaiti(['invite', name, '--role', role, '--no-wait'], leading);
    const words = /Words: (.+)/.exec(invited)?.[1] ?? '';
    const id = /confirm ([0-9a-f]{32})/.exec(invited)?.[1] ?? '';
    const { promise, resolve } = Promise.withResolvers<string>();
    const joining = vaiti(
      ['join'],
      { ...server, VAITI_INVITATION: words, VAITI_PASSWORD: PASSWORD },
      '',
      (text) => {
        const shown = /Fingerprint: ([0-9a-f ]{79})/.exec(text)?.[1];
        if (shown !== undefined) resolve(shown);
      },
    );
    const fingerprint = await Promise.race([promise, joining]);
    const confirm = ['invitations', 'confirm', id, '--fingerprint-stdin'];
    await vaiti(confirm, leading, `${fingerprint}\n`);
    const secretKey = /Secret Key: (\S+)/.exec(await joining)?.[1] ?? '';
    const link = `${demo.origin}/#k=${secretKey}&p=${encodeURIComponent(PASSWORD)}`;
    const roles = [role];
    return { name, nickname: name, roles, centres: [], link, secretKey, password: PASSWORD };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
