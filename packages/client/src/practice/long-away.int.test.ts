import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CoreError, holdsRole } from '@vaiti/core';
import {
  foundSmallPractice,
  newPatient,
  noteDraft,
  readTexts,
  ServerProcess,
  type SmallPractice,
} from '@vaiti/testkit';
import { leave, takeRole } from '../access/leave.ts';
import { rotatePending } from '../access/rotate.ts';
import { memoryStore } from '../cache/store.ts';
import { ClientError } from '../errors.ts';
import { readFile } from '../file/read.ts';
import { writeEntry } from '../file/write.ts';
import { confirmAdministrator, giveRole, linkGroups, setGroup } from './found.ts';

const withCode = (code: string) => (error: unknown) =>
  (error instanceof ClientError || error instanceof CoreError) && error.code === code;

async function inPractice(story: (practice: SmallPractice) => Promise<void>): Promise<void> {
  const server = await ServerProcess.start();
  try {
    await story(await foundSmallPractice({ url: server.url, setupToken: server.setupToken() }));
  } finally {
    await server.dispose();
  }
}

test('a device that was away for a year opens what changed hands often meanwhile', () =>
  inPractice(async ({ centre, groups, open, people }) => {
    const [desk, eve] = [people.reception.identity.id, people.eve.identity.id];
    const drawer = memoryStore();
    const therapist = await open('therapist', { store: drawer });
    const readers = [
      { reader: groups.reception, scope: 'contact' as const },
      { reader: people.colleague.identity.id, scope: 'root' as const },
    ];
    const file = await newPatient(therapist, { texts: ['Ennen'], readers });
    const stale = await readFile(therapist, {
      file,
      as: therapist.member.identity.id,
      purpose: 'care',
    });

    const [founder, colleague] = [await open('founder'), await open('colleague')];
    for (let month = 1; month <= 4; month++) {
      await giveRole(founder, eve, 'reception', centre);
      await setGroup(founder, 'reception', centre, [desk, eve]);
      await linkGroups(await open('reception'));
      await takeRole(founder, eve, { role: 'reception', centre });
      await rotatePending(colleague);
      const read = { file, as: colleague.member.identity.id, purpose: 'care' as const };
      await writeEntry(colleague, await readFile(colleague, read), noteDraft(String(month)));
    }

    // What it still has open knows nothing of it, fetches what came and writes behind it.
    await writeEntry(therapist, stale, noteDraft('Palasin'));
    const back = await open('therapist', { store: drawer });
    assert.deepEqual(await readTexts(back, file), ['Ennen', '1', '2', '3', '4', 'Palasin']);
    await readFile(await open('reception'), { file, as: groups.reception, purpose: 'reception' });

    await leave(founder, people.colleague.identity.id);
    await assert.rejects(readTexts(colleague, file), withCode('signed-out'));
  }));

test('two administrators who change the same role at once end in one roster', () =>
  inPractice(async ({ centre, groups, open, people }) => {
    const [eve, colleague] = [people.eve.identity.id, people.colleague.identity.id];
    const founder = await open('founder');
    await giveRole(founder, colleague, 'administrator', null);
    const second = await open('colleague');
    await founder.refresh();

    // Both give it: one of them is told that it was given already.
    const gave = await Promise.allSettled([
      giveRole(founder, eve, 'reception', centre),
      giveRole(second, eve, 'reception', centre),
    ]);
    const refused = gave.filter((one) => one.status === 'rejected');
    assert.equal(refused.length, 1);
    assert.ok(withCode('roster-role-invalid')(refused[0]?.reason));

    // Both take it away and close the group behind it, as often as it takes.
    await Promise.all([founder.refresh(), second.refresh()]);
    const desk = people.reception.identity.id;
    await setGroup(founder, 'reception', centre, [desk, eve]);
    const took = await Promise.allSettled([
      takeRole(founder, eve, { role: 'reception', centre }),
      takeRole(second, eve, { role: 'reception', centre }),
    ]);
    for (const one of took)
      if (one.status === 'rejected')
        assert.ok(
          ['head-moved', 'roster-role-invalid', 'roster-group-invalid'].some((code) =>
            withCode(code)(one.reason),
          ),
          String(one.reason),
        );
    await Promise.all([founder.refresh(), second.refresh()]);
    await takeRole(founder, eve, { role: 'reception', centre });
    await second.refresh();
    for (const { roster } of [founder, second]) {
      assert.equal(holdsRole(roster, eve, 'reception', centre), false);
      assert.equal(roster.groups.get(groups.reception)?.leavers.size, 1);
      assert.equal(roster.head, founder.roster.head);
    }

    // A third administrator waits for one of the two, whoever is first.
    await giveRole(founder, eve, 'administrator', null);
    await second.refresh();
    const [entry] = [...second.roster.unconfirmed.keys()];
    assert.ok(entry !== undefined);
    await assert.rejects(confirmAdministrator(founder, entry), withCode('roster-confirm-own'));
    await confirmAdministrator(second, entry);
    await assert.rejects(confirmAdministrator(second, entry), withCode('roster-confirm-invalid'));
  }));
