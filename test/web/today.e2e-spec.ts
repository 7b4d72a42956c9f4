/** The nurse who opened the app in the morning: who is on today's list can be entered without a connection, though nobody opened them. */
import type { Browser, Page } from 'playwright-core';
import { graveFindings, sidewaysOverflow } from './support/axe';
import { describeBrowser, launchBrowser, SIZES } from './support/browser';
import { expectReadable, LOOKS } from './support/screens';
import { startDemo, type DemoPractice } from './support/practice';
import { tapper } from './support/tapper';
import { dayFromNow, tell } from './support/tell';

jest.setTimeout(240_000);

const TABLET = { viewport: SIZES.tablet, hasTouch: true } as const;
const WAIT = { timeout: 60_000 };

const PLANNED = [['Aardwolf', 'Ilse'], ['Zebrafinch-Featherstonehaugh', 'Maximiliana Bartholomea']] as const;
const EPISODE = { pathway: 'rfa', region: 'lumbosacral', targets: [{ level: 'L4-L5', side: 'right' }, { level: 'L5-S1', side: 'right' }], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' };

interface Row {
  readonly patientId: string;
  readonly episodeId: string;
  readonly name: { readonly family: string; readonly given: string };
}

describeBrowser('today\'s list', () => {
  let demo: DemoPractice;
  let browser: Browser;
  const today = dayFromNow(0);
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });
  const listed = async (query: string): Promise<readonly Row[]> => (await tell<{ items: readonly Row[] }>(demo, 'nurse', 'GET', `/v1/worklist?limit=100${query}`)).items;
  const nameOf = ({ name }: Row): string => `${name.family}, ${name.given}`;
  const blocksOf = async ({ patientId }: Row) => (await tell<{ items: readonly { fact: { type: string; occurredOn: string } }[] }>(demo, 'nurse', 'GET', `/v1/patients/${patientId}/facts`)).items.filter(({ fact }) => fact.type === 'block' && fact.occurredOn === today);

  /** Scheduled by the scheduler, or planned with the episode. */
  async function plannedToday(): Promise<readonly Row[]> {
    const [ready] = await listed('&pathway=rfa&step=mbb1&tag=ready');
    const { patientId = '', episodeId = '' } = ready ?? {};
    await tell(demo, 'scheduler', 'POST', `/v1/patients/${patientId}/episodes/${episodeId}/schedule`, { step: 'mbb1', date: today }, `"${(await tell<{ version: number }>(demo, 'nurse', 'GET', `/v1/patients/${patientId}`)).version}"`);
    for (const [family, given] of PLANNED) {
      const { patientId: id } = await tell<{ patientId: string }>(demo, 'nurse', 'POST', '/v1/patients', { name: { family, given }, birthDate: '1961-03-04', coverages: [{ payer: 'medicare', line: 'original-medicare', state: 'OH', order: 1 }] });
      await tell(demo, 'nurse', 'POST', `/v1/patients/${id}/episodes`, { ...EPISODE, plannedOn: today });
    }
    return listed(`&plannedOn=${today}`);
  }

  it('says that nobody is on it, and who comes on it shows by itself', async () => {
    const { page, faults, context } = await demo.signIn(browser, 'nurse');
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Today' }).click();
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    const before = await listed(`&plannedOn=${today}`);
    const rows = await plannedToday();
    expect(rows.length).toBe(before.length + 1 + PLANNED.length);
    for (const row of rows) await page.getByRole('heading', { name: nameOf(row) }).waitFor(WAIT);
    expect(await graveFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is kept with its patients: without a connection one whom nobody opened is entered, and recorded once', async () => {
    const one = (await listed(`&plannedOn=${today}`)).find(({ name }) => !PLANNED.some(([family]) => family === name.family)) as Row;
    const { context, page, faults } = await demo.signIn(browser, 'nurse', TABLET);
    // The work queue, and nobody's page.
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Today' }).click();
    await page.getByText(/^All \d+ are kept on this device/).waitFor(WAIT);
    await filesKept(page);
    await context.setOffline(true);
    await page.reload();
    await page.getByText('The list is shown as it was kept on this device').waitFor(WAIT);
    expect(await graveFindings(page)).toEqual([]);
    await page.getByRole('button', { name: /^No connection/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Entered, and not recorded yet' });
    await dialog.getByRole('link', { name: 'Today\'s list, as it is kept here' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: `Block result of ${nameOf(one)}` }).click();
    await page.getByRole('heading', { level: 2, name: nameOf(one) }).waitFor();
    await page.getByText('The record is shown as it was kept on this device').waitFor();
    await page.getByRole('button', { name: 'Yes, this patient and this place' }).click();
    const tap = tapper(page);
    await tap.score(2);
    await tap.button('Save the block');
    await page.getByText(/^Saved on this device(, being sent)?$/).waitFor();
    expect(await blocksOf(one)).toEqual([]);
    await context.setOffline(false);
    await page.getByText(/^Recorded: /).waitFor(WAIT);
    expect(await blocksOf(one)).toHaveLength(1);

    // Done, and still there for the later scores.
    await page.goto('/app/today');
    await page.getByRole('listitem').filter({ hasText: nameOf(one) }).getByText('Done, moved or cancelled since').waitFor(WAIT);
    await page.getByRole('link', { name: `Later scores of ${nameOf(one)}` }).click();
    await page.getByRole('heading', { level: 1, name: 'Later scores of a block' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: `Later scores of ${nameOf(one)}` }).waitFor();
    expect(await sidewaysOverflow(page)).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is asked for as what nobody is there for, and leaves nothing on the device after sign-out', async () => {
    const { context, page } = await demo.signIn(browser, 'nurse');
    const asked: (string | undefined)[] = [];
    page.on('request', (request) => { if (/\/v1\/(worklist|patients\/[^/]+\/facts)/.test(request.url())) asked.push(request.headers()['pathgate-background']); });
    await page.reload();
    await until(page, `(async () => { ${OPEN} const db = await open(); const kept = await all(db, 'patients'); db.close(); return kept.length > 0; })()`);
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked)).toEqual(new Set(['1']));
    await page.getByRole('button', { name: /^Signed in as/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Pathgate' }).waitFor();
    expect(await page.evaluate(`(async () => { ${OPEN} const db = await open(); const left = [await all(db, 'patients'), await all(db, 'session')].flat(); db.close(); return left.length; })()`)).toBe(0);
    await context.close();
  });

  it('is no place for who records nothing', async () => {
    const { context, page } = await demo.signIn(browser, 'biller');
    expect(await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Today' }).count()).toBe(0);
    await context.close();
  });

  it.each(LOOKS)('is read in %s', async (_, options) => {
    await expectReadable(browser, demo, 'nurse', options, [['/today', (page) => page.getByText(/are kept on this device/).waitFor()]]);
  });
});

const OPEN = `const open = () => new Promise((resolve, reject) => { const asked = indexedDB.open('pathgate-offline'); asked.onsuccess = () => resolve(asked.result); asked.onerror = () => reject(asked.error); });
const all = (db, name) => new Promise((resolve, reject) => { const asked = db.transaction(name).objectStore(name).getAll(); asked.onsuccess = () => resolve(asked.result); asked.onerror = () => reject(asked.error); });`;

async function until(page: Page, expression: string): Promise<void> {
  for (const end = Date.now() + WAIT.timeout; Date.now() < end; await page.waitForTimeout(250)) if (await page.evaluate(expression) === true) return;
  throw new Error(`not so after ${WAIT.timeout} ms: ${expression.slice(0, 200)}`);
}

function filesKept(page: Page): Promise<void> {
  return until(page, `(async () => {
    const kept = (await (await caches.open('pathgate-files-1')).keys()).map(({ url }) => url);
    return navigator.serviceWorker.controller !== null && ['block-result-screen', 'relief-plot', 'today-screen'].every((name) => kept.some((url) => url.includes(name)));
  })()`);
}
