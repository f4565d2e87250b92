import type { Language } from '../../record/fields.ts';
import type { Bank } from './bank.ts';
import { english } from './en/index.ts';
import { finnish } from './fi/index.ts';
import { swedish } from './sv/index.ts';

/** The texts of each language. */
export const banks: Readonly<Record<Language, Bank>> = { fi: finnish, sv: swedish, en: english };
