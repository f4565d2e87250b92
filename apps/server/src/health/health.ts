import type { healthReply } from '@vaiti/contract';
import type { z } from 'zod';
import type { Store } from '../store/store.ts';

/** Version of this program, as in the workspace's manifest. */
const VERSION = '0.1.0';

const DAY = 24 * 60 * 60 * 1000;
/** How long the store may take to answer, milliseconds. */
const PATIENCE = 2000;

/** Whether server and store can work. */
export async function health(store: Store, now: number): Promise<z.infer<typeof healthReply>> {
  const answers = await answersInTime(store);
  return {
    status: answers ? 'ok' : 'degraded',
    store: answers ? 'ok' : 'unavailable',
    day: Math.floor(now / DAY),
    version: VERSION,
  };
}

async function answersInTime(store: Store): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), PATIENCE);
  store.ping().then(
    () => resolve(true),
    () => resolve(false),
  );
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
