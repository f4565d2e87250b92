import { createRng, generateHetu } from '@vaiti/care';
import { ServerProcess } from '@vaiti/testkit';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { controlSearch } from './tell/control.ts';
import { copyData, copyTemporary } from './take/files.ts';
import { heapFlags, takeHeapSnapshot } from './take/heap.ts';
import { Load, type LoadCounts } from './scene/load.ts';
import { type Material, searchMaterial } from './find/material.ts';
import { marksOf } from './tell/marks.ts';
import { copyMemory } from './take/memory.ts';
import { type Needle, patternsOf, uniqueNeedles } from './find/needles.ts';
import type { TheftOptions } from './options.ts';
import { postgresStore } from './take/postgres-store.ts';
import type { SourceResult, TheftResult } from './tell/report.ts';
import { Searcher } from './find/search.ts';
import { sqliteStore } from './take/sqlite-store.ts';
import { setStage, type Stage } from './scene/stage.ts';
import type { Canary, StolenStore } from './take/store.ts';

/** Where the drill is, and what it must not leave behind. */
interface Place {
  readonly data: string;
  readonly temporary: string;
  readonly heap: string;
  readonly loot: string;
}

/** Born so long ago that no generated patient has the code. */
const BORN = '1903-02-11';

function newCanary(): Canary {
  return { name: 'Kaino Kanarialintu', hetu: generateHetu(createRng('canary'), BORN, 'female') };
}

async function newPlace(folder: string, data: string | undefined): Promise<Place> {
  const place = {
    data: data ?? join(folder, 'data'),
    temporary: join(folder, 'tmp'),
    heap: join(folder, 'heap'),
    loot: join(folder, 'loot'),
  };
  for (const path of Object.values(place)) await mkdir(path, { recursive: true, mode: 0o700 });
  return place;
}

interface Loot {
  readonly materials: readonly Material[];
  /** Sources that are copies of the whole store. */
  readonly copies: readonly string[];
  readonly missing: readonly string[];
  readonly load: LoadCounts;
}

interface Target {
  readonly server: ServerProcess;
  readonly place: Place;
}

/** What can be had of the memory of a running server. */
const MEMORY = ['process memory', 'heap snapshot'];

async function takeMemory(
  { server, place }: Target,
  progress: (line: string) => void,
): Promise<readonly Material[]> {
  progress('taking the memory of the server');
  const path = join(place.loot, 'memory.bin');
  const regions = await copyMemory(server.pid, path);
  progress('taking a heap snapshot');
  const heap = await takeHeapSnapshot(server.pid, place.heap);
  const snapshot = { source: 'heap snapshot', path: heap };
  return regions === undefined
    ? [snapshot]
    : [{ source: 'process memory', path, regions }, snapshot];
}

/** Takes everything while clients work. Memory first: a heap snapshot collects garbage. */
async function steal(
  stage: Stage,
  from: Target & { readonly store: StolenStore; readonly memory: boolean },
  progress: (line: string) => void,
): Promise<Loot> {
  const { store, place } = from;
  const load = await Load.start(stage);
  const live: Material[] = [];
  const files: Material[] = [];
  const copies: Material[] = [];
  const missing: string[] = [];
  try {
    if (from.memory) live.push(...(await takeMemory(from, progress)));
    const had = new Set(live.map(({ source }) => source));
    missing.push(...MEMORY.filter((source) => !had.has(source)));
    progress('taking files and backups');
    files.push(...(await copyData(place.data, join(place.loot, 'data'))));
    files.push(...(await copyTemporary(place.temporary, join(place.loot, 'tmp'))));
    files.push(...(await store.files(place.loot)));
    copies.push(...(await store.backups(place.loot)));
  } catch (error) {
    // What broke is the first fault; the clients only follow it.
    await load.stop().catch(() => undefined);
    throw error;
  }
  return {
    materials: [...files, ...copies, ...live],
    copies: [...new Set(copies.map(({ source }) => source))],
    missing,
    load: await load.stop(),
  };
}

function searchAll(
  materials: readonly Material[],
  needles: readonly Needle[],
  progress: (line: string) => void,
) {
  const patterns = patternsOf(needles);
  const searcher = new Searcher(patterns.map(({ bytes }) => bytes));
  const sources = materials.map((material): SourceResult => {
    const started = performance.now();
    const searched = searchMaterial(material, searcher, patterns);
    const seconds = (performance.now() - started) / 1000;
    if (seconds > 1) progress(`searched: ${material.source}`);
    return { source: material.source, seconds, ...searched };
  });
  return { patterns, searcher, sources };
}

async function rehearse(
  options: TheftOptions,
  at: { readonly place: Place; readonly store: StolenStore },
  progress: (line: string) => void,
): Promise<TheftResult> {
  const { place, store } = at;
  const server = await ServerProcess.start({
    data: place.data,
    temp: place.temporary,
    nodeFlags: heapFlags(place.heap),
    ...store.server,
  });
  try {
    const setup = { url: server.url, setupToken: server.setupToken() };
    const stage = await setStage(setup, options, progress);
    const canary = newCanary();
    if (options.plant) await store.plant(canary);
    const planted: Needle[] = options.plant
      ? [
          { kind: 'canary', value: canary.name },
          { kind: 'canary', value: canary.hetu },
        ]
      : [];
    const needles = uniqueNeedles([...stage.needles, ...planted]);
    const loot = await steal(
      stage,
      { server, store, place, memory: options.memory ?? true },
      progress,
    );
    const marks = await marksOf(stage, { data: place.data, copies: loot.copies });
    progress(`searching ${String(loot.materials.length)} files`);
    const { patterns, searcher, sources } = searchAll(
      loot.materials,
      [...needles, ...marks.map(({ needle }) => needle)],
      progress,
    );
    const control = await controlSearch(stage, searcher, patterns);
    return {
      store: store.name,
      planted: options.plant,
      patients: options.patients,
      needles,
      spellings: patterns.filter(({ needle }) => needle.kind !== 'mark').length,
      load: loot.load,
      control,
      sources,
      marks,
      missing: loot.missing,
    };
  } catch (error) {
    progress(`the server said: ${(await readFile(server.output, 'utf8')).slice(-2000)}`);
    throw error;
  } finally {
    await server.dispose();
  }
}

/**
 * Founds and fills a practice on a real server, steals everything of the server while clients work,
 * and searches it for what only clients may know. Leaves nothing behind but a data directory that the
 * options name. `database` is the PostgreSQL URL, or undefined for the embedded store.
 */
export async function theft(
  options: TheftOptions,
  database: string | undefined,
  progress: (line: string) => void,
): Promise<TheftResult> {
  const folder = await mkdtemp(join(tmpdir(), 'vaiti-theft-'));
  try {
    const place = await newPlace(folder, options.data);
    const store = database === undefined ? sqliteStore(place.data) : await postgresStore(database);
    try {
      return await rehearse(options, { place, store }, progress);
    } finally {
      await store.remove();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
