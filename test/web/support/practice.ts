/** The demo practice as `npm start` serves it: a process of its own over a fresh database, one person per role. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { startServer, type Server } from '../../support/server';
import { openPage, type Watched } from './browser';

export interface DemoPractice {
  readonly address: string;
  readonly server: Server;
  /** Of every demo account. */
  readonly password: string;
  /** A key of the role, for what a test asks the API beside the page. */
  keyOf(role: string): string;
  /** Signed in as the demo person of the role, on the work queue. */
  signIn(browser: Browser, role: string, options?: BrowserContextOptions): Promise<Watched>;
  /** The API beside the page. */
  get(path: string, role?: string): Promise<never>;
  stop(): Promise<void>;
}

/** `prepare` puts into the practice's folder what is to be there when it starts. */
export async function startDemo(environment: Readonly<Record<string, string>> = {}, prepare: (folder: string) => void = () => undefined): Promise<DemoPractice> {
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-demo-'));
  prepare(folder);
  const server = await startServer({ engine: 'sqlite', file: '' }, { PATHGATE_DATA: folder, ...environment });
  const said = JSON.parse(readFileSync(join(folder, 'demo-keys.json'), 'utf8')) as Readonly<Record<string, string>>;
  const keyOf = (role: string): string => said[role] ?? '';
  return {
    address: server.address, server, keyOf, password: said['password'] ?? '',
    signIn: async (browser, role, options) => {
      const watched = await openPage(browser, server.address, options);
      await signInAs(watched, role, said['password'] ?? '');
      return watched;
    },
    get: async (path, role = 'clinician') => (await (await fetch(server.address + path, { headers: { authorization: `Bearer ${keyOf(role)}` } })).json()) as never,
    stop: async () => {
      await server.stop('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface EmptyPractice {
  readonly address: string;
  /** The first administrator's, which opens once. */
  readonly oneTimePassword: string;
  /** As the administrator, who has chosen a password. */
  signIn(browser: Browser, options?: BrowserContextOptions): Promise<Watched>;
  stop(): Promise<void>;
}

const CHOSEN = 'a password of one\'s own';

/** A practice as `npm run init` makes it, served by `npm start`. */
export async function startEmpty(): Promise<EmptyPractice> {
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-empty-'));
  const said = execFileSync(process.execPath, ['scripts/run.mjs', 'init', '--name', 'Riverbend Pain Clinic', '--time-zone', 'America/New_York'], { cwd: join(__dirname, '../../..'), env: { ...process.env, PATHGATE_DATA: folder, PATHGATE_DATABASE: '' }, encoding: 'utf8' });
  const [, oneTimePassword = ''] = /^ {2}password +(\S+)$/m.exec(said) ?? [];
  const server = await startServer({ engine: 'sqlite', file: '' }, { PATHGATE_DATA: folder });
  let password = oneTimePassword;
  return {
    address: server.address, oneTimePassword,
    signIn: async (browser, options) => {
      const watched = await openPage(browser, server.address, options);
      await signInAs(watched, 'admin', password, CHOSEN);
      password = CHOSEN;
      return watched;
    },
    stop: async () => {
      await server.stop('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `chosen`: the password to change to, where a given one must be changed first. */
export async function signInAs({ page }: Watched, name: string, password: string, chosen?: string): Promise<void> {
  await page.goto('/app/');
  await page.getByLabel('Name').fill(name);
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const places = page.getByRole('navigation', { name: 'Places' }).or(page.getByRole('button', { name: 'Open the menu' })).first();
  const change = page.getByRole('button', { name: 'Change the password' });
  await places.or(change).first().waitFor();
  if (chosen !== undefined && await change.isVisible()) {
    await page.getByRole('textbox', { name: 'Present password', exact: true }).fill(password);
    await page.getByRole('textbox', { name: 'New password', exact: true }).fill(chosen);
    await change.click();
  }
  await places.waitFor();
}
