/** Passkeys over HTTP, with an authenticator in software, on both engines. */
import { sessionSettings } from '../../src/platform/auth/session-settings';
import { describeEachEngine } from '../support/engines';
import { newAuthenticator, type Authenticator } from './support/authenticator';
import { newBrowser, newPerson, PASSWORD, type Browser } from './support/browser';
import { NOON, startService, type Reply, type Service } from './support/service';
import { expectStatus } from './support/story';

const ORIGIN = 'https://pathgate.example';

describeEachEngine('passkeys', (under) => {
  let service: Service;
  let addresses = 0;
  beforeAll(async () => {
    service = await startService(await under.freshDatabase(), [], {}, 'T', [], { proxies: 1, sessions: sessionSettings(15, 12, ORIGIN) });
  });
  afterAll(() => service.close());
  afterEach(() => service.setNow(NOON));

  const elsewhere = () => ({ 'x-forwarded-for': `10.1.0.${++addresses}` });
  const after = (seconds: number) => service.setNow(new Date(Date.parse(NOON) + seconds * 1000).toISOString());
  async function register(browser: Browser, authenticator: Authenticator, origin = ORIGIN): Promise<Reply> {
    const options = expectStatus(await browser.call('POST', '/v1/session/passkeys/options', { currentPassword: PASSWORD }), 200).body as Parameters<Authenticator['create']>[0];
    return browser.call('POST', '/v1/session/passkeys', { label: 'Tablet', response: authenticator.create(options, origin) });
  }
  async function enrolled() {
    const someone = await newPerson(service, 'clinician', elsewhere());
    const authenticator = newAuthenticator();
    const { passkeyId } = expectStatus(await register(someone.browser, authenticator), 201).body as { passkeyId: string };
    return { ...someone, authenticator, passkeyId };
  }
  const options = async (browser: Browser) => expectStatus(await browser.call('POST', '/v1/session/passkey-options', {}), 200).body as Parameters<Authenticator['get']>[0];
  async function signIn(authenticator: Authenticator, origin = ORIGIN): Promise<Reply & { readonly browser: Browser }> {
    const browser = newBrowser(service, elsewhere());
    return { ...(await browser.call('POST', '/v1/session/passkey', { response: authenticator.get(await options(browser), origin) })), browser };
  }

  it('open an account without name, password or code, again and again', async () => {
    const { authenticator, accountId, browser } = await enrolled();
    for (let i = 0; i < 2; i++) {
      const signedIn = await signIn(authenticator);
      expect([signedIn.status, signedIn.body.account.accountId]).toEqual([201, accountId]);
      expectStatus(await signedIn.browser.call('GET', '/v1/worklist'), 200);
    }
    const { items } = expectStatus(await browser.call('GET', '/v1/session/passkeys'), 200).body;
    expect(items).toEqual([{ passkeyId: expect.any(String), label: 'Tablet', createdAt: NOON, usedAt: NOON }]);
    const rows = await service.store.sql.of('riverbend').query('SELECT action, outcome FROM audit WHERE resource = ? ORDER BY feed', [`account/${accountId}`]);
    expect(rows.slice(-3).map(({ action, outcome }) => `${String(action)} ${String(outcome)}`)).toEqual(['passkey:added allowed', 'sign-in:passkey allowed', 'sign-in:passkey allowed']);
  });

  it('ask the browser for a person who is known, and name nobody', async () => {
    const { browser, authenticator, name } = await enrolled();
    const made = expectStatus(await browser.call('POST', '/v1/session/passkeys/options', { currentPassword: PASSWORD }), 200).body;
    expect(made).toMatchObject({ rp: { id: 'pathgate.example', name: 'Pathgate' }, user: { name }, authenticatorSelection: { residentKey: 'required', userVerification: 'required' }, excludeCredentials: [expect.objectContaining({ id: authenticator.credentialId })] });
    const asked = expectStatus(await newBrowser(service, elsewhere()).call('POST', '/v1/session/passkey-options', {}), 200).body;
    expect(asked).toMatchObject({ rpId: 'pathgate.example', userVerification: 'required' });
    expect(asked.allowCredentials ?? []).toEqual([]);
  });

  it.each([
    ['of another place', async ({ authenticator }: Held) => signIn(authenticator, 'https://pathgate.example.evil')],
    ['that nobody knows', async () => signIn(newAuthenticator())],
    ['under another\'s name', async ({ authenticator }: Held) => signIn({ ...newAuthenticator(), credentialId: authenticator.credentialId })],
    ['whose owner was not verified', async ({ authenticator }: Held) => signIn(Object.assign(authenticator, { flags: { present: true, verified: false } }))],
    ['that counts backwards, as a copy does', async ({ authenticator }: Held) => {
      authenticator.signCount = 10;
      expectStatus(await signIn(authenticator), 201);
      authenticator.signCount = 4;
      return signIn(authenticator);
    }],
    ['that was removed', async ({ authenticator, browser, passkeyId }: Held) => {
      expectStatus(await browser.call('POST', `/v1/session/passkeys/${passkeyId}/removal`, { currentPassword: PASSWORD }), 204);
      return signIn(authenticator);
    }],
    ['of an account that is locked', async ({ authenticator, accountId }: Held) => {
      expectStatus(await service.call('PUT', `/v1/accounts/${accountId}`, { state: 'locked' }, { role: 'admin' }), 200);
      return signIn(authenticator);
    }],
    ['that an administrator has forgotten', async ({ authenticator, accountId }: Held) => {
      expectStatus(await service.post(`/v1/accounts/${accountId}/password`, { forgetSecondFactors: true }, { role: 'admin' }), 201);
      return signIn(authenticator);
    }],
    ['for a question that was answered', async ({ authenticator }: Held) => {
      const browser = newBrowser(service, elsewhere());
      const asked = await options(browser);
      expectStatus(await browser.call('POST', '/v1/session/passkey', { response: authenticator.get(asked, ORIGIN) }), 201);
      return browser.call('POST', '/v1/session/passkey', { response: authenticator.get(asked, ORIGIN) });
    }],
    ['for a question of five minutes ago', async ({ authenticator }: Held) => {
      const browser = newBrowser(service, elsewhere());
      const asked = await options(browser);
      after(300);
      return browser.call('POST', '/v1/session/passkey', { response: authenticator.get(asked, ORIGIN) });
    }],
    ['for a question nobody asked', async ({ authenticator }: Held) => newBrowser(service, elsewhere()).call('POST', '/v1/session/passkey', { response: authenticator.get({ challenge: 'AAAA', rpId: 'pathgate.example' }, ORIGIN) })],
    ['that is none', async () => newBrowser(service, elsewhere()).call('POST', '/v1/session/passkey', { response: { id: 7 } })],
  ])('%s open nothing', async (_, attempt) => {
    const { status, body, headers } = await attempt(await enrolled());
    expect([status, body.code, headers.get('set-cookie')]).toEqual([401, 'sign-in-refused', null]);
  });

  it('that are wrong make the address wait', async () => {
    const { authenticator } = await enrolled();
    const browser = newBrowser(service, elsewhere());
    const wrong = { response: authenticator.get({ challenge: 'AAAA', rpId: 'pathgate.example' }, ORIGIN) };
    const statuses = (await Promise.all(Array.from({ length: 31 }, () => browser.call('POST', '/v1/session/passkey', wrong)))).map(({ status }) => status);
    expect([statuses.filter((status) => status === 401).length, statuses.filter((status) => status === 429).length]).toEqual([30, 1]);
  });

  it('are added with the password, by this account, for this place, and once', async () => {
    const { browser, authenticator } = await enrolled();
    const other = await newPerson(service, 'clinician', elsewhere());
    expect((await browser.call('POST', '/v1/session/passkeys/options', { currentPassword: 'not the password' })).body.code).toBe('password-wrong');
    expect((await register(browser, newAuthenticator(), 'https://pathgate.example.evil')).body.code).toBe('passkey-refused');
    expect((await register(browser, Object.assign(newAuthenticator(), { flags: { present: true, verified: false } }))).body.code).toBe('passkey-refused');
    const begun = expectStatus(await browser.call('POST', '/v1/session/passkeys/options', { currentPassword: PASSWORD }), 200).body as Parameters<Authenticator['create']>[0];
    const response = newAuthenticator().create(begun, ORIGIN);
    expect((await other.browser.call('POST', '/v1/session/passkeys', { label: 'Mine now', response })).body.code).toBe('passkey-refused');
    expect((await browser.call('POST', '/v1/session/passkeys', { label: 'Too late', response })).body.code).toBe('passkey-refused');
    expect((await register(browser, authenticator)).body.code).toBe('passkey-exists');
    expect((await browser.call('GET', '/v1/session/passkeys')).body.items).toHaveLength(1);
  });

  it('are removed by their own account only, with its password', async () => {
    const { passkeyId, browser } = await enrolled();
    const other = await newPerson(service, 'admin', elsewhere());
    expect((await other.browser.call('POST', `/v1/session/passkeys/${passkeyId}/removal`, { currentPassword: PASSWORD })).body.code).toBe('passkey-not-found');
    expect((await browser.call('POST', `/v1/session/passkeys/${passkeyId}/removal`, { currentPassword: 'not the password' })).body.code).toBe('password-wrong');
    expect((await browser.call('GET', '/v1/session/passkeys')).body.items).toHaveLength(1);
  });

  type Held = Awaited<ReturnType<typeof enrolled>>;
});

describeEachEngine('passkeys on this machine', (under) => {
  it('belong to its name, and not to its number', async () => {
    const service = await startService(await under.freshDatabase());
    try {
      const port = new URL(service.address).port;
      const named = await newBrowser({ address: `http://localhost:${port}` }).call('POST', '/v1/session/passkey-options', {});
      expect([named.status, named.body.rpId]).toEqual([200, 'localhost']);
      const { status, body } = await newBrowser(service).call('POST', '/v1/session/passkey-options', {});
      expect([status, body.code]).toEqual([409, 'passkeys-need-name']);
    } finally {
      await service.close();
    }
  });
});
