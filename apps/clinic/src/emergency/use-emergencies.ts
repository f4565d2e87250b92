import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { caseloadKey } from '../app/queries.ts';
import { useSession } from '../session/session.tsx';

const emergenciesKey = ['emergencies'] as const;
/** Milliseconds after which a view looks again. */
const EVERY = 30_000;
/** The same for somebody whose own request waits for officers on other devices. */
const WAITING = 3000;

/** Emergencies that concern the person, the newest first. */
export function useEmergencies(options: { readonly follow?: boolean } = {}) {
  const { client } = useSession();
  return useQuery({
    queryKey: emergenciesKey,
    queryFn: () => client.emergencies({}),
    staleTime: EVERY,
    refetchInterval: ({ state }) => {
      if (options.follow !== true || state.error !== null) return false;
      return state.data?.some(({ gathered }) => gathered !== null) === true ? WAITING : EVERY;
    },
  });
}

/** Changes something about an emergency and reads them all again, and the list of patients. */
export function useEmergencyChange<Args, Result>(change: (args: Args) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    gcTime: 0,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: emergenciesKey });
      void queries.invalidateQueries({ queryKey: caseloadKey });
    },
  });
}
