import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { assertAccessible } from './axe.ts';
import type { World } from './world.ts';

const shots = join(import.meta.dirname, '../shots');
const frames = [
  { name: 'wide-light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'wide-dark', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  { name: 'phone-light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;

/** What stands on the page in each language. */
const languages = [
  {
    name: 'Suomi',
    lang: 'fi',
    signIn: 'Kirjaudu sisään',
    patients: 'Potilaat',
    record: 'Kertomus',
  },
  {
    name: 'Svenska',
    lang: 'sv',
    signIn: 'Logga in',
    patients: 'Patienter',
    record: 'Anteckningar',
  },
  { name: 'English', lang: 'en', signIn: 'Sign in', patients: 'Patients', record: 'Record' },
] as const;

/** Checks a view with axe, that nothing is wider than the window, and keeps a picture of it. */
async function look(page: Page, frame: string, view: string): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wider <= 0, `${frame} ${view} is wider than the window by ${wider}`);
  await page.screenshot({ path: join(shots, `${frame}-${view}.png`), animations: 'disabled' });
  await assertAccessible(page, `${frame} ${view}`, frame.endsWith('dark') ? 'colours' : 'all');
}

async function lookAround(world: World, frame: (typeof frames)[number]): Promise<void> {
  const { name, ...options } = frame;
  const context = await world.context(options);
  const page = await context.newPage();
  const view = (title: string): Promise<void> => look(page, name, title);
  await page.goto(world.demo.origin);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await view('sign-in');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await view('sign-in-missing');
  await page.goto(`${world.demo.origin}/#k=V1-0&p=x`);
  await page.locator('.problem').waitFor();
  await view('sign-in-refused');

  await page.goto(world.person('therapist').link);
  await page.locator('.patients').waitFor();
  await view('patients');
  await page.getByRole('searchbox').fill('no such name');
  await page.getByText('Nobody fits this search').waitFor();
  await view('patients-none');
  await page.getByRole('searchbox').fill('');
  await world.openPatient(page);
  await view('record');
  await page.getByRole('button', { name: /^Verified/ }).click();
  await view('verified');
  await page.getByRole('button', { name: 'Write a note' }).click();
  await page.locator('.editor textarea').waitFor();
  await view('editor');
  await page.getByRole('textbox', { name: 'Note', exact: true }).fill('A line.');
  await page.getByRole('button', { name: 'Sign…' }).click();
  await page.getByRole('alertdialog').waitFor();
  await view('sign');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await page.getByRole('alertdialog').waitFor();
  await view('discard');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard draft' }).click();
  await page.getByRole('button', { name: 'Write a note' }).waitFor();
  await page
    .getByRole('button', { name: /^Amend/ })
    .first()
    .click();
  await page.locator('.editor textarea').waitFor();
  await view('amend');
  await page.getByRole('button', { name: 'Close the editor, keep the draft' }).click();
  await page.getByRole('link', { name: 'Contact details' }).click();
  await page.getByRole('button', { name: 'Change contact details' }).waitFor();
  await view('contact');
  await page.getByRole('button', { name: 'Change contact details' }).click();
  await view('contact-form');
  await page.getByRole('link', { name: 'Who can read' }).click();
  await page.locator('.reader').first().waitFor();
  await view('readers');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menu').waitFor();
  await view('menu');
  await page.getByRole('menuitem', { name: 'Keyboard' }).click();
  await page.getByRole('dialog').waitFor();
  await view('keyboard');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: 'Emergency access' }).click();
  await page.getByRole('button', { name: 'Send the request' }).waitFor();
  await view('emergency');
  await page.getByRole('button', { name: 'Lock' }).click();
  await page.getByRole('heading', { name: 'Locked' }).waitFor();
  await view('locked');

  await page.goto(world.person('reception').link);
  await page.locator('.patients-reach').waitFor();
  await view('reception-patients');
  await world.openPatient(page);
  await page.locator('.contact .ui-facts').waitFor();
  await view('reception-contact');
  await page.goto(`${world.demo.origin}/nowhere`);
  await context.close();
}

/** How every view looks, in both themes, wide and on a phone, in three languages. */
export const viewStories = {
  ...Object.fromEntries(
    frames.map((frame) => [
      `every view passes axe and fits: ${frame.name}`,
      (world: World) => {
        mkdirSync(shots, { recursive: true });
        return lookAround(world, frame);
      },
    ]),
  ),

  'three languages, chosen on any view and remembered': async (world: World) => {
    const context = await world.context({ locale: 'sv-FI' });
    const page = await context.newPage();
    await page.goto(world.demo.origin);
    await page.getByRole('heading', { name: 'Logga in' }).waitFor();
    for (const { name, lang, signIn } of languages) {
      await page.getByText(name, { exact: true }).click();
      await page.getByRole('heading', { name: signIn }).waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.lang), lang);
    }
    await page.goto(world.person('therapist').link);
    await page.locator('.patients').waitFor();
    for (const { name, patients } of languages) {
      await page.locator('.user button').last().click();
      await page.getByRole('menuitemradio', { name }).click();
      await page.getByRole('heading', { name: patients }).waitFor();
      await page.keyboard.press('Escape');
    }
    await page.locator('.user button').last().click();
    await page.getByRole('menuitemradio', { name: 'Suomi' }).click();
    await page.keyboard.press('Escape');
    await world.openPatient(page);
    await page.getByRole('link', { name: 'Kertomus', exact: true }).waitFor();
    assert.deepEqual(await page.evaluate(() => Object.entries(localStorage)), [
      ['vaiti.language', 'fi'],
    ]);
    await page.reload();
    await page.getByRole('heading', { name: 'Lukittu' }).waitFor();
  },
};
