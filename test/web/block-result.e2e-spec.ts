/** A nurse between two patients: confirm, tap, save. Taps are counted and the clock runs. */
import type { Browser, Page } from 'playwright-core';
import { graveFindings, sidewaysOverflow } from './support/axe';
import { describeBrowser, launchBrowser, SIZES } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';
import { tapper, type Tapper } from './support/tapper';

const TAPS_MAX = 15;
const SECONDS_MAX = 60;
const TABLET = { viewport: SIZES.tablet, hasTouch: true } as const;

interface FactItem {
  readonly factId: string;
  readonly fact: { readonly type: string; readonly [field: string]: unknown };
}

describeBrowser('block result', () => {
  let demo: DemoPractice;
  let browser: Browser;
  beforeAll(async () => { [demo, browser] = await Promise.all([startDemo(), launchBrowser()]); });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });
  const patientNamed = async (family: string): Promise<string> => {
    const { items } = await demo.get('/v1/patients?limit=100') as { items: readonly { patientId: string; name: { family: string; given: string } }[] };
    return items.find(({ name }) => `${name.family} ${name.given}` === family)?.patientId ?? '';
  };
  const blocksOf = async (patientId: string): Promise<readonly FactItem[]> => (await demo.get(`/v1/patients/${patientId}/facts`) as { items: readonly FactItem[] }).items.filter(({ fact }) => fact.type === 'block');
  const open = (page: Page, patientId: string, search = ''): Promise<unknown> => page.goto(`/app/patients/${patientId}/block-result${search}`);

  it(`takes a nurse at most ${TAPS_MAX} taps and ${SECONDS_MAX} seconds on a tablet, types nothing, and records what was tapped`, async () => {
    const watched = await demo.signIn(browser, 'nurse', TABLET);
    const { page } = watched;
    const patientId = await patientNamed('Cloverbuckle Emrys');
    const tap: Tapper = tapper(page);
    const startedAt = Date.now();
    await open(page, patientId);
    await page.getByRole('heading', { name: 'Cloverbuckle, Emrys' }).waitFor();
    await page.getByText('RIGHT: L3-L4, L4-L5').waitFor();
    await tap.button('Yes, this patient and this place');
    for (const score of [1, 1, 1, 1, 2]) await tap.score(score);
    await tap.choice('Relief lasted', '6 h');
    await tap.choice('Agent', 'Bupivacaine');
    await tap.choice('Image saved', 'Yes');
    await tap.button('Save the block');
    await page.getByText(/^Recorded: Block result/).waitFor();
    const seconds = (Date.now() - startedAt) / 1000;
    expect(tap.count()).toBeLessThanOrEqual(TAPS_MAX);
    expect(seconds).toBeLessThanOrEqual(SECONDS_MAX);
    expect((await blocksOf(patientId)).map(({ fact }) => fact)).toMatchObject([{
      type: 'block', technique: 'medial-branch', purpose: 'diagnostic', targets: [{ level: 'L3-L4', side: 'right' }, { level: 'L4-L5', side: 'right' }], agent: 'bupivacaine', guidance: 'fluoroscopy', imageSaved: true,
      relief: { scale: 'NRS', baseline: 8, durationHours: 6, observations: [30, 60, 120, 180, 240].map((minutes, index) => ({ minutes, score: index === 4 ? 2 : 1 })) },
    }]);
    await page.getByText(/^Now: /).waitFor();
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });

  it('shows while it is tapped what it would mean, under the patient\'s policy and under another, and the chart grows', async () => {
    const watched = await demo.signIn(browser, 'clinician');
    const { page } = watched;
    const patientId = await patientNamed('Pebblepuddle Jorah');
    const tap = tapper(page);
    await open(page, patientId);
    await tap.button('Yes, this patient and this place');
    const meaning = page.getByRole('region', { name: 'What this would mean' });
    await meaning.getByText('Under the patient\'s policy: RFA').waitFor();
    for (const score of [1, 1]) await tap.score(score);
    await page.getByRole('region', { name: 'Relief so far' }).getByRole('img', { name: /1 after 30 min, 1 after 1 h/ }).waitFor();
    await tap.choice('Relief lasted', 'No relief');
    await meaning.getByText('Does not meet').or(meaning.getByText('Cannot tell yet')).first().waitFor();
    await tap.choice('Relief lasted', '8 h');
    for (const score of [1, 1]) await tap.score(score);
    await meaning.getByText('Of this block, met:').waitFor();
    await meaning.getByLabel('And under another policy').selectOption({ label: 'Facet joint procedures, Aetna, from 1 Jan 2026' });
    await meaning.getByText('Under the chosen policy: RFA').waitFor();
    expect((await blocksOf(patientId)).length).toBe(1);
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });

  it('takes a score told by phone the next day into the series of the block, beside what is on record', async () => {
    const watched = await demo.signIn(browser, 'nurse', { viewport: SIZES.phone, hasTouch: true });
    const { page } = watched;
    const patientId = await patientNamed('Featherwhistle Greer');
    const [block] = await blocksOf(patientId);
    const tap = tapper(page);
    await open(page, patientId, `?factId=${block?.factId ?? ''}`);
    const times = page.getByRole('group', { name: 'Time after the block' });
    expect(await times.getByRole('button', { name: /^30 min/ }).isDisabled()).toBe(true);
    await tap.choice('Time after the block', '24 h');
    await tap.score(7);
    await tap.button('Add the scores');
    await page.getByText(/^Recorded: Later scores/).waitFor();
    const [after] = await blocksOf(patientId);
    expect(after?.fact['relief']).toMatchObject({ observations: expect.arrayContaining([expect.objectContaining({ minutes: 1440, score: 7, source: 'phone' }) as unknown]) as unknown });
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });

  it('says where to start when no ablation episode is open', async () => {
    const watched = await demo.signIn(browser, 'nurse');
    await open(watched.page, await patientNamed('Kettlefiddle Kestrel'));
    await watched.page.getByRole('heading', { name: 'No ablation episode is open' }).waitFor();
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });

  it.each([
    ['light', { viewport: SIZES.desk }], ['dark', { viewport: SIZES.desk, colorScheme: 'dark' as const }], ['320 px', { viewport: SIZES.phone, hasTouch: true }],
  ])('has no serious finding and nothing to scroll sideways: %s', async (_, options) => {
    const watched = await demo.signIn(browser, 'nurse', options);
    const { page } = watched;
    const tap = tapper(page);
    await open(page, await patientNamed('Pebblepuddle Jorah'));
    await page.getByRole('button', { name: 'Yes, this patient and this place' }).waitFor();
    expect(await graveFindings(page)).toEqual([]);
    await tap.button('Yes, this patient and this place');
    await tap.score(2);
    await page.getByRole('button', { name: /^More: / }).click();
    await page.getByText('Under the patient\'s policy: RFA').waitFor();
    expect(await graveFindings(page)).toEqual([]);
    expect(await sidewaysOverflow(page)).toBe(0);
    const small = await page.getByRole('group', { name: /^Score / }).getByRole('button').evaluateAll((buttons) => (buttons as unknown as { getBoundingClientRect(): { width: number; height: number } }[]).map((button) => button.getBoundingClientRect()).filter(({ width, height }) => Math.min(width, height) < 44).length);
    expect(small).toBe(0);
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });

  it('can be done by keyboard alone', async () => {
    const watched = await demo.signIn(browser, 'nurse');
    const { page } = watched;
    await open(page, await patientNamed('Featherwhistle Greer'));
    const press = async (name: RegExp, group?: RegExp): Promise<void> => {
      const button = (group === undefined ? page : page.getByRole('group', { name: group })).getByRole('button', { name });
      for (let steps = 0; steps < 120 && !(await button.evaluate((element) => element === (globalThis as unknown as { document: { activeElement: unknown } }).document.activeElement)); steps++) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
    };
    await page.getByRole('button', { name: 'Yes, this patient and this place' }).waitFor();
    await press(/^Yes, this patient/);
    await press(/^2$/, /^Score 30 min/);
    await page.getByRole('group', { name: 'Time after the block' }).getByRole('button', { name: /^30 min 2/ }).waitFor();
    await press(/^Save the block$/);
    await page.getByText(/^Recorded: Block result/).waitFor();
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });
});
