import {
  type Entropy,
  type EntryId,
  type FileId,
  fingerprintOf,
  type RecordId,
  Secret,
} from '@vaiti/core';
import { type SignedIn, signIn } from '../account/account.ts';
import { accountOf, formatSecretKey, newSecretKey, parseSecretKey } from '../account/secret-key.ts';
import { signInBySecret } from '../account/secret-way.ts';
import { endSession } from '../account/sessions.ts';
import { addDevice, addSecretWay, removeWay, setPassword, settleWays } from '../account/ways.ts';
import type { Api } from '../api/api.ts';
import { type CacheStore, memoryStore } from '../cache/store.ts';
import { ClientError } from '../errors.ts';
import { latest } from '../file/content.ts';
import { type Directory, readDirectory } from '../practice/directory.ts';
import { memberOf } from '../practice/member.ts';
import { Practice } from '../practice/practice.ts';
import { confirmAdministrator } from '../practice/found.ts';
import { cancelInvitation, confirmInvitation } from '../invite/invite.ts';
import { Joiner } from '../invite/join.ts';
import { parseInvitation } from '../invite/words.ts';
import { invitationView, invitePerson, joinViewOf, peopleView } from './people.ts';
import {
  accessView,
  drawPaperKey,
  keepPaperKey,
  type PendingPaper,
  provenSecretKey,
  recoverByPaper,
} from './access.ts';
import { readCaseload } from './caseload.ts';
import { DeviceMemory } from './device.ts';
import { Drafts } from './drafts.ts';
import { colleaguesOf, shareWith, stopSharingWith, tend } from './sharing.ts';
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
  /** What the device is called in the list of devices. */
  readonly deviceName: string;
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
  #paper: PendingPaper | undefined;
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
    const { password, remember } = args;
    const signedIn = await signIn(this.#around.api, { secretKey, password });
    return this.#admit(signedIn, secretKey, remember ? { password } : undefined);
  }

  async signInByPasskey({ prf }: ArgsOf<'signInByPasskey'>): Promise<MeView> {
    await this.#recall();
    const secret = new Secret(prf);
    const signedIn = await signInBySecret(this.#around.api, 'passkey', secret);
    secret.wipe();
    return this.#admit(signedIn, this.#secretKey);
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
    await this.#forgetDevice();
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

  colleagues(): Promise<ResultOf<'colleagues'>> {
    return this.#runLocal(({ practice, directory }) =>
      Promise.resolve(colleaguesOf(practice, directory)),
    );
  }

  share(args: ArgsOf<'share'>): Promise<null> {
    return this.#changing(args.file, ({ practice }) => shareWith(practice, args));
  }

  stopSharing(args: ArgsOf<'stopSharing'>): Promise<null> {
    return this.#changing(args.file, ({ practice }) => stopSharingWith(practice, args));
  }

  #changing(file: string, action: (open: Open) => Promise<void>): Promise<null> {
    return this.#run(async (open) => {
      await action(open);
      this.#around.emit({ event: 'file-changed', file });
      return null;
    });
  }

  access(): Promise<ResultOf<'access'>> {
    return this.#run(({ practice }) => accessView(practice));
  }

  changePassword({ current, password }: ArgsOf<'changePassword'>): Promise<null> {
    return this.#run(async ({ practice }) => {
      await this.#setPassword(practice, password, await provenSecretKey(practice, current));
      return null;
    });
  }

  newSecretKey({ current }: ArgsOf<'newSecretKey'>): Promise<ResultOf<'newSecretKey'>> {
    return this.#run(async ({ practice }) => {
      await provenSecretKey(practice, current);
      const secretKey = newSecretKey(this.#around.entropy);
      await this.#setPassword(practice, current, secretKey);
      return { secretKey: formatSecretKey(secretKey) };
    });
  }

  async #setPassword(practice: Practice, password: string, secretKey: Secret): Promise<void> {
    const device = this.#store === this.#around.store ? this.#around.deviceName : undefined;
    const { deviceKey } = await setPassword(practice, { password, secretKey, device });
    if (deviceKey === undefined) this.#secretKey = secretKey;
    else await this.#keep(deviceKey);
  }

  newPaperKey(): Promise<ResultOf<'newPaperKey'>> {
    return this.#runLocal(() => {
      const { words, ask } = (this.#paper = drawPaperKey(this.#around.entropy));
      return Promise.resolve({ words: [...words], ask: [...ask] });
    });
  }

  keepPaperKey({ answers }: ArgsOf<'keepPaperKey'>): Promise<null> {
    return this.#run(async ({ practice }) => {
      await keepPaperKey(practice, this.#paper, answers);
      this.#paper = undefined;
      return null;
    });
  }

  addPasskey({ prf, credential, name }: ArgsOf<'addPasskey'>): Promise<null> {
    return this.#run(async ({ practice }) => {
      await addSecretWay(practice, { kind: 'passkey', secret: new Secret(prf), name, credential });
      return null;
    });
  }

  removeWay({ id }: ArgsOf<'removeWay'>): Promise<null> {
    return this.#run(async ({ practice }) => {
      await removeWay(practice, id);
      return null;
    });
  }

  endSession({ id }: ArgsOf<'endSession'>): Promise<number> {
    return this.#run(({ practice }) => endSession(practice, id ?? undefined));
  }

  async recoverByPaper(args: ArgsOf<'recoverByPaper'>): Promise<ResultOf<'recoverByPaper'>> {
    return { secretKey: await recoverByPaper(this.#around, args.words, args.password) };
  }

  people(): Promise<ResultOf<'people'>> {
    return this.#run(async ({ practice }) => {
      await practice.refresh();
      return peopleView(practice, await this.#readDirectory(practice));
    });
  }

  invite(args: ArgsOf<'invite'>): Promise<ResultOf<'invite'>> {
    return this.#run(({ practice, directory }) => invitePerson(practice, directory, args));
  }

  invitation({ id }: ArgsOf<'invitation'>): Promise<ResultOf<'invitation'>> {
    return this.#run(({ practice, directory }) => invitationView(practice, directory, id));
  }

  confirmInvitation({ id, fingerprint }: ArgsOf<'confirmInvitation'>): Promise<null> {
    return this.#run(async ({ practice }) => {
      await confirmInvitation(practice, id, fingerprint);
      await this.#readDirectory(practice);
      return null;
    });
  }

  cancelInvitation({ id }: ArgsOf<'cancelInvitation'>): Promise<null> {
    return this.#run(async ({ practice }) => {
      await cancelInvitation(practice, id);
      return null;
    });
  }

  confirmAdministrator({ entry }: ArgsOf<'confirmAdministrator'>): Promise<null> {
    return this.#run(async ({ practice }) => {
      await confirmAdministrator(practice, entry as EntryId);
      return null;
    });
  }

  async joinLook({ code }: ArgsOf<'joinLook'>): Promise<ResultOf<'joinLook'>> {
    return joinViewOf(await this.#joiner(code).look());
  }

  async joinAnswer({ code }: ArgsOf<'joinAnswer'>): Promise<ResultOf<'joinAnswer'>> {
    return joinViewOf(await this.#joiner(code).answer());
  }

  async joinSecretKey({ code }: ArgsOf<'joinSecretKey'>): Promise<ResultOf<'joinSecretKey'>> {
    return { secretKey: await this.#joiner(code).secretKey() };
  }

  async joinFinish({ code, password, lastGroup }: ArgsOf<'joinFinish'>): Promise<null> {
    await this.#joiner(code).finish(password, lastGroup);
    return null;
  }

  #joiner(code: string): Joiner {
    return new Joiner(this.#around, parseInvitation(code));
  }

  /** The names as they are now, for everything that follows. */
  async #readDirectory(practice: Practice): Promise<Directory> {
    const directory = await readDirectory(practice);
    if (this.#open?.practice === practice) this.#open = { ...this.#open, directory };
    return directory;
  }

  async #enter(secretKey: Secret, password: string): Promise<MeView> {
    return this.#admit(await signIn(this.#around.api, { secretKey, password }), secretKey);
  }

  /** Opens the practice; with `remember` this device gets a key of its own under the password. */
  async #admit(
    signedIn: SignedIn,
    secretKey: Secret | undefined,
    remember?: { readonly password: string },
  ): Promise<MeView> {
    const { api, entropy, now, deviceName } = this.#around;
    const member = memberOf(signedIn, { api, store: this.#store, entropy, now });
    const practice = await Practice.open(member);
    await settleWays(practice);
    const directory = await readDirectory(practice);
    const me = meOf(practice, directory);
    this.#secretKey = secretKey;
    this.#name = me.name;
    if (remember !== undefined) {
      const before = await this.#device.recall();
      const replaced = before === undefined ? undefined : parseSecretKey(before.secretKey);
      const { password } = remember;
      await this.#keep(await addDevice(practice, { password, name: deviceName, replaced }));
    }
    this.#open = { practice, directory, drafts: new Drafts(member.cache), me };
    this.#online = true;
    await this.#tellStatus();
    void tend(practice, this.#around.emit);
    return me;
  }

  /** Takes this device off the list, if its owner is here and the server can be reached. */
  async #forgetDevice(): Promise<void> {
    const device = await this.#device.recall();
    if (this.#open === undefined || device === undefined) return;
    try {
      await removeWay(this.#open.practice, accountOf(parseSecretKey(device.secretKey)));
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
    }
  }

  /** From now on this key stands for the device. */
  async #keep(deviceKey: Secret): Promise<void> {
    this.#secretKey = deviceKey;
    await this.#device.remember({ secretKey: formatSecretKey(deviceKey), name: this.#name });
  }

  async #leave(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    this.#paper = undefined;
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
