import type { Note } from '@vaiti/care';
import {
  createApi,
  type Credentials,
  type Draft,
  type FileWriter,
  foundPractice,
  giveRole,
  isoDay,
  memberOf,
  memoryStore,
  newIdentity,
  newSecretKey,
  Practice,
  prepareFile,
  registerAccount,
  sendAll,
  signIn,
  today,
  writerOf,
} from '@vaiti/client';
import { type FileId, newFileId } from '@vaiti/core';
import { type ServerProcess, startServer } from './server.ts';
import type { StorePlace } from './stores.ts';

/** Unpredictable bytes of this machine. */
export function entropy(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

const PASSWORD = 'a password of the benchmark';

/** A practice with one therapist on a real server. */
export interface BenchPractice {
  readonly practice: Practice;
  readonly server: ServerProcess;
}

/** Starts a server on an empty store and founds a practice with one member, who is signed in. */
export async function foundOn(store: StorePlace): Promise<BenchPractice> {
  const server = await startServer(store);
  try {
    return { practice: await found(server), server };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function found(server: ServerProcess): Promise<Practice> {
  const api = createApi({ baseUrl: server.url, fetch });
  const setupToken = await server.setupToken();
  const founder = await newIdentity(entropy);
  const day = today({ now: Date.now });
  const id = await foundPractice({ api, setupToken, founder, day });
  const credentials: Credentials = { secretKey: newSecretKey(entropy), password: PASSWORD };
  await registerAccount({
    api,
    token: setupToken,
    credentials,
    identity: founder,
    practice: id,
    entropy,
  });
  const around = { api, store: memoryStore(), entropy, now: Date.now };
  const practice = await Practice.open(memberOf(await signIn(api, credentials), around));
  await giveRole(practice, founder.id, 'therapist', newFileId(entropy));
  return practice;
}

/** A sentence to fill notes with; what stands there is sealed and makes no difference. */
const SENTENCE =
  'Potilas kertoi viikon sujuneen aiempaa rauhallisemmin, ja harjoitus tehtiin yhdessä loppuun. ';

/** A signed note whose text has `length` UTF-16 units. */
function noteOf(length: number, title: string): Note {
  const text = SENTENCE.repeat(Math.ceil(length / SENTENCE.length)).slice(0, length);
  return {
    type: 'note',
    title,
    format: 'text/plain',
    text,
    visit: null,
    language: 'fi',
    template: null,
    status: 'signed',
    authoredOn: `${isoDay(today({ now: Date.now }))}T09:00:00Z`,
    authorName: null,
    amends: null,
    source: null,
    sourceText: null,
  };
}

/** Text units of a note whose padded body is 2 KiB, its other fields included. */
const NOTE_LENGTH = 1780;

/** The draft of a note of 2 KB. */
export function noteDraft(index: number): Draft {
  return { compartment: 'clinical', content: noteOf(NOTE_LENGTH, `Käynti ${String(index)}`) };
}

/** Creates a patient's file with its descriptor on the server; entries can be added to it. */
export async function newFile(practice: Practice): Promise<{ file: FileId; writer: FileWriter }> {
  const as = practice.member.identity.id;
  const file = newFileId(entropy);
  const createdOn = isoDay(today(practice.member));
  const start = await prepareFile(practice, {
    file,
    as,
    readers: [{ reader: as, scope: 'root' }],
    first: {
      compartment: 'clinical',
      content: { type: 'descriptor', file: 'patient', createdOn },
    },
  });
  const writer = writerOf(practice, start, as);
  await sendAll(practice, writer.take());
  return { file, writer };
}
