import type { SealedCache } from '../cache/sealed.ts';
import { type DraftView, draftView } from './methods.ts';

/** Drafts live sealed on this device alone; they are destroyed when the note is signed. */
export class Drafts {
  readonly #cache: SealedCache;

  constructor(cache: SealedCache) {
    this.#cache = cache;
  }

  /** Keeps a draft in place of the earlier one. */
  async save(draft: DraftView, savedAt: string): Promise<DraftView> {
    const saved = { ...draft, savedAt };
    await this.#cache.put(place(draft), saved);
    return saved;
  }

  /** The draft of a new note (record null) or of an amendment; null when there is none. */
  async load(at: Pick<DraftView, 'file' | 'record'>): Promise<DraftView | null> {
    return (await this.#cache.get(place(at), draftView)) ?? null;
  }

  /** Destroys a draft. */
  discard(at: Pick<DraftView, 'file' | 'record'>): Promise<void> {
    return this.#cache.delete(place(at));
  }

  /** Destroys every draft about a file. */
  async forget(file: string): Promise<void> {
    for (const name of await this.#cache.names(`draft/${file}/`)) await this.#cache.delete(name);
  }

  /** Files that have a draft waiting. */
  async files(): Promise<ReadonlySet<string>> {
    const names = await this.#cache.names('draft/');
    return new Set(names.map((name) => name.split('/')[1] ?? ''));
  }
}

function place(at: Pick<DraftView, 'file' | 'record'>): string {
  return `draft/${at.file}/${at.record ?? 'new'}`;
}
