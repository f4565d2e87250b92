import { type Entropy, type FileId, fingerprintOf, type RecordId, type Secret } from '@vaiti/core';
import { signIn } from '../account/account.ts';
import { formatSecretKey, parseSecretKey } from '../account/secret-key.ts';
import type { Api } from '../api/api.ts';
import { type CacheStore, memoryStore } from '../cache/store.ts';
import { ClientError } from '../errors.ts';
import { latest } from '../file/content.ts';
import { type Directory, readDirectory } from '../practice/directory.ts';
import { memberOf } from '../practice/member.ts';
import { Practice } from '../practice/practice.ts';
import { readCaseload } from './caseload.ts';
import { DeviceMemory } from './device.ts';
import { Drafts } from './drafts.ts';
import type { ArgsOf, ClinicEvent, ClinicMethod, MeView, ResultOf, StatusView } from './methods.ts';
import { nameOf } from '../practice/directory.ts';
import { openPatient, signNote, updateContact, viewOf } from './patient-file.ts';

/** What the clinic's session needs from where it runs. */
export interface ClinicSurroundings {
  readonly api: Api;
  /** Kept between starts when the person asks to be remembered. */
  readonly store: CacheStore;
  readonly entropy: Entropy;
  readonly now: () => number;
  readonly emit: (event: ClinicEvent) => void;
}

interface Open {
  readonly practice: Practice;
  readonly directory: Directory;
  readonly drafts: Drafts;
  readonly me: MeView;
}

type Handlers = { readonly [M in ClinicMethod]: (args: ArgsOf<M>) => Promise<ResultOf<M>> };

/** Ledger checks while signed in, milliseconds between them. */
const LEDGER_EVERY = 30_000;

/**
 * One person's session in the clinic: the only holder of keys. Every method of `clinicMethods`, run
 * where the keys are.
 */
export class ClinicSession implements Handlers {
  readonly #around: ClinicSurroundings;
  readonly #device: DeviceMemory;
  /** Without "remember this device", cache and drafts end with the worker. */
  readonly #passing = memoryStore();
  #store: CacheStore;
  #secretKey: Secret | undefined;
  #name = '';
  #open: Open | undefined;
  #online = true;
  #lastLedgerCheck = 0;

  constructor(around: ClinicSurroundings) {
    this.#around = around;
    this.#store = this.#passing;
    this.#device = new DeviceMemory(around.store);
  }

  async status(): Promise<StatusView> {
    if (this.#open !== undefined)
      return { state: 'signed-in', me: this.#open.me, online: this.#online };
    await this.#recall();
    if (this.#secretKey === undefined) return { state: 'signed-out' };
    return { state: 'locked', name: this.#name };
  }

  async signIn(args: ArgsOf<'signIn'>): Promise<MeView> {
    const secretKey = parseSecretKey(args.secretKey);
    this.#store = args.remember ? this.#around.store : this.#passing;
    const me = await this.#enter(secretKey, args.password);
    if (args.remember) {
      await this.#device.remember({ secretKey: formatSecretKey(secretKey), name: me.name });
    }
    return me;
  }

  async unlock(args: ArgsOf<'unlock'>): Promise<MeView> {
    await this.#recall();
    if (this.#secretKey === undefined) throw new ClientError('signed-out');
    return this.#enter(this.#secretKey, args.password);
  }

  async lock(): Promise<null> {
    await this.#leave();
    await this.#tellStatus();
    return null;
  }

  async signOut(): Promise<null> {
    await this.#leave();
    this.#secretKey?.wipe();
    this.#secretKey = undefined;
    this.#name = '';
    await this.#passing.clear();
    await this.#around.store.clear();
    await this.#tellStatus();
    return null;
  }

  caseload(): Promise<ResultOf<'caseload'>> {
    return this.#run(async ({ practice, directory, drafts }) =>
      readCaseload(practice, {
        directory,
        drafts: await drafts.files(),
        onProgress: (done, of) => {
          this.#around.emit({ event: 'progress', done, of });
        },
      }),
    );
  }

  openFile({ file }: ArgsOf<'openFile'>): Promise<ResultOf<'openFile'>> {
    return this.#run(async (open) => {
      const patient = await openPatient(open.practice, file as FileId);
      this.#setOnline(!patient.offline);
      return this.#view(open, patient);
    });
  }

  signNote(draft: ArgsOf<'signNote'>): Promise<ResultOf<'signNote'>> {
    return this.#run(async (open) => {
      await open.drafts.save(draft, this.#isoNow());
      const patient = await signNote(open.practice, open.directory, draft);
      await open.drafts.discard(draft);
      this.#around.emit({ event: 'file-changed', file: draft.file });
      return this.#view(open, patient);
    });
  }

  saveDraft(draft: ArgsOf<'saveDraft'>): Promise<ResultOf<'saveDraft'>> {
    return this.#runLocal(({ drafts }) => drafts.save(draft, this.#isoNow()));
  }

  draft(at: ArgsOf<'draft'>): Promise<ResultOf<'draft'>> {
    return this.#runLocal(({ drafts }) => drafts.load(at));
  }

  discardDraft(at: ArgsOf<'discardDraft'>): Promise<null> {
    return this.#runLocal(async ({ drafts }) => {
      await drafts.discard(at);
      return null;
    });
  }

  updateContact(args: ArgsOf<'updateContact'>): Promise<ResultOf<'updateContact'>> {
    return this.#run(async (open) => {
      const patient = await updateContact(open.practice, args.file as FileId, args.contact);
      this.#around.emit({ event: 'file-changed', file: args.file });
      return this.#view(open, patient);
    });
  }

  attachment(args: ArgsOf<'attachment'>): Promise<ResultOf<'attachment'>> {
    return this.#run(async ({ practice }) => {
      const { records } = await openPatient(practice, args.file as FileId);
      const record = records.find((r) => r.record === (args.record as RecordId));
      const content = record === undefined ? undefined : latest(record).content;
      if (content?.type !== 'attachment') throw new ClientError('not-found');
      const { title, contentType, data } = content;
      return { title, contentType, data: new Uint8Array(data) };
    });
  }

  async #enter(secretKey: Secret, password: string): Promise<MeView> {
    const { api, entropy, now } = this.#around;
    const signedIn = await signIn(api, { secretKey, password });
    const member = memberOf(signedIn, { api, store: this.#store, entropy, now });
    const practice = await Practice.open(member);
    const directory = await readDirectory(practice);
    const me = meOf(practice, directory);
    this.#secretKey = secretKey;
    this.#name = me.name;
    this.#open = { practice, directory, drafts: new Drafts(member.cache), me };
    this.#online = true;
    await this.#tellStatus();
    return me;
  }

  async #leave(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    const { api, token, identity } = open.practice.member;
    identity.seed.wipe();
    try {
      await api.call('signOut', {}, token);
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
    }
  }

  async #recall(): Promise<void> {
    if (this.#secretKey !== undefined) return;
    const remembered = await this.#device.recall();
    if (remembered === undefined) return;
    this.#secretKey = parseSecretKey(remembered.secretKey);
    this.#name = remembered.name;
    this.#store = this.#around.store;
  }

  async #view(open: Open, patient: Parameters<typeof viewOf>[2]): Promise<ResultOf<'openFile'>> {
    const waiting = (await open.drafts.files()).has(patient.opened.file.file);
    return viewOf(open.practice, open.directory, patient, waiting);
  }

  #runLocal<T>(action: (open: Open) => Promise<T>): Promise<T> {
    if (this.#open === undefined) return Promise.reject(new ClientError('locked'));
    return action(this.#open);
  }

  /** Runs an action that talks to the server: notices offline, ended sessions and ledger faults. */
  async #run<T>(action: (open: Open) => Promise<T>): Promise<T> {
    const open = this.#open;
    if (open === undefined) throw new ClientError('locked');
    try {
      const result = await action(open);
      await this.#checkLedger(open.practice);
      return result;
    } catch (error) {
      if (error instanceof ClientError && error.code === 'offline') this.#setOnline(false);
      if (error instanceof ClientError && error.code === 'signed-out') {
        await this.#leave();
        await this.#tellStatus();
        throw new ClientError('locked', { cause: error });
      }
      throw error;
    }
  }

  async #checkLedger(practice: Practice): Promise<void> {
    const now = this.#around.now();
    if (!this.#online || now - this.#lastLedgerCheck < LEDGER_EVERY) return;
    this.#lastLedgerCheck = now;
    await practice.ledger.check();
  }

  #setOnline(online: boolean): void {
    if (this.#online === online) return;
    this.#online = online;
    void this.#tellStatus();
  }

  async #tellStatus(): Promise<void> {
    this.#around.emit({ event: 'status', status: await this.status() });
  }

  #isoNow(): string {
    return new Date(this.#around.now()).toISOString();
  }
}

function meOf(practice: Practice, directory: Directory): MeView {
  const { identity, practice: id } = practice.member;
  const person = practice.roster.people.get(identity.id);
  return {
    principal: identity.id,
    name: nameOf(directory, identity.id),
    roles: (person?.roles ?? []).map(({ role, centre }) => ({
      role,
      centre,
      centreName: centre === null ? null : (directory.centres.get(centre)?.name ?? null),
    })),
    fingerprint: fingerprintOf(identity.keys),
    practice: id,
    practiceName: directory.name,
    demo: directory.demo,
  };
}
