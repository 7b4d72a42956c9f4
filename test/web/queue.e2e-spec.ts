/** The clerk's list of work: found by filter, worked by keys alone, given away and taken back, and changed by somebody else meanwhile. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Browser, Locator, Page } from 'playwright-core';
import { graveFindings, sidewaysOverflow } from './support/axe';
import { describeBrowser, launchBrowser, SIZES, type Watched } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';

interface Row {
  readonly patientId: string;
  readonly episodeId: string;
  readonly step: string;
  readonly name: { readonly family: string; readonly given: string };
  readonly owner: { readonly id: string } | null;
}

const SOON_MS = 2000;

describeBrowser('the work queue', () => {
  let browser: Browser;
  let demo: DemoPractice;
  beforeAll(async () => { [browser, demo] = [await launchBrowser(), await startDemo()]; });
  afterAll(async () => { await browser.close(); await demo.stop(); });

  const rowsAt = async (query: string): Promise<readonly Row[]> => ((await demo.get(`/v1/queue${query}`)) as { readonly items: readonly Row[] }).items;
  const clerk = async (options: Parameters<DemoPractice['signIn']>[2] = {}): Promise<Watched> => {
    const watched = await demo.signIn(browser, 'auth-staff', options);
    await rowsOf(watched.page).first().waitFor();
    return watched;
  };

  it('says first by when and what, leads to where it is done, and is narrowed in the address', async () => {
    const { page, context, faults } = await clerk();
    const all = await rowsAt('?limit=200');
    await expectRows(page, all.length);
    const first = await rowsOf(page).first().innerText();
    expect(first).toMatch(/^\s*\d+ days? late/);
    expect(first).toMatch(/no delegate · units not named/);
    expect(first.indexOf('Schedule the procedure')).toBeLessThan(first.indexOf(all[0]?.name.family ?? '?'));
    await page.getByRole('navigation', { name: 'Views of the queue' }).getByRole('link', { name: /^Ready to send/ }).click();
    await page.waitForURL(/view=ready-to-send/);
    const ready = await rowsAt('?view=ready-to-send&limit=200');
    await expectRows(page, ready.length);
    await page.getByLabel('Step').selectOption('implant');
    await page.waitForURL(/step=implant/);
    const implants = await rowsAt('?view=ready-to-send&step=implant');
    expect(implants.length).toBeGreaterThan(0);
    await expectRows(page, implants.length);
    await page.getByRole('button', { name: 'Keep this view' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Implants to send');
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    const kept = page.getByRole('link', { name: `Implants to send ${implants.length}` });
    await kept.waitFor();
    await page.getByRole('link', { name: /^All/ }).click();
    await expectRows(page, all.length);
    await kept.click();
    await expectRows(page, implants.length);
    await page.getByRole('button', { name: 'Remove the view Implants to send' }).click();
    await kept.waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('');
    await page.getByRole('link', { name: 'Schedule the procedure' }).click();
    await page.waitForURL(/may-i-book\?patient=/);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('goes into a file as it is narrowed', async () => {
    const { page, context, faults } = await clerk();
    await page.goto('/app/queue?view=ready-to-send&sort=name');
    await rowsOf(page).first().waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download as CSV' }).click()]);
    const rows = parse(readFileSync(await file.path()), { columns: true }) as { patientId: string; step: string }[];
    expect([file.suggestedFilename(), rows.map(({ patientId, step }) => [patientId, step])]).toEqual([expect.stringMatching(/^queue-\d{4}-\d{2}-\d{2}\.csv$/), (await rowsAt('?view=ready-to-send&sort=name&limit=200')).map(({ patientId, step }) => [patientId, step])]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is worked by keys alone: moves, takes, comments, puts off, takes back; typed letters stay letters', async () => {
    const { page, context, faults } = await clerk();
    await page.keyboard.press('j');
    await expectFocus(page, 0);
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    await expectFocus(page, 2);
    await page.keyboard.press('k');
    await expectFocus(page, 1);
    const name = await nameAt(page, 1);
    await page.keyboard.press('a');
    await page.getByRole('dialog', { name: 'Assign' }).getByRole('button', { name: 'Take it myself' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/given to /).waitFor();
    const owned = async (): Promise<string | undefined> => (await rowsAt('?limit=200')).find((row) => `${row.name.family}, ${row.name.given}` === name)?.owner?.id;
    expect(await owned()).toBe('demo-account-auth-staff');
    await page.getByRole('button', { name: 'Undo' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Undone.').waitFor();
    expect(await owned()).toBeUndefined();
    await rowAt(page, 1).focus();
    await page.keyboard.press('c');
    const panel = page.getByRole('dialog');
    await panel.getByLabel('Comment').waitFor();
    await page.keyboard.type('Asked jack, x rays come');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await panel.getByRole('listitem').filter({ hasText: 'Asked jack, x rays come' }).waitFor();
    expect(await panel.getByRole('listitem').filter({ hasText: 'Nobody\'s any more' }).count()).toBe(1);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys of the work queue' }).waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await rowAt(page, 1).focus();
    await page.keyboard.press('x');
    expect(await page.getByRole('region', { name: 'Selected' }).count()).toBe(0);
    await page.keyboard.press('ArrowUp');
    await expectFocus(page, 0);
    await page.keyboard.press('Enter');
    await page.waitForURL(/may-i-book/);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('gives away many at once, and takes all of it back', async () => {
    const { page, context, faults } = await clerk();
    const before = await rowsAt('?limit=200');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('2 selected').waitFor();
    await page.getByRole('region', { name: 'Selected' }).getByRole('button', { name: 'Assign' }).click();
    const dialog = page.getByRole('dialog', { name: 'Assign' });
    const nurse = await dialog.getByRole('option').filter({ hasText: /\(nurse\)/ }).first().getAttribute('value');
    await dialog.getByLabel('Or give it to').selectOption(nurse);
    await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByText(/^2 needs: given to /).waitFor();
    expect((await rowsAt('?limit=200')).slice(0, 2).map(({ owner }) => owner?.id)).toEqual([nurse, nurse]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone.').waitFor();
    expect((await rowsAt('?limit=200')).map(({ owner }) => owner?.id)).toEqual(before.map(({ owner }) => owner?.id));
    expect(faults).toEqual([]);
    await context.close();
  });

  it('shows what a second person does within two seconds, and keeps the row that one is at', async () => {
    const [one, other] = [await clerk(), await demo.signIn(browser, 'nurse')];
    await rowsOf(other.page).first().waitFor();
    for (const _ of [0, 1, 2, 3]) await one.page.keyboard.press('j');
    const name = await nameAt(one.page, 3);
    await other.page.keyboard.press('j');
    await other.page.keyboard.press('s');
    await other.page.getByRole('button', { name: 'In a week' }).click();
    await other.page.getByText(/put off until/).waitFor();
    await rowAt(one.page, 0).getByText(/Snoozed to/).waitFor({ timeout: SOON_MS });
    await expectFocus(one.page, 3);
    expect(await nameAt(one.page, 3)).toBe(name);
    await other.page.getByRole('button', { name: 'Undo' }).click();
    await rowAt(one.page, 0).getByText(/Snoozed to/).waitFor({ state: 'detached', timeout: SOON_MS });
    expect([...one.faults, ...other.faults]).toEqual([]);
    await one.context.close();
    await other.context.close();
  });

  it('a row that goes leaves one at the next', async () => {
    const { page, context, faults } = await clerk();
    await page.goto('/app/queue?view=ready-to-send');
    await rowsOf(page).first().waitFor();
    const count = (await rowsAt('?view=ready-to-send&limit=200')).length;
    await page.keyboard.press('j');
    const [gone, next] = [await nameAt(page, 0), await nameAt(page, 1)];
    await page.keyboard.press('s');
    await page.getByRole('button', { name: 'Tomorrow' }).click();
    await expectRows(page, count - 1);
    expect(await nameAt(page, 0)).toBe(next);
    expect(gone).not.toBe(next);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expectRows(page, count);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('shows a scheduler no reason and no comment, and leads to the question of the day', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'scheduler');
    await rowsOf(page).first().waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    expect(await page.getByRole('button', { name: /Comments and history/ }).count()).toBe(0);
    expect(await page.getByText('Interval between blocks').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Wait', exact: true }).first().getAttribute('href')).toContain('/may-i-book?');
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each([['light', 'desk'], ['dark', 'desk'], ['light', 'phone'], ['dark', 'phone']] as const)('has no grave finding in %s at the size of a %s', async (colorScheme, size) => {
    const { page, context, faults } = await clerk({ colorScheme, viewport: SIZES[size] });
    expect(await graveFindings(page)).toEqual([]);
    expect(await sidewaysOverflow(page)).toBe(0);
    await page.getByRole('button', { name: /Comments and history/ }).first().click();
    await page.getByRole('dialog').getByText('What was noted, newest first').waitFor();
    expect(await graveFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});

function rowsOf(page: Page): Locator {
  return page.getByRole('grid').locator('[role=row][data-index]');
}

function rowAt(page: Page, index: number): Locator {
  return page.locator(`[role=row][data-index="${index}"]`);
}

async function nameAt(page: Page, index: number): Promise<string> {
  return rowAt(page, index).locator('.queue-who a').innerText();
}

async function expectRows(page: Page, count: number): Promise<void> {
  await page.locator(`[role=grid][aria-rowcount="${count + 1}"]`).waitFor();
}

async function expectFocus(page: Page, index: number): Promise<void> {
  await page.locator(`[role=row][data-index="${index}"]:focus`).waitFor();
}
