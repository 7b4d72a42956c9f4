/** The demo practice as `npm start` serves it: a process of its own over a fresh database, one person per role. */
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

export async function startDemo(environment: Readonly<Record<string, string>> = {}): Promise<DemoPractice> {
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-demo-'));
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

export async function signInAs({ page }: Watched, name: string, password: string): Promise<void> {
  await page.goto('/app/');
  await page.getByLabel('Name').fill(name);
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Places' }).or(page.getByRole('button', { name: 'Open the menu' })).first().waitFor();
}
