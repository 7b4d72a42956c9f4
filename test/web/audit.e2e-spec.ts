/** The auditor's screen: who did what, filtered by the address, as files; and the log verified. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { describeBrowser, launchBrowser } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';
import { expectReadable, LOOKS } from './support/screens';

describeBrowser('the audit', () => {
  let browser: Browser;
  let demo: DemoPractice;
  beforeAll(async () => { [browser, demo] = [await launchBrowser(), await startDemo()]; });
  afterAll(async () => { await browser.close(); await demo.stop(); });

  it('says who did what, and keeps what is asked for in the address', async () => {
    const refused = await fetch(`${demo.address}/v1/audit`, { headers: { authorization: `Bearer ${demo.keyOf('scheduler')}` } });
    expect(refused.status).toBe(403);
    const { page, context, faults } = await demo.signIn(browser, 'auditor');
    await page.goto('/app/audit');
    const rows = page.getByRole('region', { name: 'Audit' }).getByRole('row');
    await rows.filter({ hasText: 'Sign in' }).filter({ hasText: 'Demo auditor' }).first().waitFor();
    const before = await rows.count();
    await page.getByRole('button', { name: 'Show older' }).click();
    await page.locator('[aria-label="Audit"] tr').nth(before).waitFor();

    await page.getByLabel('Outcome').selectOption('refused');
    await page.getByLabel('Action').fill('read-audit');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.waitForURL(/outcome=refused/);
    await rows.filter({ hasText: 'Refused' }).first().waitFor();
    expect(await rows.filter({ hasText: 'Allowed' }).count()).toBe(0);
    expect(page.url()).toContain('action=read-audit');
    await page.reload();
    await rows.filter({ hasText: 'Scheduler' }).first().waitFor();

    await page.getByLabel('Actor').fill('nobody-of-that-name');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByRole('heading', { name: 'Nothing of that is on the audit' }).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await rows.filter({ hasText: 'Allowed' }).first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('goes into a file, as a table and as JSON lines, with the filters that are shown', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'auditor');
    await page.goto('/app/audit?actor=demo-account-auditor');
    await page.getByRole('region', { name: 'Audit' }).waitFor();
    const download = async (name: string): Promise<readonly string[]> => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()]);
      return readFileSync(await file.path(), 'utf8').trimEnd().split('\n');
    };
    const table = await download('CSV');
    const lines = (await download('JSON lines')).map((line) => JSON.parse(line) as { actor: string });
    expect(table.length).toBeGreaterThan(1);
    expect(new Set(lines.map(({ actor }) => actor))).toEqual(new Set(['demo-account-auditor']));
    expect(faults).toEqual([]);
    await context.close();
  });

  it('verifies the log and says so in words', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'auditor');
    await page.goto('/app/audit');
    await page.getByRole('tab', { name: 'Is the log whole?' }).click();
    await page.getByRole('button', { name: 'Verify the log' }).click();
    await page.getByText('The log is what was recorded').waitFor();
    expect(await page.getByText(/\d+ events of \d+ logs and \d+ rows of the audit were verified; none is missing or changed/).count()).toBe(1);
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(LOOKS)('can be read in %s', async (_, options) => {
    await expectReadable(browser, demo, 'auditor', options, [
      ['/audit', (page) => page.getByRole('region', { name: 'Audit' }).waitFor()],
      ['/audit?tab=log', async (page) => { await page.getByRole('button', { name: 'Verify the log' }).click(); await page.getByText('The log is what was recorded').waitFor(); }],
    ]);
  });
});
