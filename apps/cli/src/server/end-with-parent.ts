import { isMainThread } from 'node:worker_threads';

/**
 * Loaded into the server (`node --import`) when the command line starts it: standard input is a
 * pipe held by the parent, and when that ends, however the parent ended, the server stops as well.
 * Its threads load this too, with a standard input of their own that ends at once.
 */
if (isMainThread) {
  process.stdin.on('end', () => {
    process.kill(process.pid, 'SIGTERM');
  });
  process.stdin.resume();
  if ('unref' in process.stdin) process.stdin.unref();
}
