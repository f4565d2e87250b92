import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { allText, type World } from './world.ts';

const words = 'Quiet session; the drawing of the lighthouse came back.';

const noteField = (page: Page) => page.getByRole('textbox', { name: 'Note', exact: true });

async function unlock(page: Page, password: string): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
}

/** Everything that the page's databases hold, as text of one byte a character. */
async function storedBytes(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const wait = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('the database refuses'));
      });
    let all = '';
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await wait(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        for (const value of await wait<unknown[]>(objects.getAll()))
          if (value instanceof Uint8Array)
            for (let at = 0; at < value.length; at += 4096)
              all += String.fromCharCode(...value.subarray(at, at + 4096));
      }
      database.close();
    }
    return all;
  });
}

/** What is typed is never lost, and never lies about in clear. */
export const draftStories = {
  'a draft survives reload and lock, sealed, and can be discarded': async (world: World) => {
    const who = world.person('therapist');
    const page = await world.enter(who);
    const name = await world.openPatient(page);
    await page.getByRole('button', { name: 'Write a note' }).click();
    await noteField(page).fill(words);
    await page.getByText('Draft saved on this device, sealed').waitFor();

    const stored = await storedBytes(page);
    assert.ok(stored.length > 1000, 'nothing is stored');
    assert.ok(!stored.includes(words));
    const [family = ''] = name.split(' ').slice(-1);
    assert.ok(!stored.includes(family));
    assert.deepEqual(
      await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]),
      [],
    );

    await page.reload();
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    const locked = await allText(page);
    assert.ok(!locked.includes(words) && !locked.includes(name));
    await unlock(page, `${who.password}x`);
    await page.getByText('The password is not right').or(page.getByText('do not match')).waitFor();
    world.takeFaults(); // The browser reports the refused sign-in as an error of its own.
    await unlock(page, who.password);
    await page.locator('.file-head h1').waitFor();
    assert.equal(await noteField(page).inputValue(), words);

    await noteField(page).fill(`${words} And more, typed right before locking.`);
    await page.getByRole('button', { name: 'Lock' }).click();
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    await unlock(page, who.password);
    await page.locator('.file-head h1').waitFor();
    assert.equal(
      await noteField(page).inputValue(),
      `${words} And more, typed right before locking.`,
    );

    await page.getByRole('button', { name: 'Close the editor, keep the draft' }).click();
    await page.getByText('An unsigned draft waits on this device.').waitFor();
    await page.getByRole('link', { name: 'Patients', exact: true }).click();
    const line = page.locator('.patient').filter({ hasText: 'Draft' });
    await line.waitFor();
    await line.click();
    await page.getByRole('button', { name: 'Go on with the draft' }).click();
    await page.getByRole('button', { name: 'Discard draft' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard draft' }).click();
    await page.getByRole('button', { name: 'Write a note' }).waitFor();
  },
};
