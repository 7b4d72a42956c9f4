/** One patient seen from every side: lanes, map, record and day; the checklist with its evidence; the relief after a block. */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { graveFindings, sidewaysOverflow } from './support/axe';
import { describeBrowser, launchBrowser, SIZES, type Watched } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';

interface Step { readonly step: string; readonly result: string; readonly earliestOn: string | null; readonly unmet: readonly string[]; readonly unknown: readonly string[] }
interface Episode { readonly episodeId: string; readonly position: string; readonly nextStep: string | null; readonly steps: readonly Step[] }
interface Found { readonly patientId: string; readonly episode: Episode }
interface FactItem { readonly factId: string; readonly fact: { readonly type: string; readonly occurredOn: string }; readonly relief?: { readonly percentMin: number; readonly sides: readonly { readonly patientStatedRelief?: number; readonly minSustainedOverAgentWindow?: number }[] } }

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const said = (date: string): string => `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;
const dayBefore = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
const LIVE_MS = 4000;
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describeBrowser('the patient page', () => {
  let demo: DemoPractice;
  let browser: Browser;
  let early: Found;
  let uncleared: Found;
  let disagreeing: FactItem & { readonly patientId: string };
  const open: Watched[] = [];

  const signIn = async (role: string, options?: BrowserContextOptions): Promise<Watched> => {
    const watched = await demo.signIn(browser, role, options);
    open.push(watched);
    return watched;
  };
  const go = async (page: Page, path: string, heading: string | RegExp): Promise<void> => {
    await page.goto(`/app${path}`);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  };
  const post = (path: string, body: object, role = 'clinician'): Promise<Response> => fetch(demo.address + path, {
    method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${demo.keyOf(role)}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
  });
  const find = async (position: string, blockedBy: string): Promise<Found> => {
    const { items } = await demo.get('/v1/worklist?limit=200') as { items: readonly { patientId: string; position: string; blockedBy: readonly string[] }[] };
    const row = items.find((one) => one.position === position && one.blockedBy.includes(blockedBy));
    if (row === undefined) throw new Error(`the demo practice has nobody at ${position} with ${blockedBy}`);
    const { episodes: [episode] } = await demo.get(`/v1/patients/${row.patientId}/status`) as { episodes: readonly [Episode] };
    return { patientId: row.patientId, episode };
  };

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    early = await find('block-1-response', 'block-interval');
    uncleared = await find('candidacy', 'psych-evaluation');
    const { patientId } = await find('block-1-response', 'block-relief');
    const { items } = await demo.get(`/v1/patients/${patientId}/facts`) as { items: readonly FactItem[] };
    const block = items.find(({ fact, relief }) => fact.type === 'block' && relief?.sides[0]?.patientStatedRelief !== undefined);
    if (block === undefined) throw new Error('the demo practice has no block with a stated relief');
    disagreeing = { ...block, patientId };
  });
  afterEach(async () => {
    for (const { context } of open.splice(0)) await context.close();
  });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });

  it('shows a clinician per side what is next, from when and why not yet, as the service says it', async () => {
    const { page, faults } = await signIn('clinician');
    await go(page, `/patients/${early.patientId}`, /,/);
    const [next] = early.episode.steps;
    const lane = page.getByRole('article', { name: /^Lumbar, (left|right)/ });
    await lane.getByText('Why not yet').waitFor();
    expect(await lane.innerText()).toContain(`Earliest ${said(next?.earliestOn ?? '')}`);
    expect(await lane.innerText()).toContain('it waits for time only');
    expect(await lane.innerText()).toMatch(/Not met\s+Interval between blocks/);
    expect(await page.getByRole('list', { name: 'Coverages today' }).innerText()).toContain('Medicare');
    expect(faults).toEqual([]);
  });

  it('draws the executed map with the way the episode came, and says the same as a list', async () => {
    const { page, faults } = await signIn('nurse');
    await go(page, `/patients/${early.patientId}`, /,/);
    const drawing = page.getByRole('img', { name: /^Map: Radiofrequency ablation/ });
    await drawing.waitFor();
    const { states } = await demo.get('/v1/pathways/rfa/map') as { states: readonly { name: string; final: boolean; description: string }[] };
    expect((await drawing.locator('[data-position]').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-position')))).sort()).toEqual(states.filter(({ final }) => !final).map(({ name }) => name).sort());
    expect(await drawing.locator('[data-here]').getAttribute('data-position')).toBe(early.episode.position);
    const { items } = await demo.get(`/v1/patients/${early.patientId}/episodes/${early.episode.episodeId}/path`) as { items: readonly { position: string }[] };
    expect(items.length).toBeGreaterThan(2);
    for (const [index, { position }] of items.entries()) expect(await drawing.locator(`[data-position="${position}"]`).textContent()).toContain(String(index + 1));
    await page.getByText('The same as a list').click();
    const list = page.locator('details', { hasText: 'The same as a list' });
    expect(await list.innerText()).toContain('Block 1 response, here now');
    for (const { description } of states) expect(await list.innerText()).toContain(description);
    expect(faults).toEqual([]);
  });

  it('reads the page as of another day from the address, says so, and comes back', async () => {
    const { page, faults } = await signIn('clinician');
    const { items } = await demo.get(`/v1/patients/${early.patientId}/facts`) as { items: readonly FactItem[] };
    const block = items.find(({ fact }) => fact.type === 'block');
    const day = dayBefore(block?.fact.occurredOn ?? '');
    await go(page, `/patients/${early.patientId}`, /,/);
    await page.getByLabel('As of').fill(day);
    await page.getByText(`As of ${said(day)}`).waitFor();
    expect(page.url()).toContain(`asOf=${day}`);
    await page.getByRole('article', { name: /^Lumbar/ }).getByText('Ready for block 1').waitFor();
    expect(await page.locator(`#fact-${block?.factId}`).count()).toBe(0);
    await page.reload();
    await page.getByText(`As of ${said(day)}`).waitFor();
    await page.getByRole('button', { name: 'Back to today' }).click();
    await page.locator(`#fact-${block?.factId}`).waitFor();
    expect(page.url()).not.toContain('asOf');
    expect(faults).toEqual([]);
  });

  it('leads from a fact to its relief, and shows stated beside calculated', async () => {
    const { page, faults } = await signIn('clinician');
    await go(page, `/patients/${disagreeing.patientId}`, /,/);
    await page.locator(`#fact-${disagreeing.factId}`).getByRole('link', { name: 'Relief chart' }).click();
    await page.getByRole('heading', { level: 1, name: 'Relief' }).waitFor();
    await page.locator('.recharts-line').waitFor();
    const [side] = disagreeing.relief?.sides ?? [];
    const text = (await page.getByRole('main').innerText()).replaceAll('\u00A0', ' ');
    expect(text).toContain(`The note states ${side?.patientStatedRelief} %, the scores give ${side?.minSustainedOverAgentWindow} %`);
    expect(text).toContain('the policy reads this one');
    expect(text).toContain(`(${disagreeing.relief?.percentMin} %)`);
    const { fact } = await demo.get(`/v1/patients/${disagreeing.patientId}/facts/${disagreeing.factId}`) as { fact: { relief: { baseline: number; observations: readonly { score: number }[] } } };
    const rows = page.getByRole('region', { name: 'Scores as a table' }).getByRole('row');
    expect(await rows.count()).toBe(fact.relief.observations.length + 2);
    expect(faults).toEqual([]);
  });

  it('shows every criterion with what is required and found, under another policy only to look at, and leads to what is to be documented', async () => {
    const { page, faults } = await signIn('clinician');
    const at = `/patients/${uncleared.patientId}/episodes/${uncleared.episode.episodeId}/checklist`;
    await go(page, at, 'Checklist');
    const { items } = await demo.get(`/v1/patients/${uncleared.patientId}/episodes/${uncleared.episode.episodeId}/checklist`) as { items: readonly { title: string; outcome: string }[] };
    await page.getByRole('article').first().waitFor();
    expect(await page.getByRole('article').count()).toBe(items.length);
    const words: Readonly<Record<string, string>> = { met: 'Met', unmet: 'Not met', unknown: 'Cannot tell', review: 'Review', 'not-asked': 'Not asked' };
    for (const { title, outcome } of items) expect(await page.getByRole('article', { name: `${title}: ` }).filter({ hasText: words[outcome] ?? '' }).count()).toBeGreaterThan(0);
    const open = page.getByRole('article', { name: 'Psychological evaluation with clearance: cannot tell' });
    expect(await open.innerText()).toContain('Required');
    await page.getByLabel('Policy').selectOption({ index: 1 });
    await page.getByText('Another policy than the one in force').waitFor();
    expect(page.url()).toContain('policy=');
    expect(await page.getByRole('link', { name: /^Document this/ }).count()).toBe(0);
    expect(await page.getByRole('article').count()).toBeGreaterThan(3);
    await page.getByRole('button', { name: 'Back to the policy in force' }).click();
    await open.getByRole('link', { name: /^Document this/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Document what happened' }).waitFor();
    expect(new URL(page.url()).searchParams.get('type')).toBe('psych-evaluation');
    expect(faults).toEqual([]);
  });

  it('lets authorization staff ask another provider for records, which is then among the deadlines', async () => {
    const { page, faults } = await signIn('auth-staff');
    await go(page, `/patients/${uncleared.patientId}/episodes/${uncleared.episode.episodeId}/checklist`, 'Checklist');
    expect(await page.getByRole('link', { name: /^Document this/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Ask for the psychological evaluation' }).click();
    const dialog = page.getByRole('dialog', { name: 'Ask for the psychological evaluation' });
    await dialog.getByRole('textbox', { name: 'Of whom' }).fill('Marigold Psychology (synthetic)');
    await dialog.getByRole('button', { name: 'Note the request' }).click();
    await page.getByText('Noted: asked of Marigold Psychology (synthetic)').waitFor();
    await go(page, `/patients/${uncleared.patientId}`, /,/);
    const deadline = page.getByRole('region', { name: 'Deadlines' }).getByRole('row', { name: /Marigold Psychology/ });
    expect(await deadline.innerText()).toContain('Psychological evaluation');
    expect(faults).toEqual([]);
  });

  it('leads with what is overdue, as the queue says it, and so does the authorization', async () => {
    const { items: [first] } = await demo.get('/v1/queue', 'auth-staff') as { items: readonly { patientId: string; authorizationId: string; daysLeft: number; nextAction: { words: string } }[] };
    expect(first?.daysLeft).toBeLessThan(0);
    const { page, faults } = await signIn('auth-staff');
    for (const path of [`/patients/${first?.patientId ?? ''}`, `/patients/${first?.patientId ?? ''}/authorizations/${first?.authorizationId ?? ''}`]) {
      await go(page, path, /,/);
      const next = page.getByRole('region', { name: 'What is next' });
      await next.getByRole('link', { name: first?.nextAction.words ?? '?' }).waitFor();
      expect([path, await next.innerText()]).toEqual([path, expect.stringMatching(/^Overdue[\s\S]* days late/)]);
      // Before anything else of the screen.
      expect(await page.evaluate('document.querySelector("main h1").compareDocumentPosition(document.querySelector("main section")) & 4 && document.querySelector("main section").getAttribute("aria-label")')).toBe('What is next');
    }
    expect(faults).toEqual([]);
  });

  it('opens a document of the record, and the page of it that a fact names', async () => {
    const attached = await fetch(`${demo.address}/v1/patients/${early.patientId}/documents`, {
      method: 'POST', body: Buffer.from(PNG, 'base64'), headers: { authorization: `Bearer ${demo.keyOf('nurse')}`, 'content-type': 'image/png', 'pathgate-title': 'Therapy notes', 'idempotency-key': crypto.randomUUID() },
    });
    const { documentId } = await attached.json() as { documentId: string };
    const care = { type: 'conservative-care', occurredOn: '2026-01-05', modality: 'chiropractic', startedOn: '2025-10-01', endedOn: '2026-01-05', response: 'failed', documentId, page: 1 };
    expect((await post(`/v1/patients/${early.patientId}/facts`, { fact: care })).status).toBe(201);
    const { page, context, faults } = await signIn('clinician');
    const opened = async (name: string): Promise<string> => {
      const [tab] = await Promise.all([context.waitForEvent('page'), page.getByRole('button', { name }).first().click()]);
      return tab.url();
    };
    await go(page, `/patients/${early.patientId}`, /,/);
    expect(await opened('Therapy notes')).toMatch(/^blob:/);
    await go(page, `/patients/${early.patientId}/episodes/${early.episode.episodeId}/checklist`, 'Checklist');
    expect(await opened('document, page 1')).toMatch(/^blob:.*#page=1$/);
    expect(faults).toEqual([]);
  });

  it('shows within moments what was documented elsewhere', async () => {
    const { page, faults } = await signIn('auditor');
    await go(page, `/patients/${uncleared.patientId}`, /,/);
    await page.getByRole('heading', { name: 'Record' }).waitFor();
    expect(await page.getByRole('link', { name: 'Document what happened' }).count()).toBe(0);
    const { items: [{ fact: { occurredOn } }] } = await demo.get(`/v1/patients/${uncleared.patientId}/facts`) as { items: readonly [FactItem] };
    expect((await post(`/v1/patients/${uncleared.patientId}/facts`, { fact: { type: 'score', occurredOn, instrument: 'PEG', value: 7, role: 'follow-up' } })).status).toBe(201);
    await page.getByText('PEG 7, follow up').waitFor({ timeout: LIVE_MS });
    expect(faults).toEqual([]);
  });

  it('keeps from a biller what the record says and shows what is approved; a scheduler is told where to ask', async () => {
    const biller = await signIn('biller');
    await go(biller.page, `/patients/${early.patientId}`, /,/);
    await biller.page.getByRole('heading', { name: 'Authorizations' }).waitFor();
    for (const name of ['Where each side stands', 'Record']) expect(await biller.page.getByRole('heading', { name }).count()).toBe(0);
    const scheduler = await signIn('scheduler');
    await scheduler.page.goto(`/app/patients/${early.patientId}`);
    await scheduler.page.getByText('The record is not open to your role').waitFor();
    expect([...biller.faults, ...scheduler.faults]).toEqual([]);
  });

  it('says where to start with a patient of whom nothing is known, whose name is long', async () => {
    const family = 'Featheringstonehaugh-Cholmondeley-Majoribanks'.repeat(2);
    const { patientId } = await (await post('/v1/patients', { name: { family, given: 'Wilhelmina Alexandrina' }, birthDate: '1961-02-03', identifiers: [], coverages: [] })).json() as { patientId: string };
    const { page, faults } = await signIn('nurse', { viewport: SIZES.phone });
    await go(page, `/patients/${patientId}`, new RegExp(family));
    await page.getByText('No episode is open').waitFor();
    await page.getByText('No coverage today: nothing can be assessed').waitFor();
    await page.getByText('Nothing is documented yet').waitFor();
    expect(await sidewaysOverflow(page)).toBe(0);
    await page.getByRole('button', { name: 'Open an episode' }).click();
    await page.getByRole('button', { name: 'Open the episode' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('changes what is planned of an open episode, on the record as it was seen', async () => {
    interface Planned { readonly episodeId: string; readonly plan: { readonly plannedOn?: string; readonly targets: readonly { readonly level: string; readonly side: string }[] } }
    const planOf = async () => ((await demo.get(`/v1/patients/${early.patientId}/status`)) as { episodes: readonly Planned[] }).episodes.find(({ episodeId }) => episodeId === early.episode.episodeId)?.plan;
    const before = await planOf();
    const [level = '', side = ''] = [before?.targets[0]?.level, before?.targets[0]?.side];
    const { page, faults } = await signIn('clinician');
    await go(page, `/patients/${early.patientId}`, /,/);
    await page.getByRole('button', { name: /^Change the plan/ }).first().click();
    const dialog = page.getByRole('dialog');
    const year = new Date().getUTCFullYear() + 1;
    await dialog.getByLabel(/^Planned on/).fill(`${year}-03-02`);
    await dialog.getByText(level, { exact: true }).click();
    // Somebody else documents meanwhile: said before anything is changed.
    expect((await post(`/v1/patients/${early.patientId}/facts`, { fact: { type: 'score', occurredOn: '2026-01-06', instrument: 'PEG', value: 6, role: 'follow-up' } })).status).toBe(201);
    await dialog.getByRole('button', { name: 'Change the plan' }).click();
    await dialog.getByText('The record has moved since you opened this').waitFor();
    expect(await planOf()).toEqual(before);
    await dialog.getByRole('button', { name: 'Change the plan' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await planOf()).toEqual({ ...before, plannedOn: `${year}-03-02`, targets: before?.targets.filter((one) => one.level !== level || one.side !== side) });
    expect(faults).toEqual([]);
  });

  it('gives the patient a copy of everything, to whom may give it', async () => {
    const { page, faults } = await signIn('auth-staff');
    await go(page, `/patients/${early.patientId}`, /,/);
    const copy = page.getByRole('region', { name: 'A copy for the patient' });
    for (const [button, begins] of [['PDF to read', '%PDF-'], ['JSON, everything', '{"format":"pathgate-patient"'], ['FHIR bundle', '{"resourceType":"Bundle"']] as const) {
      const [file] = await Promise.all([page.waitForEvent('download'), copy.getByRole('button', { name: button }).click()]);
      expect([file.suggestedFilename().startsWith(`record-${early.patientId}-`), readFileSync(await file.path(), 'latin1').slice(0, begins.length)]).toEqual([true, begins]);
    }
    const nurse = await signIn('nurse');
    await go(nurse.page, `/patients/${early.patientId}`, /,/);
    await nurse.page.getByRole('heading', { name: 'Documents' }).waitFor();
    expect(await nurse.page.getByRole('region', { name: 'A copy for the patient' }).count()).toBe(0);
    expect([...faults, ...nurse.faults]).toEqual([]);
  });

  it('is gone through by keyboard alone', async () => {
    const { page, faults } = await signIn('clinician');
    await go(page, `/patients/${early.patientId}`, /,/);
    await page.getByRole('article').getByRole('link', { name: 'Checklist' }).waitFor();
    const focused = (): Promise<string> => page.evaluate('document.activeElement?.textContent ?? ""') as Promise<string>;
    for (let presses = 0; presses < 60 && (await focused()) !== 'Checklist'; presses++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Checklist' }).waitFor();
    expect(faults).toEqual([]);
  });

  describe.each([['light at a desk', {}], ['dark at a desk', { colorScheme: 'dark' }], ['light on a phone', { viewport: SIZES.phone }], ['dark on a phone', { viewport: SIZES.phone, colorScheme: 'dark' }]] as const)('in %s', (_, options) => {
    it('every screen can be read, and nothing scrolls sideways', async () => {
      const { page, faults } = await signIn('clinician', options as BrowserContextOptions);
      const checklist = `/patients/${early.patientId}/episodes/${early.episode.episodeId}/checklist`;
      for (const [path, heading, shown] of [
        [`/patients/${early.patientId}`, /,/, 'svg [data-here]'], [`/patients/${early.patientId}?asOf=2026-01-01`, /,/, 'main [role=status]'],
        [checklist, 'Checklist', 'article'], [`/patients/${disagreeing.patientId}/facts/${disagreeing.factId}/relief`, 'Relief', '.recharts-line'],
      ] as const) {
        await go(page, path, heading);
        await page.locator(shown).first().waitFor();
        expect([path, await graveFindings(page)]).toEqual([path, []]);
        expect([path, await sidewaysOverflow(page)]).toEqual([path, 0]);
      }
      expect(faults).toEqual([]);
    });
  });
});
