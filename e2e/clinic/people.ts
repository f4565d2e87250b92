import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from '../browser.ts';
import { assertAccessible } from './axe.ts';
import { World } from './world.ts';

const shots = join(import.meta.dirname, '../shots');
const phone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;

/** Checks a view with axe and that nothing is wider than the window, and keeps a picture of it. */
async function look(page: Page, view: string): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wider <= 0, `${view} is wider than the window by ${wider}`);
  await page.screenshot({ path: join(shots, `people-${view}.png`), animations: 'disabled' });
  await assertAccessible(page, view);
}

async function openPeople(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: 'People' }).click();
  await page.getByRole('heading', { name: 'Staff' }).waitFor();
}

async function leadOf(world: World): Promise<Page> {
  const context = await world.context();
  const page = await context.newPage();
  await page.goto(world.person('administrator').link);
  await page.getByRole('heading', { name: 'Patients' }).waitFor();
  await openPeople(page);
  return page;
}

/** Fills in the form with the keyboard and resolves to the twelve words. */
async function invite(lead: Page, name: string): Promise<string> {
  await lead.getByRole('button', { name: 'Invite a person' }).click();
  await lead.getByRole('dialog').waitFor();
  await lead.keyboard.type(name);
  await look(lead, 'invite');
  await lead.keyboard.press('Enter');
  const words = lead.getByRole('list', { name: 'Twelve words' });
  await words.waitFor();
  await lead.getByRole('img', { name: 'QR code of the invitation' }).waitFor();
  return (await words.getByRole('listitem').allInnerTexts()).join(' ');
}

async function fingerprintOn(page: Page, name: string): Promise<string> {
  const groups = page.getByRole('list', { name });
  await groups.waitFor();
  return (await groups.getByRole('listitem').allInnerTexts()).join(' ');
}

/** Types the words and makes the keys; resolves to the fingerprint on this screen. */
async function answer(page: Page, words: string): Promise<string> {
  await page.getByRole('button', { name: 'I have an invitation' }).click();
  await page.getByRole('textbox', { name: 'The twelve words' }).fill('these are no words at all');
  await page.keyboard.press('Enter');
  await page.getByText('These are not the twelve words of an invitation').waitFor();
  await look(page, 'join-words');
  await page.getByRole('textbox', { name: 'The twelve words' }).fill(words);
  await page.keyboard.press('Enter');
  await page.getByText('Invited by').waitFor();
  await look(page, 'join-invited');
  await page.getByRole('button', { name: 'Make my keys' }).click();
  return fingerprintOn(page, 'My fingerprint');
}

/** Saves the kit, types its last group and a password; resolves to the Secret Key. */
async function finish(page: Page, about: { name: string; fingerprint: string }): Promise<string> {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the Emergency Kit (PDF)' }).click();
  const saved = await saving;
  assert.equal(saved.suggestedFilename(), 'Vaiti Emergency Kit.pdf');
  const pdf = readFileSync(await saved.path(), 'latin1');
  const secretKey = await page.locator('.secret-key').innerText();
  const half = about.fingerprint.slice(0, 39);
  assert.ok(pdf.startsWith('%PDF-1.7\n') && pdf.endsWith('%%EOF\n'));
  for (const text of [secretKey, about.name, half, new URL(page.url()).origin])
    assert.ok(pdf.includes(`(${text})`), text);
  await look(page, 'join-finish');
  const group = page.getByRole('textbox', { name: 'Last group of your Secret Key' });
  await group.fill('0000000');
  await page.getByLabel('A password for you').fill('a password of her own');
  await page.getByRole('button', { name: 'Finish and sign in' }).click();
  await page.getByText('That is not the last group of your Secret Key').waitFor();
  await group.fill((secretKey.split('-').at(-1) ?? '').toLowerCase());
  await page.getByRole('button', { name: 'Finish and sign in' }).click();
  await page.getByRole('heading', { name: 'Patients' }).waitFor();
  return secretKey;
}

async function inThreeLanguages(page: Page): Promise<void> {
  for (const [language, title] of [
    ['Suomi', 'Liity vastaanottoon'],
    ['Svenska', 'Anslut till en mottagning'],
    ['English', 'Join a practice'],
  ] as const) {
    await page.getByRole('radio', { name: language }).check({ force: true });
    await page.getByRole('heading', { name: title }).waitFor();
  }
}

/** Unlocks after the reload, compares the fingerprint and confirms it. */
async function confirm(
  world: World,
  lead: Page,
  about: { name: string; fingerprint: string },
): Promise<void> {
  const { name, fingerprint } = about;
  await lead.getByLabel('Password', { exact: true }).fill(world.person('administrator').password);
  await lead.getByRole('button', { name: 'Unlock', exact: true }).click();
  await lead.getByRole('button', { name: `Show the invitation: ${name}` }).click();
  assert.equal(await fingerprintOn(lead, 'Fingerprint of the keys'), fingerprint);
  await look(lead, 'compare');
  await lead.getByRole('button', { name: 'All are the same: confirm' }).click();
  await lead.getByText(`${name} belongs to the practice now`).waitFor();
  await lead.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await lead.locator('.person-name', { hasText: name }).waitFor();
}

/**
 * Opens the app on another device: a browser of its own, because a Chromium of one process shares
 * what is stored between its windows. It is closed when `story` ends.
 */
async function onOtherDevice(world: World, story: (page: Page, other: World) => Promise<void>) {
  const other = new World(world.demo, await launchChromium());
  try {
    const page = await (await other.context(phone)).newPage();
    await story(page, other);
  } finally {
    await other.browser.close();
  }
}

/** Two people at two screens. */
export const peopleStories = {
  'a lead invites, the new person makes keys, the lead compares; reloads do no harm': async (
    world: World,
  ) => {
    mkdirSync(shots, { recursive: true });
    const name = 'Tyyne Ahlström';
    const lead = await leadOf(world);
    await look(lead, 'list');
    const words = await invite(lead, name);
    await look(lead, 'hand-over');
    await onOtherDevice(world, async (page, other) => {
      await page.goto(world.demo.origin);
      const fingerprint = await answer(page, words);
      await look(page, 'join-fingerprint');
      await page.reload();
      assert.equal(await fingerprintOn(page, 'My fingerprint'), fingerprint);
      await inThreeLanguages(page);
      await lead.reload();
      await confirm(world, lead, { name, fingerprint });
      await page.getByRole('button', { name: 'Save the Emergency Kit (PDF)' }).waitFor();
      const secretKey = await finish(page, { name, fingerprint });
      await page.getByRole('button', { name: 'Lock' }).click();
      await page.getByLabel('Password', { exact: true }).fill('a password of her own');
      await page.getByRole('button', { name: 'Unlock', exact: true }).click();
      await page.getByRole('heading', { name: 'Patients' }).waitFor();
      const kept = await page.evaluate(() =>
        JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]),
      );
      assert.ok(!kept.includes(secretKey) && !kept.includes(words));
      assert.deepEqual(other.takeFaults(), []);
    });
  },

  'an invitation arrives by its link, and can be cancelled': async (world: World) => {
    const lead = await leadOf(world);
    await invite(lead, 'Nobody At All');
    await lead.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await lead.getByRole('button', { name: 'Copy the link' }).click();
    await lead.getByText('Copied').waitFor();
    const link = await lead.evaluate(() => navigator.clipboard.readText());
    await onOtherDevice(world, async (page, other) => {
      await page.goto(link);
      await page.getByText('Nobody At All').waitFor();
      assert.equal(new URL(page.url()).hash, '');
      await lead.getByRole('button', { name: 'Cancel the invitation' }).click();
      await lead.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Make my keys' }).click();
      await page.getByText('This invitation was cancelled').waitFor();
      // The browser says of every refused request that it was one.
      assert.ok(other.takeFaults().every((fault) => fault.includes('410')));
    });
  },
};
