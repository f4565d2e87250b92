import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../session/session.tsx';

const accessKey = ['access'] as const;

/** Ways to sign in and sessions, as of now. */
export function useAccess() {
  const { client } = useSession();
  return useQuery({ queryKey: accessKey, queryFn: () => client.access({}), gcTime: 0 });
}

/** Something that changes them; they are read again when it is done. */
export function useAccessChange<Args, Result>(change: (args: Args) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: accessKey }),
  });
}
