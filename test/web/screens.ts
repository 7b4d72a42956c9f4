/**
 * Pictures of every screen into docs/screens: as it is, in the dark, on a phone of 320 px; with nothing in the practice yet; with names
 * that are too long. `npm run screens` writes them all again; they are looked at by people, not compared by a test.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, SIZES } from './support/browser';
import { startDemo, startEmpty, type DemoPractice } from './support/practice';
import { tell } from './support/tell';

const FOLDER = join(__dirname, '../../docs/screens');
const SETTLED_MS = 1200;
const LOADED_MS_MAX = 15_000;
const JPEG_QUALITY = 60;
const IMPORT_MS = 500;

interface Place {
  readonly name: string;
  readonly role: string;
  readonly path: string;
}

type Row = Readonly<Record<string, never>>;

async function placesOf(demo: DemoPractice): Promise<readonly Place[]> {
  const items = async (path: string, role?: string): Promise<readonly Row[]> => ((await demo.get(path, role)) as { readonly items?: readonly Row[] }).items ?? [];
  const queue = await items('/v1/queue?limit=100', 'auth-staff') as unknown as readonly { patientId: string; episodeId: string; authorizationId: string | null; step: string; decision: string; pathway: string }[];
  const first = queue.find(({ pathway }) => pathway === 'rfa') ?? queue[0];
  const stimulator = queue.find(({ pathway }) => pathway === 'scs');
  const found: Place[] = [
    ['queue', 'auth-staff', '/queue'], ['today', 'nurse', '/today'], ['patients', 'nurse', '/patients'], ['new-patient', 'nurse', '/patients/new'], ['deadlines', 'auth-staff', '/deadlines'], ['may-i-book', 'scheduler', '/may-i-book'],
    ['claims', 'biller', '/claims'], ['policies', 'clinician', '/policies'], ['what-if', 'clinician', '/what-if'], ['numbers', 'admin', '/numbers'], ['directory', 'admin', '/directory?tab=facilities'], ['users', 'admin', '/users'], ['audit', 'auditor', '/audit'], ['settings', 'clinician', '/settings'],
  ].map(([name = '', role = '', path = '']) => ({ name, role, path }));
  const add = (name: string, role: string, path: string): void => void found.push({ name, role, path });
  const [policy] = await items('/v1/policies') as unknown as readonly { id?: string; policyId?: string; version: string }[];
  if (policy !== undefined) add('policy', 'clinician', `/policies/${policy.policyId ?? policy.id}/${policy.version}`);
  if (first !== undefined) {
    const at = `/patients/${first.patientId}`;
    add('patient', 'clinician', at);
    add('checklist', 'clinician', `${at}/episodes/${first.episodeId}/checklist?step=${first.step}`);
    add('record', 'nurse', `${at}/record?type=score`);
    add('block-result', 'nurse', `${at}/block-result`);
  }
  for (const { patientId, authorizationId } of queue) {
    const [authorization] = (await items(`/v1/patients/${patientId}/authorizations`, 'auth-staff') as unknown as readonly { authorizationId: string; packetId?: string; position: string }[]).filter((one) => one.authorizationId === authorizationId && one.packetId !== undefined);
    if (authorization === undefined) continue;
    const at = `/patients/${patientId}`;
    if (!found.some(({ name }) => name === 'packet')) add('packet', 'auth-staff', `${at}/packets/${authorization.packetId ?? ''}`);
    if (authorization.position !== 'draft' && !found.some(({ name }) => name === 'authorization')) add('authorization', 'auth-staff', `${at}/authorizations/${authorization.authorizationId}`);
    if (authorization.position === 'denied' && !found.some(({ name }) => name === 'denial')) add('denial', 'clinician', `${at}/authorizations/${authorization.authorizationId}/denial`);
  }
  for (const { patientId } of [first, stimulator].filter((one) => one !== undefined)) {
    const facts = (await items(`/v1/patients/${patientId}/facts`) as unknown as readonly { factId: string; fact: { type: string } }[]);
    const block = facts.find(({ fact }) => fact.type === 'block');
    const trial = facts.find(({ fact }) => fact.type === 'scs-trial');
    if (block !== undefined) { add('relief', 'clinician', `/patients/${patientId}/facts/${block.factId}/relief`); add('documentation', 'clinician', `/patients/${patientId}/facts/${block.factId}/documentation`); }
    if (trial !== undefined) add('trial', 'nurse', `/patients/${patientId}/facts/${trial.factId}/trial`);
  }
  return found;
}

async function picture(page: Page, path: string, file: string): Promise<void> {
  await page.goto(`/app${path}`);
  await page.waitForTimeout(SETTLED_MS);
  // What is still being loaded is waited for, so that no picture is of the waiting.
  await page.getByText(/^Loading /).first().waitFor({ state: 'detached', timeout: LOADED_MS_MAX }).catch(() => undefined);
  await page.screenshot({ path: join(FOLDER, `${file}.jpg`), type: 'jpeg', quality: JPEG_QUALITY });
  process.stdout.write(`${file}\n`);
}

async function registerLongName(demo: DemoPractice): Promise<string> {
  const response = await fetch(`${demo.address}/v1/patients`, {
    method: 'POST', headers: { authorization: `Bearer ${demo.keyOf('nurse')}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ name: { family: 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley', given: 'Maximiliana Bartholomea Philippina Wilhelmina' }, birthDate: '1949-12-31', coverages: [{ payer: 'bcbs-nd', line: 'commercial', order: 1 }, { payer: 'medicare', line: 'original-medicare', state: 'ND', order: 2 }] }),
  });
  return ((await response.json()) as { readonly patientId: string }).patientId;
}

/** The demo has no denial: one that could be requested is requested, sent and denied. */
async function denyOne(demo: DemoPractice): Promise<void> {
  const { items } = await demo.get('/v1/queue?limit=100', 'auth-staff') as { readonly items: readonly { readonly patientId: string; readonly authorizationId: string | null; readonly nextAction: { readonly code: string }; readonly pathway: string }[] };
  const found = items.find(({ authorizationId, nextAction, pathway }) => authorizationId !== null && nextAction.code === 'request' && pathway === 'rfa');
  if (found === undefined) return;
  const at = `/v1/patients/${found.patientId}`;
  const write = async (path: string, body: object): Promise<void> => {
    const { version } = await demo.get(at, 'auth-staff') as { readonly version: number };
    await fetch(`${demo.address}${at}/authorizations/${found.authorizationId ?? ''}${path}`, {
      method: 'POST', headers: { authorization: `Bearer ${demo.keyOf('auth-staff')}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), 'if-match': `"${version}"` }, body: JSON.stringify(body),
    });
  };
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York' }).format(new Date());
  await write('/request', { dateOfService: new Date(Date.parse(today) + 14 * 86_400_000).toISOString().slice(0, 10) });
  await write('/submission', { channel: 'portal', proof: { reference: 'DEMO-2' } });
  await write('/determinations', { decision: 'denied', decidedOn: today, reason: 'The record does not show six weeks of conservative care. Only one diagnostic block is documented.' });
}

/** Nor has it an import: a sample is read and recorded as far as it can be, and somebody of ours is who it may speak of. */
async function importSample(demo: DemoPractice): Promise<string> {
  const read = (file: string): string => readFileSync(join(__dirname, '../imports/samples/ehr-procedure-log', file), 'utf8');
  for (const { family, given, birthDate, mrn } of JSON.parse(read('practice.json')) as readonly Readonly<Record<'family' | 'given' | 'birthDate' | 'mrn', string>>[]) {
    await tell(demo, 'nurse', 'POST', '/v1/patients', { name: { family, given }, birthDate, identifiers: [{ kind: 'mrn', value: mrn }], confirmedDistinct: true });
  }
  const mapping = JSON.parse(read('mapping.json')) as { readonly source: string };
  await tell(demo, 'admin', 'PUT', `/v1/import-sources/${mapping.source}`, { mapping });
  const begun = await fetch(`${demo.address}/v1/imports?source=${mapping.source}&record=true&partial=true`, {
    method: 'POST', headers: { authorization: `Bearer ${demo.keyOf('admin')}`, 'content-type': 'text/csv', 'idempotency-key': crypto.randomUUID() }, body: read('procedure-log.csv'),
  });
  const { importId } = (await begun.json()) as { readonly importId: string };
  while ((await tell<{ state: string }>(demo, 'admin', 'GET', `/v1/imports/${importId}`)).state !== 'recorded') await new Promise((resolve) => setTimeout(resolve, IMPORT_MS));
  return importId;
}

async function main(): Promise<void> {
  const only = process.argv[2];
  mkdirSync(FOLDER, { recursive: true });
  const browser = await launchBrowser();
  const demo = await startDemo();
  const long = await registerLongName(demo);
  await denyOne(demo);
  const imported = await importSample(demo);
  const places = [...await placesOf(demo), { name: 'patient-long-name', role: 'clinician', path: `/patients/${long}` }, { name: 'imports', role: 'admin', path: `/imports?import=${imported}` }, { name: 'imports-people', role: 'nurse', path: '/imports' }, { name: 'imports-sources', role: 'admin', path: '/imports?tab=sources' }].filter(({ name }) => only === undefined || name === only);
  for (const [suffix, options] of [['', {}], ['-dark', { colorScheme: 'dark' }], ['-phone', { viewport: SIZES.phone, hasTouch: true, isMobile: true }]] as const) {
    for (const role of new Set(places.map((place) => place.role))) {
      const { page, context } = await demo.signIn(browser, role, options);
      for (const { name, path } of places.filter((place) => place.role === role)) await picture(page, path, `${name}${suffix}`);
      await context.close();
    }
  }
  await demo.stop();
  if (only === undefined) {
    const empty = await startEmpty();
    const { page, context } = await empty.signIn(browser);
    for (const name of ['queue', 'patients', 'deadlines', 'numbers', 'directory', 'imports']) await picture(page, `/${name}`, `${name}-empty`);
    await context.close();
    await empty.stop();
  }
  await browser.close();
}

void main();
