/** The diary from both sides: staff make its link and end it; the patient keeps it on a small phone without a script. */
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { sayIn } from '../../src/diary/texts';
import { graveFindings, sidewaysOverflow } from './support/axe';
import { describeBrowser, launchBrowser, openPage, SIZES } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';

const [en, es] = [sayIn('en'), sayIn('es')];
const MINUTES_AGO = 40;

describeBrowser('the patient\'s diary', () => {
  let browser: Browser;
  let demo: DemoPractice;
  beforeAll(async () => { [browser, demo] = [await launchBrowser(), await startDemo()]; });
  afterAll(async () => { await browser.close(); await demo.stop(); });

  const post = async (path: string, body: object): Promise<Record<string, string>> => {
    const response = await fetch(demo.address + path, { method: 'POST', headers: { authorization: `Bearer ${demo.keyOf('nurse')}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() }, body: JSON.stringify(body) });
    const answer = await response.json() as Record<string, string>;
    if (response.status !== 201) throw new Error(JSON.stringify(answer));
    return answer;
  };

  /** A block of this very day, done a little while ago, and when that was in the practice's zone. */
  async function withBlock() {
    const at = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York', dateStyle: 'short', timeStyle: 'short' }).format(new Date(Date.now() - MINUTES_AGO * 60_000));
    const [day = '', time = ''] = at.split(' ');
    const { patientId = '' } = await post('/v1/patients', { name: { family: 'Synthetic', given: 'Dalia' }, birthDate: '1958-04-02', coverages: [{ payer: 'medicare', line: 'original-medicare', state: 'OH', order: 1 }] });
    const { factId = '' } = await post(`/v1/patients/${patientId}/facts`, { fact: { type: 'block', technique: 'medial-branch', purpose: 'diagnostic', occurredOn: day, agent: 'bupivacaine', targets: [{ level: 'L4-L5', side: 'right' }], relief: { scale: 'NRS', baseline: 8, observations: [] } } });
    return { patientId, factId, time };
  }

  const phone = (options: object = {}) => openPage(browser, demo.address, { viewport: SIZES.phone, javaScriptEnabled: false, ...options });
  const answer = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

  async function born(page: Page, say: typeof en, year: string): Promise<void> {
    await page.getByLabel(say('month'), { exact: true }).selectOption('4');
    await page.getByLabel(say('day'), { exact: true }).fill('2');
    await page.getByLabel(say('year'), { exact: true }).fill(year);
    await answer(page, say('open'));
  }

  it('is handed out by a nurse, kept by the patient without a script in Spanish and large print, gone on with, and ended', async () => {
    const { patientId, factId, time } = await withBlock();
    const nurse = await demo.signIn(browser, 'nurse');
    await nurse.page.goto(`/app/patients/${patientId}/facts/${factId}/relief`);
    await nurse.page.getByRole('button', { name: 'Patient\'s diary' }).click();
    const dialog = nurse.page.getByRole('dialog');
    await dialog.getByLabel(/When was it done on/).fill(time);
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const link = await dialog.getByLabel('link', { exact: true }).innerText();
    expect(link).toMatch(new RegExp(`^${demo.address}/diary/pgd_`));
    await dialog.getByRole('img', { name: 'The link as a QR code' }).waitFor();
    expect(await graveFindings(nurse.page)).toEqual([]);

    const patient = await phone();
    await patient.page.goto(link);
    await heading(patient.page, en('birthTitle'));
    await patient.page.getByRole('link', { name: 'Español' }).click();
    await heading(patient.page, es('birthTitle'));
    await patient.page.getByRole('link', { name: es('larger') }).click();
    await born(patient.page, es, '1957');
    await patient.page.getByText(es('birthWrong')).waitFor();
    await born(patient.page, es, '1958');
    await heading(patient.page, es('startTitle'));
    await answer(patient.page, es('startNow'));
    await heading(patient.page, es('pain.now'));
    expect(await sidewaysOverflow(patient.page)).toBe(0);
    await answer(patient.page, /^2 /);
    await heading(patient.page, es('activity.now'));

    // Left here, and gone on with in another browser: the date of birth, then the question that was next.
    const later = await phone({ locale: 'es-US' });
    await later.page.goto(link);
    await born(later.page, es, '1958');
    await heading(later.page, es('activity.now'));
    await answer(later.page, es('activity.walking'));
    await answer(later.page, es('choice.no'));
    await answer(later.page, es('choice.no'));
    await heading(later.page, es('checkTitle'));
    expect(await later.page.locator('main').innerText()).toContain(es('activity.walking'));
    await answer(later.page, es('send'));
    await heading(later.page, es('thanksTitle'));

    const { fact } = await demo.get(`/v1/patients/${patientId}/facts/${factId}`, 'nurse') as { fact: { relief: { observations: readonly { score: number; source: string; activity?: string; minutes: number }[] } } };
    expect(fact.relief.observations).toEqual([expect.objectContaining({ score: 2, source: 'patient', activity: 'walking' })]);
    expect(Math.abs((fact.relief.observations[0]?.minutes ?? 0) - MINUTES_AGO)).toBeLessThanOrEqual(5);

    await nurse.page.reload();
    await nurse.page.getByRole('button', { name: 'Patient\'s diary' }).click();
    await dialog.getByText(/1 entry, the last one/).waitFor();
    expect(await dialog.getByText(link).count()).toBe(0);
    await dialog.getByRole('button', { name: 'End it' }).click();
    await dialog.getByText('Ended', { exact: true }).waitFor();
    await later.page.goto(link);
    await heading(later.page, es('neutralTitle'));
    expect([nurse.faults, patient.faults, later.faults]).toEqual([[], [], []]);
    for (const { context } of [nurse, patient, later]) await context.close();
  });

  it.each([['light', {}], ['dark', { colorScheme: 'dark' as const }]])('can be read on a phone in %s, in usual and in large print', async (_, options) => {
    const { patientId, factId, time } = await withBlock();
    const today = await demo.get(`/v1/patients/${patientId}/facts/${factId}`, 'nurse') as { fact: { occurredOn: string } };
    const offset = new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', timeZoneName: 'longOffset' }).formatToParts(new Date()).find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') ?? '';
    const { link = '' } = await post(`/v1/patients/${patientId}/diaries`, { factId, startedAt: `${today.fact.occurredOn}T${time}:00${offset}` });
    // With scripts, because axe is one; the diary has none.
    const { page, context, faults } = await phone({ javaScriptEnabled: true, ...options });
    const readable = async (where: string): Promise<void> => expect([where, await graveFindings(page), await sidewaysOverflow(page)]).toEqual([where, [], 0]);
    await page.goto(link);
    await readable('birth');
    await page.getByRole('link', { name: en('larger') }).click();
    await readable('birth, large');
    await born(page, en, '1958');
    await readable('start');
    await answer(page, en('startNow'));
    await readable('pain');
    await answer(page, /^10 /);
    await readable('activity');
    await answer(page, en('skip'));
    await answer(page, en('choice.yes'));
    await answer(page, en('pillUnknown'));
    await answer(page, en('choice.no'));
    await readable('check');
    await answer(page, en('send'));
    await readable('thanks');
    expect(faults).toEqual([]);
    await context.close();
  });
});
