/** A browser as far as signing in needs one: it keeps the cookie it was given, and sends along the token that the page knows. */
import { randomUUID } from 'node:crypto';
import { hashPassword } from '../../../src/platform/auth/passwords';
import { textOf, type Reply, type Service } from './service';
import { expectStatus } from './story';

export interface Browser {
  cookie: string;
  csrfToken: string;
  /** `Set-Cookie` of the last answer that had one. */
  setCookie: string;
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  signIn(name: string, password: string, more?: object): Promise<Reply>;
}

/** `extra` goes along with every request. */
export function newBrowser(service: Pick<Service, 'address'>, extra: Readonly<Record<string, string>> = {}): Browser {
  const browser: Browser = {
    cookie: '', csrfToken: '', setCookie: '',
    async call(method, path, body, headers = {}) {
      const isWrite = method !== 'GET';
      const response = await fetch(service.address + path, {
        method, redirect: 'manual',
        headers: {
          ...(browser.cookie === '' ? {} : { cookie: browser.cookie }), ...(isWrite ? { 'idempotency-key': randomUUID(), 'x-csrf-token': browser.csrfToken } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...extra, ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const [setCookie] = response.headers.getSetCookie();
      if (setCookie !== undefined) {
        browser.setCookie = setCookie;
        const [pair = ''] = setCookie.split(';');
        browser.cookie = pair.endsWith('=') ? '' : pair;
      }
      const text = await textOf(response);
      const reply: Reply = { status: response.status, headers: response.headers, text, body: /[/+]json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined };
      if (typeof reply.body?.csrfToken === 'string') browser.csrfToken = reply.body.csrfToken as string;
      return reply;
    },
    signIn: (name, password, more = {}) => browser.call('POST', '/v1/session', { name, password, ...more }),
  };
  return browser;
}

export const PASSWORD = 'seven green lanterns';

export interface Someone {
  readonly accountId: string;
  readonly name: string;
  readonly oneTimePassword: string;
}

let people = 0;

/** An account that nobody has used yet. */
export async function newAccount(service: Service, role: string, name = `person-${++people}`): Promise<Someone> {
  const { accountId, oneTimePassword } = expectStatus(await service.post('/v1/accounts', { name, displayName: `Person of ${role}`, role }, { role: 'admin' }), 201).body as Someone;
  return { accountId, name, oneTimePassword };
}

let hashed: Promise<string> | undefined;

/** A person whose password is `PASSWORD`, and a browser that is signed in. */
export async function newPerson(service: Service, role: string, extra: Readonly<Record<string, string>> = {}): Promise<{ readonly accountId: string; readonly name: string; readonly browser: Browser }> {
  // Hashed once: it is slow on purpose.
  const password = await (hashed ??= hashPassword(PASSWORD));
  const name = `person-${++people}`;
  const accountId = `account-${people}`;
  expect(await service.store.accounts.add('riverbend', { accountId, name, displayName: `Person of ${role}`, role, password, mustChangePassword: false })).toBe(true);
  const browser = newBrowser(service, extra);
  expectStatus(await browser.signIn(name, PASSWORD), 201);
  return { accountId, name, browser };
}
