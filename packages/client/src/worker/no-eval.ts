import { z } from 'zod';

/*
 * Schemas must not be compiled by `new Function`: the content security policy forbids it, and even
 * the library's probe would be reported as a violation. Imported before any module makes a schema.
 */
z.config({ jitless: true });
