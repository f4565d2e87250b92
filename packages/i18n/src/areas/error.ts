import en from '../catalogues/error/en.json' with { type: 'json' };
import fi from '../catalogues/error/fi.json' with { type: 'json' };
import sv from '../catalogues/error/sv.json' with { type: 'json' };
import { catalogue } from '../catalogue.ts';

/** What happened and what to do, for every group of error codes (error-groups.ts). */
export const errorMessages = catalogue({ en, fi, sv });
