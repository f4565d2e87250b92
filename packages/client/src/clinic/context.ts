import type { Entropy, Secret } from '@vaiti/core';
import type { SignedIn } from '../account/account.ts';
import type { Api } from '../api/api.ts';
import type { CacheStore } from '../cache/store.ts';
import type { Directory } from '../practice/directory.ts';
import type { Practice } from '../practice/practice.ts';
import type { Drafts } from './drafts.ts';
import type { ArgsOf, ClinicEvent, ClinicMethod, MeView, ResultOf } from './methods.ts';

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

/** What there is while somebody is signed in. */
export interface Open {
  readonly practice: Practice;
  readonly directory: Directory;
  readonly drafts: Drafts;
  readonly me: MeView;
}

/** What the handlers of every area work with. */
export interface ClinicContext {
  readonly around: ClinicSurroundings;
  /**
   * Runs an action that talks to the server: notices offline, ended sessions and ledger faults.
   * Throws `locked` when nobody is signed in.
   */
  run<T>(action: (open: Open) => Promise<T>): Promise<T>;
  /** As `run`, for an action without an answer. */
  done(action: (open: Open) => Promise<unknown>): Promise<null>;
  /** As `done`, and tells the page that `file` is another than before. */
  changing(file: string, action: (open: Open) => Promise<unknown>): Promise<null>;
  /** Runs an action on what is on this device. Throws `locked` when nobody is signed in. */
  local<T>(action: (open: Open) => T | Promise<T>): Promise<T>;
  /** The practice of whoever is signed in; undefined for nobody. */
  signedIn(): Practice | undefined;
  /** Reads the directory anew, for everything that follows. */
  readDirectory(practice: Practice): Promise<Directory>;
  setOnline(online: boolean): void;
  /** `action` runs whenever a session ends. */
  onLeave(action: () => void): void;
  isoNow(): string;
}

/** What the account's handlers do to the session itself. */
export interface SessionControl {
  /** Begins a session. With `remember` this device gets a key of its own under the password. */
  admit(signedIn: SignedIn, entry: SessionEntry): Promise<MeView>;
  /** The Secret Key of this device, where it is remembered. */
  remembered(): Promise<Secret | undefined>;
  /** Changes the password, and with it what this device keeps. */
  setPassword(practice: Practice, password: string, secretKey: Secret): Promise<void>;
  status(): Promise<ResultOf<'status'>>;
  lock(): Promise<void>;
  signOut(): Promise<void>;
}

/** How a session begins. `keep` false: cache and drafts end with the worker. */
export interface SessionEntry {
  readonly secretKey: Secret | undefined;
  readonly keep?: boolean;
  readonly remember?: { readonly password: string } | undefined;
}

/** The handlers of some methods. */
export type Handlers<M extends ClinicMethod> = {
  readonly [K in M]: (args: ArgsOf<K>) => Promise<ResultOf<K>>;
};
