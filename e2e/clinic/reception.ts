import assert from 'node:assert/strict';
import { countInHeap } from './heap.ts';
import { allText, type World } from './world.ts';

/** A sentence of a note that needs no escapes in JSON. */
function plainSentence(note: string): string {
  const found = /[A-ZÅÄÖ][a-zåäö ,]{30,}/.exec(note);
  assert.ok(found, 'the note has no plain sentence');
  return found[0].trim();
}

/** Each sees what their work needs, and nothing else. */
export const receptionStories = {
  'reception sees contact details and no notes, not even in memory': async (world: World) => {
    const reception = world.person('reception');
    const [centre = ''] = reception.centres;
    const therapist = world.person('therapist', { at: centre });
    const clinical = await world.enter(therapist);
    const name = await world.openPatient(clinical);
    const sentence = plainSentence(
      (await clinical.locator('.note-text').first().textContent()) ?? '',
    );
    const [inTherapy] = await countInHeap(clinical, [sentence]);
    assert.ok((inTherapy ?? 0) > 0, 'the search must find what is there');

    const page = await world.enter(reception);
    await page.locator('.patients-reach').waitFor();
    assert.match(await page.locator('.patients').innerText(), /\+358/);
    await page.getByRole('searchbox').fill(name);
    await world.openPatient(page, name);
    await page.locator('.contact .ui-facts').waitFor();
    assert.match(new URL(page.url()).pathname, /\/contact$/);
    assert.equal(await page.getByRole('link', { name: 'Record', exact: true }).count(), 0);
    await page.getByRole('link', { name: 'Who can read' }).click();
    await page.locator('.reader').first().waitFor();
    assert.ok(!(await allText(page)).includes(sentence));
    const [inReception, ofName] = await countInHeap(page, [sentence, name]);
    assert.equal(inReception, 0);
    assert.ok((ofName ?? 0) > 0, 'the search must find what is there');
  },

  'a colleague elsewhere does not see the patient': async (world: World) => {
    const therapist = world.person('therapist');
    const colleague = world.person('therapist', { notAt: therapist.centres });
    const own = await world.enter(therapist);
    const name = await world.openPatient(own);
    const address = own.url();

    const page = await world.enter(colleague);
    assert.ok(!(await allText(page)).includes(name));
    await page.goto(address);
    await page.getByLabel('Password', { exact: true }).fill(colleague.password);
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await page.getByText('Not found, or not yours to open').waitFor();
    assert.ok(!(await allText(page)).includes(name));
  },
};
