import type { Rng } from '../rng.ts';
import type { Bank, Slots } from './text/bank.ts';

/** A measure that is repeated over a course and tends downwards, with setbacks. */
export interface Scale {
  /** Takes the next measurement: a sentence and its slots. */
  next(bank: Bank): readonly [string, Slots];
  /** How the person is today, 1 to 9 of 10: the better, the lower the last score. */
  now(): number;
}

/** Largest scores (DOMAIN section 4). */
const TOP = { 'PHQ-9': 27, 'GAD-7': 21 } as const;

/** A course of `PHQ-9` or `GAD-7` scores. */
export function createScale(rng: Rng, name: keyof typeof TOP): Scale {
  const top = TOP[name];
  let score = rng.int(Math.floor(top * 0.45), Math.floor(top * 0.75));
  let isFirst = true;
  return {
    next(bank) {
      const before = score;
      if (!isFirst) score = rng.chance(82) ? Math.max(score - rng.int(1, 4), 1) : score + 2;
      score = Math.min(score, top);
      const isSame = !isFirst && score === before;
      const changed = score < before ? bank.scaleLower : bank.scaleHigher;
      // At the floor nothing changes: that is told as a measurement of its own.
      const line = isFirst
        ? rng.pick(bank.scaleFirst)
        : isSame
          ? bank.scaleFirst[0]
          : rng.pick(changed);
      isFirst = false;
      return [line ?? '', { scale: name, score: String(score), before: String(before) }];
    },
    now() {
      return Math.max(1, Math.min(9, 10 - Math.round((score / top) * 10) + rng.int(-1, 1)));
    },
  };
}
