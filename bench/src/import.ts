import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { onEachStore } from './each-store.ts';
import { median } from './figures.ts';
import { type Imported, VaitiCommand } from './import/command.ts';
import { type Amount, generateExport } from './import/generate.ts';
import { peakOf, processorTimeOf } from './processes.ts';
import { type Line, lineOf, type Report, type StoreKind } from './report.ts';
import { startServer, workspace } from './server.ts';
import type { StorePlace } from './stores.ts';

export interface ImportOptions {
  readonly stores: readonly StoreKind[];
  readonly amount: Amount;
  /** Imports of each input, each as a source of its own. */
  readonly runs: number;
  /** False to leave out the sample of the shared folder. */
  readonly sample?: boolean;
  readonly onProgress: (what: string) => void;
}

/** Aim of the speed section. */
const AIM = 2000;
/** Medplum's import, unencrypted, DOMAIN section 6; five times that is the aim. */
const PEER = { what: 'Medplum resources (best)', value: 375 };
/** How much longer the second generated input is, and how much more memory it may take. */
const LONGER = 3;
const FLAT = 1.25;

/** The sample of 10 patients in the shared folder, where there is one. */
function sample(): string | undefined {
  const shared = process.env['VAITI_SHARED'] ?? join(workspace, '..', 'shared');
  const path = join(shared, 'data', 'fhir-bulk-10');
  return existsSync(path) ? path : undefined;
}

interface Input {
  readonly what: string;
  readonly path: string;
  readonly runs: number;
}

async function inputsIn(folder: string, options: ImportOptions): Promise<readonly Input[]> {
  const { amount, runs } = options;
  const longer = { ...amount, patients: amount.patients * LONGER };
  const paths = { short: join(folder, 'short'), long: join(folder, 'long') };
  await generateExport(paths.short, amount);
  await generateExport(paths.long, longer);
  const words = ({ patients, notes }: Amount) =>
    `${String(patients)} patients x ${String(notes)} notes of 4 KB`;
  const given = options.sample === false ? undefined : sample();
  return [
    { what: words(amount), path: paths.short, runs },
    { what: words(longer), path: paths.long, runs: 1 },
    ...(given === undefined ? [] : [{ what: 'fhir-bulk-10', path: given, runs }]),
  ];
}

function rate({ entries, seconds }: Imported): number {
  return entries / seconds;
}

/** One import and the processor time that the server took for it, µs. */
type Run = Imported & { readonly serverTime: number };

/** The lines about one input. */
function linesOf(what: string, store: StoreKind, done: readonly Run[]): readonly Line[] {
  const entries = { unit: 'entries/s', store };
  const rates = done.map(rate);
  const percent = (name: keyof Imported['shares']) =>
    lineOf(`  time in ${name}`, {
      runs: done.map(({ shares }) => shares[name] * 100),
      unit: '%',
      store,
    });
  return [
    lineOf(`import, ${what}`, {
      ...entries,
      runs: rates,
      aim: { says: `>= ${String(AIM)}/s`, met: median(rates) >= AIM },
    }),
    lineOf('  beside a peer, unencrypted', {
      runs: done.map(({ read, seconds }) => read / seconds),
      unit: 'resources/s',
      store,
      limit: PEER,
      aim: { says: '5 x the peer', met: median(rates) >= 5 * PEER.value },
    }),
    lineOf('  input', {
      runs: done.map(({ bytes, seconds }) => bytes / 1_000_000 / seconds),
      unit: 'MB/s',
      store,
    }),
    percent('crypto'),
    percent('store'),
    percent('parsing'),
    percent('other'),
    lineOf('  processor time, importer', {
      runs: done.map(({ cpu, entries }) => (cpu * 1_000_000) / entries),
      unit: 'µs/entry',
      store,
    }),
    lineOf('  processor time, server', {
      runs: done.map(({ entries, serverTime }) => serverTime / entries),
      unit: 'µs/entry',
      store,
    }),
    lineOf('  importer, most memory', { runs: done.map(({ peak }) => peak), unit: 'MB', store }),
  ];
}

/** Whether the longer import took about the memory of the shorter one. */
function flatness(store: StoreKind, short: readonly Imported[], long: readonly Imported[]): Line {
  const before = Math.max(...short.map(({ peak }) => peak));
  const runs = long.map(({ peak }) => peak);
  return lineOf(`  memory at ${String(LONGER)} times the input`, {
    runs,
    unit: 'MB',
    store,
    limit: before > 0 ? { what: 'MB', value: before } : null,
    aim: { says: `<= ${String(FLAT)} x`, met: median(runs) <= FLAT * before },
  });
}

/**
 * The rate without start and warm-up of the importer, which are the same for both inputs: what the
 * longer one has more, over the time that it takes longer.
 */
function steady(store: StoreKind, short: readonly Imported[], long: readonly Imported[]): Line {
  const entries = median(short.map((one) => one.entries));
  const seconds = median(short.map((one) => one.seconds));
  const runs = long.map((one) => (one.entries - entries) / Math.max(0.001, one.seconds - seconds));
  return lineOf('  import, steady: longer input less the shorter', {
    runs,
    unit: 'entries/s',
    store,
    aim: { says: `>= ${String(AIM)}/s`, met: median(runs) >= AIM },
  });
}

async function measure(options: ImportOptions, store: StorePlace): Promise<readonly Line[]> {
  const { onProgress } = options;
  const { folder, kind } = store;
  onProgress(`${kind}: generating the input`);
  const inputs = await inputsIn(join(folder, 'input'), options);
  const server = await startServer(store);
  try {
    const command = new VaitiCommand(folder, server);
    await command.init();
    const lines: Line[] = [];
    const results: Run[][] = [];
    for (const { what, path, runs } of inputs) {
      const done: Run[] = [];
      for (let run = 1; run <= runs; run++) {
        onProgress(`${kind}, ${what}: run ${String(run)} of ${String(runs)}`);
        const before = processorTimeOf(server.pid);
        const imported = await command.importFhir(path, `run-${String(run)}-of-${what}`);
        done.push({ ...imported, serverTime: processorTimeOf(server.pid) - before });
      }
      results.push(done);
      lines.push(...linesOf(what, kind, done));
    }
    const [short = [], long = []] = results;
    lines.push(flatness(kind, short, long), steady(kind, short, long));
    const peak = { runs: [peakOf(server.pid)], unit: 'MB', store: kind };
    lines.push(lineOf('server, most memory over all of it', peak));
    return lines;
  } finally {
    await server.stop();
  }
}

/** The real import of the command line: rate, shares of the time, memory. */
export function benchImport(options: ImportOptions): Promise<Report> {
  const { amount, runs, stores } = options;
  const notes = [
    'entries are sealed by the importer and stored durably by the server; importer and server share the machine',
    "processor time: the importer's start and sign-in included; little depends on what else the machine does",
    'rates of single inputs are cold: a fresh importer each, its warm-up included, its start and sign-in not; the server is warm from the second run on',
    'time in store: requests are under way and nothing is being sealed or parsed',
  ];
  if (options.sample !== false && sample() === undefined)
    notes.push('fhir-bulk-10 left out: no shared folder (VAITI_SHARED)');
  const settings = { ...amount, runs };
  return onEachStore({ benchmark: 'import', settings, notes }, stores, (store) =>
    measure(options, store),
  );
}
