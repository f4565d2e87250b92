import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Check } from './check.ts';
import { toolCheck } from './tool.ts';

/** The languages of the product; the first is the one that the others are compared with. */
const locales = ['en', 'fi', 'sv'] as const;

const room = 'packages/i18n/src/catalogues';
const catalogueSchema = z.record(z.string(), z.string().min(1));

export interface Catalogue {
  /** Relative to the root: a folder and `<locale>.json`. */
  readonly path: string;
  /** Message id → ICU message. */
  readonly messages: Readonly<Record<string, string>>;
}

/** Findings: a language or a message that is missing in a folder of catalogues, or is too many. */
export function catalogueFindings(catalogues: readonly Catalogue[]): string[] {
  const folders = [...new Set(catalogues.map(({ path }) => dirname(path)))].sort();
  return folders.flatMap((folder) => {
    const here = catalogues.filter(({ path }) => dirname(path) === folder);
    const ids = new Set(here.flatMap(({ messages }) => Object.keys(messages)));
    const files = locales.map((locale) => `${folder}/${locale}.json`);
    return [
      ...here
        .filter(({ path }) => !files.includes(path))
        .map(({ path }) => `${path}: no language of ours, ${basename(path)}`),
      ...files.flatMap((file) => {
        const found = here.find(({ path }) => path === file);
        if (found === undefined) return [`${file}: missing`];
        return [...ids]
          .filter((id) => found.messages[id] === undefined)
          .map((id) => `${file}: no message ${id}`);
      }),
    ];
  });
}

/**
 * Catalogues stand in packages/i18n/src/catalogues, in folders of `en.json`, `fi.json`, `sv.json`:
 * flat, id → ICU message. FormatJS compares arguments and plural forms.
 */
export const catalogues: Check = {
  name: 'i18n catalogues',
  async run(root) {
    if (globSync('packages/i18n/src/**/*.ts', { cwd: root }).length === 0) return [];
    const paths = globSync(`${room}/**/*.json`, { cwd: root }).sort();
    if (paths.length === 0) return [`${room}: no catalogue`];
    const read = paths.map((path) => ({
      path,
      messages: catalogueSchema.parse(JSON.parse(readFileSync(join(root, path), 'utf8'))),
    }));
    const findings = catalogueFindings(read);
    if (findings.length > 0) return findings;
    const folders = [...new Set(paths.map((path) => dirname(path)))];
    const verified = await Promise.all(
      folders.map((folder) =>
        toolCheck(folder, 'formatjs', [
          ...['verify', '--source-locale', locales[0], '--structural-equality'],
          ...locales.map((locale) => `${folder}/${locale}.json`),
        ]).run(root),
      ),
    );
    return verified.flat();
  },
};
