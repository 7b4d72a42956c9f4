/** What was imported says so on the patient's page; where a policy asks for a clinician, one looks at it and attests it, one fact or several. */
import type { Browser } from 'playwright-core';
import { graveFindings } from './support/axe';
import { describeBrowser, launchBrowser } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';
import { expectReadable, LOOKS } from './support/screens';
import { tell } from './support/tell';

jest.setTimeout(240_000);

const MAPPING = {
  source: 'old-ehr', format: 'csv', registers: true,
  patient: { key: { column: 'Chart' }, identifiers: [{ kind: 'mrn', from: { column: 'Chart' } }], family: { column: 'Last' }, given: { column: 'First' }, birthDate: { column: 'Born', as: 'date' } },
  coverage: { payer: 'cigna', line: 'commercial', order: 1 },
  entries: [
    { name: 'evaluation', when: [{ column: 'What', is: ['evaluation'] }], fact: { type: 'psych-evaluation', occurredOn: { column: 'Day', as: 'date' }, by: 'clinical-psychologist', cleared: true, author: 'Dr. Elsewhere' } },
    { name: 'discussion', when: [{ column: 'What', is: ['discussion'] }], fact: { type: 'risk-discussion', occurredOn: { column: 'Day', as: 'date' } } },
    { name: 'screening', when: [{ column: 'What', is: ['screening'] }], fact: { type: 'multidisciplinary-screening', occurredOn: { column: 'Day', as: 'date' } } },
  ],
};
const ROWS = ['evaluation', 'discussion', 'screening'].map((what, index) => `A-77,Thimblewick,Odessa,1961-02-03,2026-08-1${index},${what}`);
const FILE = ['Chart,Last,First,Born,Day,What', ...ROWS, ''].join('\r\n');

describeBrowser('attestation', () => {
  let demo: DemoPractice;
  let browser: Browser;
  let patientId = '';
  let episodeId = '';
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    await tell(demo, 'admin', 'PUT', '/v1/import-sources/old-ehr', { mapping: MAPPING });
    const begun = await fetch(`${demo.address}/v1/imports?source=old-ehr&record=true`, { method: 'POST', headers: { authorization: `Bearer ${demo.keyOf('admin')}`, 'content-type': 'text/csv', 'idempotency-key': crypto.randomUUID() }, body: FILE });
    const { importId } = (await begun.json()) as { readonly importId: string };
    while ((await tell<{ state: string }>(demo, 'admin', 'GET', `/v1/imports/${importId}`)).state !== 'recorded') await new Promise((resolve) => setTimeout(resolve, 50));
    const { items: [found] } = await tell<{ items: readonly { patientId: string }[] }>(demo, 'clinician', 'POST', '/v1/patients/search', { text: 'Thimblewick' });
    patientId = found?.patientId ?? '';
    ({ episodeId } = await tell<{ episodeId: string }>(demo, 'clinician', 'POST', `/v1/patients/${patientId}/episodes`, { pathway: 'scs', region: 'thoracolumbar', targets: [], setting: '24' }));
  });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });
  const unattested = async () => (await tell<{ awaitingAttestation: readonly { type: string }[] }>(demo, 'clinician', 'GET', `/v1/patients/${patientId}/status`)).awaitingAttestation.map(({ type }) => type);

  it('is shown to a nurse, who cannot say it', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'nurse');
    await page.goto(`/app/patients/${patientId}`);
    const record = page.getByRole('region', { name: 'Record' });
    await record.getByText('3 imported facts are not attested').waitFor();
    await record.getByText('A next step waits for it: its policy asks for a clinician', { exact: false }).waitFor();
    expect(await record.getByText('imported from old-ehr, not attested').count()).toBe(3);
    expect([await record.getByRole('button', { name: /^Attest/ }).count(), await record.getByRole('button', { name: 'Look at them' }).count()]).toEqual([0, 0]);
    expect(await graveFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(LOOKS)('can be read in %s', async (_, options) => {
    await expectReadable(browser, demo, 'clinician', options, [[`/patients/${patientId}`, async (page) => {
      await page.getByRole('button', { name: 'Look at them' }).click();
      await page.getByRole('dialog').getByRole('checkbox').nth(2).waitFor();
    }]]);
  });

  it('is led to from the checklist, and attested one by one or from the list, with a tick for each', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'clinician');
    await page.goto(`/app/patients/${patientId}/episodes/${episodeId}/checklist`);
    const criterion = page.getByRole('article', { name: 'Psychological evaluation with clearance: review' });
    await criterion.getByText('Not attested').waitFor();
    await criterion.getByText('A clinician attests it.', { exact: false }).waitFor();
    await criterion.getByRole('link', { name: /^Look at what was imported/ }).click();

    const record = page.getByRole('region', { name: 'Record' });
    await record.getByText('3 imported facts are not attested').waitFor();
    await page.getByText(/^Loading /).first().waitFor({ state: 'hidden' });
    await record.getByRole('listitem').filter({ hasText: /risk/i }).getByRole('button', { name: /^Attest: / }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('checkbox').count()).toBe(1);
    await dialog.getByRole('button', { name: 'Attest' }).click();
    await dialog.getByText('Tick at least one that you have looked at.').waitFor();
    expect(await graveFindings(page)).toEqual([]);
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: 'Attest' }).click();
    await record.getByText('2 imported facts are not attested').waitFor();
    await record.getByText(/^imported from old-ehr, attested by .+ on /).waitFor();
    expect(await unattested()).toEqual(['psych-evaluation', 'multidisciplinary-screening']);

    await record.getByRole('button', { name: 'Look at them' }).click();
    // What a next step waits for stands first.
    await dialog.getByRole('checkbox').first().check();
    expect(await dialog.getByRole('checkbox', { name: /psych/i }).isChecked()).toBe(true);
    await dialog.getByText('Dr. Elsewhere, stated by old-ehr').waitFor();
    await dialog.getByRole('checkbox').nth(1).check();
    // The record moves while the list is open: nothing is attested unseen.
    await tell(demo, 'nurse', 'POST', `/v1/patients/${patientId}/facts`, { fact: { type: 'score', occurredOn: '2026-08-20', instrument: 'NRS', value: 8 } });
    await dialog.getByRole('button', { name: 'Attest 2 facts' }).click();
    await dialog.getByText('The record has moved since you opened this').waitFor();
    expect(await unattested()).toHaveLength(2);
    await dialog.getByRole('button', { name: 'Attest 2 facts' }).click();
    await page.getByText('2 facts attested.').waitFor();
    await record.getByText(/imported facts? (is|are) not attested/).waitFor({ state: 'detached' });
    expect(await unattested()).toEqual([]);

    await page.goto(`/app/patients/${patientId}/episodes/${episodeId}/checklist`);
    await page.getByRole('article', { name: 'Psychological evaluation with clearance: met' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
