import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cborFile, openingFile, paddingFile } from './cases/encoding.ts';
import { chainFile } from './cases/chain.ts';
import { entryFile } from './cases/entry.ts';
import { grantFile } from './cases/grant.ts';
import { chunkedFile, identityFile, keysFile } from './cases/keys.ts';
import { invitationFile } from './cases/invitation.ts';
import { readFile } from './cases/read.ts';
import { rosterFile } from './cases/roster.ts';
import type { VectorFile } from './format.ts';

/** The files that come out the same, byte for byte, on every run. */
export const deterministic: Readonly<Record<string, () => Promise<VectorFile>>> = {
  'cbor.json': cborFile,
  'padding.json': paddingFile,
  'openings.json': openingFile,
  'chunked.json': chunkedFile,
  'identities.json': identityFile,
  'keys.json': keysFile,
  'entries.json': entryFile,
  'chains.json': chainFile,
  'rosters.json': rosterFile,
  'reads.json': readFile,
  'invitations.json': invitationFile,
};

/** The bytes of a vector file. */
export function render(file: VectorFile): string {
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** Writes vectors/*.json; with `--grants` also the file whose sealing draws randomness. */
async function main(): Promise<void> {
  const makers = process.argv.includes('--grants')
    ? { ...deterministic, 'grants.json': grantFile }
    : deterministic;
  for (const [name, make] of Object.entries(makers)) {
    const file = await make();
    writeFileSync(join(import.meta.dirname, name), render(file));
    process.stdout.write(`${name}: ${String(file.cases.length)} cases\n`);
  }
}

if (import.meta.main) await main();
