import { type FileTip, type Practice, type Prepared, sendBatch } from '@vaiti/client';
import { limits } from '@vaiti/contract';
import type { Stopwatch } from './stopwatch.ts';

/** Entries of one file, sealed and ready to be sent in their order. */
export interface Parcel {
  readonly tip: FileTip;
  readonly prepared: readonly Prepared[];
  /** Called when all of it is stored. */
  readonly stored: () => void;
  /** Called when it will not be. */
  readonly failed: (error: unknown) => void;
}

/** Requests under way at once. Each file belongs to one lane, so its entries keep their order. */
const LANES = 4;
/** Appends after which a request goes out; what waits meanwhile joins it up to the limit. */
const BATCH = 128;
const BATCH_BYTES = limits.request / 4;

function weightOf(parcel: Parcel): number {
  return parcel.prepared.reduce(
    (sum, { append }) =>
      sum + (append.entry.body?.length ?? 0) + 1024 + append.grants.length * 1500,
    0,
  );
}

/** Parcels of some files that go one request after the other. */
class Lane {
  readonly #send: (parcels: readonly Parcel[]) => Promise<void>;
  #queue: Parcel[] = [];
  #appends = 0;
  #bytes = 0;
  #running: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(send: (parcels: readonly Parcel[]) => Promise<void>) {
    this.#send = send;
  }

  push(parcel: Parcel): void {
    if (this.#failure !== undefined) {
      parcel.failed(this.#failure.error);
      return;
    }
    this.#queue.push(parcel);
    this.#appends += parcel.prepared.length;
    this.#bytes += weightOf(parcel);
    if (this.#isDue()) this.#start(false);
  }

  /** Sends everything that waits. Failures are told to the parcels. */
  async drain(): Promise<void> {
    while (this.#queue.length > 0 || this.#running !== undefined) {
      this.#start(true);
      await this.#running;
    }
  }

  #isDue(): boolean {
    return this.#appends >= BATCH || this.#bytes >= BATCH_BYTES;
  }

  #start(all: boolean): void {
    this.#running ??= this.#run(all).finally(() => {
      this.#running = undefined;
    });
  }

  async #run(all: boolean): Promise<void> {
    while (this.#isDue() || (all && this.#queue.length > 0)) {
      const parcels = this.#take();
      try {
        await this.#send(parcels);
      } catch (error) {
        this.#fail(parcels, error);
        return;
      }
      for (const parcel of parcels) parcel.stored();
    }
  }

  /** What was prepared stands on what was not stored: nothing of this lane can follow. */
  #fail(parcels: readonly Parcel[], error: unknown): void {
    this.#failure = { error };
    const waiting = this.#queue;
    this.#queue = [];
    this.#appends = 0;
    this.#bytes = 0;
    for (const parcel of [...parcels, ...waiting]) parcel.failed(error);
  }

  #take(): Parcel[] {
    let appends = 0;
    let bytes = 0;
    let count = 0;
    for (const parcel of this.#queue) {
      const weight = weightOf(parcel);
      const full =
        appends + parcel.prepared.length > limits.appends || bytes + weight > BATCH_BYTES;
      if (full && count > 0) break;
      appends += parcel.prepared.length;
      bytes += weight;
      count++;
    }
    this.#appends -= appends;
    this.#bytes -= bytes;
    return this.#queue.splice(0, count);
  }
}

/** Leaves between two looks at the ledger: what was promised meanwhile is held in memory. */
const LEDGER_EVERY = 4096;

/** Sends sealed entries in large requests, four at a time, and holds the server to its receipts. */
export class Sender {
  readonly #practice: Practice;
  readonly #watch: Stopwatch;
  readonly #lanes: readonly Lane[];
  #promised = 0;

  constructor(practice: Practice, watch: Stopwatch) {
    this.#practice = practice;
    this.#watch = watch;
    this.#lanes = Array.from({ length: LANES }, () => new Lane((parcels) => this.#send(parcels)));
  }

  /** Takes a parcel; it is sent when enough has gathered. */
  push(parcel: Parcel): void {
    const lane = Number.parseInt(parcel.tip.file.slice(0, 2), 16) % LANES;
    this.#lanes[lane]?.push(parcel);
  }

  /** Sends everything that waits. */
  async drain(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.drain()));
  }

  async #send(parcels: readonly Parcel[]): Promise<void> {
    const { ledger } = this.#practice;
    const batch = parcels.flatMap((parcel) => parcel.prepared);
    await this.#watch.sending(() => sendBatch(this.#practice, batch));
    this.#promised += batch.length;
    if (this.#promised < LEDGER_EVERY) return;
    this.#promised = 0;
    await this.#watch.sending(() => ledger.check());
  }
}
