import { appendFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Place } from './resources.ts';

/** One record that was not taken in. `reason` is a path and an expectation, never a value. */
export interface BadRecord {
  readonly place: Place;
  readonly code: string;
  readonly reason: string;
}

/** Bad records that are told one by one; the rest is only in the report. */
const TOLD = 20;

/** Tells of bad records as they come and writes every one to a report, a JSON object a line. */
export class BadRecords {
  readonly #path: string;
  readonly #tell: (bad: BadRecord, isLast: boolean) => void;
  #count = 0;
  #lines: string[] = [];

  constructor(path: string, tell: (bad: BadRecord, isLast: boolean) => void) {
    this.#path = path;
    this.#tell = tell;
  }

  get count(): number {
    return this.#count;
  }

  /** Path of the report; it exists if there was anything to report. */
  get path(): string {
    return this.#path;
  }

  add(bad: BadRecord): void {
    this.#count++;
    if (this.#count <= TOLD) this.#tell(bad, this.#count === TOLD);
    const { code, place, reason } = bad;
    const { entry, line, path } = place;
    this.#lines.push(JSON.stringify({ file: path, line, entry, code, reason }));
  }

  /** Writes what has gathered. */
  async save(): Promise<void> {
    if (this.#lines.length === 0) return;
    const lines = this.#lines;
    this.#lines = [];
    await appendFile(this.#path, `${lines.join('\n')}\n`, { mode: 0o600 });
  }
}

/** `name:line` or `name:line#entry`, as editors open it. */
export function placeText({ entry, line, path }: Place): string {
  return `${basename(path)}:${String(line)}${entry === null ? '' : `#${String(entry)}`}`;
}
