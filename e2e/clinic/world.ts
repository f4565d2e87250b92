import assert from 'node:assert/strict';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Demo, SignIn } from '../demo.ts';

/** Milliseconds that a view may take on a busy machine; nothing is asserted about speed. */
const PATIENCE = 90_000;

/** What every story has: the practice, a browser, and a watch over what pages do. */
export class World {
  readonly demo: Demo;
  readonly browser: Browser;
  /** Everything that a page did and must not do: errors, policy violations, foreign requests. */
  readonly faults: string[] = [];

  constructor(demo: Demo, browser: Browser) {
    this.demo = demo;
    this.browser = browser;
  }

  /** Somebody with the role; `but` are centres at which they must not work. */
  person(role: string, options: { at?: string; notAt?: readonly string[] } = {}): SignIn {
    const { at, notAt = [] } = options;
    const found = this.demo.people.find(
      ({ roles, centres }) =>
        roles.includes(role) &&
        (at === undefined || centres.includes(at)) &&
        !centres.some((centre) => notAt.includes(centre)),
    );
    assert.ok(found, `nobody is ${role}`);
    return found;
  }

  /** A browser window of its own, without anything remembered. */
  async context(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({ locale: 'en-GB', ...options });
    context.setDefaultTimeout(PATIENCE);
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'blob:' && origin !== this.demo.origin)
        this.faults.push(`request to ${origin}`);
    });
    context.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => this.faults.push(`error: ${String(error.error())}`));
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy violated: ${event.effectiveDirective} ${event.blockedURI}`);
      });
    });
    return context;
  }

  /** Signs somebody in by their link and waits for the list of patients. */
  async enter(who: SignIn, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.context(options);
    const page = await context.newPage();
    await page.goto(who.link);
    await page.locator('.patients').waitFor();
    return page;
  }

  /** Opens the first patient that fits, and gives the name. */
  async openPatient(page: Page, name?: string): Promise<string> {
    const all = page.locator('.patient');
    const link = name === undefined ? all.first() : all.filter({ hasText: name }).first();
    await link.click();
    await page.locator('.file-head h1').waitFor();
    return page.locator('.file-head h1').innerText();
  }

  /** Takes what has been noticed so far. */
  takeFaults(): string[] {
    return this.faults.splice(0);
  }
}

/** The whole text of the page, with what is in its fields. */
export async function allText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll('input, textarea')];
    const values = fields.map((field) =>
      field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '',
    );
    return [document.documentElement.outerHTML, document.title, ...values].join('\n');
  });
}
