import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { assertAccessible } from './axe.ts';
import { allText, type World } from './world.ts';

const shots = join(import.meta.dirname, '../shots');
const phone = { width: 390, height: 844 } as const;

async function look(page: Page, view: string): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wider <= 0, `${view} is wider than the window by ${wider}`);
  await page.screenshot({ path: join(shots, `sharing-${view}.png`), animations: 'disabled' });
  await assertAccessible(page, view);
}

/** A therapist lets a colleague into one file, and takes them out again. */
export const sharingStories = {
  'a file is shared with a colleague until a day, and closed again': async (world: World) => {
    mkdirSync(shots, { recursive: true });
    const therapist = world.person('therapist');
    const colleague = world.person('therapist', { notAt: therapist.centres });
    const page = await world.enter(therapist, { colorScheme: 'dark' });
    const patient = await world.openPatient(page);
    await page.setViewportSize(phone);
    await page.getByRole('link', { name: 'Who can read' }).click();
    await page.getByRole('button', { name: 'Share with a colleague' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share with a colleague' });
    await dialog.getByRole('button', { name: 'Share', exact: true }).click();
    await dialog.getByText('Choose a colleague').waitFor();
    await dialog.getByRole('button', { name: 'Choose Colleague' }).click();
    await page.getByRole('option', { name: colleague.name }).click();
    const until = dialog.getByLabel('Last day (optional)');
    await until.fill('2020-01-01');
    await page.keyboard.press('Enter');
    await dialog.getByText('Give a day from today on').waitFor();
    await look(page, 'form');
    await until.fill('2099-01-31');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const reader = page.locator('.reader', { hasText: colleague.name });
    await reader.getByText('31 January 2099').waitFor();
    await look(page, 'readers');

    const theirs = await world.enter(colleague);
    await world.openPatient(theirs, patient);
    await reader.getByRole('button', { name: 'Stop sharing' }).click();
    const asking = page.getByRole('alertdialog');
    await asking.getByText('this cannot be undone').waitFor();
    await look(page, 'stop');
    await asking.getByRole('button', { name: 'Stop sharing' }).click();
    await reader.waitFor({ state: 'detached' });
    const after = await world.enter(colleague);
    assert.ok(!(await allText(after)).includes(patient));
  },
};
