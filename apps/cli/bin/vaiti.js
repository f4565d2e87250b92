#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * The door of the command line. The program needs the runtime that `npm ci` brings; an older host
 * runtime starts that one with the same arguments, passes signals on and ends as it ends.
 */
const needed = 26;
const quiet = '--disable-warning=ExperimentalWarning';

/** The pinned runtime: node_modules/node/bin/node here or in a folder above. */
function pinnedRuntime() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const path = join(folder, 'node_modules', 'node', 'bin', name);
    if (existsSync(path)) return path;
    const above = dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
}

function startAgain(runtime) {
  const self = fileURLToPath(import.meta.url);
  const child = spawn(runtime, [quiet, self, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    process.stderr.write(`vaiti: cannot start ${runtime}: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exit(signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0));
  });
}

/** Experimental warnings say nothing to the person at the command line; all others are shown. */
function muteExperimentalWarnings() {
  const emit = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    const type = typeof rest[0] === 'string' ? rest[0] : rest[0]?.type;
    if (type !== 'ExperimentalWarning') emit.call(process, warning, ...rest);
  };
}

if (Number(process.versions.node.split('.')[0]) >= needed) {
  muteExperimentalWarnings();
  // Compiled code is kept between starts: half the time to the first word.
  module.enableCompileCache?.();
  await import('../src/main.ts');
} else {
  const runtime = pinnedRuntime();
  if (runtime === undefined) {
    process.stderr.write(
      `vaiti: needs Node ${needed}, this is ${process.versions.node}, and the pinned runtime is ` +
        'not installed: run npm ci\n',
    );
    process.exit(1);
  }
  startAgain(runtime);
}
