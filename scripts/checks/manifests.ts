import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Check } from './check.ts';

const versions = z.record(z.string(), z.string()).default({});

const manifestSchema = z.object({
  name: z.string(),
  workspaces: z.array(z.string()).default([]),
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
  peerDependencies: versions,
  overrides: versions,
  allowScripts: z.record(z.string(), z.boolean()).default({}),
});

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Lock = z.infer<typeof lockSchema>;

/** The package.json of the root, then those of its workspaces. */
export function readManifests(root: string): Manifest[] {
  const read = (path: string): Manifest =>
    manifestSchema.parse(JSON.parse(readFileSync(join(root, path), 'utf8')));
  const top = read('package.json');
  const paths = top.workspaces.flatMap((pattern) =>
    globSync(`${pattern}/package.json`, { cwd: root }).sort(),
  );
  return [top, ...paths.map(read)];
}

function readLock(root: string): Lock {
  return lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
}

/** Everything that a manifest asks for: name and version. */
export function dependenciesOf(manifest: Manifest): [name: string, version: string][] {
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = manifest;
  return [dependencies, devDependencies, optionalDependencies, peerDependencies].flatMap((group) =>
    Object.entries(group),
  );
}

/** Findings on versions: each is one exact version, the same in every manifest. */
export function versionFindings(manifests: readonly Manifest[]): string[] {
  const seen = new Map<string, { version: string; by: string }>();
  return manifests.flatMap((manifest) =>
    [...dependenciesOf(manifest), ...Object.entries(manifest.overrides)].flatMap(
      ([name, version]) => {
        if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version)) {
          return [`${manifest.name}: ${name} ${version} is no exact version`];
        }
        const other = seen.get(name);
        seen.set(name, { version, by: manifest.name });
        return other === undefined || other.version === version
          ? []
          : [`${name} is ${version} in ${manifest.name} and ${other.version} in ${other.by}`];
      },
    ),
  );
}

/** Findings on the lock: no address of a registry, a hash for every package that is fetched. */
export function lockFindings({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link === true) return [];
    if (entry.resolved !== undefined) return [`${path}: names an address, ${entry.resolved}`];
    return entry.integrity === undefined ? [`${path}: has no integrity hash`] : [];
  });
}

/**
 * Findings on install scripts: the packages that have one are those that `allowScripts` of the
 * root names. Names stand without a version, because npm refuses a pinned name where the lock
 * holds no addresses; the lock's hash pins the version.
 */
export function scriptFindings({ packages }: Lock, allowed: Manifest['allowScripts']): string[] {
  const scripted = new Set(
    Object.entries(packages)
      .filter(([, entry]) => entry.hasInstallScript === true)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)),
  );
  return [
    ...[...scripted]
      .filter((name) => allowed[name] === undefined)
      .map((name) => `${name} has an install script that allowScripts does not name`),
    ...Object.keys(allowed)
      .filter((name) => !scripted.has(name))
      .map((name) => `allowScripts names ${name}, which has no install script`),
  ];
}

export const exactVersions: Check = {
  name: 'exact versions',
  run: async (root) => versionFindings(readManifests(root)),
};

export const lockWithoutAddresses: Check = {
  name: 'lock without addresses',
  run: async (root) => lockFindings(readLock(root)),
};

export const installScripts: Check = {
  name: 'install scripts',
  run: async (root) => scriptFindings(readLock(root), readManifests(root)[0]?.allowScripts ?? {}),
};
