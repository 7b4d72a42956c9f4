/** May I book? Asked by a scheduler, who sees no findings, and by a nurse, who does; and the day is taken. */
import type { Browser } from 'playwright-core';
import { graveFindings, sidewaysOverflow } from './support/axe';
import { describeBrowser, launchBrowser, SIZES } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';

interface Need {
  readonly patientId: string;
  readonly episodeId: string;
  readonly step: string;
  readonly name: { readonly family: string; readonly given: string };
  readonly dueOn: string | null;
  readonly dueKind: string | null;
  readonly nextAction: { readonly code: string };
}

const DAY_MS = 86_400_000;

describeBrowser('may I book', () => {
  let browser: Browser;
  let demo: DemoPractice;
  let waiting: Need;
  let approved: Need;
  beforeAll(async () => {
    [browser, demo] = [await launchBrowser(), await startDemo()];
    const { items } = (await demo.get('/v1/queue?limit=200')) as { readonly items: readonly Need[] };
    const find = (step: string, code: string): Need => items.find((need) => need.step === step && need.nextAction.code === code) as Need;
    [waiting, approved] = [find('mbb2', 'wait'), find('rfa', 'schedule')];
  });
  afterAll(async () => { await browser.close(); await demo.stop(); });
  const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);

  it('a scheduler finds the patient, is told no and the first day, takes it, and sees no finding', async () => {
    const first = waiting.dueOn ?? '';
    const { page, context, faults } = await demo.signIn(browser, 'scheduler');
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'May I book?' }).click();
    await page.getByLabel('Find the patient').fill(waiting.name.family);
    await page.getByRole('button', { name: new RegExp(`^${waiting.name.family}, ${waiting.name.given}`) }).click();
    await page.getByRole('heading', { name: `${waiting.name.family}, ${waiting.name.given}` }).waitFor();
    expect(page.url()).not.toContain(waiting.name.family);
    await page.getByLabel('Day', { exact: false }).fill(dayBefore(first));
    await page.getByText(/^No: Diagnostic block 2 on /).waitFor();
    expect([await page.getByText('What is not met').count(), await page.getByRole('heading', { name: 'The steps that follow' }).count(), await page.getByRole('button', { name: /^Schedule/ }).count()]).toEqual([0, 0, 0]);
    await page.getByRole('button', { name: /^Take / }).click();
    await page.waitForURL(new RegExp(`date=${first}`));
    await page.getByText(/^Yes: Diagnostic block 2 on /).waitFor();
    await page.getByLabel('Practitioner').selectOption({ index: 1 });
    await page.getByRole('button', { name: /^Schedule Diagnostic block 2 to / }).click();
    await page.getByText(/^Diagnostic block 2 is scheduled for /).waitFor();
    await page.getByRole('button', { name: /^Move Diagnostic block 2 to / }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Schedule Diagnostic block 2 to / }).click();
    await page.getByRole('alert').getByText(/^It is scheduled for /).waitFor();
    await page.getByText(/^A day is taken already: /).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('books what was approved, moves it, and cancels it', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'auth-staff');
    await page.getByRole('link', { name: 'Schedule the procedure' }).click();
    await page.waitForURL(new RegExp(`patient=${approved.patientId}`));
    await page.getByText(/^Yes: RFA on /).waitFor();
    await page.getByLabel('Place', { exact: true }).selectOption({ index: 1 });
    await page.getByText(/^(Yes|No|People decide): RFA on /).waitFor();
    await page.getByLabel('Place', { exact: true }).selectOption('');
    await page.getByRole('button', { name: /^Schedule RFA to / }).click();
    await page.getByText(/^RFA is scheduled for /).waitFor();
    expect(await dueKindOf(approved)).toBe('planned-service');
    await page.getByRole('button', { name: 'Cancel what is scheduled' }).click();
    await page.getByRole('dialog').getByLabel('Why').fill('The patient cannot come.');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel it' }).click();
    await page.getByRole('button', { name: /^Schedule RFA to / }).waitFor();
    expect(await dueKindOf(approved)).toBe('approved-not-scheduled');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('tells a nurse what is not met, and the steps that follow', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'nurse');
    await page.goto(`/app/may-i-book?patient=${waiting.patientId}&date=${dayBefore(waiting.dueOn ?? '')}`);
    await page.getByText(/^No: /).waitFor();
    await page.getByText(/^What is not met/).click();
    await page.getByText(/Interval between blocks/).first().waitFor();
    await page.getByRole('heading', { name: 'The steps that follow' }).waitFor();
    await page.getByRole('cell', { name: 'RFA', exact: true }).waitFor();
    await page.getByText(/^Levels and sides: as planned/).click();
    await page.getByText('Choose none').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each([['light', 'desk'], ['dark', 'desk'], ['light', 'phone'], ['dark', 'phone']] as const)('has no grave finding in %s at the size of a %s', async (colorScheme, size) => {
    const { page, context, faults } = await demo.signIn(browser, 'nurse', { colorScheme, viewport: SIZES[size] });
    await page.goto('/app/may-i-book');
    await page.getByLabel('Find the patient').waitFor();
    expect(await graveFindings(page)).toEqual([]);
    for (const date of [dayBefore(waiting.dueOn ?? ''), waiting.dueOn ?? '']) {
      await page.goto(`/app/may-i-book?patient=${waiting.patientId}&date=${date}`);
      await page.getByText(/^(Yes|No|People decide): /).waitFor();
      await page.getByRole('cell', { name: 'RFA', exact: true }).waitFor();
      expect(await graveFindings(page)).toEqual([]);
      expect(await sidewaysOverflow(page)).toBe(0);
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  async function dueKindOf({ patientId, step }: Need): Promise<string | null | undefined> {
    const { items } = (await demo.get(`/v1/queue?q=${patientId}`)) as { readonly items: readonly Need[] };
    return items.find((need) => need.step === step)?.dueKind;
  }
});
