import type { RequestOf } from '@vaiti/contract';
import {
  type ApprovalKind,
  idBytes,
  newRecordId,
  openShare,
  type PrincipalId,
  reasonHash,
  requestId,
  resealShare,
  sealEntry,
  sealReason,
  type Share,
  signApproval,
  signRequest,
  signVerdict,
  type Split,
  splitRoot,
  toHex,
  type VerdictKind,
  compartmentKey,
  sealGrant,
} from '@vaiti/core';
import { entropy } from './harness.ts';
import type { Persona, TestFile, TestPractice } from './personas.ts';

/** A request that was made, and what the server was sent. */
export interface TestRequest {
  readonly by: Persona;
  readonly id: Uint8Array<ArrayBuffer>;
  readonly kind: ApprovalKind;
  readonly body: RequestOf<'request'>;
}

/** A file whose key is split two of three among officers, and everything to ask for it. */
export class RequestScene {
  readonly practice: TestPractice;
  readonly file: TestFile;
  readonly officers: readonly Persona[];
  #split: Split | undefined;
  #shares: readonly Share[] = [];

  private constructor(practice: TestPractice, file: TestFile, officers: readonly Persona[]) {
    this.practice = practice;
    this.file = file;
    this.officers = officers;
  }

  /** Enrols three officers, sets them as the council, and opens a file of `owner` with a split. */
  static async make(practice: TestPractice, owner: Persona): Promise<RequestScene> {
    const officers: Persona[] = [];
    for (let i = 0; i < 3; i++) officers.push(await practice.enrol('break-glass-officer'));
    await practice.write({
      kind: 'council',
      generation: practice.roster.councils.size + 1,
      threshold: 2,
      members: officers.map(({ identity }) => idBytes(identity.id)),
    });
    const file = practice.file(owner);
    await file.add();
    const scene = new RequestScene(practice, file, officers);
    await scene.split();
    return scene;
  }

  get #place() {
    return { practice: this.practice.practice, file: this.file.id, epoch: this.file.epoch };
  }

  get #day(): number {
    return this.practice.server.clock.day;
  }

  /** Splits the file's key in its epoch. */
  async split(): Promise<void> {
    const { file, officers, practice } = this;
    const { identity } = file.owner;
    const { split, shares } = await splitRoot(
      identity,
      {
        ...this.#place,
        council: practice.roster.councils.size,
        threshold: 2,
        officers: officers.map(({ identity: { generation, id, keys } }) => ({
          id,
          generation,
          kem: keys.kem,
        })),
        day: this.#day,
      },
      file.root,
    );
    this.#split = split;
    this.#shares = shares;
    const { append, id, seq } = await file.seal({
      kind: 'share',
      content: null,
      readers: [],
      split,
    });
    const outcome = await practice.append(file.owner, { ...append, shares: [...shares] });
    if (outcome.outcome !== 'stored') throw new Error(JSON.stringify(outcome));
    file.head = { seq, id };
  }

  /** Somebody who may ask and is no reader. */
  asker(): Promise<Persona> {
    return this.practice.enrol('therapist');
  }

  /** A request that is not sent yet. */
  async request(
    by: Persona,
    changes: {
      readonly kind?: ApprovalKind;
      readonly time?: number;
      readonly file?: TestFile;
    } = {},
  ): Promise<TestRequest> {
    const { practice } = this.practice;
    const file = changes.file?.id ?? this.file.id;
    const kind = changes.kind ?? 'emergency';
    const place = { practice, file, requester: by.identity.id };
    const readers = [...this.officers, by].map(({ identity: { id, keys } }) => ({
      id,
      kem: keys.kem,
    }));
    const reason = await sealReason(place, 'hätä', { readers, entropy });
    const request = await signRequest(by.identity, {
      practice,
      kind,
      file,
      reason: reasonHash(reason),
      time: changes.time ?? this.practice.server.clock.now,
    });
    return { by, id: requestId(request), kind, body: { request, reason } };
  }

  /** A request that the server has. */
  async asked(by?: Persona, kind?: ApprovalKind): Promise<TestRequest> {
    const who = by ?? (await this.asker());
    const request = await this.request(who, kind === undefined ? {} : { kind });
    await this.practice.server.call('request', request.body, who.token);
    return request;
  }

  /** An officer's share as they open it from what was stored, sealed again to the requester. */
  async resealed(officer: Persona, request: TestRequest, epoch = this.file.epoch): Promise<Share> {
    const at = this.officers.indexOf(officer);
    const line = this.#split?.lines[at];
    const share = this.#shares[at];
    if (line === undefined || share === undefined) throw new Error('no officer');
    const opened = await openShare(officer.identity, share, line.digest);
    const header = { ...opened.header, epoch };
    const { generation, id, keys } = request.by.identity;
    const to = { id, generation, kem: keys.kem, request: request.id, day: this.#day };
    return resealShare(officer.identity, { ...opened, header }, to);
  }

  /** An approval that is not sent yet. */
  async approval(
    officer: Persona,
    request: TestRequest,
    changes: {
      readonly epoch?: number;
      readonly time?: number;
      readonly requester?: PrincipalId;
    } = {},
  ): Promise<RequestOf<'approve'>> {
    const { clock } = this.practice.server;
    const approval = await signApproval(officer.identity, {
      practice: this.practice.practice,
      kind: request.kind,
      request: request.id,
      file: this.file.id,
      epoch: changes.epoch ?? this.file.epoch,
      requester: changes.requester ?? request.by.identity.id,
      time: changes.time ?? clock.now,
    });
    const { epoch } = changes;
    const share =
      request.kind === 'emergency' ? await this.resealed(officer, request, epoch) : null;
    return { approval, share };
  }

  /** A verdict that is not sent yet. */
  async verdict(
    by: Persona,
    request: TestRequest,
    says: VerdictKind,
    time = this.practice.server.clock.now,
  ): Promise<RequestOf<'verdict'>> {
    const { practice } = this.practice;
    const plan = { practice, request: request.id, file: this.file.id, says, time };
    return { verdict: await signVerdict(by.identity, plan) };
  }

  /** Appends the emergency entry that rests on these approvals; resolves to its outcome. */
  async open(request: TestRequest, approvals: readonly RequestOf<'approve'>[]): Promise<string> {
    const { file, practice } = this;
    const { identity } = request.by;
    const reader = { id: identity.id, generation: 1, kem: identity.keys.kem };
    const day = this.#day;
    const plan = { ...this.#place, scope: 'root' as const, day, reader };
    const { grant, id } = await sealGrant(identity, plan, file.root);
    const line = { reader: idBytes(identity.id), generation: 1, scope: 'root' as const, grant: id };
    const sealed = await sealEntry({
      author: identity,
      plan: {
        ...this.#place,
        head: file.head,
        kind: 'emergency',
        compartment: 'shared',
        record: newRecordId(entropy),
        version: 1,
        as: identity.id,
        day,
        access: [{ ...line, until: day }],
        approvals: approvals.map(({ approval }) => approval),
      },
      content: { why: 'hätä' },
      compartmentKey: compartmentKey(file.root, this.#place, 'shared'),
      entropy,
    });
    const append = { entry: sealed.sealed, grants: [grant], shares: [], wraps: [] };
    const outcome = await practice.append(request.by, append);
    if (outcome.outcome !== 'stored')
      return outcome.outcome === 'refused' ? outcome.code : outcome.outcome;
    file.head = { seq: (file.head?.seq ?? -1) + 1, id: sealed.id };
    return 'stored';
  }

  /** Two officers approve, and the file is opened. */
  async opened(): Promise<TestRequest> {
    const request = await this.asked();
    const approvals = [];
    for (const officer of this.officers.slice(0, 2)) {
      const approval = await this.approval(officer, request);
      await this.practice.server.call('approve', approval, officer.token);
      approvals.push(approval);
    }
    const outcome = await this.open(request, approvals);
    if (outcome !== 'stored') throw new Error(outcome);
    return request;
  }

  /** How the server lists the request to somebody; undefined when it does not. */
  async listed(who: Persona, request: TestRequest) {
    const { requests } = await this.practice.server.call('requests', {}, who.token);
    return requests.find(({ id }) => toHex(id) === toHex(request.id));
  }
}
