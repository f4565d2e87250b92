import type { OpenedFile } from '@vaiti/client';
import {
  decodeHeader,
  encodeHeader,
  type EntryPlan,
  entryMessage,
  type Header,
  type Identity,
  newRecordId,
  type SealedEntry,
  sealEntry,
} from '@vaiti/core';
import { realEntropy } from '../../entropy.ts';
import { noteOf } from '../../notes.ts';

/**
 * An entry of `author` that follows the file's newest, whatever the rules say: an insider who works
 * with the server. `header` overrides what a plan cannot say.
 */
export async function insidersEntry(
  opened: OpenedFile,
  author: Identity,
  plan: Partial<EntryPlan>,
  header: Partial<Header> = {},
): Promise<SealedEntry> {
  const { state } = opened.file;
  const whole: EntryPlan = {
    practice: state.practice,
    file: state.file,
    head: { seq: state.seq, id: state.head },
    kind: 'entry',
    compartment: 'clinical',
    record: newRecordId(realEntropy),
    version: 1,
    as: author.id,
    epoch: state.epoch,
    day: state.day,
    access: [],
    ...plan,
  };
  const { sealed } = await sealEntry({
    author,
    plan: whole,
    content: noteOf('Väärennetty merkintä.'),
    compartmentKey: opened.keys.compartment(whole.compartment),
    entropy: realEntropy,
  });
  if (Object.keys(header).length === 0) return sealed;
  const changed = encodeHeader({ ...decodeHeader(sealed.header), ...header });
  const signature = await author.sign(entryMessage(changed, sealed.bodyHash));
  return { ...sealed, header: changed, signature };
}
