import {
  audienceCompartments,
  type Audience,
  type CareRecord,
  type Decision,
  guardianMaySee,
  isMinor,
  type MinorChoice,
} from '@vaiti/care';
import { newRecordId, type RecordId } from '@vaiti/core';
import { readAgain, rotateIfDue } from '../access/rotate.ts';
import { ClientError } from '../errors.ts';
import { sendAll } from '../file/batch.ts';
import { type Draft, prepareEntry } from '../file/write.ts';
import { isoDay, today } from '../practice/member.ts';
import type { Practice } from '../practice/practice.ts';
import { settleGuardians } from './admit-member.ts';
import { contactIn, contentOf, type Found, type OwnFile, recordsOf } from './open.ts';

type Records = OwnFile['records'];

const ATTEMPTS = 8;

/** The decision about a visit as it stands now. */
export function decisionOn(records: Records, visit: string): Found<'decision'> | undefined {
  return recordsOf(records, 'decision').findLast(({ content }) => content.visit === visit);
}

/**
 * Writes what `draftOf` makes of the file as it is; undefined when there is nothing to do. What rests on a
 * file that was read earlier may have changed: nothing is written, refused or left as it is but on the
 * newest. Throws what `draftOf` throws, `conflict-unresolved`, and as `sendAll`.
 */
async function writeChecked(
  practice: Practice,
  file: OwnFile,
  draftOf: (file: OwnFile) => Draft | undefined,
): Promise<OwnFile> {
  let current = await contentOf(await rotateIfDue(practice, file.opened));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await hasWritten(practice, current, draftOf))
      return contentOf(await readAgain(practice, current.opened));
    await practice.refresh();
    const opened = await rotateIfDue(practice, await readAgain(practice, current.opened));
    current = await contentOf(opened);
    if (draftOf(current) === undefined) return current;
  }
  throw new ClientError('conflict-unresolved');
}

/** Whether it was written: the file was the newest. False when it has to be looked at again. */
async function hasWritten(
  practice: Practice,
  file: OwnFile,
  draftOf: (file: OwnFile) => Draft | undefined,
): Promise<boolean> {
  const { file: tip, keys } = file.opened;
  try {
    const draft = draftOf(file);
    if (draft === undefined) return false;
    await sendAll(practice, [await prepareEntry(practice, tip, keys, draft)]);
    return true;
  } catch (error) {
    if (isPassing(error)) return false;
    throw error;
  }
}

function isPassing(error: unknown): boolean {
  const codes = ['head-moved', 'rotation-pending', 'decision-missing', 'guardian-closed'];
  return error instanceof ClientError && codes.includes(error.code);
}

/** What is decided about one visit. */
export interface Deciding {
  /** Record of the visit, or of the note that tells of it. */
  readonly visit: RecordId;
  readonly choice: MinorChoice;
  readonly text: string;
}

/**
 * Records a decision about one visit of a minor; a change is a new version and says nothing of other
 * visits, nor of what was written before. Does nothing where it stands so already. Throws `not-a-minor`
 * and as writing.
 */
export async function decideVisit(
  practice: Practice,
  file: OwnFile,
  { choice, text, visit }: Deciding,
): Promise<OwnFile> {
  requireMinor(practice, file);
  const content: Decision = { type: 'decision', visit, choice, text };
  const fresh = newRecordId(practice.member.entropy);
  return writeChecked(practice, file, ({ records }) => {
    const known = decisionOn(records, visit);
    if (known?.content.choice === choice && known.content.text === text) return undefined;
    return { compartment: 'clinical', content, record: known?.record ?? fresh };
  });
}

function requireMinor(practice: Practice, { records }: OwnFile): void {
  if (!isMinor(contactIn(records), isoDay(today(practice.member))))
    throw new ClientError('not-a-minor');
}

/** What the patient or the guardian is told about a visit. */
export interface Telling {
  readonly visit: RecordId | null;
  readonly audience: Audience;
  readonly title: string;
  readonly text: string;
  readonly authorName: string;
}

/**
 * Writes a summary for the patient or the guardian into their compartment. For a guardian the decision
 * about that very visit must allow it at the moment of writing, whoever else writes meanwhile, and the
 * patient must be a minor. Throws `decision-missing`, `guardian-closed`, `not-a-minor`, `draft-empty`.
 */
export async function tellAbout(
  practice: Practice,
  file: OwnFile,
  telling: Telling,
): Promise<OwnFile> {
  const { audience, text } = telling;
  if (text.trim() === '') throw new ClientError('draft-empty');
  const record = newRecordId(practice.member.entropy);
  const writtenOn = new Date(practice.member.now()).toISOString();
  const content: CareRecord = { type: 'summary', ...telling, writtenOn };
  const settled = audience === 'guardian' ? await settleGuardians(practice, file) : file;
  return writeChecked(practice, settled, (current) => {
    if (audience === 'guardian') requireOpen(practice, current, telling.visit);
    return { compartment: audienceCompartments[audience], content, record };
  });
}

function requireOpen(practice: Practice, file: OwnFile, visit: RecordId | null): void {
  requireMinor(practice, file);
  const decision = visit === null ? undefined : decisionOn(file.records, visit);
  if (decision === undefined) throw new ClientError('decision-missing');
  if (!guardianMaySee(decision.content)) throw new ClientError('guardian-closed');
}
