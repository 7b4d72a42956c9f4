/** Days that must not be missed: overdue first, each with its arithmetic; as a month; in one's own calendar; records to chase. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { graveFindings, sidewaysOverflow } from './support/axe';
import { describeBrowser, launchBrowser, SIZES } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';

interface Due {
  readonly patientId: string;
  readonly version: number;
  readonly kind: string;
  readonly on: string;
  readonly name: { readonly family: string; readonly given: string };
  readonly arithmetic: { readonly sentence: string };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const said = (date: string): string => `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;

describeBrowser('deadlines', () => {
  let browser: Browser;
  let demo: DemoPractice;
  let today: string;
  beforeAll(async () => {
    [browser, demo] = [await launchBrowser(), await startDemo()];
    today = ((await demo.get('/v1/deadlines', 'auth-staff')) as { readonly asOf: string }).asOf;
  });
  afterAll(async () => { await browser.close(); await demo.stop(); });
  const dueDays = async (query = ''): Promise<readonly Due[]> => ((await demo.get(`/v1/deadlines${query}`, 'auth-staff')) as { readonly items: readonly Due[] }).items;

  it('begins with what is overdue, says how a day is counted, and is narrowed in the address', async () => {
    const [first] = await dueDays();
    const { page, context, faults } = await demo.signIn(browser, 'auth-staff');
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Deadlines' }).click();
    await page.getByRole('heading', { name: 'Overdue (1)' }).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).first().innerText()).toBe('Overdue (1)');
    await page.getByText(/^How this day is counted/).first().click();
    // Its dates as every screen writes them.
    await page.getByText((first?.arithmetic.sentence ?? '?').replace(/\d{4}-\d{2}-\d{2}/g, said)).waitFor();
    expect(await page.getByText('the practice\'s own reminder, no payer\'s rule').first().isVisible()).toBe(true);
    await page.getByLabel('Kind').selectOption('approval-expires');
    await page.waitForURL(/kind=approval-expires/);
    await page.getByRole('heading', { name: /^Overdue/ }).waitFor({ state: 'detached' });
    const expiring = await dueDays('?kind=approval-expires');
    expect(await page.locator('tbody tr').count()).toBe(expiring.length);
    await page.reload();
    await page.getByRole('heading', { name: /^Later/ }).waitFor();
    await page.getByLabel('Kind').selectOption('appeal-due');
    await page.getByText('No day of that kind').waitFor();
    await page.getByRole('link', { name: 'Show all' }).click();
    await page.getByRole('heading', { name: 'Overdue (1)' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('goes into a file as it is narrowed', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'auth-staff');
    await page.goto('/app/deadlines?kind=approval-expires');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download as CSV' }).click()]);
    const rows = parse(readFileSync(await file.path()), { columns: true }) as { patientId: string; on: string }[];
    expect(rows.map(({ patientId, on }) => [patientId, on])).toEqual((await dueDays('?kind=approval-expires')).map(({ patientId, on }) => [patientId, on]));
    await page.getByLabel('Kind').selectOption('earliest-day');
    await page.getByRole('button', { name: 'Download as CSV' }).waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await context.close();
  });

  it('shows a month, with the earliest days of the queue in it', async () => {
    const [expiring] = await dueDays('?kind=approval-expires');
    const { page, context, faults } = await demo.signIn(browser, 'auth-staff');
    await page.goto(`/app/deadlines?show=calendar&month=${expiring?.on.slice(0, 7) ?? ''}`);
    await page.getByRole('cell').filter({ hasText: 'Approval expires' }).getByRole('link', { name: `${expiring?.name.family ?? ''}, ${expiring?.name.given ?? ''}` }).waitFor();
    expect(await page.getByRole('columnheader').count()).toBe(7);
    await page.goto('/app/deadlines?kind=earliest-day');
    await page.getByText('From this day on, time has met what it alone meets.').first().waitFor();
    const block = page.getByRole('row').filter({ hasText: 'Diagnostic block 2, earliest day' }).first();
    expect(await block.innerText()).toMatch(/Lumbar, .*(left|right)/);
    await block.getByText(/^How this day is counted/).click();
    await block.getByText(/\(block before it\), \d+ calendar days: /).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('gives a calendar link once, which answers until it is revoked', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'auth-staff');
    await page.goto('/app/deadlines');
    await page.getByRole('button', { name: 'In your own calendar' }).click();
    await page.getByLabel('Whose calendar').fill('Front desk');
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = await page.getByLabel('Link of the calendar feed').innerText();
    const calendar = await fetch(link);
    expect([calendar.status, (await calendar.text()).startsWith('BEGIN:VCALENDAR')]).toEqual([200, true]);
    await page.getByRole('button', { name: 'Revoke the link for Front desk' }).click();
    await page.getByText(/^Revoked: the link/).waitFor();
    expect((await fetch(link)).status).toBe(404);
    await page.reload();
    await page.getByRole('button', { name: 'In your own calendar' }).click();
    await page.getByRole('cell', { name: /^Revoked/ }).waitFor();
    expect(await page.getByText(link).count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('chases records: what another asked for shows by itself, is asked for again, and comes', async () => {
    const [first] = await dueDays();
    const { patientId = '' } = first ?? {};
    const { page, context, faults } = await demo.signIn(browser, 'auth-staff');
    await page.goto('/app/deadlines?kind=records-chase');
    await page.getByText('No day of that kind').waitFor();
    const { version } = (await demo.get(`/v1/patients/${patientId}`, 'auth-staff')) as { readonly version: number };
    const asked = await fetch(`${demo.address}/v1/patients/${patientId}/records-requests`, {
      method: 'POST', headers: { authorization: `Bearer ${demo.keyOf('auth-staff')}`, 'content-type': 'application/json', 'idempotency-key': 'records-1', 'if-match': `"${version}"` },
      body: JSON.stringify({ from: 'Hilltop Physical Therapy', what: 'The therapy notes', askedOn: today, chaseOn: new Date(Date.parse(`${today}T00:00:00Z`) + 604_800_000).toISOString().slice(0, 10) }),
    });
    expect(asked.status).toBe(201);
    await page.getByRole('button', { name: /^Asked again/ }).click();
    await page.getByRole('dialog').getByLabel('Ask next on').fill(`${Number(today.slice(0, 4)) + 1}-01-15`);
    await page.getByRole('dialog').getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('cell').filter({ hasText: `15 Jan ${Number(today.slice(0, 4)) + 1}` }).first().waitFor();
    await page.getByRole('button', { name: /^They came/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Record it' }).click();
    await page.getByText('No day of that kind').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('tells a scheduler whose, which kind and when, and nothing else', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'scheduler');
    await page.goto('/app/deadlines');
    await page.getByRole('heading', { name: 'Overdue (1)' }).waitFor();
    expect([await page.getByText(/How this day is counted/).count(), await page.getByRole('button', { name: 'In your own calendar' }).count()]).toEqual([0, 0]);
    expect(await page.locator('tbody a').first().getAttribute('href')).toContain('/may-i-book?');
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each([['light', 'desk'], ['dark', 'desk'], ['light', 'phone'], ['dark', 'phone']] as const)('has no grave finding in %s at the size of a %s', async (colorScheme, size) => {
    const { page, context, faults } = await demo.signIn(browser, 'auth-staff', { colorScheme, viewport: SIZES[size] });
    for (const [address, shown] of [['/app/deadlines', 'Overdue (1)'], ['/app/deadlines?show=calendar&month=2026-12', 'December 2026']] as const) {
      await page.goto(address);
      await page.getByRole('heading', { name: shown }).waitFor();
      expect(await graveFindings(page)).toEqual([]);
      expect(await sidewaysOverflow(page)).toBe(0);
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});
