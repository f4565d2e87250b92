import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useSession } from '../session/session.tsx';
import type { DraftPlace, HeldDraft } from './draft-keeper.ts';

/** The sealed draft of a place in the query cache. */
export const draftKey = ({ file, record }: DraftPlace) => ['draft', file, record] as const;

export interface DraftOfPlace {
  /** What is typed or sealed for the place; undefined where nothing waits. */
  readonly held: HeldDraft | undefined;
  /** Whether the device has been asked. */
  readonly ready: boolean;
  readonly error: Error | null;
}

/** The draft of a place: as it is typed now, or as it was sealed on this device. */
export function useDraft(place: DraftPlace): DraftOfPlace {
  const { client, drafts } = useSession();
  const { file, record } = place;
  const held = useSyncExternalStore(drafts.subscribe, () => drafts.get(place));
  const sealed = useQuery({
    queryKey: draftKey(place),
    queryFn: () => client.draft({ file, record }),
    gcTime: 0,
    staleTime: 0,
  });
  const { data } = sealed;
  useEffect(() => {
    if (data !== undefined && data !== null) drafts.adopt(data);
  }, [data, drafts]);
  const adopted = data === undefined || data === null || held !== undefined;
  return { held, ready: held !== undefined || (sealed.isFetched && adopted), error: sealed.error };
}
