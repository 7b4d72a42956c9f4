/**
 * The staff app in the system's browser over a queue of 20,000 rows: how soon one can begin, how soon a view is there, whether scrolling
 * stutters, and the first load on a tablet with a slow processor and a phone's connection. Medians of several runs; times are the page's own.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../test/web/support/browser';
import { hashPassword } from '../src/platform/auth/passwords';
import { openStore } from '../src/platform/database/open-store';
import { limitRow, median, type Row } from './support/measure';
import { PRACTICE, seed } from './support/population';
import { inFolder, startSettledService } from './support/processes';

const FACTS = 10;
const NAME = 'bench';
const PASSWORD = 'a password of the bench, 20000 rows';
const ROWS = '[role=row][data-index]';
const SCROLLS = 120;
const SCROLL_PX = 700;
const SCROLL_PAUSE_MS = 40;
const CPU_SLOWDOWN = 4;

interface Line {
  readonly name: string;
  readonly kilobitsPerSecond: number;
  readonly latencyMs: number;
}
/** As the browser's own tools name them. */
const LINES: readonly [Line, Line] = [{ name: 'fast 4G', kilobitsPerSecond: 8100, latencyMs: 60 }, { name: 'fast 3G', kilobitsPerSecond: 1440, latencyMs: 150 }];

export function webBench(isQuick: boolean): Promise<readonly Row[]> {
  const [count, runs] = isQuick ? [2_000, 3] : [20_000, 5];
  return inFolder(async (directory) => {
    const { file } = await seed(directory, { count, facts: FACTS, openEpisodes: 1 });
    await addAccount(file);
    const service = await startSettledService(file);
    const browser = await launchBrowser();
    try {
      const context = await signIn(browser, service.url);
      const rows = [...(await onDesk(context, `${await countRows(context, service.url)} rows`, runs)), ...(await onTablet(browser, context, service.url, runs))];
      await context.close();
      return rows;
    } finally {
      await browser.close();
      await service.stop();
    }
  });
}

async function addAccount(file: string): Promise<void> {
  const store = await openStore({ kind: 'sqlite', file });
  await store.accounts.add(PRACTICE, { accountId: NAME, name: NAME, displayName: 'Bench', role: 'auth-staff', password: await hashPassword(PASSWORD), mustChangePassword: false });
  await store.close();
}

async function signIn(browser: Browser, baseURL: string): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' });
  await context.addInitScript(NOTE_FIRST_ROW);
  const page = await context.newPage();
  await page.goto('/app/');
  await page.getByLabel('Name').fill(NAME);
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator(ROWS).first().waitFor();
  await page.close();
  return context;
}

async function countRows(context: BrowserContext, address: string): Promise<string> {
  const { items } = (await (await context.request.get(`${address}/v1/queue/views`)).json()) as { readonly items: readonly { readonly view: string; readonly count: number }[] };
  return (items.find(({ view }) => view === 'all')?.count ?? 0).toLocaleString('en-US');
}

async function onDesk(context: BrowserContext, of: string, runs: number): Promise<readonly Row[]> {
  const [first, filtered, longest, inPage]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let run = 0; run < runs; run++) {
    const page = await context.newPage();
    first.push(await firstRowMs(page));
    filtered.push(await filterMs(page));
    const scrolled = await scroll(page);
    longest.push(scrolled.longestMs);
    inPage.push(scrolled.rowsMax);
    await page.close();
  }
  return [
    limitRow(`queue of ${of}: page asked for to first row shown, median of ${runs}`, median(first), 1000, 'ms'),
    limitRow(`queue of ${of}: view chosen to its rows shown, median of ${runs}`, median(filtered), 1000, 'ms'),
    limitRow(`queue of ${of}: longest task while scrolling, worst of ${runs}`, Math.max(...longest), 200, 'ms'),
    limitRow(`queue of ${of}: rows in the page at once, most`, Math.max(...inPage), 60, 'rows'),
  ];
}

/** Nothing is kept from before but the session. */
async function onTablet(browser: Browser, signedIn: BrowserContext, baseURL: string, runs: number): Promise<readonly Row[]> {
  const storageState = await signedIn.storageState();
  const rows: Row[] = [];
  for (const line of LINES) {
    const figures: number[] = [];
    for (let run = 0; run < runs; run++) {
      const context = await browser.newContext({ baseURL, viewport: { width: 820, height: 1180 }, hasTouch: true, storageState, serviceWorkers: 'block' });
      await context.addInitScript(NOTE_FIRST_ROW);
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('Network.enable');
      await session.send('Network.emulateNetworkConditions', { offline: false, latency: line.latencyMs, downloadThroughput: (line.kilobitsPerSecond * 1000) / 8, uploadThroughput: (line.kilobitsPerSecond * 1000) / 8 });
      await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
      figures.push(await firstRowMs(page));
      await context.close();
    }
    const row = limitRow(`first load on a tablet, processor ${CPU_SLOWDOWN}x slower, ${line.name}: to first row, median of ${runs}`, median(figures) / 1000, 2, 's');
    rows.push(line === LINES[0] ? row : { ...row, goal: 'printed', isMet: true });
  }
  return rows;
}

/** Runs in the page before anything else: when the first row was drawn, since the page was asked for. */
const NOTE_FIRST_ROW = `
  globalThis.longTasks = [];
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) globalThis.longTasks.push(duration); }).observe({ entryTypes: ['longtask'] });
  const look = () => { if (document.querySelector('${ROWS}') === null) requestAnimationFrame(look); else globalThis.firstRowAt = performance.now(); };
  requestAnimationFrame(look);
`;

async function firstRowMs(page: Page): Promise<number> {
  await page.goto('/app/queue');
  await page.locator(ROWS).first().waitFor();
  return (await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(globalThis.firstRowAt))))')) as number;
}

/** From the click to rows of another list in the page. */
async function filterMs(page: Page): Promise<number> {
  await page.getByRole('link', { name: /^Missing one item/ }).waitFor();
  return (await page.evaluate(`new Promise((done) => {
    const before = document.querySelector('[role=grid]');
    const startedAt = performance.now();
    [...document.querySelectorAll('.queue-view')].find(({ textContent }) => textContent.startsWith('Missing one item')).click();
    const look = () => { const grid = document.querySelector('[role=grid]'); if (grid !== null && grid !== before && grid.querySelector('[data-index]') !== null) done(performance.now() - startedAt); else requestAnimationFrame(look); };
    look();
  })`)) as number;
}

async function scroll(page: Page): Promise<{ readonly longestMs: number; readonly rowsMax: number }> {
  await page.goto('/app/queue');
  await page.locator(ROWS).first().waitFor();
  await page.mouse.move(700, 600);
  await page.evaluate('globalThis.longTasks.length = 0');
  let rowsMax = 0;
  for (let n = 0; n < SCROLLS; n++) {
    await page.mouse.wheel(0, SCROLL_PX);
    await page.waitForTimeout(SCROLL_PAUSE_MS);
    if (n % 10 === 0) rowsMax = Math.max(rowsMax, await page.locator(ROWS).count());
  }
  return { longestMs: (await page.evaluate('Math.max(0, ...globalThis.longTasks)')) as number, rowsMax };
}
