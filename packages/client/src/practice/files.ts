import { type EntryId, type FileId, idBytes, idOf, type PrincipalId } from '@vaiti/core';
import { ClientError } from '../errors.ts';
import type { Practice } from './practice.ts';

/** A file that this member may read, as the server lists it: unverified until it is read. */
export interface FileLine {
  readonly file: FileId;
  readonly head: { readonly seq: number; readonly id: EntryId };
  readonly epoch: number;
  readonly as: PrincipalId;
}

/** Every file that this member may read, through their own grants or those of their groups. */
export async function listFiles(practice: Practice): Promise<readonly FileLine[]> {
  const { member } = practice;
  const lines: FileLine[] = [];
  let after: FileId | null = null;
  for (;;) {
    const request = { after: after === null ? null : idBytes(after) };
    const reply: Awaited<ReturnType<typeof ask>> = await ask(practice, request);
    for (const { file, head, epoch, as } of reply.files) {
      const by = idOf<PrincipalId>(as);
      if (!practice.holds(by)) throw new ClientError('answer-for-another');
      const at = { seq: head.seq, id: idOf<EntryId>(head.id) };
      lines.push({ file: idOf(file), head: at, epoch, as: by });
    }
    const last = lines.at(-1);
    if (!reply.more || last === undefined) return lines;
    if (last.file === after) throw new ClientError('server-reply-invalid');
    after = last.file;
  }

  function ask(p: Practice, request: { after: Uint8Array<ArrayBuffer> | null }) {
    return p.member.api.call('files', request, member.token);
  }
}
