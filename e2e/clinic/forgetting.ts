import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { assertAccessible } from './axe.ts';
import { allText, type World } from './world.ts';

const shots = join(import.meta.dirname, '../shots');
const phone = { viewport: { width: 390, height: 844 } } as const;
const BASIS = 'GDPR article 17(1)(d)';

async function look(page: Page, view: string): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wider <= 0, `${view} is wider than the window by ${wider}`);
  await page.screenshot({ path: join(shots, `forgetting-${view}.png`), animations: 'disabled' });
  await assertAccessible(page, view);
}

/** The privacy officer reads why, and agrees. */
async function agree(world: World, requester: string): Promise<void> {
  const context = await world.context({ ...phone, colorScheme: 'dark' });
  const page = await context.newPage();
  await page.goto(world.person('privacy-officer').link);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: 'Requests to forget' }).click();
  await page.getByRole('button', { name: `Decide on the request of ${requester}` }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText(BASIS).waitFor();
  await look(page, 'decide');
  await dialog.getByRole('button', { name: 'Agree' }).click();
  await page.getByText('Nobody waits for your agreement').waitFor();
  await look(page, 'requests');
}

/** The end of a file. */
export const forgettingStories = {
  'a file is forgotten when a second person agrees and the name is typed': async (world: World) => {
    mkdirSync(shots, { recursive: true });
    const first = world.person('therapist');
    const therapist = world.person('therapist', { notAt: first.centres });
    const page = await world.enter(therapist, phone);
    await page.locator('.patient').last().click();
    await page.locator('.file-head h1').waitFor();
    const patient = await page.locator('.file-head h1').innerText();
    await page.getByRole('link', { name: 'Contact details' }).click();
    await page.getByText('Kept until').waitFor();
    await page.getByRole('button', { name: 'Forget this file…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Ask for agreement' }).click();
    await dialog.getByText('Give the legal basis').waitFor();
    await look(page, 'ask');
    await dialog.getByLabel('Legal basis').fill(BASIS);
    await dialog.getByRole('button', { name: 'Ask for agreement' }).click();
    await dialog.getByText('A second person has been asked').waitFor();

    await agree(world, therapist.name);

    const name = dialog.getByLabel(`Type the name: ${patient}`);
    await name.fill('Somebody Else');
    await dialog.getByRole('button', { name: 'Destroy for good' }).click();
    await dialog.getByText('This is not the name as it stands').waitFor();
    await look(page, 'end');
    await name.fill(patient);
    await dialog.getByRole('button', { name: 'Destroy for good' }).click();
    await page.locator('.patients').waitFor();
    await page.getByRole('link', { name: patient }).waitFor({ state: 'detached' });
    assert.ok(!(await allText(page)).includes(patient));
  },
};
