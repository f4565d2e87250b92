import { type Append, type AppendOutcome, type FileReply, type ReadOutcome } from '@vaiti/contract';
import {
  type Access,
  type CborValue,
  type Compartment,
  compartmentKey,
  type EntryId,
  type EntryKind,
  type FileId,
  type FileMember,
  type Grant,
  idBytes,
  type Identity,
  identityOf,
  newFileId,
  newRecordId,
  newRootKey,
  newSeed,
  type PracticeId,
  type PrincipalId,
  principalIdOf,
  type RecordId,
  type Role,
  type Roster,
  type RosterAct,
  extendRoster,
  type Scope,
  type SignedApproval,
  sealEntry,
  sealGrant,
  type Secret,
  signRead,
  signRosterEntry,
  type Split,
} from '@vaiti/core';
import * as opaque from '@serenity-kit/opaque';
import { entropy, type Wire } from './harness.ts';

/** Someone of the practice with keys and, once signed in, a session. */
export interface Persona {
  readonly identity: Identity;
  readonly account: string;
  token: string;
}

const PASSWORD = 'lumi-kuusi-halla';

/** Fast parameters: these tests are about the server's half. */
const keyStretching = {
  'argon2id-custom': { iterations: 1, memory: 64, parallelism: 1 },
} as const;

/** A practice on a test server, with its roster as its administrator knows it. */
export class TestPractice {
  readonly server: Wire;
  readonly administrator: Persona;
  roster: Roster;

  private constructor(server: Wire, administrator: Persona, roster: Roster) {
    this.server = server;
    this.administrator = administrator;
    this.roster = roster;
  }

  get practice(): PracticeId {
    return this.roster.practice;
  }

  /** Founds the practice and signs its administrator in. */
  static async found(server: Wire): Promise<TestPractice> {
    const setup = server.setupToken();
    const identity = await identityOf(newSeed(entropy));
    const { ledger } = await server.call('practice', {});
    const founding = await signRosterEntry(
      identity,
      undefined,
      {
        kind: 'found',
        founder: idBytes(identity.id),
        keys: identity.keys,
        minimumSuite: 1,
        ledger,
      },
      server.clock.day,
    );
    await server.call('found', { entry: founding }, setup);
    const roster = await extendRoster(undefined, founding);
    const administrator = { identity, account: newAccount(), token: '' };
    const practice = new TestPractice(server, administrator, roster);
    await practice.register(administrator, setup);
    await practice.signIn(administrator);
    return practice;
  }

  /** Enrols someone, gives them a role and an account, and signs them in. */
  async enrol(...roles: readonly Role[]): Promise<Persona> {
    const identity = await identityOf(newSeed(entropy));
    const principal = idBytes(identity.id);
    await this.write({ kind: 'enrol', principal, keys: identity.keys });
    for (const role of roles)
      await this.write({ kind: 'role', principal, role, centre: null, held: true });
    const persona = { identity, account: newAccount(), token: '' };
    await this.register(persona, this.administrator.token);
    await this.signIn(persona);
    return persona;
  }

  /** Writes a roster entry as the administrator. */
  async write(act: RosterAct, grants: readonly Grant[] = []): Promise<void> {
    const { identity, token } = this.administrator;
    const entry = await signRosterEntry(identity, this.roster, act, this.server.clock.day);
    await this.server.call('rosterAppend', { entry, grants: [...grants] }, token);
    this.roster = await extendRoster(this.roster, entry);
  }

  /** Makes a role group whose seed every holder is granted. */
  async group(role: 'reception' | 'staff', holders: readonly Persona[]): Promise<Identity> {
    const group = await identityOf(newSeed(entropy));
    const { identity } = this.administrator;
    const sealed = await Promise.all(
      holders.map((holder) =>
        sealGrant(
          identity,
          {
            practice: this.practice,
            file: group.id,
            epoch: 1,
            scope: 'group',
            day: this.server.clock.day,
            reader: { id: holder.identity.id, generation: 1, kem: holder.identity.keys.kem },
          },
          group.seed,
        ),
      ),
    );
    await this.write(
      {
        kind: 'group',
        principal: idBytes(group.id),
        role,
        centre: null,
        generation: 1,
        keys: group.keys,
        holders: holders.map((holder, i) => ({
          holder: idBytes(holder.identity.id),
          generation: 1,
          grant: sealed[i]?.id ?? new Uint8Array(32),
        })),
      },
      sealed.map(({ grant }) => grant),
    );
    return group;
  }

  async register(persona: Persona, token: string): Promise<void> {
    await opaque.ready;
    const { account } = persona;
    const { clientRegistrationState, registrationRequest } = opaque.client.startRegistration({
      password: PASSWORD,
    });
    const { response } = await this.server.call(
      'accountStart',
      { account, request: registrationRequest },
      token,
    );
    const { registrationRecord } = opaque.client.finishRegistration({
      clientRegistrationState,
      registrationResponse: response,
      password: PASSWORD,
      keyStretching,
    });
    const principal = idBytes(persona.identity.id);
    const sealedSeed = new Uint8Array(60);
    await this.server.call(
      'accountFinish',
      { account, principal, record: registrationRecord, sealedSeed },
      token,
    );
  }

  /** Somebody with keys whom nobody has taken in, and no account yet. */
  async stranger(): Promise<Persona> {
    const identity = await identityOf(newSeed(entropy));
    return { identity, account: newAccount(), token: '' };
  }

  /** Signs in; undefined when the client itself sees that the password is wrong. */
  async signIn(persona: Persona, password = PASSWORD): Promise<string | undefined> {
    const { clientLoginState, startLoginRequest } = opaque.client.startLogin({ password });
    const { attempt, response } = await this.server.call('signInStart', {
      account: persona.account,
      request: startLoginRequest,
    });
    const result = opaque.client.finishLogin({
      clientLoginState,
      loginResponse: response,
      password,
      keyStretching,
    });
    if (result === undefined) return undefined;
    const { token } = await this.server.call('signInFinish', {
      attempt,
      finish: result.finishLoginRequest,
    });
    persona.token = token;
    return token;
  }

  /** A file of `owner` that the server does not know yet. */
  file(owner: Persona): TestFile {
    return new TestFile(this, owner);
  }

  /** Sends one append and returns its outcome. */
  async append(persona: Persona, append: Append): Promise<AppendOutcome> {
    const { outcomes } = await this.server.call('append', { appends: [append] }, persona.token);
    const outcome = outcomes[0];
    if (outcome === undefined) throw new Error('no outcome');
    return outcome;
  }

  /** Reads a range of a file by the grant of `as`. */
  async read(
    persona: Persona,
    file: FileId,
    options: { from?: number; to?: number; as?: PrincipalId; time?: number } = {},
  ): Promise<ReadOutcome> {
    const signed = await signRead(
      persona.identity,
      {
        practice: this.practice,
        file,
        as: options.as ?? persona.identity.id,
        from: options.from ?? 0,
        to: options.to ?? 1_000_000,
        purpose: 'care',
        time: options.time ?? this.server.clock.now,
      },
      entropy,
    );
    const { outcomes } = await this.server.call('read', { reads: [signed] }, persona.token);
    const outcome = outcomes[0];
    if (outcome === undefined) throw new Error('no outcome');
    return outcome;
  }

  /** What was released. Throws when it was refused. */
  async released(
    persona: Persona,
    file: FileId,
    options: { from?: number; to?: number; as?: PrincipalId } = {},
  ): Promise<FileReply> {
    const outcome = await this.read(persona, file, options);
    if (outcome.outcome !== 'released') throw new Error(outcome.code);
    return outcome.reply;
  }
}

/** Options of the next entry of a file. */
export interface NextEntry {
  readonly kind?: EntryKind;
  readonly compartment?: Compartment;
  readonly content?: CborValue;
  readonly record?: RecordId;
  readonly version?: number;
  readonly author?: Persona;
  readonly as?: PrincipalId;
  readonly readers?: readonly {
    readonly id: PrincipalId;
    readonly scope: Scope;
    readonly until?: number;
  }[];
  /** Patients and guardians to be let in; those whom `readers` names may be among them. */
  readonly members?: readonly FileMember[];
  readonly roster?: number;
  readonly split?: Split;
  readonly approvals?: readonly SignedApproval[];
  readonly day?: number;
  readonly wraps?: Append['wraps'];
}

/** A file as its writer knows it: makes appends that follow its head. */
export class TestFile {
  readonly id: FileId = newFileId(entropy);
  readonly practice: TestPractice;
  readonly owner: Persona;
  head: { seq: number; id: EntryId } | undefined;
  epoch = 1;
  root: Secret = newRootKey(entropy);

  constructor(practice: TestPractice, owner: Persona) {
    this.practice = practice;
    this.owner = owner;
  }

  /** Seals the next entry. The file's head stays as it is until `stored` or `add`. */
  async seal(next: NextEntry = {}): Promise<{ append: Append; id: EntryId; seq: number }> {
    const kind = next.kind ?? (this.head === undefined ? 'open' : 'entry');
    const author = next.author ?? this.owner;
    const readers =
      next.readers ?? (kind === 'open' ? [{ id: author.identity.id, scope: 'root' as const }] : []);
    const day = next.day ?? this.practice.server.clock.day;
    const sealed = await Promise.all(readers.map((r) => this.#grant(author, r, day, next.members)));
    const compartment = next.compartment ?? 'clinical';
    const place = { practice: this.practice.practice, file: this.id, epoch: this.epoch };
    const { sealed: entry, id } = await sealEntry({
      author: author.identity,
      plan: {
        ...place,
        head: this.head,
        kind,
        compartment,
        record: next.record ?? newRecordId(entropy),
        version: next.version ?? 1,
        as: next.as ?? author.identity.id,
        day,
        ...(next.roster === undefined ? {} : { roster: next.roster }),
        access: sealed.map(({ access }) => access),
        ...(next.members === undefined ? {} : { members: next.members }),
        ...(next.split === undefined ? {} : { split: next.split }),
        ...(next.approvals === undefined ? {} : { approvals: next.approvals }),
      },
      content: next.content === undefined ? { note: 'käynti' } : next.content,
      compartmentKey: compartmentKey(this.root, place, compartment),
      entropy,
    });
    const grants = sealed.map(({ grant }) => grant);
    const seq = this.head === undefined ? 0 : this.head.seq + 1;
    return { append: { entry, grants, shares: [], wraps: [...(next.wraps ?? [])] }, id, seq };
  }

  /** Seals and appends the next entry; follows it when it was stored. */
  async add(next: NextEntry = {}): Promise<AppendOutcome> {
    const { append, id, seq } = await this.seal(next);
    const outcome = await this.practice.append(next.author ?? this.owner, append);
    if (outcome.outcome === 'stored') this.head = { seq, id };
    return outcome;
  }

  async #grant(
    author: Persona,
    reader: NonNullable<NextEntry['readers']>[number],
    day: number,
    members: readonly FileMember[] = [],
  ): Promise<{ access: Access; grant: Grant }> {
    const { roster, practice } = this.practice;
    const member = members.find(({ keys }) => principalIdOf(keys) === reader.id);
    const known =
      roster.people.get(reader.id) ??
      roster.groups.get(reader.id) ??
      (member && { ...member, generation: 1 });
    if (known === undefined) throw new Error('unknown reader');
    const place = { practice, file: this.id, epoch: this.epoch };
    const key =
      reader.scope === 'root' ? this.root : compartmentKey(this.root, place, reader.scope);
    const { generation } = known;
    const { grant, id } = await sealGrant(
      author.identity,
      {
        ...place,
        scope: reader.scope,
        day,
        reader: { id: reader.id, generation, kem: known.keys.kem },
      },
      key,
    );
    return {
      access: {
        reader: idBytes(reader.id),
        generation,
        scope: reader.scope,
        grant: id,
        ...(reader.until === undefined ? {} : { until: reader.until }),
      },
      grant,
    };
  }
}

function newAccount(): string {
  return Buffer.from(entropy(16)).toString('hex');
}
