import assert from 'node:assert/strict';
import type { World } from './world.ts';

/** Without a connection. */
export const offlineStories = {
  'offline one reads what the device holds and writes; signing waits and loses nothing': async (
    world: World,
  ) => {
    const page = await world.enter(world.person('therapist'));
    const name = await world.openPatient(page);
    await page.getByRole('link', { name: 'Patients', exact: true }).click();
    await page.locator('.patients').waitFor();
    await page.context().setOffline(true);
    await page.getByText('No connection to the server.').waitFor();
    await world.openPatient(page, name);
    await page.getByText('the file as this device last saw it').waitFor();
    await page.getByRole('button', { name: 'Write a note' }).click();
    const field = page.getByRole('textbox', { name: 'Note', exact: true });
    await field.fill('Written on the train.');
    await page.getByText('Draft saved on this device, sealed').waitFor();
    await page.getByRole('button', { name: 'Sign…' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
    await dialog.getByText('The server cannot be reached').waitFor();
    await page.context().setOffline(false);
    await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByText('The note is signed and stored.').waitFor();
    assert.equal(await page.locator('.note-text').last().innerText(), 'Written on the train.');
    world.takeFaults(); // The browser reports each failed request as an error of its own.
  },
};
