/**
 * From a draft to a day for the procedure, as the people do it: the clerk reads the packet beside its exact pages and requests, somebody reviews,
 * the clinician signs, the clerk sends with proof, records the decision, and it is scheduled.
 */
import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { describeBrowser, launchBrowser, type Watched } from './support/browser';
import { faultsInEveryLook } from './support/looks';
import { startDemo, type DemoPractice } from './support/practice';
import { dayFromNow, patientAt, tell } from './support/tell';

jest.setTimeout(240_000);

/** How much of the drawn page is not blank, of a thousand; it is asked of the canvas itself. */
const INKED = `(() => { const canvas = document.querySelector('canvas[data-page]'); const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let inked = 0; for (let at = 0; at < data.length; at += 4) if (data[at] < 200 && data[at + 3] > 0) inked++; return Math.round(inked / (data.length / 4) * 1000); })()`;

async function drawnPage(page: Page, number: number): Promise<number> {
  await page.locator(`canvas[data-page="${number}"]`).waitFor();
  return page.evaluate(INKED) as Promise<number>;
}

describeBrowser('a packet on its way', () => {
  let demo: DemoPractice;
  let browser: Browser;
  let clerk: Watched;
  let ids: Awaited<ReturnType<typeof patientAt>>;
  const packetAddress = (): string => `/patients/${ids.patientId}/packets/${ids.packetId}`;
  const authorizationAddress = (): string => `/patients/${ids.patientId}/authorizations/${ids.authorizationId}`;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    ids = await patientAt(demo, 'rfa', 'ready');
    clerk = await demo.signIn(browser, 'auth-staff');
  });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });

  it('shows the exact pages beside what they say: a criterion leads to the page of its evidence', async () => {
    const { page } = clerk;
    await page.goto(`/app${packetAddress()}`);
    await page.getByRole('heading', { level: 1, name: /^Packet: Radiofrequency ablation, first/ }).waitFor();
    expect(await drawnPage(page, 1)).toBeGreaterThan(3);
    const pages = await tell<{ evidence: { page: number }[]; sections: { name: string; page: number }[] }>(demo, 'auth-staff', 'GET', `/v1${packetAddress()}/pages`);
    const evidence = pages.sections.find(({ name }) => name === 'evidence')?.page ?? 0;
    await page.getByRole('listitem').filter({ hasText: 'Number of diagnostic blocks' }).getByRole('button', { name: `page ${evidence}`, exact: true }).first().click();
    expect(await drawnPage(page, evidence)).toBeGreaterThan(3);
    expect(page.url()).toContain(`page=${evidence}`);
    await page.getByText(`Text of page ${evidence}`).click();
    await page.getByText('Facts by date').waitFor();
    // What is missing stands first, with who could record it.
    await page.getByText('Facility: CCN or PTAN').waitFor();
    await page.reload();
    expect(await drawnPage(page, evidence)).toBeGreaterThan(3);
  });

  it('is requested for a day; where the record moved meanwhile, what changed is shown and nothing typed is lost', async () => {
    const { page } = clerk;
    const day = dayFromNow(14);
    await page.getByRole('button', { name: 'Request', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Request the authorization' });
    await dialog.getByLabel('Date of service').fill(day);
    await dialog.getByText('Expedited').click();
    await dialog.getByLabel('Why it may not wait').fill('The pain keeps her from sleeping.');
    await tell(demo, 'clinician', 'POST', `/v1/patients/${ids.patientId}/facts`, { fact: { type: 'score', occurredOn: dayFromNow(0), instrument: 'PEG', value: 6 } });
    await dialog.getByRole('button', { name: 'Request', exact: true }).click();
    await dialog.getByText('The record has moved since you opened this').waitFor();
    await dialog.getByRole('listitem').filter({ hasText: /score/i }).waitFor();
    expect(await dialog.getByLabel('Why it may not wait').inputValue()).toBe('The pain keeps her from sleeping.');
    await dialog.getByText('Expedited').click();
    await dialog.getByRole('button', { name: 'Request', exact: true }).click();
    await page.getByText(/^Issued .+ for /).waitFor();
    expect(await tell(demo, 'auth-staff', 'GET', `/v1/patients/${ids.patientId}/authorizations`)).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ authorizationId: ids.authorizationId, position: 'requested', dateOfService: day })]) });
  });

  it('is reviewed by name, and signed by a named clinician with the reason for what is missing; from then on its hash is that of the file', async () => {
    const { page } = clerk;
    expect(await page.getByRole('button', { name: 'Sign', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Record the review' }).click();
    const review = page.getByRole('dialog', { name: 'Record the review' });
    await review.getByLabel('Who has read it').fill('Nora Example');
    await review.getByRole('button', { name: 'I have read it' }).click();
    await page.getByText('A clinician signs it.').waitFor();

    const clinician = await demo.signIn(browser, 'clinician');
    await clinician.page.goto(`/app${packetAddress()}`);
    await clinician.page.getByRole('button', { name: 'Sign', exact: true }).click();
    const sign = clinician.page.getByRole('dialog', { name: 'Sign the packet' });
    await sign.getByLabel('Who answers for it').fill('Ada Beispiel');
    await sign.getByLabel('Why it goes out without it').fill('The hospital sends its number by letter.');
    await sign.getByRole('button', { name: 'Sign and freeze' }).click();
    await clinician.page.getByText('Frozen: this PDF is what was signed').waitFor();
    const file = await fetch(`${demo.address}/v1${packetAddress()}.pdf`, { headers: { authorization: `Bearer ${demo.keyOf('auth-staff')}` } });
    const sha256 = createHash('sha256').update(Buffer.from(await file.arrayBuffer())).digest('hex');
    await clinician.page.getByText(sha256).waitFor();
    expect(clinician.faults).toEqual([]);
    await clinician.context.close();
    // The clerk's screen follows by itself.
    await page.getByText('Frozen: this PDF is what was signed').waitFor();
  });

  it('is sent with proof: without one it is refused in its place', async () => {
    const { page } = clerk;
    await page.getByRole('button', { name: 'Send, or record that it went out' }).click();
    await page.getByLabel('Portal').check();
    await page.getByRole('button', { name: 'Record that it went out', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'Not recorded' }).waitFor();
    await page.getByLabel('Proof that it arrived').fill('CONF-4711');
    await page.getByRole('button', { name: 'Record that it went out', exact: true }).click();
    await page.getByText(/^Portal, .+, proof CONF-4711\.$/).waitFor();
  });

  it('is decided: an approval line by line, and what was mistyped is put right', async () => {
    const { page } = clerk;
    await page.getByRole('link', { name: 'Record what the payer decided' }).click();
    await page.getByText('Sent, waiting for the decision').waitFor();
    await page.getByRole('button', { name: 'Record a decision' }).click();
    const dialog = page.getByRole('dialog', { name: 'Record what the payer decided' });
    await dialog.getByLabel('Decision', { exact: false }).first().selectOption('affirmed');
    await dialog.getByLabel('Authorization or tracking number').fill('A000000000001');
    await dialog.getByLabel('Valid from').fill(dayFromNow(0));
    await dialog.getByLabel('Valid to').fill(dayFromNow(30));
    await dialog.getByRole('switch', { name: 'The letter decides line by line' }).check();
    await dialog.getByRole('group', { name: /^Line 1: 64635/ }).waitFor();
    await dialog.getByRole('button', { name: 'Record the decision' }).click();
    await page.getByText('Approved by the payer').waitFor();
    await page.getByText(/number A000000000001/).waitFor();

    await page.getByRole('button', { name: 'Decision 1 was mistyped: put it right' }).click();
    const again = page.getByRole('dialog', { name: 'Put right decision 1' });
    await again.getByLabel('Authorization or tracking number').fill('A000000000002');
    await again.getByLabel('What was wrong').fill('A digit was misread.');
    await again.getByRole('button', { name: 'Put it right' }).click();
    await page.getByText('Was recorded by mistake: A digit was misread.').waitFor();
    await page.getByText(/number A000000000002/).waitFor();
    expect(clerk.faults).toEqual([]);
  });

  it('is scheduled by the scheduler: a day that is not allowed is answered with the first that is, and a button takes it', async () => {
    const { page, faults, context } = await demo.signIn(browser, 'scheduler');
    await page.goto(`/app${authorizationAddress()}`);
    await page.getByText('Approved, and no day is set.').waitFor();
    expect(await page.getByRole('button', { name: 'Record a decision' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Schedule the procedure' }).click();
    const dialog = page.getByRole('dialog', { name: 'Schedule the procedure' });
    await dialog.getByLabel('Day of the procedure').fill(dayFromNow(60));
    await dialog.getByRole('button', { name: 'Schedule', exact: true }).click();
    await dialog.getByText('Not on that day').waitFor();
    await dialog.getByRole('button', { name: /^Take the first allowed day/ }).click();
    await page.getByRole('button', { name: 'Another day, place or performer' }).waitFor();
    await page.getByRole('button', { name: 'Cancel the procedure' }).click();
    const cancel = page.getByRole('dialog', { name: 'Cancel the procedure' });
    await cancel.getByLabel('Why it is cancelled').fill('The patient travels.');
    await cancel.getByRole('button', { name: 'Cancel the procedure' }).click();
    await page.getByText('Approved, and no day is set.').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is read in light, dark and at 320 px', async () => {
    expect(await faultsInEveryLook(demo, browser, 'auth-staff', packetAddress(), 'Criteria (')).toEqual([]);
    expect(await faultsInEveryLook(demo, browser, 'auth-staff', authorizationAddress(), 'What the payer decided')).toEqual([]);
  });
});
