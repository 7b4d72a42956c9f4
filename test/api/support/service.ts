/** The real application in this process on a port of its own, over either engine, with two practices and a key per role. */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type Opened } from '../../../src/create-app';
import { newKey } from '../../../src/platform/auth/keys';
import { ROLES, type Role } from '../../../src/platform/auth/permissions';
import type { X12Usage } from '../../../src/platform/config/config';
import type { Clock } from '../../../src/platform/clock/clock';
import { openStore } from '../../../src/platform/database/open-store';
import type { Store } from '../../../src/platform/database/store';
import { Log } from '../../../src/platform/logging/log';
import type { CodeDescriptors } from '../../../src/claims';
import type { OwnPolicies } from '../../../src/policies';
import type { PayerEndpoints } from '../../../src/submissions';
import type { KnownRoute } from '../../../src/platform/http/methods';
import { EVENT_STREAM_TYPE } from '../../../src/platform/http/media-types';
import { routesOf } from '../../../src/platform/http/methods';
import { configOf } from '../../support/commits';
import type { DatabaseLocation } from '../../support/engines';

export const PRACTICES = ['riverbend', 'hillside'] as const;
export type PracticeName = (typeof PRACTICES)[number];

export interface Call {
  readonly role?: Role;
  readonly practice?: PracticeName;
  /** Left out: a new one for each write. */
  readonly key?: string;
  readonly ifMatch?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, instead of JSON. */
  readonly raw?: string | Uint8Array;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface Service {
  readonly address: string;
  readonly store: Store;
  readonly routes: readonly KnownRoute[];
  /** Every line of the log so far. */
  readonly logged: () => string;
  /** Moves the service's clock; it never runs by itself. */
  setNow(instant: string): void;
  keyOf(role: Role, practice?: PracticeName): string;
  call(method: string, path: string, body?: unknown, options?: Call): Promise<Reply>;
  get(path: string, options?: Call): Promise<Reply>;
  post(path: string, body?: unknown, options?: Call): Promise<Reply>;
  close(): Promise<void>;
}

/** A stream of events does not end: what it says first stands for it. */
export function textOf(response: Response): Promise<string> {
  return response.headers.get('content-type') === EVENT_STREAM_TYPE ? beginningOf(response) : response.text();
}

async function beginningOf({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return Buffer.from(first?.value ?? []).toString();
}

export const NOON = '2026-10-01T17:00:00.000Z';
export const TODAY = '2026-10-01';

/** Over a database that was started before: the same practices, with further keys. */
export async function startService(location: DatabaseLocation, ownPolicies: OwnPolicies = [], codeDescriptors: CodeDescriptors = {}, x12Usage: X12Usage = 'T', payerEndpoints: PayerEndpoints = [], settings: Pick<Opened, 'sessions' | 'proxies' | 'openId' | 'webhookNetworks' | 'webhookBackOff' | 'webhookTimeoutMs' | 'cdsClients' | 'limits' | 'arrivalMsMax'> = {}): Promise<Service> {
  let now = NOON;
  let logged = '';
  const clock: Clock = { now: () => now };
  const storeConfig = configOf(location);
  const store = await openStore(storeConfig, clock);
  const keys = new Map<string, string>();
  for (const practice of PRACTICES) {
    const isThere = (await store.practices.find(practice)) !== undefined;
    if (!isThere) await store.practices.create({ id: practice, name: `Practice ${practice}`, timeZone: 'America/New_York', demo: false });
    for (const role of ROLES) {
      const { key, hash } = newKey();
      keys.set(`${practice}/${role}`, key);
      await store.keys.add(practice, { keyId: `${practice}-${role}${isThere ? `-${randomUUID()}` : ''}`, hash, role, label: role });
    }
  }
  const directory = mkdtempSync(join(tmpdir(), 'pathgate-service-'));
  const log = new Log('info', { write: (line: string) => void (logged += line) });
  const running = await createApp({ store, storeConfig, clock, log, demo: false, ownPolicies, codeDescriptors, x12Usage, payerEndpoints, directory, ...settings });
  await running.app.listen(0, '127.0.0.1');
  const address = (await running.app.getUrl()).replace('[::1]', '127.0.0.1');
  const keyOf = (role: Role, practice: PracticeName = 'riverbend'): string => keys.get(`${practice}/${role}`) ?? '';

  const call = async (method: string, path: string, body?: unknown, options: Call = {}): Promise<Reply> => {
    const isWrite = method !== 'GET';
    const response = await fetch(address + path, {
      method,
      headers: {
        authorization: `Bearer ${keyOf(options.role ?? 'clinician', options.practice)}`,
        ...(isWrite ? { 'content-type': 'application/json', 'idempotency-key': options.key ?? randomUUID() } : {}),
        ...(options.ifMatch === undefined ? {} : { 'if-match': options.ifMatch }), ...options.headers,
      },
      ...(isWrite ? { body: options.raw ?? JSON.stringify(body ?? {}) } : {}),
    });
    const text = await textOf(response);
    return { status: response.status, headers: response.headers, text, body: /[/+]json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined };
  };

  return {
    address, store, keyOf, call, logged: () => logged, routes: routesOf(running.app.getHttpAdapter().getInstance() as never),
    setNow: (instant) => void (now = instant),
    get: (path, options) => call('GET', path, undefined, options),
    post: (path, body, options) => call('POST', path, body, options),
    close: async () => {
      await running.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
