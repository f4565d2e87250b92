import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClientError, type Practice } from '@vaiti/client';
import type { FileId } from '@vaiti/core';
import { newPatient } from '../notes.ts';
import {
  foundSmallPractice,
  type OpenOptions,
  type PersonaName,
  type SmallPractice,
} from '../personas.ts';
import type { ServerProcess } from '../server-process.ts';
import { MaliciousServer } from './malicious-server.ts';

/** Notes of the patient that most attacks are about; the padded bodies are of the same length. */
export const TEXTS = [
  'Uni on parantunut ja aamut ovat helpompia.',
  'Palasi töihin puolikkaalla viikolla, jännitti.',
  'Sovittiin altistusharjoitus bussimatkalle.',
  'Harjoitus onnistui kahdesti, ahdistus laski.',
] as const;

/** Where attacks are played: a small practice behind a server that can turn malicious. */
export interface Stage {
  readonly server: MaliciousServer;
  readonly practice: SmallPractice;
  /** The server's own key of its ledger, which a malicious server of course uses. */
  readonly ledgerKey: () => string;
  /** The practice as this person's client opens it, by way of the malicious server. */
  readonly open: (name: PersonaName, options?: Omit<OpenOptions, 'fetch'>) => Promise<Practice>;
  /** The same past the malicious server: for preparing a scene. */
  readonly honest: (name: PersonaName) => Promise<Practice>;
  /** A new patient file of the therapist with `TEXTS`; the colleague reads all, reception contacts. */
  readonly patient: (texts?: readonly string[]) => Promise<FileId>;
}

/** What the founder does, however often another scene of the same practice writes the roster first. */
export async function asFounder<T>(
  stage: Stage,
  action: (founder: Practice) => Promise<T>,
): Promise<T> {
  const founder = await stage.practice.open('founder');
  for (let attempt = 0; ; attempt++) {
    try {
      return await action(founder);
    } catch (error) {
      const moved = error instanceof ClientError && error.code === 'head-moved';
      if (attempt > 20 || !moved) throw error;
      await founder.refresh();
    }
  }
}

/**
 * Founds the practice on an unfounded server. Each call of what it resolves to puts a malicious
 * server of its own before it, so that attacks can be played side by side.
 */
export async function setStage(server: ServerProcess): Promise<() => Stage> {
  const { url, data } = server;
  const practice = await foundSmallPractice({ url, setupToken: server.setupToken() });
  const honest = new Map<PersonaName, Promise<Practice>>();
  const honestly = (name: PersonaName): Promise<Practice> => {
    const known = honest.get(name) ?? practice.open(name);
    honest.set(name, known);
    return known;
  };
  const { reception } = practice.groups;
  const colleague = practice.people.colleague.identity.id;
  const patient = async (texts: readonly string[] = TEXTS): Promise<FileId> =>
    newPatient(await honestly('therapist'), {
      texts,
      readers: [
        { reader: colleague, scope: 'root' },
        { reader: reception, scope: 'contact' },
      ],
    });
  return () => {
    const malicious = new MaliciousServer(url);
    return {
      server: malicious,
      practice,
      ledgerKey: () => readFileSync(join(data, 'keys', 'ledger.json'), 'utf8'),
      open: (name, options = {}) => practice.open(name, { ...options, fetch: malicious.fetch }),
      honest: honestly,
      patient,
    };
  };
}
