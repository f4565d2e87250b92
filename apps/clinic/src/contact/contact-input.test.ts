import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Contact,
  type ContactFault,
  type ContactInput,
  contactFrom,
  faultsIn,
  inputOf,
} from './contact-input.ts';

const contact: Contact = {
  type: 'contact',
  given: ['Aino', 'Maria'],
  family: 'Mäkelä',
  birthDate: '1987-03-12',
  deceased: null,
  hetu: '120387-9501',
  gender: 'female',
  language: 'fi',
  phones: ['+358401234567'],
  emails: ['aino@example.fi', 'aino@example.com'],
  address: { lines: ['Rantakatu 4'], postalCode: '00250', city: 'Helsinki', country: null },
  guardians: [{ name: 'Maarit', relation: 'mother', phones: ['+358409999999'], emails: [] }],
  centre: 'c'.repeat(32),
  source: { text: '{}', cut: null, url: null },
};

describe('the contact form', () => {
  test('what nobody changes comes back as it was, without its imported source', () => {
    assert.deepEqual(contactFrom(inputOf(contact), contact), { ...contact, source: null });
  });

  test('an emptied address is none, and phones are written as they are dialled from anywhere', () => {
    const emptied = { street: ' ', postalCode: '', city: '', country: '' };
    const input = { ...inputOf(contact), ...emptied, phones: '040 111 2222\n\n call mother ' };
    const changed = contactFrom(input, contact);
    assert.equal(changed.address, null);
    assert.deepEqual(changed.phones, ['+358401112222', 'call mother']);
  });

  const rows: readonly (readonly [Partial<ContactInput>, readonly ContactFault[]])[] = [
    [{ hetu: '' }, []],
    [{ given: ' ', family: '' }, ['name']],
    [{ birthDate: '12.3.1987', hetu: '' }, ['birthDate']],
    [{ birthDate: '1987-02-30', hetu: '' }, ['birthDate']],
    [{ deceased: '2026-11-25', hetu: '' }, []],
    [{ deceased: '5.3.2020', hetu: '' }, ['deceased']],
    [{ deceased: '1987-03-11', hetu: '' }, ['deceasedOrder']],
    [{ deceased: '2026-11-26', hetu: '' }, ['deceasedOrder']],
    [{ hetu: '120387-9502' }, ['hetu']],
    [{ emails: 'aino@' }, ['emails']],
    [{ guardians: [{ name: ' ', relation: '', phones: '', emails: '' }] }, ['guardian']],
  ];
  for (const [change, faults] of rows) {
    test(`${JSON.stringify(change)} is ${faults.join(' ') || 'fine'}`, () => {
      assert.deepEqual(
        [...faultsIn({ ...inputOf(contact), hetu: '', ...change }, '2026-11-25')],
        faults,
      );
    });
  }
});
