import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from './browser.ts';
import { accessStories } from './clinic/access.ts';
import { alarmStories } from './clinic/alarm.ts';
import { draftStories } from './clinic/draft.ts';
import { emergencyStories } from './clinic/emergency.ts';
import { forgettingStories } from './clinic/forgetting.ts';
import { keyboardStories } from './clinic/keyboard.ts';
import { leaverStories } from './clinic/leavers.ts';
import { lockStories } from './clinic/lock.ts';
import { memberStories } from './clinic/members.ts';
import { offlineStories } from './clinic/offline.ts';
import { peopleStories } from './clinic/people.ts';
import { receptionStories } from './clinic/reception.ts';
import { sharingStories } from './clinic/sharing.ts';
import { supervisionStories } from './clinic/supervision.ts';
import { therapistStories } from './clinic/therapist.ts';
import { viewStories } from './clinic/views.ts';
import { World } from './clinic/world.ts';
import { serveDemo } from './demo.ts';

/** One practice for all stories: founding it takes longer than any of them. */
async function open(): Promise<World> {
  const demo = await serveDemo();
  try {
    return new World(demo, await launchChromium());
  } catch (error) {
    await demo.stop();
    throw error;
  }
}

describe('the clinic app', () => {
  let world: World | undefined;
  before(async () => {
    world = await open();
  });
  after(async () => {
    await world?.browser.close();
    await world?.demo.stop();
  });
  const stories = {
    ...therapistStories,
    ...draftStories,
    ...lockStories,
    ...receptionStories,
    ...sharingStories,
    ...supervisionStories,
    ...forgettingStories,
    ...emergencyStories,
    ...keyboardStories,
    ...offlineStories,
    ...alarmStories,
    ...peopleStories,
    ...memberStories,
    ...viewStories,
    ...accessStories,
    ...leaverStories,
  };
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
