import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../session/session.tsx';

const peopleKey = ['people'] as const;
/** Milliseconds between two looks for an answer. */
const EVERY = 2000;

/** Everybody in the practice and what is open. */
export function usePeople() {
  const { client } = useSession();
  return useQuery({ queryKey: peopleKey, queryFn: () => client.people({}), gcTime: 0 });
}

/** One invitation, looked at again and again until somebody has answered. */
export function useInvitation(id: string | undefined) {
  const { client } = useSession();
  return useQuery({
    queryKey: ['invitation', id ?? ''],
    queryFn: () => client.invitation({ id: id ?? '' }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => {
      const answered = state.data?.own?.fingerprint ?? undefined;
      return answered === undefined && state.error === null ? EVERY : false;
    },
    gcTime: 0,
  });
}

/** Changes something about people and reads them again. */
export function usePeopleChange<Args, Result>(change: (args: Args) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    gcTime: 0,
    onSettled: () => queries.invalidateQueries({ queryKey: peopleKey }),
  });
}
