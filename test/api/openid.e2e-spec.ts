/** Signing in by OpenID Connect, against a provider that runs as a process of its own. */
import { sessionSettings } from '../../src/platform/auth/session-settings';
import { describeEachEngine } from '../support/engines';
import { CLIENT, startProvider, type StartedProvider } from '../support/openid-provider/start-provider';
import { newAccount, newBrowser, newPerson, type Browser } from './support/browser';
import { startService, type Reply, type Service } from './support/service';
import { expectStatus } from './support/story';

const ORIGIN = 'https://pathgate.example';
const PEOPLE = {
  jo: { preferred_username: 'Jo.Vargas', email: 'jo@example.org', email_verified: true }, first: { preferred_username: 'first.time' }, gone: { preferred_username: 'gone.away' },
  stranger: { preferred_username: 'stranger' }, nameless: {}, unproven: { email: 'unproven@example.org', email_verified: false }, proven: { email: 'proven@example.org', email_verified: true },
};

describeEachEngine('signing in elsewhere', (under) => {
  let provider: StartedProvider;
  let service: Service;
  let addresses = 0;
  const settings = (claim: string) => ({ proxies: 1, sessions: sessionSettings(15, 12, ORIGIN), openId: { ...CLIENT, issuer: provider.issuer, claim } });

  beforeAll(async () => {
    provider = await startProvider(`${ORIGIN}/v1/session/openid/callback`, PEOPLE);
    service = await startService(await under.freshDatabase(), [], {}, 'T', [], settings('preferred_username'));
    for (const [name, role] of [['jo.vargas', 'nurse'], ['gone.away', 'nurse']] as const) await newAccount(service, role, name);
  });
  afterAll(async () => {
    await service.close();
    await provider.stop();
  });

  const browserOf = (at: Pick<Service, 'address'> = service) => newBrowser(at, { 'x-forwarded-for': `10.2.0.${++addresses}` });
  /** The proxy in front hands the public address on to the service. */
  const back = (browser: Browser, returned: URL, cookie: string) => browser.call('GET', `${returned.pathname}${returned.search}`, undefined, { cookie });
  async function leave(browser: Browser): Promise<{ readonly address: URL; readonly cookie: string; readonly setCookie: string }> {
    const left = expectStatus(await browser.call('GET', '/v1/session/openid'), 302);
    const [setCookie = ''] = left.headers.getSetCookie();
    browser.cookie = '';
    return { address: new URL(left.headers.get('location') ?? ''), cookie: setCookie.split(';')[0] ?? '', setCookie };
  }
  async function travel(login: string, browser: Browser = browserOf()): Promise<{ readonly reply: Reply; readonly browser: Browser; readonly returned: URL; readonly cookie: string }> {
    const { address, cookie } = await leave(browser);
    const returned = await provider.signIn(address.href, login);
    return { reply: await back(browser, returned, cookie), browser, returned, cookie };
  }
  const expectRefused = (reply: Reply): void => expect([reply.status, reply.headers.get('location'), reply.headers.getSetCookie()]).toEqual([302, '/#sign-in-refused', []]);

  it('opens the account of that name, in whatever case', async () => {
    const { reply, browser } = await travel('jo');
    expect([reply.status, reply.headers.get('location')]).toEqual([302, '/']);
    expect(browser.setCookie).toMatch(/^pathgate_session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const { body } = expectStatus(await browser.call('GET', '/v1/session'), 200);
    expect(body).toMatchObject({ role: 'nurse', account: { name: 'jo.vargas', mustChangePassword: false } });
    expectStatus(await browser.call('GET', '/v1/worklist'), 200);
    const rows = await service.store.sql.of('riverbend').query('SELECT action, outcome FROM audit WHERE resource = ? ORDER BY feed', [`account/${body.account.accountId as string}`]);
    expect(rows.at(-1)).toEqual({ action: 'sign-in:openid', outcome: 'allowed' });
  });

  it('goes with code, PKCE, state and nonce, and with a cookie that comes back from another site', async () => {
    const { address, setCookie } = await leave(browserOf());
    expect(address.origin).toBe(provider.issuer);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      client_id: 'pathgate', redirect_uri: `${ORIGIN}/v1/session/openid/callback`, response_type: 'code', scope: 'openid profile email', code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/), state: expect.stringMatching(/.{20}/), nonce: expect.stringMatching(/.{20}/),
    });
    expect(setCookie).toMatch(/^pathgate_openid=[A-Za-z0-9_-]{43}; Max-Age=300; Path=\/v1\/session\/openid; HttpOnly; Secure; SameSite=Lax$/);
  });

  it('closes a password that was given and never changed', async () => {
    const { name, oneTimePassword } = await newAccount(service, 'biller', 'first.time');
    const { browser } = await travel('first');
    expect(expectStatus(await browser.call('GET', '/v1/session'), 200).body.account).toMatchObject({ name, mustChangePassword: false });
    expectStatus(await browserOf().signIn(name, oneTimePassword), 401);
  });

  it('makes no account of a stranger, and takes none without the claim', async () => {
    const before = await service.store.accounts.list('riverbend');
    expectRefused((await travel('stranger')).reply);
    expectRefused((await travel('nameless')).reply);
    expect(await service.store.accounts.list('riverbend')).toEqual(before);
  });

  it('opens no account that is disabled', async () => {
    const account = (await service.store.accounts.list('riverbend')).find(({ name }) => name === 'gone.away');
    expectStatus(await service.call('PUT', `/v1/accounts/${account?.accountId}`, { state: 'disabled' }, { role: 'admin' }), 200);
    expectRefused((await travel('gone')).reply);
    const rows = await service.store.sql.of('riverbend').query("SELECT outcome FROM audit WHERE resource = ? AND action = 'sign-in:openid'", [`account/${account?.accountId}`]);
    expect(rows).toEqual([{ outcome: 'refused' }]);
  });

  it.each([
    ['with another state', (url: URL) => url.searchParams.set('state', 'another')], ['without a code', (url: URL) => url.searchParams.delete('code')], ['with another code', (url: URL) => url.searchParams.set('code', 'another')],
    ['of another issuer', (url: URL) => url.searchParams.set('iss', 'https://id.example')],
    ['that says no', (url: URL) => {
      url.searchParams.delete('code');
      url.searchParams.set('error', 'access_denied');
    }],
  ])('ends at nothing on a return %s', async (_, change) => {
    const browser = browserOf();
    const { address, cookie } = await leave(browser);
    const returned = await provider.signIn(address.href, 'jo');
    change(returned);
    expectRefused(await back(browser, returned, cookie));
  });

  it('ends at nothing in another browser, and a second time', async () => {
    const browser = browserOf();
    const { address, cookie } = await leave(browser);
    const returned = await provider.signIn(address.href, 'jo');
    for (const other of ['', (await leave(browserOf())).cookie]) expectRefused(await back(browserOf(), returned, other));
    expect((await back(browser, returned, cookie)).headers.get('location')).toBe('/');
    expectRefused(await back(browserOf(), returned, cookie));
  });

  it('leaves neither code nor secret in the log', async () => {
    const { returned, cookie } = await travel('jo');
    for (const secret of [returned.searchParams.get('code') ?? '?', CLIENT.clientSecret, cookie.split('=')[1] ?? '?']) expect([secret, service.logged().includes(secret)]).toEqual([secret, false]);
  });

  it('is offered where it is configured, and not elsewhere', async () => {
    expect((await browserOf().call('GET', '/v1/session/ways')).body).toEqual({ password: true, passkey: true, openid: true });
    const plain = await startService(await under.freshDatabase());
    try {
      expect((await newBrowser(plain).call('GET', '/v1/session/ways')).body).toEqual({ password: true, passkey: false, openid: false });
      for (const path of ['/v1/session/openid', '/v1/session/openid/callback?code=x']) expect((await newBrowser(plain).call('GET', path)).body.code).toBe('openid-not-configured');
    } finally {
      await plain.close();
    }
  });

  it('finds the account by another claim, and by no address of mail that nobody has proven', async () => {
    const byMail = await startService(await under.freshDatabase(), [], {}, 'T', [], settings('email'));
    try {
      for (const name of ['unproven@example.org', 'proven@example.org']) await newAccount(byMail, 'nurse', name);
      const proven = await travel('proven', browserOf(byMail));
      expect((await proven.browser.call('GET', '/v1/session')).body.account.name).toBe('proven@example.org');
      expectRefused((await travel('unproven', browserOf(byMail))).reply);
    } finally {
      await byMail.close();
    }
  });

  it('says that the provider cannot be reached, and leaves the other ways open', async () => {
    const lonely = await startProvider(`${ORIGIN}/v1/session/openid/callback`, PEOPLE);
    await lonely.stop();
    const cut = await startService(await under.freshDatabase(), [], {}, 'T', [], { ...settings('email'), openId: { ...CLIENT, issuer: lonely.issuer, claim: 'email' } });
    try {
      const { status, body } = await browserOf(cut).call('GET', '/v1/session/openid');
      expect([status, body.code]).toEqual([503, 'openid-unavailable']);
      await newPerson(cut, 'nurse');
    } finally {
      await cut.close();
    }
  });
});
