import type { RequestOf } from '@vaiti/contract';
import { type CborValue, encodeCbor, decodeCbor, REQUEST_LIFE } from '@vaiti/core';
import type { Persona } from './personas.ts';
import type { RequestScene, TestRequest } from './requests.ts';

/** The calls about requests that say something. */
export type RequestCall = 'request' | 'approve' | 'verdict';

/** Sends a body and resolves to the code of the answer; by the right token unless another is given. */
type Send = (body: CborValue, token?: string) => Promise<string>;

/** An hour: more than clocks may differ. */
const TOO_OLD = 3_600_000;

type Provoke = (calls: RequestCalls, send: Send) => Promise<string>;

/** A signed part of a body with its signature turned around. */
function unsigned(body: CborValue, part: string): CborValue {
  const whole = decodeCbor(encodeCbor(body)) as Record<string, Record<string, Uint8Array>>;
  const signed = whole[part] ?? {};
  const signature = signed['signature']?.toReversed() ?? new Uint8Array(64);
  return { ...whole, [part]: { ...signed, signature } };
}

/** How each error that these endpoints declare comes about. */
export const requestErrors: Readonly<Record<RequestCall, Readonly<Record<string, Provoke>>>> = {
  request: {
    'signed-out': async (calls, send) => send(plain(await calls.request()), 'x'.repeat(43)),
    'signature-invalid': async (calls, send) =>
      send(unsigned(plain(await calls.request()), 'request')),
    'clock-off': async (calls, send) => send(plain(await calls.request(TOO_OLD))),
  },
  approve: {
    'signed-out': async (calls, send) => send(plain(await calls.approve()), 'x'.repeat(43)),
    'signature-invalid': async (calls, send) =>
      send(unsigned(plain(await calls.approve()), 'approval')),
    'clock-off': async (calls, send) => send(plain(await calls.approve({ before: TOO_OLD }))),
    'head-moved': async (calls, send) =>
      send(plain(await calls.approve({ epoch: calls.scene.file.epoch + 1 }))),
    'request-over': (calls, send) =>
      calls.whenOver(async (request) =>
        send(plain(await calls.scene.approval(calls.officer, request))),
      ),
    'request-answered': async (calls, send) => twice(plain(await calls.approve()), send),
  },
  verdict: {
    'signed-out': async (calls, send) => send(plain(await calls.verdict()), 'x'.repeat(43)),
    'signature-invalid': async (calls, send) =>
      send(unsigned(plain(await calls.verdict()), 'verdict')),
    'clock-off': async (calls, send) => send(plain(await calls.verdict(TOO_OLD))),
    'request-over': (calls, send) =>
      calls.whenOver(async (request) =>
        send(plain(await calls.scene.verdict(calls.officer, request, 'declined'))),
      ),
    'request-answered': async (calls, send) => twice(plain(await calls.verdict()), send),
  },
};

/** A body as the wire has it. */
function plain(body: RequestOf<RequestCall>): CborValue {
  return body;
}

async function twice(body: CborValue, send: Send): Promise<string> {
  const first = await send(body);
  return first === 'ok' ? send(body) : first;
}

/** Good calls about requests on a scene, each by somebody who has not asked before. */
export class RequestCalls {
  readonly scene: RequestScene;
  #asker: Persona;

  constructor(scene: RequestScene) {
    this.scene = scene;
    this.#asker = scene.file.owner;
  }

  get officer(): Persona {
    return this.scene.officers[0] ?? this.scene.file.owner;
  }

  /** Whose session belongs to the last good body of a call. */
  token(name: RequestCall): string {
    return name === 'request' ? this.#asker.token : this.officer.token;
  }

  get #now(): number {
    return this.scene.practice.server.clock.now;
  }

  /** A request that is not sent yet, `before` milliseconds old. */
  async request(before = 0): Promise<RequestOf<'request'>> {
    this.#asker = await this.scene.asker();
    return (await this.scene.request(this.#asker, { time: this.#now - before })).body;
  }

  async #asked(): Promise<TestRequest> {
    this.#asker = await this.scene.asker();
    return this.scene.asked(this.#asker);
  }

  /** An approval of a request that the server has. */
  async approve(
    changes: { readonly before?: number; readonly epoch?: number } = {},
  ): Promise<RequestOf<'approve'>> {
    const { before = 0, epoch = this.scene.file.epoch } = changes;
    const time = this.#now - before;
    return this.scene.approval(this.officer, await this.#asked(), { time, epoch });
  }

  /** An officer declines a request that the server has. */
  async verdict(before = 0): Promise<RequestOf<'verdict'>> {
    const request = await this.#asked();
    return this.scene.verdict(this.officer, request, 'declined', this.#now - before);
  }

  /** What is answered to a word on a request that has run out. */
  async whenOver(make: (request: TestRequest) => Promise<string>): Promise<string> {
    const { practice } = this.scene;
    const { clock } = practice.server;
    const before = clock.now;
    const request = await this.#asked();
    clock.now += REQUEST_LIFE + 1;
    try {
      await practice.signIn(this.officer);
      return await make(request);
    } finally {
      clock.now = before;
      await practice.signIn(this.officer);
    }
  }

  /** Brings an error about and resolves to the code that came. */
  provoke(name: RequestCall, code: string, send: Send): Promise<string> {
    const provoke = requestErrors[name][code];
    if (provoke === undefined) throw new RangeError(code);
    return provoke(this, send);
  }
}
