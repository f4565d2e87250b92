import { ClientError } from '../errors.ts';
import { type Directory, readDirectory } from '../practice/directory.ts';
import type { Practice } from '../practice/practice.ts';
import type { ClinicContext, ClinicSurroundings, Open } from './context.ts';

/** Ledger checks while signed in, milliseconds between them. */
const LEDGER_EVERY = 30_000;

/** What the session is told of, and asked for, by its calls. */
export interface CallsOf {
  readonly open: () => Open | undefined;
  readonly setDirectory: (practice: Practice, directory: Directory) => void;
  /** The server ended the session. */
  readonly ended: () => Promise<void>;
  readonly onlineChanged: () => void;
}

/** The context that all handlers share: runs their actions on the open practice. */
export class ClinicCalls implements ClinicContext {
  readonly around: ClinicSurroundings;
  readonly #session: CallsOf;
  readonly #leaving: (() => void)[] = [];
  #online = true;
  #lastLedgerCheck = 0;

  constructor(around: ClinicSurroundings, session: CallsOf) {
    this.around = around;
    this.#session = session;
  }

  /** Whether the server answered last time. */
  get online(): boolean {
    return this.#online;
  }

  /** A session has begun. */
  begin(): void {
    this.#online = true;
  }

  /** The session is over: what handlers kept for it goes. */
  end(): void {
    for (const action of this.#leaving) action();
  }

  onLeave(action: () => void): void {
    this.#leaving.push(action);
  }

  async run<T>(action: (open: Open) => Promise<T>): Promise<T> {
    const open = this.#session.open();
    if (open === undefined) throw new ClientError('locked');
    try {
      const result = await action(open);
      await this.#checkLedger(open.practice);
      return result;
    } catch (error) {
      if (error instanceof ClientError && error.code === 'offline') this.setOnline(false);
      if (error instanceof ClientError && error.code === 'signed-out') {
        await this.#session.ended();
        throw new ClientError('locked', { cause: error });
      }
      throw error;
    }
  }

  async done(action: (open: Open) => Promise<unknown>): Promise<null> {
    await this.run(action);
    return null;
  }

  changing(file: string, action: (open: Open) => Promise<unknown>): Promise<null> {
    return this.done(async (open) => {
      await action(open);
      this.around.emit({ event: 'file-changed', file });
    });
  }

  async local<T>(action: (open: Open) => T | Promise<T>): Promise<T> {
    const open = this.#session.open();
    if (open === undefined) throw new ClientError('locked');
    return action(open);
  }

  signedIn(): Practice | undefined {
    return this.#session.open()?.practice;
  }

  async readDirectory(practice: Practice): Promise<Directory> {
    const directory = await readDirectory(practice);
    this.#session.setDirectory(practice, directory);
    return directory;
  }

  setOnline(online: boolean): void {
    if (this.#online === online) return;
    this.#online = online;
    this.#session.onlineChanged();
  }

  isoNow(): string {
    return new Date(this.around.now()).toISOString();
  }

  async #checkLedger(practice: Practice): Promise<void> {
    const now = this.around.now();
    if (!this.#online || now - this.#lastLedgerCheck < LEDGER_EVERY) return;
    this.#lastLedgerCheck = now;
    await practice.ledger.check();
  }
}
