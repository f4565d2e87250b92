import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';
import type { DraftView } from '@vaiti/client';
import { DraftKeeper } from './draft-keeper.ts';

const place = { file: 'a'.repeat(32), record: null };
const other = { file: 'a'.repeat(32), record: 'b'.repeat(32) };
const typed = (text: string) => ({ title: '', text, reason: '' });

/** A device that keeps drafts in order, and can be told to refuse or to take its time. */
class Device {
  readonly kept: DraftView[] = [];
  refuses = false;
  gate: Promise<void> = Promise.resolve();

  readonly saveDraft = async (draft: DraftView): Promise<DraftView> => {
    await this.gate;
    if (this.refuses) throw new Error('locked');
    this.kept.push(draft);
    return draft;
  };

  get texts(): string[] {
    return this.kept.map(({ text }) => text);
  }
}

/** Lets everything run that waits for nothing but promises. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the draft keeper', () => {
  let device: Device;
  let keeper: DraftKeeper;
  beforeEach((context) => {
    if ('mock' in context) mock.timers.reset();
    mock.timers.enable({ apis: ['setTimeout'] });
    device = new Device();
    keeper = new DraftKeeper(device, { pause: 600 });
  });

  test('seals once, a pause after the last key', async () => {
    for (const text of ['a', 'ab', 'abc']) {
      keeper.change(place, typed(text));
      mock.timers.tick(599);
    }
    assert.deepEqual(device.texts, []);
    assert.ok(keeper.unsaved);
    mock.timers.tick(1);
    await settle();
    assert.deepEqual(device.texts, ['abc']);
    assert.equal(keeper.get(place)?.state, 'saved');
    assert.ok(!keeper.unsaved);
  });

  test('what is typed while it seals is sealed next', async () => {
    let open = (): void => undefined;
    device.gate = new Promise((resolve) => {
      open = resolve;
    });
    keeper.change(place, typed('first'));
    mock.timers.tick(600);
    keeper.change(place, typed('second'));
    open();
    await settle();
    assert.deepEqual(device.texts, ['first']);
    assert.equal(keeper.get(place)?.state, 'waiting');
    assert.equal(keeper.get(place)?.text, 'second');
    mock.timers.tick(600);
    await settle();
    assert.deepEqual(device.texts, ['first', 'second']);
  });

  test('flush seals every place at once and says whether it could', async () => {
    keeper.change(place, typed('one'));
    keeper.change(other, typed('two'));
    assert.equal(await keeper.flush(), true);
    assert.deepEqual(device.texts.toSorted(), ['one', 'two']);
    device.refuses = true;
    keeper.change(place, typed('three'));
    assert.equal(await keeper.flush(), false);
    assert.ok(keeper.failing);
  });

  test('what could not be sealed is kept through a lock and sealed after it', async () => {
    device.refuses = true;
    keeper.own('me');
    keeper.change(place, typed('kept'));
    await keeper.flush();
    keeper.forgetSaved();
    assert.equal(keeper.get(place)?.text, 'kept');
    device.refuses = false;
    keeper.own('me');
    assert.equal(await keeper.flush(), true);
    assert.deepEqual(device.texts, ['kept']);
  });

  test('a lock forgets what is sealed', async () => {
    keeper.change(place, typed('sealed'));
    await keeper.flush();
    keeper.forgetSaved();
    assert.equal(keeper.get(place), undefined);
  });

  test("nobody's text is sealed as somebody else's", async () => {
    device.refuses = true;
    keeper.own('me');
    keeper.change(place, typed('mine'));
    await keeper.flush();
    device.refuses = false;
    keeper.own('you');
    await keeper.flush();
    assert.deepEqual(device.texts, []);
    assert.equal(keeper.get(place), undefined);
  });

  test('nothing is sealed after it was dropped', async () => {
    keeper.change(place, typed('signed meanwhile'));
    await keeper.drop(place);
    mock.timers.tick(10_000);
    await settle();
    assert.deepEqual(device.texts, []);
    assert.equal(keeper.get(place), undefined);
  });

  test('a sealed draft is taken up, but never over what is typed', () => {
    const sealed = { ...place, ...typed('old'), savedAt: '2026-11-24T20:00:00Z' };
    keeper.adopt(sealed);
    assert.equal(keeper.get(place)?.text, 'old');
    assert.equal(keeper.get(place)?.savedAt, sealed.savedAt);
    keeper.change(place, typed('new'));
    keeper.adopt(sealed);
    assert.equal(keeper.get(place)?.text, 'new');
  });

  test('views are told of every change and get the same object until then', () => {
    let told = 0;
    const stop = keeper.subscribe(() => {
      told += 1;
    });
    keeper.change(place, typed('a'));
    assert.equal(told, 1);
    assert.equal(keeper.get(place), keeper.get(place));
    stop();
    keeper.change(place, typed('b'));
    assert.equal(told, 1);
  });
});
