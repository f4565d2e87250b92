import { onEachStore } from './each-store.ts';
import { median, perSecond } from './figures.ts';
import { postgresInserts } from './limits/postgres.ts';
import { type InsertTarget, sqliteInserts } from './limits/sqlite.ts';
import { measureVerify } from './limits/verify.ts';
import { Load } from './load/load.ts';
import { Writers } from './load/writers.ts';
import { type BenchPractice, foundOn } from './practice.ts';
import { processorTimeOf } from './processes.ts';
import { type Line, lineOf, type Report, type StoreKind } from './report.ts';
import type { StorePlace } from './stores.ts';

export interface KeepOptions {
  readonly stores: readonly StoreKind[];
  /** How long one run of one measurement takes, about. */
  readonly seconds: number;
  /** Runs of each; ours and its limits take turns. */
  readonly runs: number;
  readonly onProgress: (what: string) => void;
}

interface Shape {
  readonly what: string;
  readonly clients: number;
  readonly batch: number;
}

const shapes: readonly Shape[] = [
  { what: '1 client', clients: 1, batch: 1 },
  { what: '16 clients', clients: 16, batch: 1 },
  { what: '16 clients, 100 a request', clients: 16, batch: 100 },
];

/** Entries that the server puts into one transaction at most. */
const LARGEST_GROUP = 1024;
/** Aim of the speed section: the share of the lower limit at 16 clients. */
const AIM = 0.5;
/** Entries of which the limits are measured, over and over. */
const SAMPLES = 64;
/** The runs' length is found by warming up, which is not counted: requests of each client at first. */
const PILOT = 24;
/** How often the warm-up takes as long as a run would: a server just started runs uncompiled code. */
const WARM_UPS = 2;
/** Appends sealed at most for one run: they are held in memory. */
const MOST = 40_000;

class Keep {
  readonly #options: KeepOptions;
  readonly #bench: BenchPractice;
  readonly #inserts: InsertTarget;
  readonly #load: Load;
  readonly #kind: StoreKind;
  readonly #samples: Awaited<ReturnType<Writers['samples']>>;

  private constructor(
    options: KeepOptions,
    parts: {
      readonly kind: StoreKind;
      readonly bench: BenchPractice;
      readonly inserts: InsertTarget;
      readonly samples: Awaited<ReturnType<Writers['samples']>>;
    },
  ) {
    this.#options = options;
    this.#kind = parts.kind;
    this.#bench = parts.bench;
    this.#inserts = parts.inserts;
    this.#samples = parts.samples;
    const { practice, server } = parts.bench;
    this.#load = new Load(server.url, practice.member.token);
  }

  static async on(options: KeepOptions, store: StorePlace): Promise<Keep> {
    const { kind, folder, postgres } = store;
    const bench = await foundOn(store);
    const samples = await (await Writers.open(bench.practice, 1)).samples(SAMPLES);
    const { rows } = samples;
    const inserts =
      postgres === undefined ? sqliteInserts(folder, rows) : await postgresInserts(postgres, rows);
    return new Keep(options, { kind, bench, inserts, samples });
  }

  async measure(shape: Shape): Promise<readonly Line[]> {
    const { clients, batch, what } = shape;
    const { onProgress, runs, seconds } = this.#options;
    const store = this.#kind;
    const writers = await Writers.open(this.#bench.practice, clients);
    const group = Math.min(clients * batch, LARGEST_GROUP);
    const milliseconds = seconds * 1000;
    const ours: number[] = [];
    const inserts: number[] = [];
    const checks: number[] = [];
    const times: number[] = [];
    let requests = Math.ceil(PILOT / batch);
    const send = async (): Promise<number> => {
      const entries = requests * batch * clients;
      const lanes = await writers.prepare(requests, batch);
      const { pid } = this.#bench.server;
      const before = processorTimeOf(pid);
      const milliseconds = await this.#load.append(lanes, entries);
      times.push((processorTimeOf(pid) - before) / entries);
      return perSecond(entries, milliseconds);
    };
    for (let warmUp = 0; warmUp < WARM_UPS; warmUp++) {
      const wanted = Math.min((await send()) * seconds, MOST);
      requests = Math.max(1, Math.round(wanted / clients / batch));
    }
    times.length = 0;
    for (let run = 1; run <= runs; run++) {
      onProgress(`${store}, ${what}: run ${String(run)} of ${String(runs)}`);
      ours.push(await send());
      inserts.push(await this.#inserts.measure(group, milliseconds));
      checks.push(await this.#verify(Math.min(clients * batch, 256), milliseconds));
    }
    return linesOf({ shape, store, ours, times, inserts, checks });
  }

  #verify(concurrency: number, milliseconds: number): Promise<number> {
    const { sign } = this.#bench.practice.member.identity.keys;
    return measureVerify(this.#samples.entries, sign, { concurrency, milliseconds });
  }

  async close(): Promise<void> {
    this.#load.stop();
    await this.#inserts.close();
    await this.#bench.server.stop();
  }
}

function linesOf(measured: {
  readonly shape: Shape;
  readonly store: StoreKind;
  readonly ours: readonly number[];
  /** The server's processor time for each entry, µs. */
  readonly times: readonly number[];
  readonly inserts: readonly number[];
  readonly checks: readonly number[];
}): readonly Line[] {
  const { shape, store, ours, times, inserts, checks } = measured;
  const { what, clients } = shape;
  const unit = 'entries/s';
  const byInserts = median(inserts);
  const byChecks = median(checks);
  const limit =
    byInserts < byChecks
      ? { what: 'inserts', value: byInserts }
      : { what: 'signature checks', value: byChecks };
  const met = median(ours) >= AIM * limit.value;
  const aim = clients === 1 ? null : { says: `>= ${String(AIM)} of limit`, met };
  return [
    lineOf(`keep, ${what}`, { runs: ours, unit, store, limit, aim }),
    lineOf('  processor time, server', { runs: times, unit: 'µs/entry', store }),
    lineOf('  limit: durable inserts', { runs: inserts, unit, store }),
    lineOf('  limit: signature checks', { runs: checks, unit, store }),
  ];
}

/** Medplum's figure of DOMAIN section 6, on such a machine, unencrypted. */
const PEER = { what: 'Medplum creates', value: 313 };

/** The figure at 16 clients beside a peer's: ten times that is the aim. */
function beside(one: Line): Line {
  const met = one.value >= 10 * PEER.value;
  const aim = { says: '10 x the peer', met };
  return { ...one, what: '  beside a peer, unencrypted', limit: PEER, aim };
}

async function measure(options: KeepOptions, store: StorePlace): Promise<readonly Line[]> {
  options.onProgress(`${store.kind}: founding a practice`);
  const keep = await Keep.on(options, store);
  const lines: Line[] = [];
  try {
    for (const shape of shapes) {
      const measured = await keep.measure(shape);
      lines.push(...measured);
      const [first] = measured;
      if (first !== undefined && shape.clients > 1 && shape.batch === 1) lines.push(beside(first));
    }
  } finally {
    await keep.close();
  }
  return lines;
}

/** Durable sealed entries of 2 KB a second over HTTP, against what store and signatures allow. */
export function benchKeep(options: KeepOptions): Promise<Report> {
  const { runs, seconds, stores } = options;
  const notes = [
    'one append a request and a file for each client unless said otherwise; sealed and encoded beforehand; the generator is a process of its own on the same machine',
    'limits: the same bytes inserted durably into one bare table of the same store, as many in a transaction as clients send at once (at most 1024); the author signatures checked as many at once. The lower one counts',
  ];
  return onEachStore({ benchmark: 'keep', settings: { seconds, runs }, notes }, stores, (store) =>
    measure(options, store),
  );
}
