/** The nurse whose network comes and goes: what was tapped is recorded, each once, whatever is cut and whenever. */
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { describeBrowser, launchBrowser, SIZES, type Watched } from './support/browser';
import { signInAs, startDemo, type DemoPractice } from './support/practice';
import { tapper } from './support/tapper';

const CUTS = 50;
const ENTRIES = 6;
const TABLET = { viewport: SIZES.tablet, hasTouch: true } as const;
const WAIT_MS = 60_000;

interface Block {
  readonly factId: string;
  readonly fact: { readonly type: string; readonly relief?: { readonly durationHours?: number; readonly observations?: readonly { readonly minutes: number; readonly score: number }[] } };
}

describeBrowser('entering without a connection', () => {
  let demo: DemoPractice;
  let browser: Browser;
  let patients: ReadonlyMap<string, string>;
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    const { items } = await demo.get('/v1/patients?limit=100') as { items: readonly { patientId: string; name: { family: string; given: string } }[] };
    patients = new Map(items.map(({ patientId, name }) => [`${name.family} ${name.given}`, patientId]));
  });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });
  const idOf = (name: string): string => patients.get(name) ?? '';
  const addressOf = (name: string): string => `/app/patients/${idOf(name)}/block-result`;
  const blocksOf = async (name: string): Promise<readonly Block[]> => (await demo.get(`/v1/patients/${idOf(name)}/facts`) as { items: readonly Block[] }).items.filter(({ fact }) => fact.type === 'block');
  const confirm = (page: Page): Promise<void> => page.getByRole('button', { name: 'Yes, this patient and this place' }).click();

  /** Signed in, the patient opened once, and the app's files kept by its worker. */
  async function opened(name: string): Promise<Watched> {
    const watched = await demo.signIn(browser, 'nurse', TABLET);
    await watched.page.goto(addressOf(name));
    await watched.page.getByRole('button', { name: 'Yes, this patient and this place' }).waitFor();
    await filesKept(watched.page);
    return watched;
  }

  async function filesKept(page: Page): Promise<void> {
    await until(page, `(async () => {
      const cache = await caches.open('pathgate-files-1');
      const kept = (await cache.keys()).map(({ url }) => url);
      return navigator.serviceWorker.controller !== null && kept.some((url) => url.includes('block-result-screen')) && kept.some((url) => url.includes('relief-plot'));
    })()`);
  }

  it('opens without a connection for a patient who was opened before, and says that it is checked when connected', async () => {
    const { context, page, faults } = await opened('Cloverbuckle Emrys');
    await context.setOffline(true);
    await page.reload();
    await page.getByRole('heading', { name: 'Cloverbuckle, Emrys' }).waitFor();
    await page.getByText('The record is shown as it was kept on this device').waitFor();
    await confirm(page);
    await page.getByText('Checked when connected.').waitFor();
    await tapper(page).score(3);
    await page.getByText('NRS, on record of').waitFor();

    await page.goto(addressOf('Pebblepuddle Jorah'));
    await page.getByText('This patient was not opened on this device before').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('goes on where it was left when the page was closed in the middle', async () => {
    const { context, page } = await opened('Cloverbuckle Emrys');
    await confirm(page);
    const tap = tapper(page);
    await tap.score(4);
    await tap.choice('Agent', 'Lidocaine');
    await page.getByText('Saved on this device as you tap.').waitFor();
    await context.setOffline(true);
    await page.reload();
    await page.getByText('You had begun this').waitFor();
    expect(await page.getByRole('group', { name: /^Agent/ }).getByRole('button', { name: 'Lidocaine' }).getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('group', { name: 'Time after the block' }).getByRole('button', { name: /^30 min 4/ }).waitFor();
    await context.close();
  });

  it(`loses nothing and records nothing twice when the network is cut ${CUTS} times, also between recording and answer`, async () => {
    const { context, page, faults } = await opened('Cloverbuckle Emrys');
    const cutter = cutting(context);
    await context.route((url) => /\/v1\/patients\/[^/]+\/facts$/.test(url.pathname), cutter.onWrite);
    for (let entry = 0; entry < ENTRIES; entry++) {
      await page.goto(addressOf('Cloverbuckle Emrys'));
      await cutter.cut();
      await confirm(page);
      const tap = tapper(page);
      // What tells the entries apart.
      await tap.choice('Relief lasted', ['1 h', '2 h', '3 h', '4 h', '6 h', '8 h'][entry] ?? '');
      await cutter.cut();
      for (const score of [1, 2, 1]) {
        await tap.score(score);
        await cutter.cut();
      }
      await tap.button('Save the block');
      await cutter.cut();
      await page.getByText(/^(Saved on this device(, being sent)?|Recorded: .*)$/).first().waitFor();
    }
    while (cutter.count() < CUTS) await cutter.cut();
    await cutter.stop();
    await expectNothingWaits(page);
    expect(await leftOn(page)).toEqual([]);
    const blocks = await blocksOf('Cloverbuckle Emrys');
    expect(cutter.count()).toBeGreaterThanOrEqual(CUTS);
    expect(cutter.answersLost()).toBeGreaterThan(0);
    expect(blocks.map(({ fact }) => fact.relief?.durationHours).sort()).toEqual([1, 2, 3, 4, 6, 8]);
    for (const { fact } of blocks) expect(fact.relief?.observations?.map(({ minutes, score }) => [minutes, score])).toEqual([[30, 1], [60, 2], [120, 1]]);
    expect(faults).toEqual([]);
    await context.close();
  }, 300_000);

  it('shows what the service refuses with what was typed, and drops nothing', async () => {
    const { context, page, faults } = await opened('Pebblepuddle Jorah');
    await context.setOffline(true);
    await confirm(page);
    const tap = tapper(page);
    await tap.score(2);
    await tap.button('Save the block');
    await page.getByText(/^Saved on this device(, being sent)?$/).waitFor();
    // Meanwhile somebody else records exactly this.
    const body = await waitingBody(page);
    const { status } = await fetch(`${demo.address}/v1/patients/${idOf('Pebblepuddle Jorah')}/facts`, { method: 'POST', headers: { authorization: `Bearer ${demo.keyOf('nurse')}`, 'content-type': 'application/json', 'idempotency-key': 'somebody-else-1' }, body: JSON.stringify(body) });
    expect(status).toBe(201);
    await context.setOffline(false);
    await page.getByText('The service did not record this').waitFor({ timeout: WAIT_MS });
    await page.getByText('It is on record already').waitFor();
    await page.getByRole('button', { name: '1 refused' }).waitFor();
    await page.getByRole('link', { name: 'Open what was typed' }).click();
    await page.getByRole('group', { name: 'Time after the block' }).getByRole('button', { name: /^30 min 2/ }).waitFor();
    // What differs is said, and it is saved again.
    await tap.choice('Relief lasted', '3 h');
    await tap.button('Save the block');
    await page.getByText(/^Recorded: /).waitFor();
    expect((await blocksOf('Pebblepuddle Jorah')).length).toBe(3);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('keeps what waits for its own account: another person on the same tablet neither sees nor sends it', async () => {
    const watched = await opened('Featherwhistle Greer');
    const { context, page } = watched;
    const before = (await blocksOf('Featherwhistle Greer')).length;
    await context.route('**/v1/patients/*/facts', (route) => (route.request().method() === 'POST' && !route.request().url().includes('dryRun') ? route.abort() : route.continue()));
    await confirm(page);
    await tapper(page).score(5);
    await tapper(page).button('Save the block');
    await page.getByText(/^Saved on this device(, being sent)?$/).waitFor();
    await signOut(page);
    await context.unroute('**/v1/patients/*/facts');
    await signInAs(watched, 'clinician', demo.password);
    await page.waitForTimeout(2_000);
    expect(await page.getByRole('button', { name: /to send|refused/ }).count()).toBe(0);
    expect((await blocksOf('Featherwhistle Greer')).length).toBe(before);
    expect(await keptPatients(page)).toEqual([]);
    await signOut(page);
    await signInAs(watched, 'nurse', demo.password);
    await expectNothingWaits(page);
    expect((await blocksOf('Featherwhistle Greer')).length).toBe(before + 1);
    await context.close();
  });

  it('holds nothing that can be read on the device, and nothing of patients after sign-out', async () => {
    const { context, page } = await opened('Featherwhistle Greer');
    await confirm(page);
    await tapper(page).score(5);
    await page.getByText('Saved on this device as you tap.').waitFor();
    const stored = await storedText(page);
    expect(stored.length).toBeGreaterThan(500);
    expect(stored).not.toMatch(/Featherwhistle|Greer|bupivacaine|L3-L4/);
    expect(await page.evaluate(KEY_IS_EXTRACTABLE)).toBe(false);
    await signOut(page);
    expect(await keptPatients(page)).toEqual([]);
    await context.close();
  });

  async function signOut(page: Page): Promise<void> {
    await page.getByRole('button', { name: /^Signed in as/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Pathgate' }).waitFor();
  }

  async function expectNothingWaits(page: Page): Promise<void> {
    await until(page, NOTHING_WAITS);
  }
});

/** Asked again until it is so: what the page answers is awaited. */
async function until(page: Page, expression: string): Promise<void> {
  for (const end = Date.now() + WAIT_MS; Date.now() < end; await page.waitForTimeout(250)) if (await page.evaluate(expression) === true) return;
  throw new Error(`not so after ${WAIT_MS} ms: ${expression.slice(0, 200)}`);
}

/** Cuts at random, always the same random: offline and back, a request that never leaves, an answer that never comes. */
function cutting(context: BrowserContext) {
  let [count, lost, seed, isOver] = [0, 0, 7, false];
  const next = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  return {
    count: () => count,
    answersLost: () => lost,
    cut: async (): Promise<void> => {
      if (next() < 0.35) return;
      await context.setOffline(true);
      await new Promise((resolve) => setTimeout(resolve, next() * 120));
      await context.setOffline(false);
      count++;
    },
    onWrite: async (route: Route): Promise<void> => {
      const isWrite = route.request().method() === 'POST' && !route.request().url().includes('dryRun');
      if (isOver || !isWrite) return route.continue();
      const chance = next();
      if (chance < 0.4) {
        count++;
        return route.abort('connectionreset');
      }
      if (chance < 0.75) {
        // The service has recorded; nobody hears of it.
        await route.fetch().catch(() => undefined);
        count++;
        lost++;
        return route.abort('connectionreset');
      }
      return route.continue();
    },
    stop: async (): Promise<void> => {
      isOver = true;
      await context.setOffline(false);
    },
  };
}

const OPEN = `const open = () => new Promise((resolve, reject) => { const asked = indexedDB.open('pathgate-offline'); asked.onsuccess = () => resolve(asked.result); asked.onerror = () => reject(asked.error); });
const all = (db, name, what = 'getAll') => new Promise((resolve, reject) => { const asked = db.transaction(name).objectStore(name)[what](); asked.onsuccess = () => resolve(asked.result); asked.onerror = () => reject(asked.error); });
const unseal = async (db, { iv, bytes }) => JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, (await all(db, 'keys'))[0], bytes)));`;
const NOTHING_WAITS = `(async () => { ${OPEN} const db = await open(); const left = (await all(db, 'entries')).filter(({ state }) => state !== 'draft'); db.close(); return left.length === 0; })()`;
const KEY_IS_EXTRACTABLE = `(async () => { ${OPEN} const db = await open(); const [key] = await all(db, 'keys'); db.close(); return key.extractable; })()`;

function waitingBody(page: Page): Promise<unknown> {
  return page.evaluate(`(async () => { ${OPEN} const db = await open(); const [entry] = (await all(db, 'entries')).filter(({ state }) => state === 'waiting'); const { outgoing } = await unseal(db, entry.sealed); db.close(); return outgoing.body; })()`);
}

/** Whatever is still on the device, drafts too. */
function leftOn(page: Page): Promise<unknown> {
  return page.evaluate(`(async () => { ${OPEN} const db = await open(); const left = await all(db, 'entries'); const told = []; for (const { state, sealed } of left) { const { title, form } = await unseal(db, sealed); told.push([state, title, form?.durationHours]); } db.close(); return told; })()`);
}

function keptPatients(page: Page): Promise<unknown> {
  return page.evaluate(`(async () => { ${OPEN} const db = await open(); const kept = await all(db, 'patients'); db.close(); return kept.map(({ patientId }) => patientId); })()`);
}

/** Everything in the database as a reader of its files would see it. */
function storedText(page: Page): Promise<string> {
  return page.evaluate(`(async () => { ${OPEN} const db = await open();
    const shown = (value) => (value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : typeof value === 'object' && value !== null && !(value instanceof CryptoKey) ? Object.entries(value).map(([key, each]) => key + ':' + shown(each)).join(' ') : String(value));
    const texts = []; for (const name of ['entries', 'patients', 'session']) for (const row of await all(db, name)) texts.push(shown(row));
    db.close(); return texts.join(' '); })()`) as Promise<string>;
}
