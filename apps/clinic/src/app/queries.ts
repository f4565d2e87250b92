import { QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PatientFileView, PatientLine } from '@vaiti/client';
import { useEffect, useState } from 'react';
import { useSession } from '../session/session.tsx';

/** Decrypted views live in memory only: there is no persister, and locking clears it all. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The worker answers offline from its sealed copy and knows better when to try again.
      queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

export const caseloadKey = ['caseload'] as const;
const fileKey = (file: string) => ['file', file] as const;
/** Marks what is being written, so that its own notice does not read the file once more. */
export const writeKey = (file: string) => ['write', file] as const;

/** The list of patients; read again when a view opens it after half a minute. */
export function useCaseload() {
  const { client } = useSession();
  return useQuery({
    queryKey: caseloadKey,
    queryFn: () => client.caseload({}),
    staleTime: 30_000,
    gcTime: Number.POSITIVE_INFINITY,
  });
}

/**
 * One patient's file. Each opening is one read, logged in the ledger; so it is kept exactly as
 * long as a view shows it, and never read again behind the person's back.
 */
export function usePatientFile(file: string) {
  const { client } = useSession();
  return useQuery({
    queryKey: fileKey(file),
    queryFn: () => client.openFile({ file }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** Puts the answer of a write in place of what was shown. */
export function keepFile(queries: QueryClient, view: PatientFileView): void {
  queries.setQueryData(fileKey(view.file), view);
  queries.setQueryData<readonly PatientLine[]>(caseloadKey, (lines) =>
    lines?.map((line) => (line.file === view.file ? view.line : line)),
  );
}

/** Reads a file again after a change whose answer does not hold it. */
export function fileChanged(queries: QueryClient, file: string): void {
  void queries.invalidateQueries({ queryKey: fileKey(file) });
}

/** Marks in the list that an unsigned draft waits, without reading anything. */
export function markDraft(queries: QueryClient, file: string): void {
  queries.setQueryData<readonly PatientLine[]>(caseloadKey, (lines) =>
    lines?.map((line) => (line.file === file ? { ...line, draft: true } : line)),
  );
}

/** Reads again what the worker says has changed, unless this page is what changed it. */
export function useFileChanges(): void {
  const { client } = useSession();
  const queries = useQueryClient();
  useEffect(
    () =>
      client.subscribe((event) => {
        if (event.event !== 'file-changed') return;
        if (queries.isMutating({ mutationKey: writeKey(event.file) }) > 0) return;
        void queries.invalidateQueries({ queryKey: fileKey(event.file) });
        void queries.invalidateQueries({ queryKey: caseloadKey });
      }),
    [client, queries],
  );
}

/** How far the re-sealing of files is that somebody who left could open; undefined when none waits. */
export function useRotation(): { readonly done: number; readonly of: number } | undefined {
  return useWork('rotation');
}

/** How far the sharing out of keys among a new council is; undefined when none waits. */
export function useSplitting(): { readonly done: number; readonly of: number } | undefined {
  return useWork('splitting');
}

/** How far giving back or handing over files is; undefined before it begins. */
export function useHanding(): { readonly done: number; readonly of: number } | undefined {
  return useWork('handing');
}

function useWork(
  kind: 'rotation' | 'splitting' | 'handing',
): { readonly done: number; readonly of: number } | undefined {
  const { client } = useSession();
  const [work, setWork] = useState<{ done: number; of: number }>();
  useEffect(
    () =>
      client.subscribe((event) => {
        if (event.event !== kind) return;
        setWork(event.of === 0 ? undefined : { done: event.done, of: event.of });
      }),
    [client, kind],
  );
  return work;
}

/** How far the reading of the caseload is: files verified, of how many. */
export function useProgress(): { readonly done: number; readonly of: number } | undefined {
  const { client } = useSession();
  const [progress, setProgress] = useState<{ done: number; of: number }>();
  useEffect(
    () =>
      client.subscribe((event) => {
        if (event.event === 'progress') setProgress({ done: event.done, of: event.of });
      }),
    [client],
  );
  return progress;
}
