/** What stands in a payer's letter: a day of its own, records that it asks for, an approval that lapsed. */
import { cpSync } from 'node:fs';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { Browser } from 'playwright-core';
import { graveFindings } from './support/axe';
import { describeBrowser, launchBrowser, SIZES, type Watched } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';
import { signedPacket, type Requested } from './support/signed-packet';
import { dayFromNow, tell, tellSeen } from './support/tell';

jest.setTimeout(240_000);

/** As the app writes a day. */
const inWords = (day: string): string => new Date(`${day}T12:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).replace('Sept', 'Sep');

describeBrowser('a payer\'s letter', () => {
  let demo: DemoPractice;
  let browser: Browser;
  let clerk: Watched;
  beforeAll(async () => {
    browser = await launchBrowser();
    // An approval whose days are over: the start of a service records that it lapsed, so it is one that was there before.
    let folder = '';
    demo = await startDemo({}, (made) => { folder = made; });
    await decided({ decision: 'affirmed', payerReference: 'A000000000006', validFrom: dayFromNow(-10), validTo: dayFromNow(-1) });
    const before = demo;
    await before.server.stop('SIGTERM');
    demo = await startDemo({}, (made) => cpSync(folder, made, { recursive: true }));
    await before.stop();
    clerk = await demo.signIn(browser, 'auth-staff');
  });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });
  const addressOf = ({ patientId, authorizationId }: Requested): string => `/app/patients/${patientId}/authorizations/${authorizationId}`;
  const deadlinesOf = async ({ patientId, authorizationId }: Requested) => (await tell<{ items: readonly { kind: string; on: string; authorizationId: string }[] }>(demo, 'auth-staff', 'GET', `/v1/patients/${patientId}/deadlines`)).items.filter((one) => one.authorizationId === authorizationId);

  async function letter(): Promise<{ readonly name: string; readonly mimeType: string; readonly buffer: Buffer }> {
    const pdf = await PDFDocument.create();
    pdf.addPage().drawText(`Letter ${Math.random()}`);
    return { name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from(await pdf.save()) };
  }

  async function decided(determination: object): Promise<Requested> {
    const one = await signedPacket(demo);
    await tellSeen(demo, 'auth-staff', one.patientId, `/authorizations/${one.authorizationId}/submission`, { channel: 'fax', proof: { reference: 'FAX-1' } });
    await tellSeen(demo, 'auth-staff', one.patientId, `/authorizations/${one.authorizationId}/determinations`, { decidedOn: dayFromNow(0), ...determination });
    return one;
  }

  /** Soon after the start it is on record. */
  async function lapsedOne(): Promise<{ readonly patientId: string; readonly name: { readonly family: string; readonly given: string } }> {
    for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 250))) {
      const { items: [found] } = await tell<{ items: readonly { patientId: string; name: { family: string; given: string } }[] }>(demo, 'auth-staff', 'GET', '/v1/deadlines?kind=expired');
      if (found !== undefined) return found;
    }
    throw new Error('no approval has lapsed');
  }

  it('says another last day: it stands in place of the arithmetic, with the letter, here and among the deadlines', async () => {
    const one = await decided({ decision: 'affirmed', payerReference: 'A000000000009', validFrom: dayFromNow(0), validTo: dayFromNow(60) });
    const { page, faults } = clerk;
    await page.goto(addressOf(one));
    await page.getByText(`Approval expires: ${inWords(dayFromNow(60))}`).waitFor();
    await page.getByRole('button', { name: /^The letter says another day\s*: Approval expires$/ }).click();
    const dialog = page.getByRole('dialog', { name: 'The letter\'s own day: Approval expires' });
    expect(await graveFindings(page)).toEqual([]);
    await dialog.getByLabel('The day that the letter says').fill(dayFromNow(45));
    await dialog.getByLabel('What the letter says, and where').fill('Valid for forty-five days, second page.');
    await dialog.getByRole('button', { name: 'Attach a new file' }).click();
    expect(await dialog.getByLabel('What it is').inputValue()).toBe('Letter of the payer');
    await dialog.locator('input[type=file]').setInputFiles(await letter());
    await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
    await dialog.getByLabel('What it is').waitFor({ state: 'detached' });
    // Attaching it was a change of the record; it is this person's own, and nothing stands against the day.
    await dialog.getByRole('button', { name: 'Record the letter\'s day' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(`Approval expires: ${inWords(dayFromNow(45))}`).waitFor();
    await page.getByText('As the payer\'s letter says.').waitFor();
    await page.goto('/app/deadlines?kind=approval-expires');
    await page.getByRole('row').filter({ hasText: inWords(dayFromNow(45)) }).getByRole('link').first().waitFor();
    expect(faults).toEqual([]);
  });

  it('that names a day nobody can mean is refused in its place, and what was typed stays', async () => {
    const one = await decided({ decision: 'affirmed', payerReference: 'A000000000008', validFrom: dayFromNow(0), validTo: dayFromNow(60) });
    const { page, faults } = clerk;
    await page.goto(addressOf(one));
    await page.getByRole('button', { name: /^The letter says another day\s*: Approval expires$/ }).click();
    const dialog = page.getByRole('dialog', { name: 'The letter\'s own day: Approval expires' });
    await dialog.getByRole('button', { name: 'Attach a new file' }).click();
    await dialog.locator('input[type=file]').setInputFiles(await letter());
    await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
    await dialog.getByLabel('What it is').waitFor({ state: 'detached' });
    await dialog.getByLabel('The day that the letter says').fill(dayFromNow(-30));
    await dialog.getByLabel('What the letter says, and where').fill('First page.');
    await dialog.getByRole('button', { name: 'Record the letter\'s day' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'Not recorded' }).waitFor();
    expect([await dialog.getByLabel('What the letter says, and where').inputValue(), await dialog.getByRole('combobox').locator('option:checked').innerText()]).toEqual(['First page.', 'Letter of the payer']);
    expect(await graveFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('that asks for records: what and by when is on record, they are fetched from another provider, and the answer goes out', async () => {
    const one = await signedPacket(demo);
    await tellSeen(demo, 'auth-staff', one.patientId, `/authorizations/${one.authorizationId}/submission`, { channel: 'fax', proof: { reference: 'FAX-1' } });
    const { page, faults } = clerk;
    await page.goto(addressOf(one));
    await page.getByRole('button', { name: 'Record a decision' }).click();
    const decision = page.getByRole('dialog', { name: 'Record what the payer decided' });
    await decision.getByLabel('Decision', { exact: false }).first().selectOption('pended');
    await decision.getByLabel('Asked for, 1').fill('The therapy notes');
    await decision.getByLabel('By when, 1').fill(dayFromNow(5));
    expect(await graveFindings(page)).toEqual([]);
    await decision.getByRole('button', { name: 'Record the decision' }).click();
    await decision.waitFor({ state: 'detached' });
    await page.locator('.position').getByText('Pended: the payer asks for more').waitFor();
    await page.getByText(`The therapy notes, by ${inWords(dayFromNow(5))}`).waitFor();
    expect((await deadlinesOf(one)).map(({ kind, on }) => `${kind} ${on}`)).toContain(`pended-answer-due ${dayFromNow(5)}`);

    await page.getByRole('button', { name: 'Ask for records' }).click();
    const ask = page.getByRole('dialog', { name: 'Ask another provider for records' });
    expect(await graveFindings(page)).toEqual([]);
    await ask.getByLabel('The other provider').fill('Hilltop Physical Therapy');
    await ask.getByLabel('What was asked for').fill('The therapy notes');
    await ask.getByLabel('Ask again on').fill(dayFromNow(3));
    await ask.getByRole('button', { name: 'Record it' }).click();
    await ask.waitFor({ state: 'detached' });
    await page.getByText('Hilltop Physical Therapy: The therapy notes').waitFor();
    await page.getByRole('button', { name: 'They came' }).click();
    const came = page.getByRole('dialog', { name: 'The records of Hilltop Physical Therapy came' });
    await came.getByRole('button', { name: 'Attach a new file' }).click();
    await came.locator('input[type=file]').setInputFiles(await letter());
    await came.getByLabel('What it is').press('Enter');
    await came.getByLabel('What it is').waitFor({ state: 'detached' });
    expect(await graveFindings(page)).toEqual([]);
    await came.getByRole('button', { name: 'Record it' }).click();
    await came.waitFor({ state: 'detached' });
    await page.getByText(`Came ${inWords(dayFromNow(0))}.`).waitFor();

    // The answer goes out as the packet went: with proof.
    await page.getByRole('link', { name: 'Packet: sign, send, request again' }).click();
    await page.getByRole('button', { name: 'Send, or record that it went out' }).click();
    await page.getByLabel('Fax').check();
    await page.getByLabel('Proof that it arrived').fill('FAX-2');
    await page.getByRole('button', { name: 'Record that it went out', exact: true }).click();
    await page.getByText(/^Fax, .+, proof FAX-2\.$/).waitFor();
    expect((await deadlinesOf(one)).map(({ kind }) => kind)).not.toContain('pended-answer-due');
    expect(await tell(demo, 'auth-staff', 'GET', `/v1/patients/${one.patientId}/authorizations`)).toMatchObject({ items: [{ position: 'submitted' }] });
    expect(faults).toEqual([]);
  });

  it('whose approval lapsed unused stays among the deadlines until somebody has seen it and says what becomes of it', async () => {
    const lapsed = await lapsedOne();
    const whose = `${lapsed.name.family}, ${lapsed.name.given}`;
    const { page, faults } = clerk;
    await page.goto('/app/deadlines?kind=expired');
    await page.getByRole('button', { name: new RegExp(`^Acknowledge\\s*: ${whose}$`) }).click();
    const dialog = page.getByRole('dialog', { name: 'The approval lapsed unused' });
    expect(await graveFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    expect(await dialog.isVisible()).toBe(true);
    await dialog.getByLabel('What becomes of it').fill('It is requested again after the holidays.');
    await dialog.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('No day of that kind').waitFor();
    await page.goto(`/app/patients/${lapsed.patientId}`);
    await page.getByText(/requested again after the holidays/).first().waitFor({ state: 'attached' });
    expect(faults).toEqual([]);
  });

  it('is read on a phone: the dialog for its day fits', async () => {
    const one = await decided({ decision: 'affirmed', payerReference: 'A000000000007', validFrom: dayFromNow(0), validTo: dayFromNow(60) });
    const phone = await demo.signIn(browser, 'auth-staff', { viewport: SIZES.phone, hasTouch: true });
    await phone.page.goto(addressOf(one));
    await phone.page.getByRole('button', { name: /^The letter says another day\s*: Approval expires$/ }).tap();
    await phone.page.getByRole('dialog', { name: 'The letter\'s own day: Approval expires' }).waitFor();
    expect(await graveFindings(phone.page)).toEqual([]);
    expect(phone.faults).toEqual([]);
    await phone.context.close();
  });
});
