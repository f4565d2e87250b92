import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findPatients } from './find.ts';

const word = fc.stringMatching(/^[A-Za-zÅÄÖåäöéñ]{1,12}$/);
const date = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const patient = fc.record({
  name: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
  birthDate: date,
  phones: fc.array(fc.stringMatching(/^\+358[1-9][0-9]{6,9}$/), { maxLength: 2 }),
  emails: fc.constant<string[]>([]),
});

test('everyone is found by the beginning of any of their names, in any case', () => {
  fc.assert(
    fc.property(patient, fc.nat(), fc.nat(), fc.boolean(), (one, which, length, upper) => {
      const names = one.name.split(' ');
      const name = names[which % names.length] ?? '';
      const part = name.slice(0, 1 + (length % name.length));
      assert.deepEqual(findPatients([one], upper ? part.toUpperCase() : part), [one]);
    }),
  );
});

test('everyone is found by their birth date and by their phone as it is dialled at home', () => {
  fc.assert(
    fc.property(patient, (one) => {
      const [year = '', month = '', day = ''] = one.birthDate.split('-');
      const finnish = `${Number(day)}.${Number(month)}.${year}`;
      assert.deepEqual(findPatients([one], finnish), [one]);
      for (const phone of one.phones)
        assert.deepEqual(findPatients([one], `0${phone.slice(4)}`), [one]);
    }),
  );
});

test('any query gives a part of the list, in its order', () => {
  fc.assert(
    fc.property(fc.array(patient, { maxLength: 8 }), fc.string(), (all, query) => {
      const found = findPatients(all, query);
      const places = found.map((one) => all.indexOf(one));
      assert.ok(places.every((at, index) => at > (places[index - 1] ?? -1)));
    }),
  );
});
