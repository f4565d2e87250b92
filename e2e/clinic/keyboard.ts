import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { World } from './world.ts';

/** Everything without a mouse. */
export const keyboardStories = {
  'the keyboard alone signs in, finds, opens, writes and signs': async (world: World) => {
    const who = world.person('therapist');
    const context = await world.context();
    const page = await context.newPage();
    await page.goto(world.demo.origin);
    const { keyboard } = page;
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const tabTo = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 15; presses += 1) {
        await keyboard.press('Tab');
        const at = await page.evaluate(() => document.activeElement?.getAttribute('name') ?? '');
        if (at === name) return;
      }
      assert.fail(`Tab does not reach ${name}`);
    };
    await tabTo('secret-key');
    // As somebody would copy it from paper.
    await keyboard.type(who.secretKey.toLowerCase().replaceAll('-', ' '));
    await tabTo('password');
    await keyboard.type(who.password);
    await keyboard.press('Enter');
    await page.locator('.patients').waitFor();
    assert.equal(await focused(page), 'Patients');

    const name = await page.locator('.patient-name').nth(1).innerText();
    const [first = ''] = name.split(/\s/);
    await keyboard.press('/');
    await keyboard.type(first.toLowerCase());
    await keyboard.press('ArrowDown');
    assert.ok((await focused(page)).includes(first));
    await keyboard.press('Enter');
    await page.locator('.file-head h1').waitFor();
    assert.equal(await focused(page), await page.locator('.file-head h1').innerText());

    await keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await keyboard.press('n');
    await page.getByRole('region', { name: 'New note' }).waitFor();
    await page.locator('.editor textarea:focus').waitFor();
    await keyboard.type('Written without a mouse.');
    await keyboard.press('Control+Enter');
    await page.getByRole('alertdialog').waitFor();
    await keyboard.press('Enter');
    await page.getByText('The note is signed and stored.').waitFor();
    assert.equal(await page.locator('.note-text').last().innerText(), 'Written without a mouse.');
  },
};

/** Text of what has the focus. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '');
}
