import type { ClinicClient } from '@vaiti/client';
import { connectClinic } from '@vaiti/client/worker';
import { scriptAddress } from './trusted.ts';
import workerAddress from './worker.ts?worker&url';

/** Starts the key worker and gives the page's end of it. Once a page. */
export function openClient(): ClinicClient {
  return connectClinic(new Worker(scriptAddress(workerAddress), { type: 'module', name: 'keys' }));
}
