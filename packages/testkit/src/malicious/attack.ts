import { ClientError, type ClientErrorCode } from '@vaiti/client';
import { CoreError, LedgerError } from '@vaiti/core';
import type { Stage } from './stage.ts';
import type { Tamper } from './tamper.ts';

/** A scene that is set: how the server lies, and what the victim then does. */
export interface Scene {
  readonly tamper: Tamper;
  /** What the real client does. Without the tamper it resolves to something; with it, it must throw. */
  readonly act: () => Promise<unknown>;
}

/** One way in which a server, perhaps with an insider's help, tries to deceive a client. */
export interface Attack {
  readonly name: string;
  /** What the server does, in a short sentence. */
  readonly says: string;
  /** Codes that show the client saw what it is. Anything else counts as not noticed. */
  readonly expected: readonly ClientErrorCode[];
  readonly arrange: (stage: Stage) => Promise<Scene>;
}

/** What came of an attack. */
export interface Verdict {
  readonly attack: Attack;
  /** The same steps before an honest server: whether they gave content. */
  readonly control: boolean;
  /** The code of the refusal; undefined when content came back. */
  readonly code: string | undefined;
  /** File and function that refused, such as `file/read.ts checkHead`. */
  readonly where: string;
  /** A refusal with an expected code, no content, and a control that succeeded. */
  readonly noticed: boolean;
}

/** Plays the scene twice: honestly, then with the tamper. Rejects only when a scene cannot be set. */
export async function runAttack(stage: Stage, attack: Attack): Promise<Verdict> {
  stage.server.repent();
  const control = await attempt((await attack.arrange(stage)).act);
  const scene = await attack.arrange(stage);
  stage.server.turn(scene.tamper);
  const attacked = await attempt(scene.act);
  stage.server.repent();
  const code = attacked.error === undefined ? undefined : codeOf(attacked.error);
  const expected = attack.expected.some((one) => one === code);
  return {
    attack,
    control: control.error === undefined && isContent(control.value),
    code,
    where: placeOf(attacked.error) || placeOf(control.error),
    noticed: expected && control.error === undefined && isContent(control.value),
  };
}

interface Attempt {
  readonly value?: unknown;
  readonly error?: unknown;
}

async function attempt(act: () => Promise<unknown>): Promise<Attempt> {
  try {
    return { value: await act() };
  } catch (error) {
    return { error };
  }
}

function isContent(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
}

/** The code of a typed refusal; other errors are a fault of the client and have none of ours. */
function codeOf(error: unknown): string {
  const typed =
    error instanceof ClientError || error instanceof CoreError || error instanceof LedgerError;
  return typed ? error.code : `uncoded: ${error instanceof Error ? error.name : typeof error}`;
}

const FRAME = /at (?:async )?(?:new )?(?:\S+\.)?(\S+) \(\S*\/packages\/(\w+)\/src\/(\S+?):\d+/;

function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  for (const line of (error.stack ?? '').split('\n')) {
    const [, name, pack, file] = FRAME.exec(line) ?? [];
    if (name !== undefined && (pack === 'client' || pack === 'core'))
      return `${pack}/${file ?? ''} ${name}`;
  }
  return '';
}
