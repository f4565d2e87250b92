import { ClientError } from '../errors.ts';
import type { FileLine } from '../practice/files.ts';
import type { Practice } from '../practice/practice.ts';
import { loadFile } from './cached.ts';
import { isLocked, lacksBodies, type OpenedFile, openCached } from './read.ts';

/**
 * The file from this device, if it is held exactly as the server lists it. Throws `head-rolled-back` or
 * `file-forked` when the list is not behind what this device has seen.
 */
export async function currentFile(
  practice: Practice,
  line: FileLine,
): Promise<OpenedFile | undefined> {
  const cached = await loadFile(practice.member, practice.roster, line.file);
  if (cached === undefined) return undefined;
  const { seq, head } = cached.file.state;
  if (line.head.seq < seq) throw new ClientError('head-rolled-back');
  if (line.head.seq > seq) return undefined;
  if (line.head.id !== head) throw new ClientError('file-forked');
  const opened = await openCached(practice, cached).catch((error: unknown) => {
    if (isLocked(error)) return undefined;
    throw error;
  });
  if (opened === undefined) return undefined;
  return lacksBodies(opened.file, opened.keys) ? undefined : opened;
}
