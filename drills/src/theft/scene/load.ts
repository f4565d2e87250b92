import { createApi, readFile, signIn, writeEntry } from '@vaiti/client';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FiledPatient } from './patients.ts';
import type { Stage } from './stage.ts';

/** What the clients did. */
export interface LoadCounts {
  readonly reads: number;
  readonly writes: number;
  readonly signIns: number;
}

/** Milliseconds between two sign-ins: the server limits them. */
const SIGN_IN_PAUSE = 2000;

async function repeat(
  signal: AbortSignal,
  action: (round: number) => Promise<void>,
): Promise<number> {
  let round = 0;
  while (!signal.aborted) await action(round++);
  return round;
}

/** Patients in an order that visits all of them, another one for each `step`. */
function pick(patients: readonly FiledPatient[], round: number, step: number): FiledPatient {
  const patient = patients[(round * step) % patients.length];
  if (patient === undefined) throw new Error('there are no patients');
  return patient;
}

/** Real clients that read, write and sign in until they are told to stop. */
export class Load {
  readonly #stopping = new AbortController();
  readonly #running: Promise<PromiseSettledResult<number>[]>;

  private constructor(loops: readonly ((signal: AbortSignal) => Promise<number>)[]) {
    this.#running = Promise.allSettled(loops.map((loop) => loop(this.#stopping.signal)));
  }

  /** Signs in and begins. */
  static async start(stage: Stage): Promise<Load> {
    const { patients, practice } = stage;
    const [therapist, another, reception] = await Promise.all(
      (['therapist', 'therapist', 'reception'] as const).map((name) => stage.open(name)),
    );
    if (therapist === undefined || another === undefined || reception === undefined)
      throw new Error('nobody signed in');
    const as = therapist.member.identity.id;
    const write = async (round: number): Promise<void> => {
      const { file, patient } = pick(patients, round, 7);
      const opened = await readFile(therapist, { file, as, purpose: 'care' });
      const notes = patient.visits.flatMap(({ noteVersions }) => noteVersions.slice(0, 1));
      const content = notes[round % Math.max(1, notes.length)];
      if (content !== undefined)
        await writeEntry(therapist, opened, { compartment: 'clinical', content });
    };
    const read = async (round: number): Promise<void> => {
      const { file } = pick(patients, round, 11);
      await readFile(another, { file, as, purpose: 'care' }, { fresh: true });
    };
    const look = async (round: number): Promise<void> => {
      const { file } = pick(patients, round, 13);
      const request = { file, as: practice.groups.reception, purpose: 'caseload' as const };
      await readFile(reception, request, { fresh: true });
    };
    const api = createApi({ baseUrl: practice.url, fetch });
    const enter = async (): Promise<void> => {
      await signIn(api, practice.people.colleague.credentials);
      await sleep(SIGN_IN_PAUSE);
    };
    return new Load([write, read, look, enter].map((one) => (signal) => repeat(signal, one)));
  }

  /** Lets what has begun end. Throws what any of the clients met. */
  async stop(): Promise<LoadCounts> {
    this.#stopping.abort();
    const counts = (await this.#running).map((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
    const [writes = 0, reads = 0, looks = 0, signIns = 0] = counts;
    return { writes, reads: reads + looks, signIns };
  }
}
