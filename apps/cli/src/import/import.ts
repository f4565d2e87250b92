import { CareError } from '@vaiti/care';
import { ImportPlan } from '@vaiti/care/fhir';
import { isoDay, listFiles, type Practice, today } from '@vaiti/client';
import { CoreError } from '@vaiti/core';
import { Filing } from './filing.ts';
import { Gate } from './gate.ts';
import { digestOf, ImportIds } from './ids.ts';
import type { Input } from './inputs.ts';
import { Journal } from './journal.ts';
import { receiversOf } from './receivers.ts';
import type { BadRecords } from './report.ts';
import { type Found, resourcesOf } from './resources.ts';
import { OtherPerson } from './same-person.ts';
import { SeenTable } from './seen.ts';
import { Sender } from './sender.ts';
import { Stopwatch } from './stopwatch.ts';
import { Tally } from './tally.ts';

/** Entries and bytes of input under way at once. */
const UNDER_WAY = { entries: 2048, bytes: 48 * 1024 * 1024 };
/** Milliseconds between two writings of the journal. */
const JOURNAL_EVERY = 2000;

export interface ImportOptions {
  readonly practice: Practice;
  readonly inputs: readonly Input[];
  /** Keeps apart systems whose ids may coincide. */
  readonly source: string;
  /** The centre of the patients; null for none. */
  readonly centre: string | null;
  readonly bad: BadRecords;
  /** When it aborts, what is under way is finished and nothing more is begun. */
  readonly signal: AbortSignal;
  readonly onProgress: (phase: 'survey' | 'write', tally: Tally, watch: Stopwatch) => void;
}

export interface ImportResult {
  readonly tally: Tally;
  readonly watch: Stopwatch;
  readonly interrupted: boolean;
}

/** Whether a refusal concerns one record and not the import. */
function isOfRecord(error: unknown): error is CareError | CoreError | OtherPerson {
  if (error instanceof CareError || error instanceof OtherPerson) return true;
  return error instanceof CoreError && error.code === 'content-invalid';
}

/** An import under way: two passes over the same input, the second of which writes. */
class Import {
  readonly #options: ImportOptions;
  readonly #plan: ImportPlan;
  readonly #journal: Journal;
  readonly #sender: Sender;
  readonly #filing: Filing;
  readonly #watch: Stopwatch;
  readonly #tally: Tally;
  readonly #gate = new Gate(UNDER_WAY);
  readonly #under = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;
  #saved = 0;

  constructor(
    options: ImportOptions,
    parts: {
      readonly plan: ImportPlan;
      readonly journal: Journal;
      readonly sender: Sender;
      readonly filing: Filing;
      readonly watch: Stopwatch;
      readonly tally: Tally;
    },
  ) {
    this.#options = options;
    this.#plan = parts.plan;
    this.#journal = parts.journal;
    this.#sender = parts.sender;
    this.#filing = parts.filing;
    this.#watch = parts.watch;
    this.#tally = parts.tally;
  }

  get #stopped(): boolean {
    return this.#failure !== undefined || this.#options.signal.aborted;
  }

  async #pass(pass: 'survey' | 'write', take: (found: Found) => Promise<void>): Promise<void> {
    const plan = this.#plan;
    const onParsed = (milliseconds: number) => this.#watch.parsed(milliseconds);
    for (const input of this.#options.inputs) {
      for await (const found of resourcesOf(input, { plan, pass, onParsed })) {
        if (this.#stopped) return;
        await take(found);
      }
    }
  }

  /** First pass: what others refer to. Bad records are counted in the second. */
  async survey(): Promise<void> {
    const tally = new Tally();
    await this.#pass('survey', async (found) => {
      tally.read++;
      tally.bytes += found.bytes;
      if (found.ok) this.#plan.survey(found.resource);
      this.#options.onProgress('survey', tally, this.#watch);
    });
  }

  /** Second pass. Rejects with the first failure that does not concern one record alone. */
  async write(): Promise<void> {
    try {
      await this.#pass('write', (found) => this.#take(found));
      await this.#filing.sealed();
      await this.#sender.drain();
      await Promise.all(this.#under);
    } finally {
      await this.#save();
    }
    if (this.#failure !== undefined) throw this.#failure.error;
    await this.#options.practice.ledger.check();
  }

  async #take(found: Found): Promise<void> {
    const { bad, onProgress } = this.#options;
    const tally = this.#tally;
    tally.read++;
    if (found.ok) await this.#begin(found);
    else {
      tally.bad++;
      tally.bytes += found.bytes;
      bad.add(found);
    }
    onProgress('write', tally, this.#watch);
    const { seconds } = this.#watch;
    if ((seconds - this.#saved) * 1000 < JOURNAL_EVERY) return;
    this.#saved = seconds;
    await this.#save();
  }

  async #begin(found: Extract<Found, { ok: true }>): Promise<void> {
    const { bytes, place, resource, scope } = found;
    await this.#gate.enter(bytes);
    const began = performance.now();
    const item = this.#plan.map(resource, scope);
    const digest = Number.parseInt(digestOf(resource.text).slice(0, 8), 16) || 1;
    this.#watch.parsed(performance.now() - began);
    const work = this.#filing
      .put(item, digest)
      .then((outcome) => this.#tally.settle(item, outcome))
      .catch((error: unknown) => {
        if (isOfRecord(error)) {
          this.#tally.bad++;
          this.#options.bad.add({ place, code: error.code, reason: error.message });
        } else this.#failure ??= { error };
      })
      .finally(() => {
        this.#tally.bytes += bytes;
        this.#gate.leave(bytes);
        this.#under.delete(work);
      });
    this.#under.add(work);
  }

  /** Receipts first: what the journal calls stored must be demanded of the ledger. */
  async #save(): Promise<void> {
    await this.#options.practice.ledger.save();
    await this.#journal.save();
    await this.#options.bad.save();
  }
}

/**
 * Imports FHIR resources into sealed files, in two passes over the input. What is stored already, by
 * this or an earlier import of the same source, is passed over. Stopping or crashing at any moment
 * loses nothing: the same call again goes on. Throws as the client does; bad records are counted.
 */
export async function importFhir(options: ImportOptions): Promise<ImportResult> {
  const { centre, practice, signal, source } = options;
  const { member, roster } = practice;
  const ids = new ImportIds(member.identity, source);
  const seen = new SeenTable();
  const journal = new Journal(member.cache, roster.practice);
  const known = await journal.load(seen);
  const lines = await listFiles(practice);
  const own = lines.filter((line) => line.as === member.identity.id);
  const watch = new Stopwatch();
  const tally = new Tally();
  const sender = new Sender(practice, watch);
  const filing = new Filing({
    practice,
    ids,
    seen,
    journal,
    sender,
    watch,
    tally,
    known,
    listed: new Map(own.map((line) => [line.file, line])),
    readers: receiversOf(practice, centre),
    centre,
    today: isoDay(today(member)),
  });
  const plan = new ImportPlan({ digest: digestOf, recordIdOf: (key) => ids.record(key) });
  const running = new Import(options, { plan, journal, sender, filing, watch, tally });
  await running.survey();
  await running.write();
  return { tally, watch, interrupted: signal.aborted };
}
