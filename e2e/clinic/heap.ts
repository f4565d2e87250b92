import type { Page } from 'playwright-core';

/**
 * How often the texts stand in the memory of the page's JavaScript, each counted in a heap snapshot
 * after a collection. Strings of the snapshot are JSON; the texts must need no escapes.
 */
export async function countInHeap(page: Page, texts: readonly string[]): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const snapshot = chunks.join('');
  return texts.map((text) => snapshot.split(text).length - 1);
}
