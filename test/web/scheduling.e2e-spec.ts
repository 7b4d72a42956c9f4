/** A day for an approved procedure: given, moved, cancelled and given again; a day that is not allowed is answered with the first that is. */
import type { Browser, Locator } from 'playwright-core';
import { graveFindings, sidewaysOverflow } from './support/axe';
import { describeBrowser, launchBrowser, SIZES, type Watched } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';
import { dayFromNow, patientAt, tell, tellSeen, type Listed } from './support/tell';

jest.setTimeout(240_000);

const VALID_TO = dayFromNow(40);

describeBrowser('a procedure\'s day', () => {
  let demo: DemoPractice;
  let browser: Browser;
  let scheduler: Watched;
  let ids: Listed & { readonly patientId: string };
  const at = (path = ''): string => `/authorizations/${ids.authorizationId}${path}`;
  const address = (): string => `/app/patients/${ids.patientId}${at()}`;
  const scheduledOn = async (): Promise<string | undefined> => (await tell<{ items: readonly { authorizationId: string; scheduled?: { on: string } }[] }>(demo, 'scheduler', 'GET', `/v1/patients/${ids.patientId}/authorizations`)).items.find(({ authorizationId }) => authorizationId === ids.authorizationId)?.scheduled?.on;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    ids = await patientAt(demo, 'rfa', 'ready');
    await tellSeen(demo, 'auth-staff', ids.patientId, at('/request'), { dateOfService: dayFromNow(14) });
    await tellSeen(demo, 'auth-staff', ids.patientId, at('/submission'), { channel: 'portal', proof: { reference: 'P-1' } });
    await tellSeen(demo, 'auth-staff', ids.patientId, at('/determinations'), { decision: 'affirmed', decidedOn: dayFromNow(0), payerReference: 'A000000000010', validFrom: dayFromNow(0), validTo: VALID_TO });
    scheduler = await demo.signIn(browser, 'scheduler');
  });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });

  /** Why not, and the first day that is; what was chosen beside the day stays. */
  async function expectNotOn(dialog: Locator): Promise<void> {
    await dialog.getByText('Not on that day').waitFor();
    await dialog.getByText('Approval lapsed').waitFor();
    await dialog.getByRole('button', { name: /^Take the first allowed day/ }).waitFor();
    expect(await dialog.getByLabel('Practitioner').locator('option:checked').innerText()).toContain('Beispiel');
  }

  it('is given with place and performer; beyond the approval it is not, and who else looks sees it at once', async () => {
    const { page, faults } = scheduler;
    const clerk = await demo.signIn(browser, 'auth-staff');
    await clerk.page.goto(address());
    await clerk.page.getByText('Approved, and no day is set.').waitFor();
    await page.goto(address());
    await page.getByRole('button', { name: 'Schedule the procedure' }).click();
    const dialog = page.getByRole('dialog', { name: 'Schedule the procedure' });
    await dialog.getByLabel('Practitioner').selectOption({ index: 1 });
    await dialog.getByLabel('Day of the procedure').fill(dayFromNow(60));
    await dialog.getByRole('button', { name: 'Schedule', exact: true }).click();
    await expectNotOn(dialog);
    expect(await graveFindings(page)).toEqual([]);
    expect(await scheduledOn()).toBeUndefined();
    await dialog.getByLabel('Day of the procedure').fill(dayFromNow(20));
    expect(await dialog.getByText('Not on that day').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Schedule', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await scheduledOn()).toBe(dayFromNow(20));
    await page.getByText(/Beispiel/).first().waitFor();
    await clerk.page.getByRole('button', { name: 'Another day, place or performer' }).waitFor();
    expect([...faults, ...clerk.faults]).toEqual([]);
    await clerk.context.close();
  });

  it('is moved: beyond the approval it stays where it was, and a button takes the first day that is allowed', async () => {
    const { page, faults } = scheduler;
    await page.getByRole('button', { name: 'Another day, place or performer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Another day, place or performer' });
    expect([await dialog.getByLabel('Day of the procedure').inputValue(), await dialog.getByLabel('Practitioner').locator('option:checked').innerText()]).toEqual([dayFromNow(20), expect.stringContaining('Beispiel')]);
    await dialog.getByLabel('Day of the procedure').fill(dayFromNow(41));
    await dialog.getByRole('button', { name: 'Record the change' }).click();
    await expectNotOn(dialog);
    expect(await scheduledOn()).toBe(dayFromNow(20));
    await dialog.getByRole('button', { name: /^Take the first allowed day/ }).click();
    await dialog.waitFor({ state: 'detached' });
    const taken = await scheduledOn() ?? '';
    expect([taken < dayFromNow(20), taken <= VALID_TO]).toEqual([true, true]);
    expect(faults).toEqual([]);
  });

  it('exactly as it was is no change, and that is said', async () => {
    const { page } = scheduler;
    await page.getByRole('button', { name: 'Another day, place or performer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Another day, place or performer' });
    await dialog.getByRole('button', { name: 'Record the change' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'It is scheduled exactly so: nothing has changed.' }).waitFor();
    expect(await graveFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Back' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('is cancelled with a reason while somebody else moved it: that is shown first, and the reason stays', async () => {
    const { page, faults } = scheduler;
    await page.getByRole('button', { name: 'Cancel the procedure' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel the procedure' });
    expect(await graveFindings(page)).toEqual([]);
    await dialog.getByLabel('Why it is cancelled').fill('The patient has a fever.');
    await tellSeen(demo, 'auth-staff', ids.patientId, at('/reschedule'), { date: dayFromNow(25) });
    await dialog.getByRole('button', { name: 'Cancel the procedure' }).click();
    await dialog.getByText('The record has moved since you opened this').waitFor();
    expect(await dialog.getByLabel('Why it is cancelled').inputValue()).toBe('The patient has a fever.');
    expect(await scheduledOn()).toBe(dayFromNow(25));
    await dialog.getByRole('button', { name: 'Cancel the procedure' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Approved, and no day is set.').waitFor();
    expect(await scheduledOn()).toBeUndefined();
    expect(faults).toEqual([]);
  });

  it('is given again on a phone, on the first day that is allowed', async () => {
    const { page, faults, context } = await demo.signIn(browser, 'scheduler', { viewport: SIZES.phone, hasTouch: true });
    await page.goto(address());
    await page.getByRole('button', { name: 'Schedule the procedure' }).tap();
    const dialog = page.getByRole('dialog', { name: 'Schedule the procedure' });
    await dialog.getByLabel('Day of the procedure').fill(dayFromNow(60));
    await dialog.getByRole('button', { name: 'Schedule', exact: true }).tap();
    await dialog.getByText('Not on that day').waitFor();
    expect([await graveFindings(page), await sidewaysOverflow(page)]).toEqual([[], 0]);
    await dialog.getByRole('button', { name: /^Take the first allowed day/ }).tap();
    await dialog.waitFor({ state: 'detached' });
    expect(await scheduledOn()).toBeDefined();
    expect(faults).toEqual([]);
    await context.close();
  });
});
