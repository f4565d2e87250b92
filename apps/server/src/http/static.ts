import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

const compressible = /^(?:text\/|application\/(?:json|manifest|wasm)|image\/svg)/;
const zip = promisify(gzip);

/** A file of the app as it goes out. */
export interface StaticFile {
  readonly type: string;
  readonly etag: string;
  readonly plain: Buffer;
  readonly gzipped: Buffer | undefined;
  /** Names that carry a hash of the contents never change. */
  readonly immutable: boolean;
}

interface Kept {
  readonly modified: number;
  readonly size: number;
  readonly file: StaticFile;
}

/**
 * Files below one folder, kept in memory as long as they do not change on the disk. A path without an
 * extension that is no file is a view of the app and gets `index.html`.
 */
export class StaticFiles {
  readonly #root: string;
  readonly #kept = new Map<string, Kept>();

  private constructor(root: string) {
    this.#root = root;
  }

  /** Undefined when there is no such folder. */
  static of(folder: string): StaticFiles | undefined {
    return existsSync(folder) ? new StaticFiles(realpathSync(folder)) : undefined;
  }

  /** The file for a URL path, or undefined. Links that lead out of the folder are not followed. */
  async find(path: string): Promise<StaticFile | undefined> {
    const decoded = decode(path);
    if (decoded === undefined) return undefined;
    const found = await this.#load(decoded.endsWith('/') ? `${decoded}index.html` : decoded);
    if (found !== undefined || extname(decoded) !== '') return found;
    return this.#load('/index.html');
  }

  async #load(path: string): Promise<StaticFile | undefined> {
    const type = types[extname(path)];
    if (type === undefined) return undefined;
    try {
      const real = await realpath(join(this.#root, path));
      if (!real.startsWith(this.#root + sep)) return undefined;
      const { mtimeMs, size } = await stat(real);
      const kept = this.#kept.get(real);
      if (kept?.modified === mtimeMs && kept.size === size) return kept.file;
      const file = await prepare(await readFile(real), type, path);
      this.#kept.set(real, { modified: mtimeMs, size, file });
      return file;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
}

async function prepare(plain: Buffer, type: string, path: string): Promise<StaticFile> {
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  const worth = plain.length > 1024 && compressible.test(type);
  const gzipped = worth ? await zip(plain) : undefined;
  return { type, etag, plain, gzipped, immutable: path.startsWith('/assets/') };
}

function decode(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG';
}
