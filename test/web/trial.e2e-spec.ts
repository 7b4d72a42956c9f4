/** The trial desk and the documentation check: the nurse adds a missing day, the implanter reads both routes, the biller reads what a note lacks. */
import type { Browser } from 'playwright-core';
import { graveFindings, sidewaysOverflow } from './support/axe';
import { describeBrowser, launchBrowser, SIZES } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';
import { tapper } from './support/tapper';

interface FactItem {
  readonly factId: string;
  readonly fact: { readonly type: string; readonly endedAt?: string; readonly analgesic?: unknown; readonly days?: readonly { readonly on: string; readonly score?: number }[] };
  readonly relief?: { readonly diary?: { readonly missingDays: readonly string[] } };
}

const LOOKS: readonly (readonly [string, object])[] = [['light', { viewport: SIZES.desk }], ['dark', { viewport: SIZES.desk, colorScheme: 'dark' }], ['320 px', { viewport: SIZES.phone, hasTouch: true }]];

describeBrowser('trial desk and documentation check', () => {
  let demo: DemoPractice;
  let browser: Browser;
  beforeAll(async () => { [demo, browser] = await Promise.all([startDemo(), launchBrowser()]); });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });
  const find = async (name: string, type: string): Promise<{ readonly patientId: string; readonly item: FactItem }> => {
    const { items } = await demo.get('/v1/patients?limit=100') as { items: readonly { patientId: string; name: { family: string; given: string } }[] };
    const patientId = items.find((one) => `${one.name.family} ${one.name.given}` === name)?.patientId ?? '';
    const facts = (await demo.get(`/v1/patients/${patientId}/facts`) as { items: readonly FactItem[] }).items;
    return { patientId, item: facts.find(({ fact }) => fact.type === type) as FactItem };
  };
  const addressOf = async (name: string, type: string, page: string): Promise<string> => {
    const { patientId, item } = await find(name, type);
    return `/app/patients/${patientId}/facts/${item.factId}/${page}`;
  };

  it('marks the missing day, and a nurse adds it by tapping', async () => {
    const watched = await demo.signIn(browser, 'nurse', { viewport: SIZES.tablet, hasTouch: true });
    const { page } = watched;
    const [missing = ''] = (await find('Willowbuckle Kestrel', 'scs-trial')).item.relief?.diary?.missingDays ?? [];
    await page.goto(await addressOf('Willowbuckle Kestrel', 'scs-trial', 'trial'));
    await page.getByRole('alert').getByText('One day has no score').or(page.getByText('One day has no score')).first().waitFor();
    await page.getByRole('button', { name: 'Patient\'s diary' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /link/ }).first().waitFor();
    await page.keyboard.press('Escape');
    const tap = tapper(page);
    await page.getByRole('group', { name: /^Day/ }).getByRole('button', { name: /missing$/ }).click();
    await page.getByRole('group', { name: /^Pain with stimulation/ }).getByRole('button', { name: '4', exact: true }).click();
    await tap.choice('Goal of the trial', 'Reached');
    await tap.button('Add the day');
    await page.getByText('No entry: ask the patient').waitFor({ state: 'detached' });
    const { item } = await find('Willowbuckle Kestrel', 'scs-trial');
    expect(item.fact.days).toEqual(expect.arrayContaining([expect.objectContaining({ on: missing, score: 4, goalMet: true, source: 'phone' })]));
    expect(item.relief?.diary?.missingDays).toEqual([]);
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });

  it('records the pull with doses at the beginning and the end, and then says what each route shows', async () => {
    const watched = await demo.signIn(browser, 'clinician');
    const { page } = watched;
    await page.goto(await addressOf('Willowbuckle Kestrel', 'scs-trial', 'trial'));
    await page.getByLabel('Leads out at').fill(`${new Date().toISOString().slice(0, 10)}T00:01`);
    await page.getByLabel('Dose a day, MME, before the trial').fill('60');
    await page.getByLabel('Dose a day, MME, at the end').fill('20');
    await page.getByRole('button', { name: 'Record the pull' }).click();
    await page.getByText(/^Leads out on/).waitFor();
    await page.getByText('66.7 %').waitFor();
    expect((await find('Willowbuckle Kestrel', 'scs-trial')).item.fact).toMatchObject({ analgesic: { unit: 'MME', baseline: 60, end: 20 }, endedAt: expect.stringContaining('T00:01:00') as unknown });
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });

  it('shows the analgesic route where pain alone fell short, on one page to print', async () => {
    const watched = await demo.signIn(browser, 'clinician');
    const { page } = watched;
    await page.goto(await addressOf('Kettlefiddle Kestrel', 'scs-trial', 'trial'));
    await page.getByText('37.5 %').first().waitFor();
    await page.getByText('58.3 %').waitFor();
    expect(await page.getByText('The policy asks at least 50 %').count()).toBe(2);
    const pages = (await page.pdf({ format: 'Letter' })).toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length;
    expect(pages).toBe(1);
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });

  it('shows a biller per code what the note supports and lacks, and the lines of the day', async () => {
    const watched = await demo.signIn(browser, 'biller');
    const { page } = watched;
    await page.goto(await addressOf('Featherwhistle Greer', 'block', 'documentation'));
    await page.getByRole('table', { name: 'Codes this note could support' }).getByText('64493').waitFor();
    await page.getByRole('table', { name: 'Lines of the day' }).getByText('RT, KX').first().waitFor();
    expect(await page.getByRole('link', { name: 'To the patient\'s record' }).count()).toBe(0);
    await page.getByLabel('Claim').selectOption('facility');
    await page.getByRole('table', { name: 'Lines of the day' }).waitFor();
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });

  it('tells a nurse what to document where a note lacks it', async () => {
    const { patientId } = await find('Cloverbuckle Emrys', 'score');
    const bare = { type: 'block', occurredOn: (await demo.get(`/v1/patients/${patientId}/status`) as { asOf: string }).asOf, technique: 'medial-branch', purpose: 'diagnostic', targets: [{ level: 'L4-L5' }] };
    const answered = await fetch(`${demo.address}/v1/patients/${patientId}/facts`, { method: 'POST', headers: { authorization: `Bearer ${demo.keyOf('nurse')}`, 'content-type': 'application/json', 'idempotency-key': 'bare-block-1' }, body: JSON.stringify({ fact: bare }) });
    const { factId } = await answered.json() as { factId: string };
    const watched = await demo.signIn(browser, 'nurse');
    await watched.page.goto(`/app/patients/${patientId}/facts/${factId}/documentation`);
    await watched.page.getByText('Note lacks something').first().waitFor();
    await watched.page.getByText(/^To document: /).first().waitFor();
    expect(await graveFindings(watched.page)).toEqual([]);
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });

  it.each(LOOKS)('has no serious finding and nothing to scroll sideways: %s', async (_, options) => {
    const watched = await demo.signIn(browser, 'nurse', options);
    const { page } = watched;
    for (const [address, ready] of [[await addressOf('Willowbuckle Kestrel', 'scs-trial', 'trial'), 'Diary'], [await addressOf('Kettlefiddle Kestrel', 'scs-trial', 'trial'), 'Diary'], [await addressOf('Featherwhistle Greer', 'block', 'documentation'), 'Suggested lines of the day']] as const) {
      await page.goto(address);
      await page.getByRole('heading', { name: ready }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await graveFindings(page)).toEqual([]);
      expect(await sidewaysOverflow(page)).toBe(0);
    }
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });
});
