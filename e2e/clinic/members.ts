import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from '../browser.ts';
import { assertAccessible } from './axe.ts';
import { allText, World } from './world.ts';

const shots = join(import.meta.dirname, '../shots');
const phone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;
const GUARDIAN = 'Mari Testinen';
const PASSWORD = 'a password of her own';
const SECRET = 'Something that only the care team may read.';
const TOLD = 'We talked about sleep. Please keep the evenings quiet.';

/** Checks a view with axe and that nothing is wider than the window, and keeps a picture of it. */
async function look(page: Page, view: string): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wider <= 0, `${view} is wider than the window by ${wider}`);
  await page.screenshot({ path: join(shots, `members-${view}.png`), animations: 'disabled' });
  await assertAccessible(page, view);
}

async function fingerprintOn(page: Page, name: string): Promise<string> {
  const groups = page.getByRole('list', { name });
  await groups.waitFor();
  return (await groups.getByRole('listitem').allInnerTexts()).join(' ');
}

/** Invites the guardian of the open file; resolves to the twelve words. */
async function invite(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Who can read' }).click();
  await page.getByRole('button', { name: 'Give access…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('The guardian’s name').fill(GUARDIAN);
  await look(page, 'invite');
  await dialog.getByRole('button', { name: 'Make the invitation' }).click();
  const words = page.getByRole('list', { name: 'Twelve words' });
  await words.waitFor();
  return (await words.getByRole('listitem').allInnerTexts()).join(' ');
}

async function joinAs(page: Page, words: string): Promise<string> {
  await page.getByRole('button', { name: 'I have an invitation' }).click();
  await page.getByRole('textbox', { name: 'The twelve words' }).fill(words);
  await page.keyboard.press('Enter');
  await page.getByText('Guardian of').waitFor();
  await look(page, 'invited');
  await page.getByRole('button', { name: 'Make my keys' }).click();
  return fingerprintOn(page, 'My fingerprint');
}

async function finish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save the Emergency Kit (PDF)' }).waitFor();
  const secretKey = await page.locator('.secret-key').innerText();
  const group = page.getByRole('textbox', { name: 'Last group of your Secret Key' });
  await group.fill(secretKey.split('-').at(-1) ?? '');
  await page.getByLabel('A password for you').fill(PASSWORD);
  await page.getByRole('button', { name: 'Finish and sign in' }).click();
  await page.getByRole('heading', { name: 'What has been shared with you' }).waitFor();
}

/** Signs a note of the minor, for which somebody must decide, and tells the guardian about it. */
async function writeAndTell(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Record', exact: true }).click();
  await page.getByRole('button', { name: 'Write a note' }).click();
  await page.getByLabel('Title').fill('Evenings');
  await page.getByRole('textbox', { name: 'Note', exact: true }).fill(SECRET);
  await page.getByRole('button', { name: 'Sign…' }).click();
  const editor = page.getByRole('region', { name: 'New note' });
  await editor.getByText('Choose who decides about this visit.').waitFor();
  await look(page, 'decide');
  await editor.getByRole('button', { name: 'Who decides about this visit' }).click();
  await page.getByRole('option', { name: 'The minor decides and keeps it to themselves' }).click();
  await page.getByRole('button', { name: 'Sign…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign', exact: true }).click();
  await page.getByText('The note is signed and stored.').waitFor();

  const note = page.locator('.note', { hasText: SECRET });
  const telling = note.getByRole('button', { name: /^Tell the patient or guardian/ });
  await telling.click();
  const dialog = page.getByRole('dialog', { name: 'Tell about this visit' });
  await dialog.getByText('The minor keeps this visit to themselves').waitFor();
  await look(page, 'closed');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await note.getByRole('button', { name: 'Change who decides: Evenings' }).click();
  const deciding = page.getByRole('dialog', { name: 'Who decides about this visit?' });
  await deciding.getByRole('button', { name: /Who decides about this visit$/ }).click();
  await page.getByRole('option', { name: 'The minor decides and lets the guardian' }).click();
  await deciding.getByRole('button', { name: 'Record' }).click();
  await note.getByText('changed once').waitFor();
  await telling.click();
  await dialog.getByLabel('What you tell').fill(TOLD);
  await dialog.getByRole('button', { name: 'Tell', exact: true }).click();
  await note.getByText('Told to the guardian').waitFor();
  await look(page, 'told');
}

/** What the guardian sees, in three languages, and nothing else. */
async function seesOnlyThat(page: Page): Promise<void> {
  await page.reload();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await page.getByText(TOLD).waitFor();
  assert.ok(!(await allText(page)).includes(SECRET));
  await look(page, 'shared');
  for (const [language, title] of [
    ['Suomi', 'Mitä sinulle on kerrottu'],
    ['Svenska', 'Vad som har berättats för dig'],
    ['English', 'What has been shared with you'],
  ] as const) {
    await page.getByRole('radio', { name: language }).check({ force: true });
    await page.getByRole('heading', { name: title }).waitFor();
  }
  await page.getByRole('button', { name: 'Signing in and devices' }).click();
  await page.getByRole('heading', { name: 'Signing in and devices' }).waitFor();
  await page.getByRole('button', { name: 'Back to what is shared' }).click();
  await page.getByText(TOLD).waitFor();
}

/** A therapist with a minor among their patients, and a guardian at another screen. */
export const memberStories = {
  'a patient signs in by link and reads what was told to them, and no record': async (
    world: World,
  ) => {
    const patient = world.person('patient');
    const page = await (await world.context({ locale: 'fi-FI' })).newPage();
    await page.goto(patient.link);
    await page.getByRole('heading', { name: patient.name }).waitFor();
    await page.locator('.shared-items .note-text').first().waitFor();
    assert.equal(await page.locator('.patient').count(), 0);
    // There is no other view for them, whatever address they type.
    await page.goto(`${world.demo.origin}/people`);
    await page.getByText(patient.name).first().waitFor();
    assert.equal(await page.locator('.person-name').count(), 0);
  },

  'a guardian is let in at a visit, sees what is told to them alone, and is taken out': async (
    world: World,
  ) => {
    mkdirSync(shots, { recursive: true });
    // Not the one whose minor has a guardian already.
    const { centres } = world.person('guardian');
    const therapist = world.person('therapist', { notAt: centres });
    const page = await world.enter(therapist, { viewport: phone.viewport });
    await page.locator('.patient', { hasText: 'Minor' }).first().click();
    await page.locator('.file-head h1').waitFor();
    const words = await invite(page);
    const other = new World(world.demo, await launchChromium());
    try {
      const theirs = await (await other.context(phone)).newPage();
      await theirs.goto(world.demo.origin);
      const fingerprint = await joinAs(theirs, words);
      assert.equal(await fingerprintOn(page, 'Fingerprint of the keys'), fingerprint);
      await page.getByRole('button', { name: 'All are the same: confirm' }).click();
      await page.getByText(`${GUARDIAN} can now read what you tell them`).waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
      const member = page.locator('.reader', { hasText: GUARDIAN });
      await member.getByText(/Guardian, since .* Until/).waitFor();
      await look(page, 'list');
      await finish(theirs);
      await theirs.getByText('Nothing has been shared with you yet.').waitFor();
      await look(theirs, 'empty');
      await writeAndTell(page);
      await seesOnlyThat(theirs);

      await page.getByRole('link', { name: 'Who can read' }).click();
      await member.getByRole('button', { name: `End access: ${GUARDIAN}` }).click();
      await page.getByRole('alertdialog').getByText('this cannot be undone').waitFor();
      await page.getByRole('alertdialog').getByRole('button', { name: 'End access' }).click();
      await member.waitFor({ state: 'detached' });
      assert.deepEqual(other.takeFaults(), []);
      await theirs.reload();
      await theirs.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await theirs.getByRole('button', { name: 'Unlock', exact: true }).click();
      await theirs.locator('[role=alert], .problem').first().waitFor();
    } finally {
      await other.browser.close();
    }
  },
};
