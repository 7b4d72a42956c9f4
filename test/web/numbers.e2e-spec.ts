/** The numbers as their owner reads them: counts beside what they are counted of, for a period of the address, and as a file. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { describeBrowser, launchBrowser } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';
import { expectReadable, LOOKS } from './support/screens';

interface Numbers {
  readonly firstPass: { readonly decided: number; readonly approved: number };
  readonly leaks: { readonly withNextStep: number; readonly kinds: readonly { readonly kind: string; readonly episodes: number }[]; readonly rows: readonly object[] };
}

describeBrowser('the numbers', () => {
  let browser: Browser;
  let demo: DemoPractice;
  beforeAll(async () => { [browser, demo] = [await launchBrowser(), await startDemo()]; });
  afterAll(async () => { await browser.close(); await demo.stop(); });

  it('are those of the service, with what they are counted of, drawn and as tables', async () => {
    const { firstPass, leaks } = await demo.get('/v1/numbers', 'admin') as Numbers;
    expect(firstPass.decided).toBeGreaterThan(0);
    const { page, context, faults } = await demo.signIn(browser, 'admin');
    await page.goto('/app/numbers');
    const approved = page.getByRole('region', { name: 'Approved on the first pass' });
    await approved.getByText(`${firstPass.approved} of ${firstPass.decided}`).first().waitFor();
    await approved.locator('svg.recharts-surface .recharts-bar-rectangle path').first().waitFor();
    const leaking = page.getByRole('region', { name: 'What stands in the way now' });
    expect(await leaking.innerText()).toContain(`in ${leaks.kinds[0]?.episodes} of ${leaks.withNextStep} open episodes`);
    expect(await page.getByRole('region', { name: 'Criteria by step' }).getByRole('row').count()).toBe(leaks.rows.length + 1);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('are of a period that stands in the address; a period the wrong way round says what is wrong', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'admin');
    await page.goto('/app/numbers?from=2019-01-01&to=2019-12-31');
    await page.getByText('1 Jan 2019 to 31 Dec 2019').waitFor();
    await page.getByRole('region', { name: 'Approved on the first pass' }).getByText('0 of 0').waitFor();
    await page.getByLabel('From').fill('2020-06-01');
    await page.getByRole('alert').waitFor();
    expect(new URL(page.url()).searchParams.get('from')).toContain('2020-06-01');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('are a file too', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'clinician');
    await page.goto('/app/numbers');
    await page.getByRole('region', { name: 'Criteria by step' }).waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download as CSV' }).click()]);
    expect(file.suggestedFilename()).toMatch(/^numbers-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
    expect(readFileSync(await file.path(), 'utf8').split('\n').length).toBeGreaterThan(3);
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(LOOKS)('can be read in %s', async (_, options) => {
    await expectReadable(browser, demo, 'admin', options, [['/numbers', async (page) => { await page.getByRole('region', { name: 'Criteria by step' }).waitFor(); await page.locator('svg.recharts-surface').first().waitFor(); }]]);
  });
});
