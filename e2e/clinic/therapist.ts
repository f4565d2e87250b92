import assert from 'node:assert/strict';
import type { World } from './world.ts';

const text = `He came early and had slept through for the first time in weeks.\n\nPlan: one more exposure.`;
const amended = text.replace('weeks', 'months');

/** What a therapist does at the end of a session. */
export const therapistStories = {
  'a therapist signs in by link, reads, writes, signs and amends': async (world: World) => {
    const page = await world.enter(world.person('therapist'));
    assert.equal(new URL(page.url()).hash, '', 'the link stays in the address');
    assert.ok((await page.locator('.patient').count()) >= 2);
    const name = await world.openPatient(page);
    assert.notEqual(name, '');
    assert.ok(!(await page.title()).includes(name), 'the title names the patient');
    assert.ok(((await page.locator('.note-text').first().textContent()) ?? '').length > 100);
    const dates = await page.locator('.timeline-year').allInnerTexts();
    assert.deepEqual(dates, dates.toSorted());

    const before = await page.locator('.note').count();
    await page.getByRole('button', { name: 'Write a note' }).click();
    await page.getByLabel('Title').fill('After the holiday');
    await page.getByRole('textbox', { name: 'Note', exact: true }).fill(text);
    await page.getByRole('button', { name: 'Sign…' }).click();
    const dialog = page.getByRole('alertdialog');
    assert.match(await dialog.innerText(), /cannot be changed or removed afterwards, only amended/);
    await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByText('The note is signed and stored.').waitFor();
    assert.equal(await page.locator('.note').count(), before + 1);
    const note = page.locator('.note').last();
    assert.equal(await note.locator('.note-text').innerText(), text);

    await note.getByRole('button', { name: 'Amend “After the holiday”' }).click();
    const editor = page.getByRole('region', { name: 'Amend a note' });
    assert.equal(
      await editor.getByRole('textbox', { name: 'Note', exact: true }).inputValue(),
      text,
    );
    await editor.getByRole('button', { name: 'Sign…' }).click();
    await editor.getByText('The text is as it was.').waitFor();
    await editor.getByRole('textbox', { name: 'Note', exact: true }).fill(amended);
    await editor.getByRole('button', { name: 'Sign…' }).click();
    await editor.getByText('Say why the note is amended.').waitFor();
    await editor.getByLabel('Why it is amended').fill('It was months');
    await editor.getByRole('button', { name: 'Sign…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByText('The note is signed and stored.').waitFor();
    assert.equal(await page.locator('.note').count(), before + 1);
    assert.equal(await note.locator('.note-text').first().innerText(), amended);
    assert.match(await note.locator('.note-amended').innerText(), /Reason: It was months/);
    await note.getByRole('button', { name: 'Earlier version' }).click();
    assert.equal(await note.locator('.earlier .note-text').innerText(), text);

    await page.reload();
    await page.getByText('Locked').first().waitFor();
  },

  'a therapist sees who can read the file, and that it was verified': async (world: World) => {
    const who = world.person('therapist');
    const page = await world.enter(who);
    await world.openPatient(page);
    await page.getByRole('button', { name: /^Verified: all \d+ entries/ }).click();
    assert.match(await page.locator('.verified-details').innerText(), /Newest seal\s+[0-9a-f]{16}/);
    await page.getByRole('link', { name: 'Who can read' }).click();
    await page.locator('.reader').first().waitFor();
    assert.ok((await page.locator('.reader-name').allInnerTexts()).includes(who.name));
    assert.match(await page.locator('.readers').innerText(), /Contact details only\s+Reception, /);
    const mine = page.locator('.reader').filter({ hasText: who.name }).first();
    await mine.getByRole('button', { name: 'Fingerprint of the keys' }).click();
    const shown = await mine.locator('.fingerprint').innerText();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('menuitem', { name: 'Who I am here' }).click();
    assert.equal(await page.getByRole('dialog').locator('.fingerprint').innerText(), shown);
  },

  'contact details are changed, and the identity code is hidden until asked for': async (
    world: World,
  ) => {
    const page = await world.enter(world.person('therapist'));
    await world.openPatient(page);
    await page.getByRole('link', { name: 'Contact details' }).click();
    const facts = page.locator('.contact .ui-facts');
    await facts.waitFor();
    const hetu = /\d{6}[-+A-FU-Y]9\d{2}[0-9A-Y]/;
    assert.doesNotMatch(await facts.innerText(), hetu);
    await page.getByRole('button', { name: 'Show the personal identity code' }).click();
    assert.match(await facts.innerText(), hetu);
    await page.getByRole('button', { name: 'Change contact details' }).click();
    await page.getByLabel('E-mail').first().fill('not an address');
    await page.getByRole('button', { name: 'Sign and save' }).click();
    await page.getByText('One of the e-mail addresses is not complete.').waitFor();
    await page.getByLabel('E-mail').first().fill('new@example.fi');
    await page.getByLabel('Phone').first().fill('040 123 4567');
    await page.getByRole('button', { name: 'Sign and save' }).click();
    await page.getByText('The new contact details are signed and stored.').waitFor();
    assert.match(await facts.innerText(), /\+358 40 123 4567/);
    assert.match(await facts.innerText(), /new@example\.fi/);
    await page.getByText('2 versions').waitFor();
  },
};
