import en from '../catalogues/cli/en.json' with { type: 'json' };
import fi from '../catalogues/cli/fi.json' with { type: 'json' };
import sv from '../catalogues/cli/sv.json' with { type: 'json' };
import { catalogue } from '../catalogue.ts';

/** Words of the command line. */
export const cliMessages = catalogue({ en, fi, sv });
