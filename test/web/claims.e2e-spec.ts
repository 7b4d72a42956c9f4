/** The biller checks a claim before it goes out, from the lines of a day, and many from a file. */
import type { Browser } from 'playwright-core';
import { describeBrowser, launchBrowser, type Watched } from './support/browser';
import { faultsInEveryLook } from './support/looks';
import { startDemo, type DemoPractice } from './support/practice';
import { patientAt, tell } from './support/tell';

jest.setTimeout(240_000);

describeBrowser('claims before they go out', () => {
  let demo: DemoPractice;
  let browser: Browser;
  let biller: Watched;
  let patientId: string;
  let family: string;
  let day: string;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    ({ patientId } = await patientAt(demo, 'rfa', 'ready'));
    ({ name: { family } } = await tell<{ name: { family: string } }>(demo, 'clinician', 'GET', `/v1/patients/${patientId}`));
    const { items } = await tell<{ items: readonly { fact: { type: string; occurredOn: string } }[] }>(demo, 'clinician', 'GET', `/v1/patients/${patientId}/facts`);
    day = items.filter(({ fact }) => fact.type === 'block').map(({ fact }) => fact.occurredOn).sort().at(-1) ?? '';
    biller = await demo.signIn(browser, 'biller');
  });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });

  it('starts from the service lines of a day: the clean claim passes, a fault is named at its field with what to do', async () => {
    const { page } = biller;
    await page.getByRole('link', { name: 'Claims check' }).click();
    await page.getByLabel('Find the patient').fill(family);
    const before = page.url();
    await page.getByRole('button', { name: new RegExp(`^${family}`) }).first().click();
    expect(before).not.toContain(family);
    await page.getByLabel('Date of service').fill(day);
    await page.getByRole('button', { name: 'Take the service lines of that day' }).click();
    await page.getByText('2 lines are taken over from what was documented.').waitFor();
    expect(await page.getByLabel('Code, line 1').inputValue()).toBe('64493');
    await page.getByRole('button', { name: 'Check the claim' }).click();
    await page.getByText('Nothing stands against it.').waitFor();
    await page.getByText('Pass', { exact: true }).waitFor();

    await page.getByRole('group', { name: 'Line 1' }).getByLabel('Units').fill('3');
    await page.getByText('The claim was changed since it was checked').waitFor();
    await page.getByRole('button', { name: 'Check the claim' }).click();
    const found = page.getByRole('row').filter({ hasText: 'More units on one day' });
    await found.getByText('Line 1, units').waitFor();
    await found.getByText('Block').waitFor();
    await found.getByText('Correct the units').waitFor();
    expect(page.url()).not.toContain(family);
  });

  it('refuses what is no claim in its place, and keeps what was pasted', async () => {
    const { page } = biller;
    await page.getByRole('button', { name: 'Another patient' }).click();
    await page.getByLabel('Or paste a claim').fill('{"lines": 3}');
    await page.getByRole('button', { name: 'Take the pasted claim' }).click();
    await page.getByText('A claim names patientId, dateOfService, claimType and lines.').waitFor();
    await page.getByLabel('Or paste a claim').fill(JSON.stringify({ patientId, dateOfService: day, claimType: 'professional', lines: [{ code: '64493', units: 1, placeOfService: '24' }] }));
    await page.getByRole('button', { name: 'Take the pasted claim' }).click();
    expect(await page.getByLabel('Code, line 1').inputValue()).toBe('64493');
  });

  it('checks many from a file, with what is done so far and a table of what stands against them', async () => {
    const { page } = biller;
    const clean = { patientId, dateOfService: day, claimType: 'professional', lines: [{ code: '64493', modifiers: ['RT', 'KX'], units: 1, diagnoses: ['M47.816'], placeOfService: '24' }, { code: '64494', modifiers: ['RT', 'KX'], units: 1, diagnoses: ['M47.816'], placeOfService: '24' }] };
    const faulty = { ...clean, lines: clean.lines.map((line) => ({ ...line, units: 3 })) };
    const lines = [...Array.from({ length: 30 }, () => clean), faulty, { ...clean, patientId: 'nobody' }].map((claim) => JSON.stringify(claim)).join('\n');
    await page.getByRole('tab', { name: 'Many at once' }).click();
    await page.locator('input[type=file]').setInputFiles({ name: 'claims.jsonl', mimeType: 'application/x-ndjson', buffer: Buffer.from(`${lines}\n`) });
    await page.getByRole('button', { name: 'Check them all' }).click();
    await page.getByText('32 of 32 checked: that is all of them.').waitFor();
    await page.getByText('Not passing (2)').waitFor();
    const row = page.getByRole('row').filter({ hasText: 'More units on one day' });
    await row.getByRole('button', { name: /^All \d+ of line 31$/ }).click();
    await page.getByRole('heading', { level: 2, name: 'Line 31' }).waitFor();
    await page.getByText('Pass (30)').click();
    await page.getByRole('row').filter({ hasText: 'Pass' }).nth(29).waitFor();
    expect(biller.faults).toEqual([]);
  });

  it('is read in light, dark and at 320 px', async () => {
    expect(await faultsInEveryLook(demo, browser, 'biller', '/claims', 'Whose claim is it?')).toEqual([]);
    expect(await faultsInEveryLook(demo, browser, 'biller', `/claims?patient=${patientId}&date=${day}`, 'Check the claim')).toEqual([]);
    expect(await faultsInEveryLook(demo, browser, 'biller', '/claims?how=many', 'Check them all')).toEqual([]);
  });
});
