import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

interface Packed {
  readonly path: string;
  readonly args: readonly string[];
}

/**
 * The Chromium that comes as a package, unpacked into a folder of its own, which goes when this
 * process ends. The package's font settings name /tmp/fonts whatever TMPDIR says: without ours no text
 * is drawn where the system has no fonts.
 */
async function packedChromium(): Promise<Packed> {
  const folder = mkdtempSync(join(tmpdir(), 'vaiti-chromium-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const fonts = join(folder, 'fonts');
  const before = process.env['TMPDIR'];
  Object.assign(process.env, {
    AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
    FONTCONFIG_PATH: fonts,
    TMPDIR: folder,
  });
  const { default: packed } = await import('@sparticuz/chromium');
  const path = await packed.executablePath();
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  const settings = `<dir>${fonts}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir>`;
  writeFileSync(join(fonts, 'fonts.conf'), `<fontconfig>${settings}</fontconfig>\n`);
  return { path, args: packed.args };
}

let unpacked: Promise<Packed> | undefined;

/** Starts a Chromium: the installed one, else that of the package. Throws where neither starts. */
export async function launchChromium(): Promise<Browser> {
  const installed = installedChromium();
  if (installed !== undefined) return chromium.launch({ executablePath: installed, args: flags });
  unpacked ??= packedChromium();
  const { path, args } = await unpacked;
  return chromium.launch({ executablePath: path, args: [...args, ...flags] });
}
