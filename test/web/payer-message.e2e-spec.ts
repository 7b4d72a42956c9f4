/** A payer's message that came another way is pasted, read and recorded; what it approved otherwise than asked waits for a clinician. */
import type { Browser, Page } from 'playwright-core';
import { addedItem, bundle, claimResponse, type Json, type Line } from '../support/claim-response';
import { graveFindings } from './support/axe';
import { describeBrowser, launchBrowser } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';
import { signedPacket, type Requested } from './support/signed-packet';
import { dayFromNow, tell, tellSeen } from './support/tell';

jest.setTimeout(240_000);

const CODE = '64493';
const messageOf = (lines: readonly Line[], over: Json = {}): string => JSON.stringify(bundle(claimResponse(lines, { created: `${dayFromNow(0)}T16:00:00Z`, ...over })), null, 1);

describeBrowser('a payer\'s message', () => {
  let demo: DemoPractice;
  let browser: Browser;
  beforeAll(async () => { [demo, browser] = await Promise.all([startDemo(), launchBrowser()]); });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });

  async function sent(): Promise<Requested & { readonly address: string }> {
    const one = await signedPacket(demo);
    await tellSeen(demo, 'auth-staff', one.patientId, `/authorizations/${one.authorizationId}/submission`, { channel: 'fax', proof: { reference: 'FAX-1' } });
    return { ...one, address: `/app/patients/${one.patientId}/authorizations/${one.authorizationId}` };
  }

  /** What is typed is still there, and beside it stands what to do. */
  async function expectRefused(page: Page, text: string, title: string, said: RegExp): Promise<void> {
    const dialog = page.getByRole('dialog', { name: 'The payer\'s answer, as it came' });
    const field = dialog.getByLabel(/^ClaimResponse, or the bundle/);
    await field.fill(text);
    await dialog.getByRole('button', { name: 'Show what it says' }).click();
    const alert = dialog.getByRole('alert').filter({ hasText: title });
    await alert.getByText(said).first().waitFor();
    expect(await field.inputValue()).toBe(text);
  }

  it('is pasted: what cannot be read stays as it was typed, with what to do; what can is shown before it is recorded, once', async () => {
    const one = await sent();
    const { page, faults, context } = await demo.signIn(browser, 'auth-staff');
    await page.goto(one.address);
    await page.getByRole('button', { name: 'Paste the payer\'s message' }).click();
    const dialog = page.getByRole('dialog', { name: 'The payer\'s answer, as it came' });
    const approval = messageOf([{ line: 1, action: 'A1', number: 'AUTH-9', detail: { code: CODE, units: 1 }, period: [dayFromNow(0), dayFromNow(60)], issuedOn: dayFromNow(0) }]);
    await expectRefused(page, `${approval},`, 'Not read', /nothing may follow/);
    await dialog.getByText(/^Copy the whole message once more/).waitFor();
    await expectRefused(page, '{"resourceType":"Bundle","type":"collection"}', 'Not read', /ClaimResponse/);
    await expectRefused(page, approval.replace('1968-05-01', '1968-05-02'), 'Not read', /^The answer is about /);
    await expectRefused(page, messageOf([], { outcome: 'queued', item: [] }), 'Not read', /not decided|final/i);
    expect(await graveFindings(page)).toEqual([]);

    const field = dialog.getByLabel(/^ClaimResponse, or the bundle/);
    await field.fill(approval);
    expect(await dialog.getByRole('alert').filter({ hasText: 'Not read' }).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Show what it says' }).click();
    await dialog.getByText('Nothing is recorded yet. This is what is read:').waitFor();
    await dialog.getByText(/number AUTH-9/).waitFor();
    await dialog.getByText('The authorization would stand so: Approved by the payer.').waitFor();
    expect(await graveFindings(page)).toEqual([]);
    // Nothing of it is on record yet.
    expect(await tell(demo, 'auth-staff', 'GET', `/v1/patients/${one.patientId}/documents`)).toMatchObject({ items: [] });
    await dialog.getByRole('button', { name: 'Record it' }).click();
    await page.locator('.position').getByText('Approved by the payer').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'The payer\'s message', exact: true }).waitFor();

    // The same message once more: it is said, and changes nothing.
    await page.getByRole('button', { name: 'Paste the payer\'s message' }).click();
    await field.fill(approval);
    await dialog.getByRole('button', { name: 'Show what it says' }).click();
    await dialog.getByRole('alert').filter({ hasText: /already/ }).waitFor();
    expect(await field.inputValue()).toBe(approval);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that approves otherwise than asked waits for a clinician, and the clerk is told so; accepted, it authorizes', async () => {
    const one = await sent();
    const modified = messageOf([{ line: 1, action: 'A6' }], { addItem: [addedItem([1], CODE, 1, { action: 'A1', number: 'AUTH-6', period: [dayFromNow(0), dayFromNow(30)] })] });
    const clerk = await demo.signIn(browser, 'auth-staff');
    await clerk.page.goto(one.address);
    await clerk.page.getByRole('button', { name: 'Paste the payer\'s message' }).click();
    const paste = clerk.page.getByRole('dialog', { name: 'The payer\'s answer, as it came' });
    await paste.getByLabel(/^ClaimResponse, or the bundle/).fill(modified);
    await paste.getByRole('button', { name: 'Show what it says' }).click();
    await paste.getByRole('button', { name: 'Record it' }).click();
    await clerk.page.locator('.position').getByText('Approved otherwise than asked').waitFor();
    await clerk.page.getByText('A clinician accepts or declines what was approved instead.').waitFor();
    expect(await clerk.page.getByRole('button', { name: /^(Accept what was approved instead|Decline it)$/ }).count()).toBe(0);

    const clinician = await demo.signIn(browser, 'clinician');
    await clinician.page.goto(one.address);
    await clinician.page.getByRole('button', { name: 'Accept what was approved instead' }).click();
    const accept = clinician.page.getByRole('dialog', { name: 'Accept what the payer approved instead' });
    await accept.getByText(CODE).first().waitFor();
    expect(await graveFindings(clinician.page)).toEqual([]);
    await accept.getByRole('button', { name: 'Accept', exact: true }).click();
    await clinician.page.locator('.position').getByText('Approved by the payer').waitFor();
    await clerk.page.locator('.position').getByText('Approved by the payer').waitFor();
    await clerk.page.getByText('accepted by a clinician').waitFor();
    expect([...clerk.faults, ...clinician.faults]).toEqual([]);
    await clinician.context.close();
    await clerk.context.close();
  });

  it('that approves otherwise than asked is declined with a reason, and is a denial from then on', async () => {
    const one = await sent();
    await tellSeen(demo, 'auth-staff', one.patientId, `/authorizations/${one.authorizationId}/determinations`, { decision: 'modified', decidedOn: dayFromNow(0), payerReference: 'AUTH-7', items: [{ line: 1, code: CODE, outcome: 'modified', modifiedCode: CODE, modifiedUnits: 1 }] });
    const { page, faults, context } = await demo.signIn(browser, 'clinician');
    await page.goto(one.address);
    await page.getByRole('button', { name: 'Decline it' }).click();
    const dialog = page.getByRole('dialog', { name: 'Decline what the payer approved instead' });
    expect(await graveFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Decline', exact: true }).click();
    expect(await dialog.isVisible()).toBe(true);
    await dialog.getByLabel('Why', { exact: false }).fill('One level is not enough.');
    await dialog.getByRole('button', { name: 'Decline', exact: true }).click();
    await page.locator('.position').getByText('Denied').waitFor();
    await page.getByText('Declined by a clinician: One level is not enough.').waitFor();
    await page.getByRole('link', { name: 'Denial card' }).click();
    await page.getByRole('heading', { level: 1, name: /^Denied: / }).waitFor();
    expect(await graveFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
