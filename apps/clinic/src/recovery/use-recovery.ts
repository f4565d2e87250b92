import { useQuery } from '@tanstack/react-query';
import { useSession } from '../session/session.tsx';

export const returnedKey = ['returned'] as const;

/** Colleagues with new keys to whom files can be given back. */
export function useReturned() {
  const { client } = useSession();
  return useQuery({ queryKey: returnedKey, queryFn: () => client.returned({}), gcTime: 0 });
}

/** What has not come back to oneself after new keys. */
export function useLost() {
  const { client } = useSession();
  return useQuery({ queryKey: ['lost'], queryFn: () => client.lost({}), gcTime: 0 });
}
