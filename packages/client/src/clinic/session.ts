import { fingerprintOf, type Secret } from '@vaiti/core';
import type { SignedIn } from '../account/account.ts';
import { accountOf, formatSecretKey, parseSecretKey } from '../account/secret-key.ts';
import { addDevice, removeWay, setPassword, settleWays } from '../account/ways.ts';
import { type CacheStore, memoryStore } from '../cache/store.ts';
import { ClientError } from '../errors.ts';
import { type Directory, nameOf, readDirectory } from '../practice/directory.ts';
import { isOutside } from '../patient/portal.ts';
import { memberOf } from '../practice/member.ts';
import { Practice } from '../practice/practice.ts';
import { ClinicCalls } from './calls.ts';
import type {
  ClinicSurroundings,
  Handlers,
  Open,
  SessionControl,
  SessionEntry,
} from './context.ts';
import { outsideOf } from './members.ts';
import { DeviceMemory } from './device.ts';
import { Drafts } from './drafts.ts';
import { handlersOf } from './handlers/index.ts';
import type { ClinicMethod, MeView, StatusView } from './methods.ts';
import { tend } from './sharing.ts';

/**
 * One person's session in the clinic: the only holder of keys. Its `handlers` are every method of
 * `clinicMethods`, run where the keys are.
 */
export class ClinicSession implements SessionControl {
  readonly handlers: Handlers<ClinicMethod>;
  readonly #around: ClinicSurroundings;
  readonly #calls: ClinicCalls;
  readonly #device: DeviceMemory;
  /** Without "remember this device", cache and drafts end with the worker. */
  readonly #passing = memoryStore();
  #store: CacheStore;
  #secretKey: Secret | undefined;
  #name = '';
  #open: Open | undefined;

  constructor(around: ClinicSurroundings) {
    this.#around = around;
    this.#store = this.#passing;
    this.#device = new DeviceMemory(around.store);
    this.#calls = new ClinicCalls(around, {
      open: () => this.#open,
      setDirectory: (practice, directory) => {
        this.#setDirectory(practice, directory);
      },
      ended: async () => {
        await this.#leave();
        await this.#tellStatus();
      },
      onlineChanged: () => void this.#tellStatus(),
    });
    this.handlers = handlersOf(this.#calls, this);
  }

  async status(): Promise<StatusView> {
    if (this.#open !== undefined)
      return { state: 'signed-in', me: this.#open.me, online: this.#calls.online };
    await this.remembered();
    if (this.#secretKey === undefined) return { state: 'signed-out' };
    return { state: 'locked', name: this.#name };
  }

  /** The key of this device, where somebody asked to be remembered. */
  async remembered(): Promise<Secret | undefined> {
    if (this.#secretKey !== undefined) return this.#secretKey;
    const remembered = await this.#device.recall();
    if (remembered === undefined) return undefined;
    this.#secretKey = parseSecretKey(remembered.secretKey);
    this.#name = remembered.name;
    this.#store = this.#around.store;
    return this.#secretKey;
  }

  async admit(signedIn: SignedIn, entry: SessionEntry): Promise<MeView> {
    const { api, entropy, now } = this.#around;
    if (entry.keep !== undefined) this.#store = entry.keep ? this.#around.store : this.#passing;
    const member = memberOf(signedIn, { api, store: this.#store, entropy, now });
    const practice = await Practice.open(member);
    await settleWays(practice);
    const directory = await readDirectory(practice);
    const me = isOutside(practice) ? await outsideOf(practice) : meOf(practice, directory);
    this.#secretKey = entry.secretKey;
    this.#name = me.name;
    if (entry.remember !== undefined) await this.#remember(practice, entry.remember.password);
    this.#open = { practice, directory, drafts: new Drafts(member.cache), me };
    this.#calls.begin();
    await this.#tellStatus();
    if (!me.outside) void tend(practice, this.#around.emit);
    return me;
  }

  async lock(): Promise<void> {
    await this.#leave();
    await this.#tellStatus();
  }

  async signOut(): Promise<void> {
    await this.#forgetDevice();
    await this.#leave();
    this.#secretKey?.wipe();
    this.#secretKey = undefined;
    this.#name = '';
    await this.#passing.clear();
    await this.#around.store.clear();
    await this.#tellStatus();
  }

  async setPassword(practice: Practice, password: string, secretKey: Secret): Promise<void> {
    const device = this.#store === this.#around.store ? this.#around.deviceName : undefined;
    const { deviceKey } = await setPassword(practice, { password, secretKey, device });
    if (deviceKey === undefined) this.#secretKey = secretKey;
    else await this.#keep(deviceKey);
  }

  async #remember(practice: Practice, password: string): Promise<void> {
    const before = await this.#device.recall();
    const replaced = before === undefined ? undefined : parseSecretKey(before.secretKey);
    const { deviceName } = this.#around;
    await this.#keep(await addDevice(practice, { password, name: deviceName, replaced }));
  }

  /** From now on this key stands for the device. */
  async #keep(deviceKey: Secret): Promise<void> {
    this.#secretKey = deviceKey;
    await this.#device.remember({ secretKey: formatSecretKey(deviceKey), name: this.#name });
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

  async #leave(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    this.#calls.end();
    if (open === undefined) return;
    const { api, token, identity } = open.practice.member;
    identity.seed.wipe();
    try {
      await api.call('signOut', {}, token);
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
    }
  }

  #setDirectory(practice: Practice, directory: Directory): void {
    if (this.#open?.practice === practice) this.#open = { ...this.#open, directory };
  }

  async #tellStatus(): Promise<void> {
    this.#around.emit({ event: 'status', status: await this.status() });
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
    outside: false,
  };
}
