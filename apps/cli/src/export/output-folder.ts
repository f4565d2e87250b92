import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from '../output/errors.ts';

interface Draft {
  readonly handle: FileHandle;
  readonly path: string;
}

/**
 * Files that appear in a folder all together: they are written under other names, brought down to
 * the disk and renamed at the end. What is there already is not overwritten unless `force`.
 */
export class OutputFolder {
  readonly #folder: string;
  readonly #force: boolean;
  readonly #suffix = `.${randomBytes(4).toString('hex')}.part`;
  readonly #drafts = new Map<string, Draft>();

  constructor(folder: string, options: { readonly force: boolean }) {
    this.#folder = folder;
    this.#force = options.force;
  }

  /** Appends to the file of that name. Throws `output-exists` when there is one from before. */
  async write(name: string, text: string): Promise<void> {
    let draft = this.#drafts.get(name);
    if (draft === undefined) {
      const path = join(this.#folder, name);
      if (!this.#force && existsSync(path)) throw new CliError('output-exists', { path });
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      draft = { path, handle: await open(path + this.#suffix, 'wx', 0o600) };
      this.#drafts.set(name, draft);
    }
    await draft.handle.write(text);
  }

  /** Makes everything appear. Resolves to the names written, sorted. */
  async publish(): Promise<readonly string[]> {
    for (const { handle } of this.#drafts.values()) {
      await handle.sync();
      await handle.close();
    }
    for (const { path } of this.#drafts.values()) await rename(path + this.#suffix, path);
    const names = [...this.#drafts.keys()].sort();
    this.#drafts.clear();
    return names;
  }

  /** Takes away what was not published. */
  async discard(): Promise<void> {
    for (const { handle, path } of this.#drafts.values()) {
      await handle.close();
      await rm(path + this.#suffix, { force: true });
    }
    this.#drafts.clear();
  }
}
