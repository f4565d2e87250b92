import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { launchChromium } from '../browser.ts';
import { assertAccessible } from './axe.ts';
import { World } from './world.ts';

/** Gives the page an authenticator of this device, with or without the PRF extension. */
async function withAuthenticator(page: Page, hasPrf: boolean): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf,
    },
  });
}

async function openAccess(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: 'Signing in and devices' }).click();
  await page.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
}

const part = (page: Page, name: string) => page.getByRole('region', { name });

/** A browser of one's own: a single process does not everywhere outlive several of its windows. */
async function alone(world: World, story: (own: World) => Promise<void>): Promise<void> {
  const own = new World(world.demo, await launchChromium());
  try {
    await story(own);
    world.faults.push(...own.faults);
  } finally {
    await own.browser.close();
  }
}

/** Ways to sign in, devices and sessions. */
export const accessStories = {
  'a passkey with PRF opens the keys, and what is removed opens nothing': (world: World) =>
    alone(world, async (own) => {
      const page = await own.enter(own.person('therapist'));
      await withAuthenticator(page, true);
      await openAccess(page);
      await assertAccessible(page, 'signing in and devices');
      await page.getByRole('button', { name: 'Add a passkey' }).click();
      await part(page, 'Passkeys').getByRole('listitem').waitFor();
      await page.getByRole('button', { name: 'Lock', exact: true }).click();
      await page.getByRole('button', { name: 'Unlock with a passkey' }).click();
      await page.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
      await part(page, 'Passkeys').getByText('in use now').waitFor();
      await part(page, 'Passkeys').getByRole('button', { name: 'Remove: Passkey' }).click();
      await page
        .getByRole('alertdialog')
        .getByRole('button', { name: 'Remove', exact: true })
        .click();
      await part(page, 'Passkeys').getByRole('listitem').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Lock', exact: true }).click();
      await page.getByRole('button', { name: 'Unlock with a passkey' }).click();
      await page.getByText('This way to sign in is not known here').waitFor();
    }),

  'a passkey without PRF is refused in clear words': (world: World) =>
    alone(world, async (own) => {
      const page = await own.enter(own.person('therapist'));
      await withAuthenticator(page, false);
      await openAccess(page);
      await page.getByRole('button', { name: 'Add a passkey' }).click();
      await page.getByText('This passkey cannot open your keys').waitFor();
      assert.equal(await part(page, 'Passkeys').getByRole('listitem').count(), 0);
    }),

  'a session is ended from elsewhere, and a changed password ends all': (world: World) =>
    alone(world, async (own) => {
      const who = own.person('centre-lead');
      const there = await own.enter(who);
      const here = await own.enter(who);
      await openAccess(here);
      const sessions = part(here, 'Where you are signed in');
      await sessions.getByRole('button', { name: 'End all other sessions' }).click();
      await sessions.getByRole('button', { name: /^End/ }).first().waitFor({ state: 'detached' });
      await there.locator('.patient').first().click();
      await there.getByRole('heading', { name: 'Locked' }).waitFor();

      const password = 'another quiet forest';
      await here.getByRole('button', { name: 'Change the password' }).click();
      const dialog = here.getByRole('dialog');
      await dialog.getByLabel('Current password', { exact: true }).fill('wrong');
      await dialog.getByLabel('New password', { exact: true }).fill(password);
      await dialog.getByRole('button', { name: 'Change', exact: true }).click();
      await dialog.getByText('The password is not right').waitFor();
      await assertAccessible(here, 'change of password');
      await dialog.getByLabel('Current password', { exact: true }).fill(who.password);
      await dialog.getByRole('button', { name: 'Change', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      await here.getByRole('button', { name: 'Lock', exact: true }).click();
      await here.getByLabel('Password', { exact: true }).fill(who.password);
      await here.getByRole('button', { name: 'Unlock', exact: true }).click();
      await here.getByText('Secret Key and password do not match').waitFor();
      await here.getByLabel('Password', { exact: true }).fill(password);
      await here.getByRole('button', { name: 'Unlock', exact: true }).click();
      await here.locator('.shell').waitFor();
    }),

  'the paper key gives a new password and Secret Key': (world: World) =>
    alone(world, async (own) => {
      const who = own.person('reception');
      const page = await own.enter(who);
      await openAccess(page);
      await page.getByRole('button', { name: 'Make a new paper key' }).click();
      const dialog = page.getByRole('alertdialog');
      const words = await dialog.getByRole('listitem').allInnerTexts();
      assert.equal(words.length, 24);
      await assertAccessible(page, 'paper key');
      await dialog.getByRole('button', { name: 'I have it on paper' }).click();
      await dialog.getByRole('button', { name: 'Keep this paper key' }).click();
      await dialog.getByText('These are not the words of a paper key').waitFor();
      for (const field of await dialog.getByRole('textbox').all()) {
        const name = await field.evaluate(
          (input: HTMLInputElement) => input.labels?.[0]?.textContent,
        );
        await field.fill(words[Number(/\d+/.exec(name ?? '')?.[0]) - 1] ?? '');
      }
      await dialog.getByRole('button', { name: 'Keep this paper key' }).click();
      await part(page, 'Paper key').getByRole('listitem').waitFor();

      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('button', { name: 'I have only my paper key' }).click();
      await assertAccessible(page, 'recovery');
      await page.getByLabel('The 24 words').fill(words.join(' '));
      await page.getByLabel('New password', { exact: true }).fill('quiet water again');
      await page.getByRole('button', { name: 'Set the new password' }).click();
      await page.getByRole('button', { name: 'I have it on paper' }).click();
      await page.getByLabel('Password', { exact: true }).fill('quiet water again');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.locator('.shell').waitFor();
    }),
};
