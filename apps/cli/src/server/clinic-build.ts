import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { CliError } from '../output/errors.ts';
import { places, workspace } from './workspace.ts';

/** What the built app is made of. */
const SOURCES = [
  'apps/clinic',
  'packages/care/src',
  'packages/client/src',
  'packages/contract/src',
  'packages/core/src',
  'packages/i18n/src',
  'packages/ui/src',
  'package-lock.json',
];
const LEFT_OUT = /(^|\/)(node_modules|dist)(\/|$)|\.test\.tsx?$/;
const stampPath = join(places.cache, 'clinic-build.json');
const stampSchema = z.object({ sources: z.string() });

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
  return files.filter((file) => !LEFT_OUT.test(relative(workspace, file)));
}

/** One hash over names and bytes of all sources. */
async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(workspace, source);
    if (!existsSync(path)) continue;
    const files = source.endsWith('.json') ? [path] : await filesBelow(path);
    for (const file of files.sort()) {
      const bytes = await readFile(file);
      hash.update(`${relative(workspace, file)}\0${String(bytes.length)}\0`).update(bytes);
    }
  }
  return hash.digest('hex');
}

async function builtFrom(): Promise<string | undefined> {
  if (!existsSync(join(places.clinicDist, 'index.html')) || !existsSync(stampPath))
    return undefined;
  const parsed = stampSchema.safeParse(JSON.parse(await readFile(stampPath, 'utf8')));
  return parsed.success ? parsed.data.sources : undefined;
}

function vite(): string {
  const manifest = createRequire(join(places.clinic, 'package.json')).resolve('vite/package.json');
  return join(dirname(manifest), 'bin', 'vite.js');
}

function runVite(): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [vite(), 'build', '--logLevel', 'warn'], {
      cwd: places.clinic,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (text: Buffer) => {
      output = (output + text.toString()).slice(-20_000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Builds the clinic app unless what is there was built from these very sources. Resolves to whether
 * it built. Throws `clinic-build-failed` after `onOutput` was given what the build said.
 */
export async function buildClinic(onOutput: (text: string) => void): Promise<boolean> {
  const sources = await hashSources();
  if ((await builtFrom()) === sources) return false;
  const { code, output } = await runVite();
  if (code !== 0) {
    onOutput(output);
    throw new CliError('clinic-build-failed');
  }
  await mkdir(places.cache, { recursive: true });
  await writeFile(stampPath, `${JSON.stringify({ sources })}\n`);
  return true;
}
