import { open, readdir, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { CliError } from '../output/errors.ts';

/** A file to be imported: a resource a line, or one Bundle. */
export interface Input {
  readonly path: string;
  readonly form: 'lines' | 'whole';
  readonly size: number;
}

/** What others refer to comes first, so that files open with whom they are about. */
const ORDER = [
  'Organization',
  'Location',
  'Practitioner',
  'PractitionerRole',
  'Patient',
  'RelatedPerson',
  'Encounter',
  'Condition',
];

/** Bytes of the beginning of a file in which its first resource type is looked for. */
const PEEK = 64 * 1024;

function formOf(path: string): Input['form'] | undefined {
  const extension = extname(path).toLowerCase();
  if (extension === '.ndjson' || extension === '.jsonl') return 'lines';
  return extension === '.json' ? 'whole' : undefined;
}

async function beginningOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(PEEK), 0, PEEK, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

async function rankOf(input: Input): Promise<number> {
  const first = /"resourceType"\s*:\s*"([A-Za-z]+)"/.exec(await beginningOf(input.path))?.[1] ?? '';
  const rank = ORDER.indexOf(first);
  return rank < 0 ? ORDER.length : rank;
}

async function inputAt(path: string, named: boolean): Promise<Input[]> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined) throw new CliError('input-missing', { path });
  if (facts.isDirectory()) {
    const names = (await readdir(path)).sort();
    const below = names.filter((name) => formOf(name) !== undefined);
    return (await Promise.all(below.map((name) => inputAt(join(path, name), false)))).flat();
  }
  const form = formOf(path) ?? (named ? 'lines' : undefined);
  return form === undefined || !facts.isFile() ? [] : [{ path, form, size: facts.size }];
}

/**
 * The files behind the paths given: of folders those that end in `.ndjson`, `.jsonl` or `.json`;
 * files named singly are taken whatever they are called. Ordered so that patients come before what
 * tells of them. Throws `input-missing`, `input-empty`.
 */
export async function inputsOf(paths: readonly string[], cwd: string): Promise<readonly Input[]> {
  const found = await Promise.all(paths.map((path) => inputAt(resolve(cwd, path), true)));
  const inputs = [...new Map(found.flat().map((input) => [input.path, input])).values()];
  if (inputs.length === 0) throw new CliError('input-empty', { path: paths.join(', ') });
  const ranked = await Promise.all(
    inputs.map(async (input) => ({ input, rank: await rankOf(input) })),
  );
  ranked.sort(
    (a, b) => a.rank - b.rank || basename(a.input.path).localeCompare(basename(b.input.path)),
  );
  return ranked.map(({ input }) => input);
}
