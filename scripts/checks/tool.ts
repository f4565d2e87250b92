import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Check } from './check.ts';

/**
 * A check that is a program of node_modules/.bin, run by this runtime: it holds where the program
 * ends with 0, and its whole output is the finding where it does not.
 */
export function toolCheck(name: string, bin: string, args: readonly string[]): Check {
  return {
    name,
    run: (root) =>
      new Promise((resolve, reject) => {
        const path = join(root, 'node_modules/.bin', bin);
        const child = spawn(
          process.execPath,
          ['--disable-warning=ExperimentalWarning', path, ...args],
          {
            cwd: root,
            stdio: ['ignore', 'pipe', 'pipe'],
            env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
          },
        );
        let output = '';
        const collect = (chunk: Buffer): void => {
          output += chunk.toString('utf8');
        };
        child.stdout.on('data', collect);
        child.stderr.on('data', collect);
        child.on('error', reject);
        child.on('close', (code, signal) => {
          if (code === 0) resolve([]);
          else resolve([output.trim(), `${bin} ended with ${code ?? signal ?? 'nothing'}`]);
        });
      }),
  };
}
