import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the whole workspace: apps never import apps, so they are started by path. */
export const workspace = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');

/** Where the pieces of the other apps lie. */
export const places = {
  server: join(workspace, 'apps', 'server', 'src', 'main.ts'),
  clinic: join(workspace, 'apps', 'clinic'),
  clinicDist: join(workspace, 'apps', 'clinic', 'dist'),
  cache: join(workspace, 'node_modules', '.cache', 'vaiti'),
} as const;
