import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from '../browser.ts';
import { serveDemo } from '../demo.ts';
import { World } from './world.ts';

/** What is played, by its name. */
export type Stories = Readonly<Record<string, (world: World) => Promise<void>>>;

/** One practice for all stories of a file: founding it takes longer than any of them. */
async function open(): Promise<World> {
  const demo = await serveDemo();
  try {
    return new World(demo, await launchChromium());
  } catch (error) {
    await demo.stop();
    throw error;
  }
}

/** Plays the stories one after the other, each in windows of its own; fails on faults of the page. */
export function playStories(title: string, stories: Stories): void {
  describe(title, () => {
    let world: World | undefined;
    before(async () => {
      world = await open();
    });
    after(async () => {
      await world?.browser.close();
      await world?.demo.stop();
    });
    for (const [name, story] of Object.entries(stories)) {
      test(name, async () => {
        assert.ok(world);
        world.takeFaults();
        try {
          await story(world);
          assert.deepEqual(world.takeFaults(), []);
        } finally {
          for (const context of world.browser.contexts()) await context.close();
        }
      });
    }
  });
}
