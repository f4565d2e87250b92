import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

const ASSET_TAG = /<(?:script|link)\b[^>]*?\b(?:src|href)="\/(assets\/[^"]+)"[^>]*?>/g;

/**
 * Writes `integrity` (Subresource Integrity, SHA-384) into every script and link of the built
 * page that names one of its assets. It runs on the files as written, after every other plugin.
 * A page that names no asset is an error, so that a change of Vite's output cannot go unnoticed.
 */
export function integrity(): Plugin {
  let out = '';
  return {
    name: 'vaiti:integrity',
    apply: 'build',
    configResolved: (config) => {
      out = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: () => {
        const page = join(out, 'index.html');
        writeFileSync(
          page,
          withIntegrity(readFileSync(page, 'utf8'), (file) => readFileSync(join(out, file))),
        );
      },
    },
  };
}

/** The page with the digests of its assets; `read` gives an asset's bytes. Throws if it names none. */
export function withIntegrity(html: string, read: (file: string) => Uint8Array): string {
  let count = 0;
  const result = html.replace(ASSET_TAG, (tag, file: string) => {
    count += 1;
    const digest = createHash('sha384').update(read(file)).digest('base64');
    return tag.replace(/\s*\/?>$/, ` integrity="sha384-${digest}">`);
  });
  if (count === 0) throw new Error('the built page names no asset');
  return result;
}
