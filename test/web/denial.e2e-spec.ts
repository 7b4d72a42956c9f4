/** From a denial to its appeal: the physician's page for the call, a meaning for what is not read, the call, the letter, the appeal. */
import { PDFDocument } from '@cantoo/pdf-lib';
import type { Browser, Page } from 'playwright-core';
import { describeBrowser, launchBrowser } from './support/browser';
import { faultsInEveryLook } from './support/looks';
import { startDemo, type DemoPractice } from './support/practice';
import { dayFromNow, tell, tellSeen } from './support/tell';

jest.setTimeout(240_000);

const REASON = 'Conservative care of six weeks was not documented. The moon stood in the seventh house.';
const PERSON = { name: { family: 'Wetherby-Featherstonehaugh-Cholmondeley', given: 'Bartholomew Maximilian' }, birthDate: '1968-05-01', identifiers: [{ kind: 'mrn', value: 'MRN-990011' }], coverages: [{ payer: 'aetna', line: 'commercial', order: 1, memberId: 'W123456789' }] };
const EPISODE = { pathway: 'rfa', region: 'lumbosacral', targets: [{ level: 'L4-L5', side: 'right' }], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' };

async function bytesOf(demo: DemoPractice, path: string): Promise<readonly [number, string | null, Uint8Array]> {
  const answer = await fetch(demo.address + path, { headers: { authorization: `Bearer ${demo.keyOf('clinician')}` } });
  return [answer.status, answer.headers.get('content-type'), new Uint8Array(await answer.arrayBuffer())];
}

async function pagesPrinted(page: Page): Promise<number> {
  return (await PDFDocument.load(await page.pdf({ preferCSSPageSize: true }))).getPageCount();
}

describeBrowser('a denial', () => {
  let demo: DemoPractice;
  let browser: Browser;
  let patientId: string;
  let authorizationId: string;
  const at = (path = ''): string => `/patients/${patientId}/authorizations/${authorizationId}${path}`;

  /** Requested with an override, sent and denied by a commercial plan. */
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    ({ patientId } = await tell<{ patientId: string }>(demo, 'clinician', 'POST', '/v1/patients', PERSON));
    const { episodeId } = await tell<{ episodeId: string }>(demo, 'clinician', 'POST', `/v1/patients/${patientId}/episodes`, EPISODE);
    await tell(demo, 'clinician', 'POST', `/v1/patients/${patientId}/facts`, { fact: { type: 'score', occurredOn: dayFromNow(-3), instrument: 'NRS', value: 7, role: 'baseline' } });
    ({ authorization: { authorizationId } } = await tell<{ authorization: { authorizationId: string } }>(demo, 'auth-staff', 'POST', `/v1/patients/${patientId}/episodes/${episodeId}/authorizations`, { step: 'mbb1' }));
    const { unmet, unknown, review } = await tell<{ unmet: string[]; unknown: string[]; review: string[] }>(demo, 'clinician', 'GET', `/v1/patients/${patientId}/episodes/${episodeId}/assessment?step=mbb1&dateOfService=${dayFromNow(14)}`);
    const on = `/authorizations/${authorizationId}`;
    await tellSeen(demo, 'auth-staff', patientId, `${on}/request`, { dateOfService: dayFromNow(14), override: { by: 'Ada Beispiel, MD', rationale: 'The patient was seen elsewhere before.', findings: [...new Set([...unmet, ...unknown, ...review])] } });
    await tellSeen(demo, 'auth-staff', patientId, `${on}/submission`, { channel: 'fax', proof: { reference: 'FAX-1' } });
    await tellSeen(demo, 'auth-staff', patientId, `${on}/determinations`, { decision: 'denied', decidedOn: dayFromNow(0), payerReference: 'AET-778', reason: REASON });
  });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });

  it('is one page for the physician: the payer\'s words, the criterion, what is not in the record, three lines to say; printed, one sheet', async () => {
    const { page, faults, context } = await demo.signIn(browser, 'clinician');
    await page.goto(`/app${at('/denial')}`);
    await page.getByRole('heading', { level: 1, name: /^Denied: / }).waitFor();
    expect(await page.locator('blockquote').first().textContent()).toBe(REASON);
    expect(await page.locator('.to-say li').count()).toBe(3);
    const criterion = page.locator('.denial-criterion').filter({ hasText: 'Conservative care' });
    await criterion.getByText('The record lacks it').waitFor();
    await criterion.getByText('Not in the record').first().waitFor();
    await page.getByText('Call 800-555-0104.').waitFor();
    expect(await pagesPrinted(page)).toBe(1);
    expect((await bytesOf(demo, `/v1${at('/peer-to-peer-card.pdf')}`)).slice(0, 2)).toEqual([200, 'application/pdf']);
    expect(await page.getByRole('link', { name: 'Card as PDF' }).getAttribute('href')).toBe(`/v1${at('/peer-to-peer-card.pdf')}`);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('has a sentence that is not read: a person gives it its meaning, and the page reads it so from then on', async () => {
    const { page, faults, context } = await demo.signIn(browser, 'auth-staff');
    await page.goto(`/app${at('/denial')}`);
    await page.getByRole('heading', { name: 'Sentences nobody has given a meaning yet' }).waitFor();
    const field = page.getByLabel('The payer\'s sentence, without dates, numbers and names');
    expect(await field.inputValue()).toContain('The moon stood in the seventh house');
    await field.fill('The moon stood in the seventh house on 2026-11-01.');
    await page.getByRole('radio', { name: 'Administrative' }).check();
    await page.getByLabel('Or what it is about').selectOption('wrong-date');
    await page.getByRole('button', { name: 'Remember the meaning' }).click();
    await page.getByRole('alert').filter({ hasText: 'Not recorded' }).waitFor();
    expect(await field.inputValue()).toContain('2026-11-01');
    await field.fill('The moon stood in the seventh house.');
    await page.getByRole('button', { name: 'Remember the meaning' }).click();
    await page.locator('.denial-criterion').filter({ hasText: 'The moon stood' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Sentences nobody has given a meaning yet' }).count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('goes on by a call, which is logged, and by an appeal with its letter', async () => {
    const { page, faults, context } = await demo.signIn(browser, 'auth-staff');
    await page.goto(`/app${at('/denial')}`);
    await page.getByRole('button', { name: 'Log a conversation' }).click();
    await page.getByLabel('Who was spoken to').fill('Dr. Example, pain medicine');
    await page.getByLabel('What was said').fill('Upheld: the therapy notes are asked for.');
    await page.getByRole('button', { name: 'Log it' }).click();
    await page.getByText('Upheld: the therapy notes are asked for.').waitFor();
    await page.getByRole('heading', { name: 'Appeal', exact: true }).waitFor();
    const letter = await page.getByRole('link', { name: 'Appeal letter as PDF' }).getAttribute('href');
    const [status, type, bytes] = await bytesOf(demo, letter ?? '');
    expect([status, type]).toEqual([200, 'application/pdf']);
    expect((await PDFDocument.load(bytes)).getPageCount()).toBeGreaterThan(0);

    await page.getByRole('link', { name: 'The authorization' }).click();
    await page.getByRole('button', { name: 'Peer-to-peer call' }).click();
    const call = page.getByRole('dialog', { name: 'Peer-to-peer call' });
    await call.getByLabel('Day of the call').fill(dayFromNow(2));
    await call.getByRole('button', { name: 'Record the call' }).click();
    await page.getByText('Peer-to-peer call scheduled').waitFor();
    await page.getByRole('button', { name: 'Record an appeal' }).click();
    const appeal = page.getByRole('dialog', { name: 'Record an appeal' });
    await appeal.getByLabel('Level, in the payer\'s words').fill('first level');
    await appeal.getByRole('button', { name: 'Record the appeal' }).click();
    await page.getByText('Appealed, waiting for the decision').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is not on the card where nothing is denied: the page says so', async () => {
    const { page, context } = await demo.signIn(browser, 'clinician');
    const { items } = await tell<{ items: readonly { patientId: string; tags: readonly string[] }[] }>(demo, 'auth-staff', 'GET', '/v1/worklist?limit=100');
    const other = items.find(({ tags }) => tags.includes('ready'))?.patientId ?? '';
    const { items: [first] } = await tell<{ items: readonly { authorizationId: string }[] }>(demo, 'auth-staff', 'GET', `/v1/patients/${other}/authorizations`);
    await page.goto(`/app/patients/${other}/authorizations/${first?.authorizationId ?? ''}/denial`);
    await page.getByText('This authorization is not denied').waitFor();
    await context.close();
  });

  it('is read in light, dark and at 320 px', async () => {
    expect(await faultsInEveryLook(demo, browser, 'clinician', at('/denial'), 'The reason, word for word')).toEqual([]);
    expect(await faultsInEveryLook(demo, browser, 'auth-staff', at(), 'What the payer decided')).toEqual([]);
  });
});
