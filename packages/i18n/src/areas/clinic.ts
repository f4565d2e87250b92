import en from '../catalogues/clinic/en.json' with { type: 'json' };
import fi from '../catalogues/clinic/fi.json' with { type: 'json' };
import sv from '../catalogues/clinic/sv.json' with { type: 'json' };
import { catalogue } from '../catalogue.ts';

/** Words of the staff's web app. */
export const clinicMessages = catalogue({ en, fi, sv });
