import assert from 'node:assert/strict';
import { allText, type World } from './world.ts';

/** When nobody is there. */
export const lockStories = {
  'after ten idle minutes it locks, warns a minute before, and keeps what was typed': async (
    world: World,
  ) => {
    const who = world.person('therapist');
    const context = await world.context();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(who.link);
    await page.locator('.patients').waitFor();
    const name = await world.openPatient(page);
    await page.getByRole('button', { name: 'Write a note' }).click();
    const field = page.getByRole('textbox', { name: 'Note', exact: true });
    await field.fill('Half a sentence and');
    await page.clock.fastForward('09:05');
    const warning = page.getByRole('alertdialog', { name: 'Still there?' });
    await warning.getByRole('button', { name: 'Stay' }).click();
    await warning.waitFor({ state: 'detached' });
    await page.clock.fastForward('10:05');
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    const text = await allText(page);
    assert.ok(!text.includes(name) && !text.includes('Half a sentence'));
    await page.getByLabel('Password', { exact: true }).fill(who.password);
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await page.locator('.file-head h1').waitFor();
    assert.equal(await field.inputValue(), 'Half a sentence and');
    await page.getByRole('button', { name: 'Discard draft' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard draft' }).click();
    await page.getByRole('button', { name: 'Write a note' }).waitFor();
  },
};
