import type { FileWriter, Practice, Prepared } from '@vaiti/client';
import { encodeCbor, type SealedEntry } from '@vaiti/core';
import { newFile, noteDraft } from '../practice.ts';

/** Appends of some clients, each with a file of its own, sealed and encoded before the clock starts. */
export class Writers {
  readonly #writers: readonly FileWriter[];
  #written = 0;

  private constructor(writers: readonly FileWriter[]) {
    this.#writers = writers;
  }

  /** Opens a file for each client. */
  static async open(practice: Practice, clients: number): Promise<Writers> {
    const files = [];
    for (let i = 0; i < clients; i++) files.push((await newFile(practice)).writer);
    return new Writers(files);
  }

  /** Seals `requests` requests of `batch` appends for each client. */
  async prepare(requests: number, batch: number): Promise<readonly (readonly Uint8Array[])[]> {
    return Promise.all(
      this.#writers.map(async (writer) => {
        const bodies: Uint8Array[] = [];
        for (let i = 0; i < requests; i++) bodies.push(requestOf(await this.#seal(writer, batch)));
        return bodies;
      }),
    );
  }

  /** Some entries of the same kind, for the limits. */
  async samples(count: number): Promise<{ entries: SealedEntry[]; rows: Uint8Array[] }> {
    const [writer] = this.#writers;
    if (writer === undefined) throw new TypeError('no client');
    const prepared = await this.#seal(writer, count);
    return {
      entries: prepared.map(({ append }) => append.entry),
      rows: prepared.map(({ append }) => encodeCbor({ ...append.entry })),
    };
  }

  async #seal(writer: FileWriter, count: number): Promise<readonly Prepared[]> {
    for (let i = 0; i < count; i++) await writer.add(noteDraft(this.#written++));
    return writer.take();
  }
}

function requestOf(prepared: readonly Prepared[]): Uint8Array {
  return encodeCbor({
    appends: prepared.map(({ append }) => ({
      entry: { ...append.entry },
      grants: append.grants.map((grant) => ({ ...grant })),
      shares: append.shares.map((share) => ({ ...share })),
      wraps: append.wraps.map((wrap) => ({ ...wrap })),
    })),
  });
}
