/** Upper bounds of the buckets of commit times, seconds. */
const bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] as const;
/** Upper bounds of the buckets of batch sizes, items. */
const sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] as const;

class Histogram {
  readonly #bounds: readonly number[];
  readonly #counts: number[];
  #sum = 0;
  #count = 0;

  constructor(upper: readonly number[]) {
    this.#bounds = upper;
    this.#counts = upper.map(() => 0);
  }

  observe(value: number): void {
    this.#sum += value;
    this.#count++;
    const at = this.#bounds.findIndex((bound) => value <= bound);
    if (at >= 0) this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  lines(name: string): string[] {
    let total = 0;
    const buckets = this.#bounds.map((bound, i) => {
      total += this.#counts[i] ?? 0;
      return `${name}_bucket{le="${String(bound)}"} ${String(total)}`;
    });
    return [
      `# TYPE ${name} histogram`,
      ...buckets,
      `${name}_bucket{le="+Inf"} ${String(this.#count)}`,
      `${name}_sum ${String(this.#sum)}`,
      `${name}_count ${String(this.#count)}`,
    ];
  }
}

/** What is read at the moment of asking. */
export interface Gauges {
  readonly queue: number;
  readonly leaves: number;
  readonly checkpoint: number;
  readonly sessions: number;
}

/** Counters of one server, in the Prometheus text format 0.0.4. Labels are endpoints and outcomes only. */
export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #appends = new Map<string, number>();
  readonly #reads = new Map<string, number>();
  readonly #commit = new Histogram(bounds);
  readonly #batch = new Histogram(sizes);

  request(endpoint: string, status: number): void {
    add(this.#requests, `endpoint="${endpoint}",status="${String(status)}"`);
  }

  append(outcome: string): void {
    add(this.#appends, `outcome="${outcome}"`);
  }

  read(outcome: string): void {
    add(this.#reads, `outcome="${outcome}"`);
  }

  /** One transaction: items in it and its time in milliseconds. */
  committed(items: number, milliseconds: number): void {
    this.#batch.observe(items);
    this.#commit.observe(milliseconds / 1000);
  }

  text(gauges: Gauges): string {
    const lines = [
      ...counter('vaiti_requests_total', this.#requests),
      ...counter('vaiti_appends_total', this.#appends),
      ...counter('vaiti_reads_total', this.#reads),
      ...this.#commit.lines('vaiti_commit_seconds'),
      ...this.#batch.lines('vaiti_batch_items'),
      ...gauge('vaiti_queue_depth', gauges.queue),
      ...gauge('vaiti_ledger_leaves', gauges.leaves),
      ...gauge('vaiti_ledger_checkpoint_size', gauges.checkpoint),
      ...gauge('vaiti_sessions', gauges.sessions),
    ];
    return `${lines.join('\n')}\n`;
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function counter(name: string, counts: ReadonlyMap<string, number>): string[] {
  return [
    `# TYPE ${name} counter`,
    ...[...counts].map(([labels, count]) => `${name}{${labels}} ${String(count)}`),
  ];
}

function gauge(name: string, value: number): string[] {
  return [`# TYPE ${name} gauge`, `${name} ${String(value)}`];
}
