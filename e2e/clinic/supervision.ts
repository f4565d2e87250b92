import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { assertAccessible } from './axe.ts';
import { allText, type World } from './world.ts';

const shots = join(import.meta.dirname, '../shots');
const phone = { viewport: { width: 390, height: 844 } } as const;
const WORDS = 'The drawing of the lighthouse came back, and with it the sea.';

async function look(page: Page, view: string): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wider <= 0, `${view} is wider than the window by ${wider}`);
  await page.screenshot({ path: join(shots, `supervision-${view}.png`), animations: 'disabled' });
  await assertAccessible(page, view);
}

/** An administrator enters who looks at the trainee's notes. */
async function appoint(world: World, trainee: string, supervisor: string): Promise<void> {
  const page = await world.context(phone).then((context) => context.newPage());
  await page.goto(world.person('administrator').link);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: 'People' }).click();
  await page.getByRole('button', { name: `Change the supervisor of ${trainee}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /Supervisor/ }).click();
  await page.getByRole('option', { name: supervisor }).click();
  await look(page, 'appoint');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`Supervisor: ${supervisor}`).waitFor();
}

/** The trainee signs a note of an adult, and with it lends it. */
async function sign(page: Page, supervisor: string): Promise<void> {
  await page.getByRole('button', { name: 'Write a note' }).click();
  await page.getByLabel('Title').fill('Lighthouse');
  await page.getByRole('textbox', { name: 'Note', exact: true }).fill(WORDS);
  await page.getByRole('button', { name: 'Sign…' }).click();
  const asking = page.getByRole('alertdialog');
  await asking
    .getByRole('button', { name: `14 days ${supervisor} looks at this note for` })
    .waitFor();
  await look(page, 'sign');
  await asking.getByRole('button', { name: 'Sign', exact: true }).click();
  await page.getByText('The note is signed and stored.').waitFor();
}

/** Single notes on loan. */
export const supervisionStories = {
  'a trainee signs a note, and the supervisor opens just that one': async (world: World) => {
    mkdirSync(shots, { recursive: true });
    const trainee = world.person('trainee');
    const supervisor = world.person('therapist', { notAt: trainee.centres });
    await appoint(world, trainee.name, supervisor.name);

    const theirs = await world.enter(trainee, phone);
    const adult = theirs.locator('.patient').filter({ hasNotText: 'Minor' }).first();
    await adult.click();
    await theirs.locator('.file-head h1').waitFor();
    const patient = await theirs.locator('.file-head h1').innerText();
    await sign(theirs, supervisor.name);
    await theirs.getByRole('link', { name: 'Who can read' }).click();
    const loans = theirs.getByRole('region', { name: 'Single notes on loan' });
    await loans.getByText(supervisor.name).waitFor();
    await loans.getByText('Lighthouse').waitFor();
    await look(theirs, 'readers');

    const page = await world.enter(supervisor, { ...phone, colorScheme: 'dark' });
    await page.getByRole('link', { name: '1 note to look at' }).click();
    await page.getByRole('button', { name: `Read the note of ${trainee.name}` }).click();
    await page.getByText(WORDS).waitFor();
    await look(page, 'note');
    assert.ok(!(await allText(page)).includes(patient), 'the patient’s name is not there');
    await page.getByRole('button', { name: `Close the note of ${trainee.name}` }).click();
    await page.getByText(WORDS).waitFor({ state: 'detached' });
    for (const [choice, title] of [
      ['Suomi', 'Katsottavat merkinnät'],
      ['Svenska', 'Anteckningar att titta på'],
      ['English', 'Notes to look at'],
    ] as const) {
      await page.locator('.user button').last().click();
      await page.getByRole('menuitemradio', { name: choice }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('heading', { name: title }).waitFor();
    }
  },
};
