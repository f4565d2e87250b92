import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from '../browser.ts';
import type { SignIn } from '../demo.ts';
import { takeIn } from '../vaiti.ts';
import { assertAccessible } from './axe.ts';
import { World } from './world.ts';

const shots = join(import.meta.dirname, '../shots');
const phone = { viewport: { width: 390, height: 844 } } as const;
const CONSENT = 'Asked in person, all agreed.';
const SECOND = 'Aura Lindqvist';

/** Checks a view with axe and that nothing is wider than the window, and keeps a picture of it. */
async function look(page: Page, view: string): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wider <= 0, `${view} is wider than the window by ${wider}`);
  await page.screenshot({ path: join(shots, `leavers-${view}.png`), animations: 'disabled' });
  await assertAccessible(page, view);
}

interface PeopleWords {
  readonly patients: string;
  readonly settings: string;
  readonly people: string;
  readonly staff: string;
}
const english: PeopleWords = {
  patients: 'Patients',
  settings: 'Settings',
  people: 'People',
  staff: 'Staff',
};
const finnish: PeopleWords = {
  patients: 'Potilaat',
  settings: 'Asetukset',
  people: 'Ihmiset',
  staff: 'Henkilökunta',
};

async function openPeople(
  world: World,
  who: SignIn,
  options: { readonly locale?: string; readonly words?: PeopleWords } = {},
): Promise<Page> {
  const { locale = 'en-GB', words = english } = options;
  const page = await (await world.context({ ...phone, locale })).newPage();
  await page.goto(who.link);
  await page.getByRole('heading', { name: words.patients }).waitFor();
  await page.getByRole('button', { name: words.settings }).click();
  await page.getByRole('menuitem', { name: words.people }).click();
  await page.getByRole('heading', { name: words.staff }).waitFor();
  return page;
}

const person = (page: Page, name: string) => page.locator('.person', { hasText: name });

async function fingerprintOn(page: Page, name: string): Promise<string> {
  const groups = page.getByRole('list', { name });
  await groups.waitFor();
  return (await groups.getByRole('listitem').allInnerTexts()).join(' ');
}

/**
 * A browser of one's own, closed when `story` ends: windows of one Chromium process share what is stored.
 */
async function alone(world: World, story: (own: World) => Promise<void>): Promise<void> {
  const own = new World(world.demo, await launchChromium());
  try {
    await story(own);
    world.faults.push(...own.faults);
  } finally {
    await own.browser.close();
  }
}

/** Opens the first patient of somebody to a colleague; resolves to the patient's name. */
async function share(page: Page, world: World, colleague: string): Promise<string> {
  const patient = await world.openPatient(page);
  await page.getByRole('link', { name: 'Who can read' }).click();
  await page.getByRole('button', { name: 'Share with a colleague' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share with a colleague' });
  await dialog.getByRole('button', { name: 'Choose Colleague' }).click();
  await page.getByRole('option', { name: colleague }).click();
  await dialog.getByRole('button', { name: 'Share', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  return patient;
}

/** The lead invites somebody back who lost everything; resolves to the twelve words. */
async function inviteBack(lead: Page, name: string): Promise<string> {
  await person(lead, name).getByRole('button', { name: 'Leaves, or lost everything' }).click();
  await lead.getByRole('button', { name: `${name} lost everything …` }).click();
  await lead.getByRole('dialog').getByText('hand over the words').waitFor();
  await look(lead, 'back');
  await lead.getByRole('button', { name: 'Invite back' }).click();
  const words = lead.getByRole('list', { name: 'Twelve words' });
  await words.waitFor();
  return (await words.getByRole('listitem').allInnerTexts()).join(' ');
}

/** New keys on a new device; resolves once they are made. */
async function answer(page: Page, words: string): Promise<string> {
  await page.getByRole('button', { name: 'I have an invitation' }).click();
  await page.getByRole('textbox', { name: 'The twelve words' }).fill(words);
  await page.keyboard.press('Enter');
  await page.getByText('invites you back').waitFor();
  await look(page, 'join-back');
  await page.getByRole('button', { name: 'Make my keys' }).click();
  return fingerprintOn(page, 'My fingerprint');
}

async function finish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save the Emergency Kit (PDF)' }).waitFor();
  const secretKey = await page.locator('.secret-key').innerText();
  const group = page.getByRole('textbox', { name: 'Last group of your Secret Key' });
  await group.fill(secretKey.split('-').at(-1) ?? '');
  await page.getByLabel('A password for you').fill('a password of her own');
  await page.getByRole('button', { name: 'Finish and sign in' }).click();
  await page.getByRole('heading', { name: 'Patients' }).waitFor();
}

let second: SignIn | undefined;

/** The second administrator compares new keys too, and lets them count. */
async function confirmKeys(
  world: World,
  who: SignIn,
  about: { readonly name: string; readonly fingerprint: string },
): Promise<void> {
  const { fingerprint, name } = about;
  await alone(world, async (own) => {
    const page = await openPeople(own, who);
    await page.getByRole('button', { name: `Confirm the new keys of ${name}` }).click();
    assert.equal(await fingerprintOn(page, 'Fingerprint of the keys'), fingerprint);
    await look(page, 'confirm-keys');
    await page.getByRole('button', { name: 'Confirm the keys', exact: true }).click();
    await person(page, name).getByText('New keys since').waitFor();
  });
}

/** A colleague compares them as well, and gives back what they have in common. */
async function giveBack(
  world: World,
  who: SignIn,
  about: { readonly name: string; readonly fingerprint: string },
): Promise<void> {
  const { fingerprint, name } = about;
  await alone(world, async (own) => {
    const page = await own.enter(who, phone);
    const compare = page.getByRole('button', { name: 'Compare and give back' });
    await compare.click();
    assert.equal(await fingerprintOn(page, 'Fingerprint of the keys'), fingerprint);
    await look(page, 'give-back');
    await page.getByRole('button', { name: /All the same: give back/ }).click();
    await page.getByText(`${name} opens`).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await compare.waitFor({ state: 'detached' });
  });
}

/** Everything that takes somebody out of the practice, or back in: these stories come last. */
export const leaverStories = {
  'a third administrator waits until the second confirms them': async (world: World) => {
    mkdirSync(shots, { recursive: true });
    const lead = world.person('administrator');
    const other = await takeIn(world.demo, lead, { name: SECOND, role: 'administrator' });
    second = other;
    await takeIn(world.demo, lead, { name: 'Väinö Ståhl', role: 'administrator' });
    const confirming = { name: 'Confirm as administrator: Väinö Ståhl' };
    await alone(world, async (own) => {
      const page = await openPeople(own, lead);
      await person(page, 'Väinö Ståhl').getByText('another administrator must').waitFor();
      assert.equal(await page.getByRole('button', confirming).count(), 0);
    });
    await alone(world, async (own) => {
      const page = await openPeople(own, other);
      await look(page, 'waits');
      await page.getByRole('button', confirming).click();
      const dialog = page.getByRole('alertdialog');
      await fingerprintOn(page, 'Fingerprint of the keys');
      await look(page, 'confirm');
      await dialog.getByRole('button', { name: 'Confirm', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('button', confirming).waitFor({ state: 'detached' });
    });
  },

  'who lost everything comes back with new keys, and a colleague gives a file back': async (
    world: World,
  ) => {
    assert.ok(second !== undefined);
    const confirmer = second;
    const [lead, lost] = [world.person('administrator'), world.person('therapist')];
    const { name } = lost;
    const colleague = world.person('therapist', { notAt: lost.centres });
    let patient = '';
    await alone(world, async (own) => {
      patient = await share(await own.enter(lost), own, colleague.name);
    });
    const leading = await openPeople(world, lead);
    const words = await inviteBack(leading, name);
    await alone(world, async (own) => {
      const page = await (await own.context(phone)).newPage();
      await page.goto(world.demo.origin);
      const fingerprint = await answer(page, words);
      assert.equal(await fingerprintOn(leading, 'Fingerprint of the keys'), fingerprint);
      await leading.getByRole('button', { name: 'All are the same: confirm' }).click();
      await leading.getByText('they must confirm them too').waitFor();
      await confirmKeys(world, confirmer, { name, fingerprint });
      await finish(page);
      await page.getByText(/waits? for a colleague/).waitFor();
      await look(page, 'lost');
      await giveBack(world, colleague, { name, fingerprint });
      await page.reload();
      await page.getByLabel('Password', { exact: true }).fill('a password of her own');
      await page.getByRole('button', { name: 'Unlock', exact: true }).click();
      await own.openPatient(page, patient);
    });
  },

  'a caseload is handed over, and its therapist leaves': async (world: World) => {
    const [lead, to] = [world.person('administrator'), world.person('therapist')];
    const from = world.person('therapist', { notAt: to.centres });
    await alone(world, (own) => handOver(own, from, to));
    const page = await openPeople(world, lead, { locale: 'fi-FI', words: finnish });
    await person(page, from.name)
      .getByRole('button', { name: /Lähtee, tai/ })
      .click();
    await page.getByRole('button', { name: `${from.name} lähtee …` }).click();
    const leaving = page.getByRole('alertdialog');
    await leaving.getByText('Tätä ei voi perua').waitFor();
    await look(page, 'leave');
    await leaving.getByRole('button', { name: /Poista vastaanotosta/ }).click();
    await leaving.getByText('ei enää kuulu vastaanottoon').waitFor();
    await leaving.getByText('odottaa vielä').or(leaving.getByText('Kaikki')).first().waitFor();
    await look(page, 'left');
    await leaving.getByRole('button', { name: 'Sulje' }).click();
    await person(page, from.name).getByText('poistunut').waitFor();
  },
};

/** In Swedish: the form says what is missing, then gives every patient to somebody else. */
async function handOver(world: World, from: SignIn, to: SignIn): Promise<void> {
  const page = await world.enter(from, { ...phone, locale: 'sv-SE' });
  const patients = await page.locator('.patient').count();
  await page.getByRole('button', { name: 'Lämna över patienter …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Lämna över', exact: true }).click();
  await dialog.getByText('Skriv hur patienterna samtyckte').waitFor();
  await dialog.getByRole('button', { name: /Till vem/ }).click();
  await page.getByRole('option', { name: to.name }).click();
  await dialog.getByLabel('Patienternas samtycke').fill(CONSENT);
  await look(page, 'hand-over');
  await dialog.getByRole('button', { name: 'Lämna över', exact: true }).click();
  await dialog.getByText(`${to.name} öppnar nu ${String(patients)} journal`).waitFor();
}
