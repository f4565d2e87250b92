import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cborFile, openingFile, paddingFile } from './cases/encoding.ts';
import { chainFile } from './cases/chain.ts';
import { entryFile } from './cases/entry.ts';
import { grantFile } from './cases/grant.ts';
import { chunkedFile, identityFile, keysFile } from './cases/keys.ts';
import { invitationFile } from './cases/invitation.ts';
import { readFile } from './cases/read.ts';
import { requestFile } from './cases/request.ts';
import { rosterFile } from './cases/roster.ts';
import { shareFile } from './cases/share.ts';
import { standingFile } from './cases/standing.ts';
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
  'standings.json': standingFile,
  'reads.json': readFile,
  'invitations.json': invitationFile,
  'requests.json': requestFile,
};

/** The bytes of a vector file. */
export function render(file: VectorFile): string {
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** The files whose sealing draws randomness: made once. */
const sealed = { 'grants.json': grantFile, 'shares.json': shareFile };

/** Writes vectors/*.json; with `--grants` also the files whose sealing draws randomness. */
async function main(): Promise<void> {
  const makers = process.argv.includes('--grants')
    ? { ...deterministic, ...sealed }
    : deterministic;
  for (const [name, make] of Object.entries(makers)) {
    const file = await make();
    writeFileSync(join(import.meta.dirname, name), render(file));
    process.stdout.write(`${name}: ${String(file.cases.length)} cases\n`);
  }
}

if (import.meta.main) await main();
