import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { type ServerProcess, workspace } from '../server.ts';
import { peakOf } from '../processes.ts';

const PROGRAM = join(workspace, 'apps', 'cli', 'bin', 'vaiti.js');
const PASSWORD = 'a password of the benchmark';
/** Milliseconds between two looks at the importer's memory. */
const LOOK_EVERY = 50;

const share = z.number().min(0).max(1);
/** What `vaiti import fhir --json` prints, as far as it is read here. */
const timingSchema = z.object({
  entries: z.int().nonnegative(),
  bytes: z.number().nonnegative(),
  seconds: z.number().positive(),
  read: z.int().nonnegative(),
  bad: z.int().nonnegative(),
  /** Seconds of processor time of the importer, its start included. */
  cpu: z.number().positive(),
  shares: z.object({ parsing: share, crypto: share, store: share, other: share }),
});

/** One import, as the command line told it, and the most memory that it held, MB. */
export type Imported = z.infer<typeof timingSchema> & { readonly peak: number };

interface Done {
  readonly out: string;
  readonly peak: number;
}

/** The command line with a home of its own, on one server. */
export class VaitiCommand {
  readonly #folder: string;
  readonly #server: ServerProcess;

  constructor(folder: string, server: ServerProcess) {
    this.#folder = folder;
    this.#server = server;
  }

  /** Founds a practice whose founder treats patients, and remembers the sign-in. */
  async init(): Promise<void> {
    const names = ['--practice', 'Bench', '--centre', 'Bench', '--name', 'Testi Terapeutti'];
    const at = ['--server', this.#server.url, '--therapist'];
    await this.#run(['init', ...names, ...at], {
      VAITI_SETUP_TOKEN: await this.#server.setupToken(),
    });
  }

  /** Imports what lies below `path`. `source` keeps one import's files apart from another's. */
  async importFhir(path: string, source: string): Promise<Imported> {
    const report = join(this.#folder, 'bad.ndjson');
    const flags = ['--json', '--timing', '--source', source, '--report', report];
    const { out, peak } = await this.#run(['import', 'fhir', path, ...flags], {});
    return { ...timingSchema.parse(JSON.parse(out)), peak };
  }

  #run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Done> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [PROGRAM, ...args], {
        cwd: this.#folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          VAITI_HOME: join(this.#folder, 'home'),
          VAITI_SERVER: this.#server.url,
          VAITI_PASSWORD: PASSWORD,
          ...env,
        },
      });
      let out = '';
      let err = '';
      let peak = 0;
      const look = setInterval(() => {
        peak = Math.max(peak, peakOf(child.pid ?? 0));
      }, LOOK_EVERY);
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
      child.once('error', reject);
      child.once('close', (code) => {
        clearInterval(look);
        if (code === 0) resolve({ out, peak });
        else
          reject(
            new Error(`vaiti ${args.slice(0, 2).join(' ')} ended with ${String(code)}: ${err}`),
          );
      });
    });
  }
}
