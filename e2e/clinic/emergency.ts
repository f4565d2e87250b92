import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { SignIn } from '../demo.ts';
import { assertAccessible } from './axe.ts';
import { allText, type World } from './world.ts';

const shots = join(import.meta.dirname, '../shots');
const phone = { viewport: { width: 390, height: 844 } } as const;
const REASON = 'Patient in danger, the therapist cannot be reached.';
const TOLD = 'Opened at the request of the emergency department.';

async function look(page: Page, view: string): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wider <= 0, `${view} is wider than the window by ${wider}`);
  await page.screenshot({ path: join(shots, `emergency-${view}.png`), animations: 'disabled' });
  await assertAccessible(page, view);
}

async function enter(world: World, who: SignIn): Promise<Page> {
  const context = await world.context({ ...phone, colorScheme: 'dark' });
  const page = await context.newPage();
  await page.goto(who.link);
  await page.getByRole('heading', { name: 'Patients' }).waitFor();
  return page;
}

async function openEmergencies(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: 'Emergency access' }).click();
  await page.getByRole('heading', { name: 'Emergency access', level: 1 }).waitFor();
}

/** The therapist's own view of who could open the file; resolves to its id as it is read out. */
async function fileIdOf(world: World, therapist: SignIn): Promise<{ id: string; name: string }> {
  const page = await enter(world, therapist);
  const name = await world.openPatient(page);
  await page.getByRole('link', { name: 'Who can read' }).click();
  await page.getByText('2 of these 3 together, never one alone').waitFor();
  await look(page, 'readers');
  const id = await page.locator('.file-id code').innerText();
  await page.context().close();
  return { id, name };
}

async function ask(page: Page, id: string): Promise<void> {
  await openEmergencies(page);
  await page.getByLabel('File id', { exact: true }).fill(id.slice(2));
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByText('Give the whole id').waitFor();
  await page.getByText('Say why').waitFor();
  await look(page, 'ask');
  await page.getByLabel('File id', { exact: true }).fill(id);
  await page.getByLabel('Why it is needed now').fill(REASON);
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByText('0 of 2 approvals').waitFor();
}

async function approve(
  world: World,
  officer: SignIn,
  { requester, see }: { readonly requester: string; readonly see: boolean },
): Promise<void> {
  const page = await enter(world, officer);
  await page.getByText('1 emergency waits for your word').waitFor();
  await page.getByRole('link', { name: 'Look' }).click();
  const request = page.getByRole('article', { name: `Request: ${requester}` });
  await request.getByRole('button', { name: 'Decide' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText(REASON).waitFor();
  await dialog.getByRole('list', { name: 'Fingerprint of the keys' }).waitFor();
  if (see) await look(page, 'approve');
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await dialog.waitFor({ state: 'detached' });
  await request.getByText(`Approved by`).waitFor();
  await page.context().close();
}

/** The requester opens the file, reads it, and closes it again. */
async function openAndClose(page: Page, patient: string): Promise<void> {
  await page.getByText('2 of 2 approvals').waitFor();
  await page.getByRole('button', { name: 'Open the file' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open the file now?' });
  await dialog.getByRole('button', { name: 'Open the file' }).click();
  await dialog.getByText('Say what happened').waitFor();
  await look(page, 'open');
  await dialog.getByLabel('What patient and care team are told').fill(TOLD);
  await dialog.getByRole('button', { name: 'Open the file' }).click();
  await page.getByRole('heading', { name: patient, level: 1 }).waitFor();
  await page.getByText('Open to you because of an emergency').waitFor();
  await look(page, 'reading');
  await page.getByRole('button', { name: 'I am done: close it' }).click();
  await page.getByRole('heading', { name: 'Emergency access', level: 1 }).waitFor();
}

async function teamIsTold(world: World, therapist: SignIn): Promise<void> {
  const page = await enter(world, therapist);
  await page.getByText('A file of yours was opened in an emergency').waitFor();
  await page.getByRole('link', { name: 'Look' }).click();
  await page.getByRole('button', { name: 'I have seen it' }).waitFor();
  await look(page, 'told');
  assert.ok(!(await allText(page)).includes(REASON), 'the reason is for those who decide');
  await page.getByRole('link', { name: 'Go to the file' }).click();
  await page.getByText(TOLD).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'I have seen it' }).click();
  await page.getByText('A file of yours was opened in an emergency').waitFor({ state: 'detached' });
  await page.context().close();
}

async function review(world: World, privacy: SignIn): Promise<void> {
  const page = await enter(world, privacy);
  await page.getByRole('link', { name: 'Look' }).click();
  await page.getByText('Review due by').waitFor();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await look(page, 'review');
  await dialog.getByRole('button', { name: 'Justified', exact: true }).click();
  await page.getByText('Review: justified').waitFor();
  for (const [language, title] of [
    ['suomi', 'Hätäavaus'],
    ['svenska', 'Nödåtkomst'],
  ] as const) {
    await page.getByRole('button', { name: /Settings|Asetukset/ }).click();
    await page.getByRole('menuitemradio', { name: language }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  }
  await look(page, 'review-svenska');
  await page.context().close();
}

async function councilShown(world: World): Promise<void> {
  const page = await enter(world, world.person('administrator'));
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: 'People' }).click();
  await page.getByText('Every file could be opened by it.').waitFor();
  await page.getByRole('button', { name: 'Set the council' }).click();
  await page.getByRole('dialog', { name: 'Set the council' }).waitFor();
  await look(page, 'council');
  await page.context().close();
}

/** Officers, a requester, the care team, the privacy officer: each on a device of their own. */
export const emergencyStories = {
  'officers open one file in an emergency, the team is told, and it is reviewed': async (
    world: World,
  ) => {
    mkdirSync(shots, { recursive: true });
    const therapist = world.person('therapist');
    const requester = world.person('therapist', { notAt: therapist.centres });
    const officers = world.demo.people.filter(({ roles }) => roles.includes('break-glass-officer'));
    const { id, name } = await fileIdOf(world, therapist);
    const page = await enter(world, requester);
    await ask(page, id);
    for (const [i, officer] of officers.slice(0, 2).entries())
      await approve(world, officer, { requester: requester.name, see: i === 0 });
    await openAndClose(page, name);
    await teamIsTold(world, therapist);
    await review(world, world.person('privacy-officer'));
    await councilShown(world);
  },
};
