import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The door of the command line, as a person opens it. */
const door = fileURLToPath(new URL('../bin/vaiti.js', import.meta.url));
const flags = ['--disable-warning=ExperimentalWarning'];

/** What a finished command left behind. */
export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A place of its own for data, profile and output; gone after `remove`. */
export class Place {
  readonly folder = mkdtempSync(join(tmpdir(), 'vaiti-cli-'));
  readonly data = join(this.folder, 'data');

  /** A path in it. */
  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  get env(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      DATABASE_URL: '',
      VAITI_LANG: 'en',
      VAITI_DATA: this.data,
      VAITI_HOME: this.path('home'),
      VAITI_PORT: '0',
      VAITI_HOST: '127.0.0.1',
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function start(place: Place, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const options = { cwd: place.folder, env: { ...place.env, ...env } };
  return spawn(process.execPath, [...flags, door, ...args], options);
}

/**
 * Runs a command to its end. `killWhen` is asked with each line of standard error, and kills the
 * process without warning when it says so; `killOn` kills it when it resolves.
 */
export function run(
  place: Place,
  args: readonly string[],
  options: {
    readonly env?: NodeJS.ProcessEnv;
    readonly input?: string;
    readonly killWhen?: (line: string) => boolean;
    readonly killOn?: Promise<unknown>;
  } = {},
): Promise<Finished> {
  const child = start(place, args, options.env ?? {});
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  if (child.stderr !== null)
    createInterface({ input: child.stderr }).on('line', (line) => {
      err += `${line}\n`;
      if (options.killWhen?.(line) === true) child.kill('SIGKILL');
    });
  void options.killOn?.then(() => child.kill('SIGKILL'));
  child.stdin?.end(options.input ?? '');
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

/**
 * Starts a command with its standard input open. `line` resolves to the first group of the first line
 * of standard output that matches, `type` writes a line and closes the input, `kill` gives no warning.
 */
export function converse(place: Place, args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = start(place, args, env);
  let out = '';
  let err = '';
  let ended = false;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  const done = new Promise<Finished>((resolve) => {
    child.once('close', (code) => {
      ended = true;
      resolve({ code, out, err });
    });
  });
  const line = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = pattern.exec(out)?.[1];
      if (found !== undefined) return found;
      if (ended) throw new Error(`no line ${pattern.source}: ${out}${err}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const type = (text: string): void => void child.stdin?.end(`${text}\n`);
  return { done, line, type, kill: (): void => void child.kill('SIGKILL') };
}

/** A server started by `vaiti serve`. */
export interface Served {
  readonly url: string;
  /** Everything it printed before it was ready. */
  readonly out: string;
  /** Sends SIGTERM; resolves with its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Starts `vaiti serve` on a free port and resolves when it says that it runs. */
export function serve(place: Place, ...args: readonly string[]): Promise<Served> {
  const child = start(place, ['serve', '--no-clinic', ...args], {});
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let out = '';
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    void ended.then((code) => reject(new Error(`serve ended with ${String(code)}: ${err}`)));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      const url = /Vaiti runs at (\S+)\. /.exec(out)?.[1];
      if (url === undefined) return;
      const stop = () => {
        child.kill('SIGTERM');
        return ended;
      };
      resolve({ url, out, stop });
    });
  });
}
