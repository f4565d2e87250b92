import type { ClinicClient, DraftView } from '@vaiti/client';

/** Where a draft belongs: a new note (`record` null) or the amendment of a note. */
export interface DraftPlace {
  readonly file: string;
  readonly record: string | null;
}

/** What the person types. */
export interface DraftText {
  readonly title: string;
  readonly text: string;
  readonly reason: string;
}

/** `waiting`: typed and not yet sealed; `failed`: sealing was refused and is tried again. */
export type DraftState = 'saved' | 'waiting' | 'saving' | 'failed';

export interface HeldDraft extends DraftText {
  readonly place: DraftPlace;
  readonly state: DraftState;
  /** ISO date-time of the newest sealed version; null before the first. */
  readonly savedAt: string | null;
}

interface Slot {
  held: HeldDraft;
  timer: ReturnType<typeof setTimeout> | undefined;
  saving: Promise<void> | undefined;
}

type Client = Pick<ClinicClient, 'saveDraft'>;

const keyOf = ({ file, record }: DraftPlace): string => `${file}/${record ?? 'new'}`;

/**
 * Holds what is being typed outside of the views, so that no navigation, lock or error loses it,
 * and seals it on the device `pause` milliseconds after the last key.
 */
export class DraftKeeper {
  readonly #client: Client;
  readonly #pause: number;
  readonly #slots = new Map<string, Slot>();
  readonly #listeners = new Set<() => void>();
  #owner: string | undefined;

  constructor(client: Client, options: { readonly pause: number }) {
    this.#client = client;
    this.#pause = options.pause;
  }

  /** For useSyncExternalStore: called after every change; returns how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is held for a place; the same object until it changes. */
  get(place: DraftPlace): HeldDraft | undefined {
    return this.#slots.get(keyOf(place))?.held;
  }

  /** Whether anything typed is not sealed yet. */
  get unsaved(): boolean {
    return [...this.#slots.values()].some(({ held }) => held.state !== 'saved');
  }

  /** Whether the device refused to seal something; it is in memory alone. */
  get failing(): boolean {
    return [...this.#slots.values()].some(({ held }) => held.state === 'failed');
  }

  /** Starts from a sealed draft. What is already held for the place stays. */
  adopt(draft: DraftView): void {
    const place = { file: draft.file, record: draft.record };
    if (this.#slots.has(keyOf(place))) return;
    const { title, text, reason, savedAt } = draft;
    this.#put(place, { place, title, text, reason, savedAt, state: 'saved' });
  }

  /** Takes what was typed and seals it after the pause. */
  change(place: DraftPlace, text: DraftText): void {
    const before = this.get(place);
    const slot = this.#put(place, {
      ...text,
      place,
      savedAt: before?.savedAt ?? null,
      state: 'waiting',
    });
    clearTimeout(slot.timer);
    slot.timer = setTimeout(() => void this.#save(slot), this.#pause);
  }

  /** Seals everything now. Whether all of it succeeded. */
  async flush(): Promise<boolean> {
    await Promise.all([...this.#slots.values()].map((slot) => this.#settle(slot)));
    return !this.unsaved;
  }

  /** Seals one place now, so that nothing of it is written later than what follows. */
  async settle(place: DraftPlace): Promise<void> {
    const slot = this.#slots.get(keyOf(place));
    if (slot !== undefined) await this.#settle(slot);
  }

  /** Stops sealing a place and waits for what is under way; then forgets it. */
  async drop(place: DraftPlace): Promise<void> {
    const slot = this.#slots.get(keyOf(place));
    if (slot === undefined) return;
    clearTimeout(slot.timer);
    this.#slots.delete(keyOf(place));
    await slot.saving;
    this.#tell();
  }

  /** Forgets from memory what is sealed: when the keys go, so does the text. */
  forgetSaved(): void {
    for (const [key, { held }] of this.#slots) if (held.state === 'saved') this.#slots.delete(key);
    this.#tell();
  }

  /** Says who types. Text of somebody else that could not be sealed is never sealed as theirs. */
  own(principal: string): void {
    if (this.#owner !== undefined && this.#owner !== principal) this.forgetAll();
    this.#owner = principal;
  }

  /** Forgets everything. */
  forgetAll(): void {
    for (const { timer } of this.#slots.values()) clearTimeout(timer);
    this.#slots.clear();
    this.#tell();
  }

  async #settle(slot: Slot): Promise<void> {
    clearTimeout(slot.timer);
    await slot.saving;
    if (slot.held.state !== 'saved') await this.#save(slot);
  }

  #save(slot: Slot): Promise<void> {
    slot.saving = this.#seal(slot).finally(() => {
      slot.saving = undefined;
    });
    return slot.saving;
  }

  async #seal(slot: Slot): Promise<void> {
    const sent = slot.held;
    this.#update(slot, { ...sent, state: 'saving' });
    const { place, title, text, reason } = sent;
    const draft = { ...place, title, text, reason, savedAt: new Date().toISOString() };
    try {
      const { savedAt } = await this.#client.saveDraft(draft);
      const typedMeanwhile = slot.held.state !== 'saving';
      this.#update(slot, {
        ...slot.held,
        savedAt,
        state: typedMeanwhile ? slot.held.state : 'saved',
      });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (slot.held.state === 'saving') this.#update(slot, { ...slot.held, state: 'failed' });
    }
  }

  #put(place: DraftPlace, held: HeldDraft): Slot {
    const key = keyOf(place);
    const slot = this.#slots.get(key) ?? { held, timer: undefined, saving: undefined };
    slot.held = held;
    this.#slots.set(key, slot);
    this.#tell();
    return slot;
  }

  #update(slot: Slot, held: HeldDraft): void {
    slot.held = held;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
