/** A messy export brought along: its mapping saved, what was not taken read by row, the rest recorded, and who a patient is decided and undone by a person. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { graveFindings } from './support/axe';
import { describeBrowser, launchBrowser } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';
import { expectReadable, LOOKS } from './support/screens';
import { tell } from './support/tell';

jest.setTimeout(240_000);

const SAMPLE = join(__dirname, '../imports/samples/ehr-procedure-log');
const read = <T>(file: string): T => JSON.parse(readFileSync(join(SAMPLE, file), 'utf8')) as T;
const MAPPING = read<{ readonly source: string }>('mapping.json');
const EXPECTED = read<{ readonly patients: { readonly registered: number; readonly held: number }; readonly facts: Readonly<Record<string, number>>; readonly refusals: readonly string[]; readonly held: readonly { readonly patient: string }[] }>('expected.json');
const FACTS = Object.values(EXPECTED.facts).reduce((sum, each) => sum + each, 0);
const RECORDED_MS_MAX = 60_000;

describeBrowser('imports', () => {
  let demo: DemoPractice;
  let browser: Browser;
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    for (const { family, given, birthDate, mrn } of read<readonly Readonly<Record<'family' | 'given' | 'birthDate' | 'mrn', string>>[]>('practice.json')) {
      await tell(demo, 'nurse', 'POST', '/v1/patients', { name: { family, given }, birthDate, identifiers: [{ kind: 'mrn', value: mrn }], confirmedDistinct: true });
    }
  });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });
  const cardOf = (page: Page, who: string) => page.getByRole('article', { name: who });

  it('begin with where to start; faults of a mapping are told by pointer, and the right one is saved', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'admin');
    await page.getByRole('link', { name: 'Imports' }).click();
    await page.getByRole('heading', { name: 'Nothing was imported yet' }).waitFor();
    await page.getByText('npm run import -- --demo').waitFor();
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByText('Choose a file first.').waitFor();
    await page.getByRole('link', { name: 'Save how a source writes its files' }).click();
    const save = page.getByRole('button', { name: 'Save the mapping' });
    const text = page.getByLabel('Or paste it');
    await text.fill('{ "source": ');
    await save.click();
    await page.getByText(/^This is no JSON/).waitFor();
    await text.fill(JSON.stringify({ ...MAPPING, guess: true }));
    await save.click();
    const told = page.getByRole('alert').filter({ hasText: 'Not saved' });
    await told.getByText('/guess').waitFor();
    expect(await graveFindings(page)).toEqual([]);
    await page.locator('input[type=file]').setInputFiles(join(SAMPLE, 'mapping.json'));
    await told.waitFor({ state: 'detached' });
    await save.click();
    await page.getByText(`Files of ${MAPPING.source} can be read.`).waitFor();
    await page.getByRole('rowheader', { name: MAPPING.source }).waitFor();
    expect((await tell<{ mapping: object }>(demo, 'admin', 'GET', `/v1/import-sources/${MAPPING.source}`)).mapping).toEqual(MAPPING);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('are checked, say by row, column and why what cannot be taken, and record the rest once somebody has said so', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'admin');
    await page.goto('/app/imports');
    await page.getByLabel('Source', { exact: true }).selectOption(MAPPING.source);
    await page.locator('input[type=file]').setInputFiles(join(SAMPLE, 'procedure-log.csv'));
    await page.getByRole('button', { name: 'Check the file' }).click();
    const found = page.getByRole('region', { name: `From ${MAPPING.source}` });
    await found.getByText('The file was checked. Nothing is stored yet.').waitFor({ timeout: RECORDED_MS_MAX });
    const counts = found.getByRole('list', { name: 'What is in the file' });
    for (const said of [`${EXPECTED.patients.registered} of them are new here`, `${EXPECTED.patients.held} of them wait for somebody to say who they are`, `${FACTS} of them are new`, `${EXPECTED.refusals.length} were not taken`]) {
      expect((await counts.getByRole('listitem').allInnerTexts()).map((each) => each.trim())).toContain(said);
    }
    const rows = found.getByRole('row');
    await rows.nth(EXPECTED.refusals.length).waitFor();
    expect((await found.getByRole('rowheader').allInnerTexts()).map(Number)).toEqual(EXPECTED.refusals.map((each) => Number.parseInt(each, 10)));
    await rows.filter({ hasText: 'Side (block)' }).filter({ hasText: 'The mapping does not say what this word means.' }).waitFor();
    await rows.filter({ hasText: 'The row has more or fewer cells than the heading.' }).waitFor();
    expect(await graveFindings(page)).toEqual([]);
    expect(await found.getByRole('button', { name: 'Record', exact: true }).count()).toBe(0);
    expect((await tell<{ items: readonly object[] }>(demo, 'admin', 'GET', '/v1/imports/held')).items).toEqual([]);

    await found.getByRole('button', { name: 'Record what was not refused' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^15 entries of the file will be missing/).waitFor();
    await dialog.getByRole('button', { name: 'Record without them' }).click();
    await found.getByText('Recorded. Every fact names the source it came from.').waitFor({ timeout: RECORDED_MS_MAX });
    await page.getByRole('region', { name: 'Imports so far' }).first().getByRole('row').filter({ hasText: 'Recorded' }).waitFor();
    await found.getByText(`Somebody has to say who ${EXPECTED.held.length} patients are`).waitFor();

    // The same file once more finds everything on record, and is let go of.
    await page.locator('input[type=file]').setInputFiles(join(SAMPLE, 'procedure-log.csv'));
    await page.getByRole('button', { name: 'Check the file' }).click();
    await found.getByText(`${FACTS} are on record from an earlier import`).waitFor({ timeout: RECORDED_MS_MAX });
    await found.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: 'Discard it' }).click();
    await found.getByText('What was read of the file is deleted. Nothing of it was stored.').waitFor();

    const surprise = readFileSync(join(SAMPLE, 'procedure-log.csv'), 'utf8').replace('Room', 'Surprise');
    await page.locator('input[type=file]').setInputFiles({ name: 'other.csv', mimeType: 'text/csv', buffer: Buffer.from(surprise) });
    await page.getByRole('button', { name: 'Check the file' }).click();
    await found.getByText('The file is not what the mapping says it is').waitFor({ timeout: RECORDED_MS_MAX });
    await rows.filter({ hasText: 'Surprise' }).filter({ hasText: 'The mapping neither reads nor ignores this column.' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('leave to a nurse who a patient is, and what was decided wrongly is undone on the patient\'s page', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'nurse');
    await page.goto('/app/imports');
    const isolde = cardOf(page, 'Walnutpuddle, Isolde');
    await isolde.getByText('Somebody of ours has the same name and date of birth, under another chart number or none.').waitFor();
    expect([await page.getByRole('tab').allInnerTexts(), await page.getByRole('article').count()]).toEqual([['Who are these?'], EXPECTED.held.length]);
    const ours = isolde.getByRole('region', { name: 'Walnutpuddle, Isolde, of ours' });
    expect(await ours.getByRole('definition').allInnerTexts()).toEqual(['Walnutpuddle, Isolde (the same)', '28 Mar 1950 (the same)', '77012 (differs)']);
    await cardOf(page, 'Candlequill, Greer').getByText('5 Dec 1944', { exact: true }).waitFor();
    await cardOf(page, 'Candlequill, Greer').getByText('6 Dec 1944 (differs)').waitFor();
    expect(await cardOf(page, 'Gingertassel, Kestrel').getByRole('button', { name: 'It is this patient' }).count()).toBe(2);
    expect(await graveFindings(page)).toEqual([]);
    await ours.getByRole('button', { name: 'It is this patient' }).click();
    await page.getByText(`100489 of ${MAPPING.source} is known here from now on`).waitFor();
    await isolde.waitFor({ state: 'detached' });

    await page.getByRole('link', { name: 'Open the patient' }).click();
    const elsewhere = page.getByRole('region', { name: 'Known elsewhere as' });
    await elsewhere.getByText(`100489 of ${MAPPING.source}: decided by a person, 2 facts came from there`).waitFor();
    // It stands at the end of a page whose parts come one by one: nothing moves any more once all are there.
    await page.getByText(/^Loading /).first().waitFor({ state: 'hidden' });
    await elsewhere.getByRole('button', { name: /^It was somebody else/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why?').fill('Her sister, of the same name.');
    expect(await graveFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Undo it' }).click();
    await elsewhere.waitFor({ state: 'detached' });

    await page.goto('/app/imports');
    const again = cardOf(page, `100489 of ${MAPPING.source}`);
    await again.getByText('It was taken for somebody of ours, and that was undone.').waitFor();
    await again.getByText('2 statements wait').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('let the nurse look for somebody the program did not think of, register who is new, and leave out with a reason', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'nurse');
    await page.goto('/app/imports');
    const jorah = cardOf(page, 'Saffronbuckle, Jorah');
    await jorah.getByText('The source does not say the name or the date of birth.').waitFor();
    expect(await jorah.getByRole('button', { name: /register/ }).count()).toBe(0);
    await jorah.getByLabel('Find a patient of ours').fill('velvetladle');
    await jorah.getByRole('button', { name: /^Velvetladle, Hollis/ }).click();
    await jorah.getByRole('region', { name: 'Velvetladle, Hollis, of ours' }).getByText('Velvetladle, Hollis (differs)').waitFor();
    await jorah.getByRole('button', { name: 'Leave out' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why?').fill('Seen once, elsewhere.');
    await dialog.getByRole('button', { name: 'Leave out' }).click();
    await jorah.waitFor({ state: 'detached' });

    await cardOf(page, 'Candlequill, Greer').getByRole('button', { name: 'It is nobody of ours: register' }).click();
    await dialog.getByText('none of the patients shown').waitFor();
    await dialog.getByRole('button', { name: 'Register' }).click();
    await page.getByText(`100452 of ${MAPPING.source} is registered`).waitFor();
    await page.getByLabel('Show').selectOption('dismissed');
    await jorah.getByText(/^Left out by .*: Seen once, elsewhere\.$/).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(LOOKS)('can be read in %s', async (_, options) => {
    const { items } = await tell<{ items: readonly { importId: string; state: string }[] }>(demo, 'admin', 'GET', '/v1/imports');
    const recorded = items.find(({ state }) => state === 'recorded');
    const { items: [known] } = await tell<{ items: readonly { patientId: string }[] }>(demo, 'nurse', 'POST', '/v1/patients/search', { text: 'Velvetladle' });
    await expectReadable(browser, demo, 'admin', options, [
      [`/imports?import=${recorded?.importId ?? ''}`, (page) => page.getByRole('rowheader', { name: '35', exact: true }).waitFor()],
      [`/imports?tab=sources&source=${MAPPING.source}`, (page) => page.getByRole('rowheader', { name: MAPPING.source }).waitFor()],
    ]);
    await expectReadable(browser, demo, 'nurse', options, [
      ['/imports', (page) => page.getByRole('article').nth(1).waitFor()],
      [`/patients/${known?.patientId ?? ''}`, (page) => page.getByRole('heading', { name: 'Known elsewhere as' }).waitFor()],
    ]);
  });
});
