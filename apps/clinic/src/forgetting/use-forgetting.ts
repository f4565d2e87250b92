import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../session/session.tsx';

const forgettingKey = ['forgetting'] as const;
/** Milliseconds between two looks for a second person's agreement. */
const EVERY = 4000;

/** How far the end of a file is; looked at again and again while a second person is waited for. */
export function useForgetState(file: string, enabled: boolean) {
  const { client } = useSession();
  return useQuery({
    queryKey: [...forgettingKey, file],
    queryFn: () => client.forgetState({ file }),
    enabled,
    refetchInterval: ({ state }) => {
      const waits = state.data?.request?.agreed.length === 0;
      return waits && state.error === null ? EVERY : false;
    },
    gcTime: 0,
  });
}

/** Requests that wait for this person's agreement. */
export function useForgetRequests() {
  const { client } = useSession();
  return useQuery({ queryKey: forgettingKey, queryFn: () => client.forgetRequests({}), gcTime: 0 });
}

/** Does something about the end of a file and looks again how far it is. */
export function useForgetChange<Args, Result>(change: (args: Args) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    gcTime: 0,
    onSettled: () => queries.invalidateQueries({ queryKey: forgettingKey }),
  });
}
