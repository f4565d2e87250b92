import type { Bank } from '../bank.ts';
import { adultA } from './adult-a.ts';
import { adultB } from './adult-b.ts';
import { common } from './common.ts';
import { minor } from './minor.ts';

/** Finnish. */
export const finnish: Bank = { ...common, courses: [...adultA, ...adultB, ...minor] };
