import { useQuery } from '@tanstack/react-query';
import type { LentLine } from '@vaiti/client';
import { useSession } from '../session/session.tsx';

const lentKey = ['lent'] as const;

/** Notes that are lent to this person. */
export function useLentNotes() {
  const { client } = useSession();
  return useQuery({ queryKey: lentKey, queryFn: () => client.lentNotes({}), staleTime: 30_000 });
}

/** One of them. Each opening is a read in the log, so it is kept only while it is shown. */
export function useLentNote({ as, file, seq }: LentLine) {
  const { client } = useSession();
  return useQuery({
    queryKey: [...lentKey, file, seq],
    queryFn: () => client.lentNote({ as, file, seq }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** Who looks at this person's notes. */
export function useSupervisor(enabled: boolean) {
  const { client } = useSession();
  return useQuery({
    queryKey: ['supervisor'],
    queryFn: () => client.supervisor({}),
    enabled,
    gcTime: 0,
  });
}
