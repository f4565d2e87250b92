import { useQuery } from '@tanstack/react-query';
import type { PatientFileView } from '@vaiti/client';
import { useSession } from '../session/session.tsx';

/** Ids of the notes for which an unsigned amendment waits on this device. */
export function useAmendDrafts(view: PatientFileView): ReadonlySet<string> {
  const { client } = useSession();
  const { file, timeline, line } = view;
  const found = useQuery({
    queryKey: ['amend-drafts', file],
    queryFn: async () => {
      const notes = timeline.filter(({ kind }) => kind === 'note').map(({ record }) => record);
      const drafts = await Promise.all(notes.map((record) => client.draft({ file, record })));
      return new Set(drafts.flatMap((draft) => draft?.record ?? []));
    },
    enabled: line.draft,
    gcTime: 0,
  });
  return found.data ?? none;
}

const none: ReadonlySet<string> = new Set();
