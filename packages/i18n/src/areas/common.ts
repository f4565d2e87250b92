import en from '../catalogues/common/en.json' with { type: 'json' };
import fi from '../catalogues/common/fi.json' with { type: 'json' };
import sv from '../catalogues/common/sv.json' with { type: 'json' };
import { catalogue } from '../catalogue.ts';

/** Words that every app uses: languages, roles, everyday buttons. */
export const commonMessages = catalogue({ en, fi, sv });
