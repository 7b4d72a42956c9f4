/** A change of policy by two people: proposed, read, activated, withdrawn; and what a change would do to the practice's patients. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { newPolicy } from '../../src/cli/policies/new';
import { POLICY_FILES, SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { describeBrowser, launchBrowser } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';
import { expectReadable, LOOKS } from './support/screens';

const OWN = 'example-facet@2026-01-01';
const FAMILY = SHIPPED_POLICIES.filter(({ id }) => id === 'medicare-facet-noridian-jf');
const [BEFORE, NOW] = [FAMILY.at(0), FAMILY.at(-1)];

/** Of the policy that most patients of the demo have: every block has to relieve everything. */
function draftOf(name: string): string {
  const index = SHIPPED_POLICIES.findIndex(({ id, version }) => `${id}@${version}` === name);
  const text = JSON.stringify(POLICY_FILES[index]?.content).replaceAll(/"reliefPercentMin":80/g, '"reliefPercentMin":100');
  return JSON.stringify({ ...(JSON.parse(text) as object), id: 'draft-facet', effectiveFrom: '2026-09-01', replaces: name });
}

describeBrowser('policies', () => {
  let browser: Browser;
  let demo: DemoPractice;
  beforeAll(async () => {
    browser = await launchBrowser();
    demo = await startDemo({}, (folder) => void newPolicy(join(folder, 'policies'), { id: 'example-facet', payer: 'example-health', pathway: 'rfa', title: 'Facet procedures, Example Health', document: 'EH-12', from: '2026-01-01' }));
  });
  afterAll(async () => { await browser.close(); await demo.stop(); });

  it('are proposed by one person and activated by another, each with a reason; both stand in the log', async () => {
    const staff = await demo.signIn(browser, 'auth-staff');
    await staff.page.goto('/app/policies');
    const mine = staff.page.getByRole('article', { name: OWN });
    await mine.getByText('File on disk, not proposed').waitFor();
    await mine.getByRole('button', { name: 'Propose' }).click();
    const dialog = staff.page.getByRole('dialog');
    await dialog.getByLabel('Why?').fill('Read against EH-12 by two of us.');
    await dialog.getByRole('button', { name: 'Propose' }).click();
    await mine.getByText('Waits for a second person').waitFor();
    await mine.getByText('You proposed it: another person has to activate it.').waitFor();
    expect(await mine.getByRole('button', { name: 'Activate' }).count()).toBe(0);

    const clinician = await demo.signIn(browser, 'clinician');
    await clinician.page.goto('/app/policies');
    const theirs = clinician.page.getByRole('article', { name: OWN });
    await theirs.getByRole('link', { name: 'Read what is proposed' }).click();
    await clinician.page.getByRole('heading', { level: 1, name: 'Facet procedures, Example Health' }).waitFor();
    await clinician.page.getByText('shown is what is proposed').waitFor();
    await clinician.page.goBack();
    await theirs.getByRole('button', { name: 'Activate' }).click();
    const asked = clinician.page.getByRole('dialog');
    await asked.getByLabel('Why?').fill('Agrees with the document.');
    // Meanwhile the list is told apart from what was seen when the dialog opened: nothing is activated unseen.
    await asked.getByRole('button', { name: 'Activate' }).click();
    await theirs.getByText('Decides', { exact: true }).waitFor();
    await theirs.getByText(/Activated .* Agrees with the document\./).waitFor();
    const { items } = await demo.get('/v1/policies') as { items: readonly { id: string; state: string }[] };
    expect(items.find(({ id }) => id === 'example-facet')?.state).toBe('active');

    await theirs.getByRole('button', { name: 'Withdraw' }).click();
    await clinician.page.getByRole('dialog').getByLabel('Why?').fill('The payer took it back.');
    await clinician.page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await theirs.getByText(/Withdrawn .* The payer took it back\./).waitFor();
    expect([staff.faults, clinician.faults]).toEqual([[], []]);
    await staff.context.close();
    await clinician.context.close();
  });

  it('are read as tables with sources, contested readings and what changed since the version before', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'nurse');
    await page.goto('/app/policies?text=noridian%20jf%20facet');
    await page.getByText(`${FAMILY.length} policies`).waitFor();
    expect(await page.getByRole('link', { name: /Facet joint interventions, Noridian JF/ }).count()).toBe(FAMILY.length);
    await page.goto(`/app/policies/${NOW?.id}/${NOW?.version}`);
    const table = page.getByRole('region', { name: /Diagnostic medial branch block, first: what is asked/ });
    await table.getByText('Contested: read in more than one way').first().waitFor();
    expect(await table.getByRole('link', { name: /L38801/ }).first().getAttribute('href')).toMatch(/^https:/);
    expect(await table.getByRole('row').count()).toBe((NOW?.steps.mbb1?.length ?? 0) + 1);
    await page.getByLabel('Compare with').selectOption(`${BEFORE?.id}@${BEFORE?.version}`);
    await page.getByText('function better by at least 50 %').first().waitFor();
    expect(page.url()).toContain(`with=${BEFORE?.id}`);
    expect(await page.getByRole('link', { name: 'What would it change?' }).count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('are compared over the practice\'s patients: progress, who loses and by what, stopped and begun again', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'admin');
    const current = SHIPPED_POLICIES.find(({ id, effectiveTo }) => id === 'medicare-facet-cgs' && effectiveTo === undefined);
    await page.goto('/app/what-if?by=draft');
    await page.getByLabel('The draft').fill('{"id": ');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByText('The draft is no JSON yet').waitFor();
    await page.getByLabel('The draft').fill(draftOf(`${current?.id}@${current?.version}`));
    // Its answer is held back, as that of a practice with many patients is.
    await page.route('**/v1/policies/what-if', async (route) => { await new Promise((resolve) => setTimeout(resolve, 1500)); await route.continue().catch(() => undefined); }, { times: 1 });
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('progressbar').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped. What is shown is not the whole practice.').waitFor();
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByText('Compared.', { exact: true }).waitFor();
    const result = page.getByRole('region', { name: 'Result' });
    expect(await result.innerText()).toMatch(/Block relief: [1-9]\d* lose/);
    const loses = page.getByRole('region', { name: 'Episodes: Lose' });
    expect(await loses.getByRole('row').count()).toBeGreaterThan(1);
    await loses.getByRole('link').first().click();
    await page.waitForURL(/\/app\/patients\//);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('show the practice\'s own test case beside its own policy', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'nurse');
    await page.goto(`/app/policies/${OWN.replace('@', '/')}`);
    await page.getByRole('button', { name: 'Show the test cases' }).click();
    await page.getByRole('row').filter({ hasText: `The practice's own, ${OWN}-first.json` }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(LOOKS)('can be read in %s', async (_, options) => {
    await expectReadable(browser, demo, 'clinician', options, [
      ['/policies', (page) => page.getByRole('region', { name: 'Policies shipped with Pathgate' }).waitFor()],
      [`/policies/${NOW?.id}/${NOW?.version}?with=${BEFORE?.id}@${BEFORE?.version}`, async (page) => { await page.getByText('function better by at least 50 %').first().waitFor(); await page.getByRole('button', { name: 'Show the test cases' }).click(); await page.getByRole('region', { name: 'Test cases' }).getByText('Not met: ').first().waitFor(); }],
      [`/what-if?from=${BEFORE?.id}@${BEFORE?.version}&to=${NOW?.id}@${NOW?.version}`, async (page) => { await page.getByRole('button', { name: 'Compare' }).click(); await page.getByText('Compared.', { exact: true }).waitFor(); }],
    ]);
  });
});
