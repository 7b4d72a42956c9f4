/**
 * The system's Chromium, driven at the app as the service serves it. Every page notes what it must not have: an error of a script, a
 * refused style or file, a request to another host.
 */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

const PLACES = [process.env.PATHGATE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function findChromium(): string | undefined {
  return PLACES.find((path) => path !== undefined && existsSync(path));
}

/** `npm test -- --without=browser` skips what needs one, and the skips are counted. */
export function describeBrowser(name: string, suite: () => void): void {
  const isWithout = (process.env.PATHGATE_TEST_WITHOUT ?? '').split(',').includes('browser');
  (isWithout ? describe.skip : describe)(`${name} on browser`, suite);
}

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No Chromium: install it (Debian: apt-get install chromium), or run npm test -- --without=browser');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  });
}

export interface Watched {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What went wrong so far, in words; a test ends by expecting none. */
  readonly faults: readonly string[];
}

export const SIZES = { desk: { width: 1280, height: 900 }, tablet: { width: 820, height: 1180 }, phone: { width: 320, height: 640 } } as const;

/** A person of their own: no cookie of anybody else. */
export async function openPage(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ baseURL: address, viewport: SIZES.desk, locale: 'en-US', timezoneId: 'America/New_York', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Minified React error|Warning:/.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !/^(blob|data|about):/.test(url)) faults.push(`another host: ${url}`);
  });
  return { context, page, faults };
}
