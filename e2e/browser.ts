import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Nothing of the browser's own goes to the network, and no sandbox is asked of a container. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where Linux distributions put a Chromium, after what `CHROMIUM` names. */
const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The path of an installed Chromium, or undefined. */
function installedChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  return (named === undefined ? usual : [named]).find((path) => existsSync(path));
}

/** Each browser that is unpacked moves the folder for temporary files to its own. */
const temporary = tmpdir();

interface Packed {
  readonly path: string;
  readonly args: readonly string[];
}

/** The Chromium that comes as a package, unpacked into a folder of its own. */
async function packedChromium(folder: string): Promise<Packed> {
  Object.assign(process.env, {
    AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
    TMPDIR: folder,
  });
  const { default: packed } = await import('@sparticuz/chromium');
  return { path: await packed.executablePath(), args: packed.args };
}

/**
 * Starts a Chromium: the installed one, else that of the package. Throws where neither starts.
 * Closing the browser removes what was unpacked.
 */
export async function launchChromium(): Promise<Browser> {
  const installed = installedChromium();
  if (installed !== undefined) return chromium.launch({ executablePath: installed, args: flags });
  const folder = mkdtempSync(join(temporary, 'vaiti-chromium-'));
  const { path, args } = await packedChromium(folder);
  const browser = await chromium.launch({ executablePath: path, args: [...args, ...flags] });
  browser.on('disconnected', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return browser;
}
