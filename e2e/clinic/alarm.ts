import assert from 'node:assert/strict';
import { allText, type World } from './world.ts';

/** When the server is not what it should be. */
export const alarmStories = {
  'an old answer raises the alarm and shows nothing of the file': async (world: World) => {
    const page = await world.enter(world.person('therapist'));
    let old: Buffer | undefined;
    await page.route('**/v1/files/read', async (route) => {
      const response = await route.fetch();
      old ??= await response.body();
      await route.fulfill({ response, body: old });
    });
    const name = await world.openPatient(page);
    await page.getByRole('button', { name: 'Write a note' }).click();
    const field = page.getByRole('textbox', { name: 'Note', exact: true });
    await field.fill('Before the alarm.');
    await page.getByText('Draft saved on this device, sealed').waitFor();

    await page.getByRole('link', { name: 'Patients', exact: true }).click();
    await page.locator('.patient').filter({ hasText: name }).first().click();
    await page.locator('.alarm').waitFor();
    assert.match(await page.locator('.alarm').innerText(), /Nothing of it was shown to you/);
    assert.match(await page.locator('.alarm').innerText(), /Call the privacy officer/);
    assert.match(await page.locator('.alarm code').innerText(), /^[a-z-]+$/);
    assert.ok(!(await page.locator('main').innerText()).includes(name));
    assert.equal(await page.locator('.note').count(), 0);
    assert.ok(!(await allText(page)).includes('Before the alarm.'));

    await page.unroute('**/v1/files/read');
    await page.getByRole('link', { name: 'Patients', exact: true }).click();
    await world.openPatient(page, name);
    await page.getByRole('button', { name: 'Go on with the draft' }).click();
    assert.equal(await field.inputValue(), 'Before the alarm.');
  },
};
