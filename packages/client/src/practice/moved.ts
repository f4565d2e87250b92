import { ClientError } from '../errors.ts';
import type { Practice } from './practice.ts';

/** How often an act that came second is tried again behind what came first. */
const TRIES = 8;

/**
 * Does `work` on the roster; where another administrator's act came first (`head-moved`), takes that
 * up and does it again. Throws what `work` throws, `head-moved` after eight times.
 */
export async function untilNotMoved<T>(practice: Practice, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const moved = error instanceof ClientError && error.code === 'head-moved';
      if (!moved || tries === TRIES) throw error;
      await practice.refresh();
    }
  }
}
