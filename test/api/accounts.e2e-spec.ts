/** Signing in and out, what a session may, and who administers accounts: over HTTP, on both engines. */
import { Secret, TOTP } from 'otpauth';
import { PRACTICE_ROLES } from '../../src/platform/auth/permissions';
import { sessionSettings } from '../../src/platform/auth/session-settings';
import { describeEachEngine } from '../support/engines';
import { newAccount, newBrowser, newPerson, PASSWORD } from './support/browser';
import { NOON, startService, type Service } from './support/service';
import { EPISODE, expectStatus, REGISTRATION } from './support/story';

describeEachEngine('accounts', (under) => {
  let service: Service;
  let addresses = 0;

  beforeAll(async () => {
    // Behind a proxy, so that each test comes from an address of its own.
    service = await startService(await under.freshDatabase(), [], {}, 'T', [], { proxies: 1, sessions: sessionSettings(15, 12, 'https://pathgate.example') });
  });
  afterAll(() => service.close());
  afterEach(() => service.setNow(NOON));

  const elsewhere = () => ({ 'x-forwarded-for': `10.0.0.${++addresses}` });
  const person = (role: string) => newPerson(service, role, elsewhere());
  const after = (seconds: number) => service.setNow(new Date(Date.parse(NOON) + seconds * 1000).toISOString());
  const audited = async (accountId: string): Promise<readonly string[]> => {
    const rows = await service.store.sql.of('riverbend').query('SELECT actor_id, action, outcome FROM audit WHERE resource = ? ORDER BY feed', [`account/${accountId}`]);
    return rows.map(({ actor_id, action, outcome }) => `${String(actor_id) === accountId ? 'self' : String(actor_id)} ${String(action)} ${String(outcome)}`);
  };

  describe('signing in', () => {
    it('opens a session that does what its role may, as that person', async () => {
      const { browser, name, accountId } = await person('nurse');
      const session = expectStatus(await browser.call('GET', '/v1/session'), 200).body;
      expect(session).toEqual({
        account: { accountId, practice: 'riverbend', name, displayName: 'Person of nurse', role: 'nurse', state: 'active', mustChangePassword: false, hasOneTimeCode: false },
        practice: { practiceId: 'riverbend', name: 'Practice riverbend', timeZone: 'America/New_York', demo: false },
        role: 'nurse', actions: expect.arrayContaining(['document-fact']), csrfToken: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
        idleSeconds: 900, idleEndsAt: '2026-10-01T17:15:00.000Z', endsAt: '2026-10-02T05:00:00.000Z',
      });
      const { patientId } = expectStatus(await browser.call('POST', '/v1/patients', { ...REGISTRATION, identifiers: [{ kind: 'mrn', value: `MRN-${accountId}` }] }), 201).body as { patientId: string };
      expectStatus(await browser.call('POST', `/v1/patients/${patientId}/episodes`, EPISODE), 201);
      const events = await service.store.read('riverbend', patientId);
      expect([...new Set(events.map(({ actorId }) => actorId))]).toEqual([accountId]);
      expect((await browser.call('PUT', '/v1/practice', {}, { 'if-match': '"0"' })).body.code).toBe('not-allowed');
    });

    it('takes the name in whatever case', async () => {
      const { name } = await person('biller');
      expectStatus(await newBrowser(service, elsewhere()).signIn(name.toUpperCase(), PASSWORD), 201);
    });

    it('gives a cookie that no script reads, no other site sends and no open line carries', async () => {
      const { browser } = await person('nurse');
      expect(browser.setCookie).toMatch(/^pathgate_session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
      const { text } = expectStatus(await browser.call('GET', '/v1/session'), 200);
      expect(text).not.toContain(browser.cookie.split('=')[1]);
    });

    it('says the same of a wrong password, a wrong name and an account that may not, and no sooner', async () => {
      const { name, accountId, browser } = await person('nurse');
      const locked = await person('nurse');
      expectStatus(await service.call('PUT', `/v1/accounts/${locked.accountId}`, { state: 'locked' }, { role: 'admin' }), 200);
      const answers: string[] = [];
      for (const [tried, password] of [[name, 'wrong password here'], ['nobody-at-all', PASSWORD], [locked.name, PASSWORD], [name, `${PASSWORD} `]] as const) {
        const startedMs = performance.now();
        const { status, text, headers } = await newBrowser(service, elsewhere()).signIn(tried, password);
        expect(performance.now() - startedMs).toBeGreaterThanOrEqual(395);
        answers.push([status, text, headers.get('set-cookie'), headers.get('www-authenticate')].join(' '));
      }
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toContain('"code":"sign-in-refused"');
      expect((await audited(accountId)).slice(-2)).toEqual(['self sign-in refused', 'self sign-in refused']);
      expectStatus(await browser.call('GET', '/v1/session'), 200);
    });

    it.each([
      ['without a password', { name: 'x' }, 'required', '/password'], ['with an empty one', { name: 'x', password: '' }, 'min-length', '/password'],
      ['with a number for a name', { name: 7, password: 'x' }, 'is-text', '/name'], ['with what is not known', { name: 'x', password: 'y', role: 'admin' }, 'unknown-field', '/role'],
    ])('%s is refused by field, and shows nothing of what was typed', async (_, body, code, pointer) => {
      const reply = await newBrowser(service, elsewhere()).call('POST', '/v1/session', body);
      expect([reply.status, reply.body.errors]).toEqual([400, expect.arrayContaining([expect.objectContaining({ code, pointer })])]);
    });

    it('takes JSON only, which no form of another page can send', async () => {
      const reply = await newBrowser(service, elsewhere()).call('POST', '/v1/session', { name: 'x', password: 'y' }, { 'content-type': 'text/plain' });
      expect([reply.status, reply.body.code]).toEqual([415, 'unsupported-media-type']);
    });

    it('leaves no password in log or audit', async () => {
      const { browser } = await person('nurse');
      const { oneTimePassword } = await newAccount(service, 'nurse');
      await newBrowser(service, elsewhere()).signIn('Seven-Green-Herons', 'a password in no log');
      await browser.call('PUT', '/v1/session/password', { currentPassword: PASSWORD, newPassword: 'short' });
      const audit = JSON.stringify(await service.store.sql.of('riverbend').query('SELECT * FROM audit'));
      for (const secret of [PASSWORD, oneTimePassword, 'Seven-Green-Herons', 'a password in no log', browser.csrfToken, browser.cookie.slice(17)]) {
        expect([secret, service.logged().includes(secret), audit.includes(secret)]).toEqual([secret, false, false]);
      }
      const stored = JSON.stringify(await service.store.sql.of('riverbend').query('SELECT * FROM account'));
      expect([stored.includes(PASSWORD), stored.includes(oneTimePassword)]).toEqual([false, false]);
    });
  });

  describe('too many attempts', () => {
    it('at one name make everybody wait, whoever is right, and say until when', async () => {
      const { name, accountId } = await person('nurse');
      const guess = (password: string) => newBrowser(service, elsewhere()).signIn(name, password);
      for (let i = 0; i < 5; i++) expectStatus(await guess('wrong password here'), 401);
      const told = expectStatus(await guess(PASSWORD), 429);
      expect([told.headers.get('retry-after'), told.body.code, told.body.details]).toEqual(['30', 'too-many-attempts', { retryAfterSeconds: 30, retryAt: '2026-10-01T17:00:30.000Z' }]);
      expect(told.body.detail).toContain('Wait 30 seconds');
      after(29);
      expect(expectStatus(await guess(PASSWORD), 429).headers.get('retry-after')).toBe('1');
      after(30);
      expectStatus(await guess('wrong password here'), 401);
      expect(expectStatus(await guess(PASSWORD), 429).headers.get('retry-after')).toBe('60');
      after(90);
      expectStatus(await guess(PASSWORD), 201);
      expectStatus(await guess('wrong password here'), 401);
      expectStatus(await guess(PASSWORD), 201);
      expect((await audited(accountId)).filter((line) => line === 'self sign-in refused')).toHaveLength(7);
    });

    it('at a name that is nobody\'s are answered alike', async () => {
      for (let i = 0; i < 5; i++) expectStatus(await newBrowser(service, elsewhere()).signIn('no-such-person', 'wrong password here'), 401);
      expect(expectStatus(await newBrowser(service, elsewhere()).signIn('No-Such-Person', 'wrong password here'), 429).headers.get('retry-after')).toBe('30');
    });

    it('that arrive at once are not more than one after the other', async () => {
      const { name } = await person('nurse');
      const replies = await Promise.all(Array.from({ length: 12 }, () => newBrowser(service, elsewhere()).signIn(name, 'wrong password here')));
      const statuses = replies.map(({ status }) => status).sort();
      expect(statuses).toEqual([...Array.from({ length: 5 }, () => 401), ...Array.from({ length: 7 }, () => 429)]);
    });

    it('from one address at many names make that address wait, and no other', async () => {
      const { name } = await person('nurse');
      const from = elsewhere();
      const replies = await Promise.all(Array.from({ length: 30 }, (_, i) => newBrowser(service, from).signIn(`somebody-${i}`, 'wrong password here')));
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([401]));
      expectStatus(await newBrowser(service, from).signIn(name, PASSWORD), 429);
      // What a client says of itself is not what the proxy says of it.
      expectStatus(await newBrowser(service, { 'x-forwarded-for': `10.9.9.9, ${from['x-forwarded-for']}` }).signIn(name, PASSWORD), 429);
      expectStatus(await newBrowser(service, elsewhere()).signIn(name, PASSWORD), 201);
    });

    it('are none where everybody was right, however many at once', async () => {
      const from = elsewhere();
      const people = await Promise.all(Array.from({ length: 6 }, () => person('nurse')));
      for (let round = 0; round < 7; round++) {
        const replies = await Promise.all(people.map(({ name }) => newBrowser(service, from).signIn(name, PASSWORD)));
        expect([round, replies.map(({ status }) => status)]).toEqual([round, people.map(() => 201)]);
      }
    }, 120_000);

    it('a hundred in a row lock the account until an administrator opens it', async () => {
      const { name, accountId, browser } = await person('nurse');
      await service.store.sql.of('riverbend').execute('UPDATE account SET failed_attempts = 99 WHERE account_id = ?', [accountId]);
      expectStatus(await newBrowser(service, elsewhere()).signIn(name, 'wrong password here'), 401);
      expectStatus(await newBrowser(service, elsewhere()).signIn(name, PASSWORD), 401);
      expectStatus(await browser.call('GET', '/v1/session'), 401);
      const { items } = expectStatus(await service.get('/v1/accounts', { role: 'admin' }), 200).body as { items: { accountId: string; state: string }[] };
      expect(items.find((each) => each.accountId === accountId)?.state).toBe('locked');
      expectStatus(await service.call('PUT', `/v1/accounts/${accountId}`, { state: 'active' }, { role: 'admin' }), 200);
      expectStatus(await newBrowser(service, elsewhere()).signIn(name, PASSWORD), 201);
      expect(await audited(accountId)).toEqual(expect.arrayContaining(['self sign-in:locked refused', 'riverbend-admin manage-accounts:active allowed']));
    });
  });

  describe('a session', () => {
    it('ends after a quarter of an hour of nothing, and not while somebody works', async () => {
      const { browser } = await person('nurse');
      for (const minutes of [14, 28, 42]) {
        after(minutes * 60);
        expectStatus(await browser.call('GET', '/v1/worklist'), 200);
      }
      after(42 * 60 + 899);
      expectStatus(await browser.call('GET', '/v1/session'), 200);
      after(42 * 60 + 900);
      const ended = expectStatus(await browser.call('GET', '/v1/worklist'), 401);
      expect(ended.body.code).toBe('not-signed-in');
    });

    it('is not kept awake by what a page asks by itself', async () => {
      const { browser } = await person('nurse');
      after(10 * 60);
      expectStatus(await browser.call('GET', '/v1/worklist', undefined, { 'pathgate-background': '1' }), 200);
      expect(expectStatus(await browser.call('GET', '/v1/session'), 200).body.idleEndsAt).toBe('2026-10-01T17:15:00.000Z');
      after(15 * 60);
      expectStatus(await browser.call('GET', '/v1/worklist'), 401);
    });

    it('ends after twelve hours, however busy', async () => {
      const { browser } = await person('nurse');
      for (let minutes = 10; minutes < 720; minutes += 10) {
        after(minutes * 60);
        expectStatus(await browser.call('GET', '/v1/worklist?limit=1'), 200);
      }
      expect(expectStatus(await browser.call('GET', '/v1/session'), 200).body.idleEndsAt).toBe('2026-10-02T05:00:00.000Z');
      after(720 * 60);
      expectStatus(await browser.call('GET', '/v1/worklist'), 401);
    });

    it('writes only with its own token', async () => {
      const { browser, accountId } = await person('nurse');
      const other = await person('nurse');
      for (const token of ['', 'x', 'A'.repeat(43), other.browser.csrfToken]) {
        const reply = await browser.call('POST', '/v1/patients', REGISTRATION, { 'x-csrf-token': token });
        expect([token, reply.status, reply.body.code]).toEqual([token, 403, 'csrf-missing']);
      }
      expect((await browser.call('DELETE', '/v1/session', undefined, { 'x-csrf-token': '' })).status).toBe(403);
      expectStatus(await browser.call('GET', '/v1/worklist', undefined, { 'x-csrf-token': '' }), 200);
      const [row] = await service.store.sql.of('riverbend').query("SELECT count(*) AS n FROM audit WHERE actor_id = ? AND action LIKE '%:csrf-missing' AND outcome = 'refused'", [accountId]);
      expect(Number(row?.['n'])).toBe(5);
    });

    it('stands beside another of the same person, and each ends alone', async () => {
      const { browser, name, accountId } = await person('nurse');
      const tablet = newBrowser(service, elsewhere());
      expectStatus(await tablet.signIn(name, PASSWORD), 201);
      expect(tablet.cookie).not.toBe(browser.cookie);
      const kept = tablet.cookie;
      expectStatus(await tablet.call('DELETE', '/v1/session'), 204);
      expect([tablet.cookie, tablet.setCookie]).toEqual(['', expect.stringMatching(/^pathgate_session=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Strict$/)]);
      tablet.cookie = kept;
      expectStatus(await tablet.call('GET', '/v1/session'), 401);
      expectStatus(await browser.call('GET', '/v1/session'), 200);
      expect((await audited(accountId)).at(-1)).toBe('self sign-out allowed');
    });

    it('is none with a cookie that is unknown, malformed or absent', async () => {
      for (const cookie of ['', `pathgate_session=${'A'.repeat(43)}`, 'pathgate_session=x', 'pathgate_session=', 'other=1']) {
        const reply = await newBrowser(service, { cookie }).call('GET', '/v1/session');
        expect([cookie, reply.status, reply.body.code]).toEqual([cookie, 401, 'not-signed-in']);
      }
      expect((await newBrowser(service).call('GET', '/v1/worklist')).body.code).toBe('key-missing');
    });

    it('counts for nothing beside a key', async () => {
      const { browser } = await person('nurse');
      const key = { authorization: `Bearer ${service.keyOf('biller')}` };
      expect((await browser.call('POST', '/v1/patients', REGISTRATION, key)).body).toMatchObject({ code: 'not-allowed', details: { role: 'biller' } });
      expect((await browser.call('GET', '/v1/worklist', undefined, { authorization: 'Bearer pgk_wrong' })).body.code).toBe('key-unknown');
      expect((await browser.call('GET', '/v1/session', undefined, key)).body.code).toBe('not-signed-in');
    });

    it('says so when the practice is another', async () => {
      const theirs = expectStatus(await service.post('/v1/accounts', { name: 'h.person', displayName: 'H', role: 'admin' }, { role: 'admin', practice: 'hillside' }), 201).body as { accountId: string; oneTimePassword: string };
      const browser = newBrowser(service, elsewhere());
      expect(expectStatus(await browser.signIn('h.person', theirs.oneTimePassword), 201).body.practice.practiceId).toBe('hillside');
      for (const [method, path, body] of [['PUT', `/v1/accounts/${theirs.accountId}`, { state: 'disabled' }], ['POST', `/v1/accounts/${theirs.accountId}/password`, {}]] as const) {
        expect((await service.call(method, path, body, { role: 'admin' })).body.code).toBe('account-not-found');
      }
      expect(JSON.stringify((await service.get('/v1/accounts', { role: 'admin' })).body)).not.toContain('h.person');
    });
  });

  describe('a password', () => {
    it('that was given opens nothing but its own change', async () => {
      const { name, oneTimePassword, accountId } = await newAccount(service, 'clinician');
      const browser = newBrowser(service, elsewhere());
      expect(expectStatus(await browser.signIn(name, oneTimePassword), 201).body.account.mustChangePassword).toBe(true);
      for (const [method, path, body] of [['GET', '/v1/worklist', undefined], ['POST', '/v1/patients', REGISTRATION], ['GET', '/v1/policies', undefined]] as const) {
        expect([path, (await browser.call(method, path, body)).body.code]).toEqual([path, 'password-change-needed']);
      }
      expectStatus(await browser.call('GET', '/v1/session'), 200);
      expectStatus(await browser.call('PUT', '/v1/session/password', { currentPassword: oneTimePassword, newPassword: PASSWORD }), 200);
      expectStatus(await browser.call('GET', '/v1/worklist'), 200);
      expectStatus(await newBrowser(service, elsewhere()).signIn(name, oneTimePassword), 401);
      expect(await audited(accountId)).toEqual(['riverbend-admin manage-accounts:made:clinician allowed', 'self sign-in allowed', 'self change-password allowed', 'self sign-in refused']);
    });

    it.each([
      ['too short', 'elevenchars', 'too-short'], ['the same', PASSWORD, 'unchanged'], ['too long', 'x'.repeat(257), 'too-long'], ['of the person', 'I am Person of Nurse', 'holds-name'], ['among the first that are tried', 'password1234', 'guessable'],
    ])('that is %s is not taken, and the old one stays', async (_, newPassword, code) => {
      const { browser, name } = await person('nurse');
      const reply = await browser.call('PUT', '/v1/session/password', { currentPassword: PASSWORD, newPassword });
      expect([reply.status, reply.body.code, reply.body.errors]).toEqual([422, 'password-refused', [{ pointer: '/newPassword', code, message: expect.any(String) }]]);
      expectStatus(await newBrowser(service, elsewhere()).signIn(name, PASSWORD), 201);
    });

    it('with the account\'s name in it is not taken', async () => {
      const { browser, name } = await person('nurse');
      const reply = await browser.call('PUT', '/v1/session/password', { currentPassword: PASSWORD, newPassword: `It is ${name.toUpperCase()}!` });
      expect(reply.body.errors).toEqual([expect.objectContaining({ code: 'holds-name' })]);
    });

    it('is changed by whoever knows it, and a session that guesses waits too', async () => {
      const { browser } = await person('nurse');
      for (let i = 0; i < 5; i++) expect((await browser.call('PUT', '/v1/session/password', { currentPassword: 'a guess at it', newPassword: 'eight blue kettles' })).body.code).toBe('password-wrong');
      expectStatus(await browser.call('PUT', '/v1/session/password', { currentPassword: PASSWORD, newPassword: 'eight blue kettles' }), 429);
    });

    it('that is new ends the other sessions, and goes on here under another token', async () => {
      const { browser, name } = await person('nurse');
      const tablet = newBrowser(service, elsewhere());
      expectStatus(await tablet.signIn(name, PASSWORD), 201);
      const { cookie, csrfToken } = browser;
      expectStatus(await browser.call('PUT', '/v1/session/password', { currentPassword: PASSWORD, newPassword: 'eight blue kettles' }), 200);
      expect([browser.cookie === cookie, browser.csrfToken === csrfToken]).toEqual([false, false]);
      expectStatus(await browser.call('GET', '/v1/session'), 200);
      expectStatus(await tablet.call('GET', '/v1/session'), 401);
      expectStatus(await newBrowser(service, { cookie }).call('GET', '/v1/session'), 401);
    });
  });

  describe('one-time codes', () => {
    const codeOf = (secret: string, seconds: number): string => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.parse(NOON) + seconds * 1000 });
    const enrolled = async () => {
      const someone = await person('clinician');
      const { secret, uri } = expectStatus(await someone.browser.call('POST', '/v1/session/one-time-code', { currentPassword: PASSWORD }), 201).body as { secret: string; uri: string };
      expect(uri).toContain(`secret=${secret}`);
      return { ...someone, secret };
    };

    it('are asked for once a code has confirmed them, and each counts once', async () => {
      const { browser, name, secret, accountId } = await enrolled();
      const signIn = (oneTimeCode?: string) => newBrowser(service, elsewhere()).signIn(name, PASSWORD, oneTimeCode === undefined ? {} : { oneTimeCode });
      expectStatus(await signIn(), 201);
      expect((await browser.call('POST', '/v1/session/one-time-code/confirmation', { code: codeOf(secret, 3600) })).body.code).toBe('one-time-code-wrong');
      expectStatus(await browser.call('POST', '/v1/session/one-time-code/confirmation', { code: codeOf(secret, 0) }), 204);
      expect((await browser.call('GET', '/v1/session')).body.account.hasOneTimeCode).toBe(true);

      const needed = expectStatus(await signIn(), 401);
      expect([needed.body.code, needed.headers.get('set-cookie')]).toEqual(['one-time-code-needed', null]);
      expect((await signIn(codeOf(secret, 0))).body.code).toBe('sign-in-refused');
      after(30);
      expectStatus(await signIn(codeOf(secret, 30)), 201);
      expect((await signIn(codeOf(secret, 30))).body.code).toBe('sign-in-refused');
      expect((await newBrowser(service, elsewhere()).signIn(name, 'wrong password here', { oneTimeCode: codeOf(secret, 60) })).body.code).toBe('sign-in-refused');
      expect((await audited(accountId)).slice(-5)).toEqual(['self one-time-code:in-force allowed', 'self sign-in refused', 'self sign-in allowed', 'self sign-in refused', 'self sign-in refused']);
      expect(service.logged()).not.toContain(secret);
    });

    it('are guessed at no faster than passwords, and asking for them costs nothing', async () => {
      const { browser, name, secret } = await enrolled();
      expectStatus(await browser.call('POST', '/v1/session/one-time-code/confirmation', { code: codeOf(secret, 0) }), 204);
      for (let i = 0; i < 8; i++) expect((await newBrowser(service, elsewhere()).signIn(name, PASSWORD)).body.code).toBe('one-time-code-needed');
      const wrong = codeOf(secret, 0) === '000000' ? '111111' : '000000';
      for (let i = 0; i < 5; i++) expectStatus(await newBrowser(service, elsewhere()).signIn(name, PASSWORD, { oneTimeCode: wrong }), 401);
      expectStatus(await newBrowser(service, elsewhere()).signIn(name, PASSWORD, { oneTimeCode: codeOf(secret, 30) }), 429);
    });

    it('begin with the password, are not begun twice, and are removed with the password', async () => {
      const { browser, name, secret } = await enrolled();
      expect((await browser.call('POST', '/v1/session/one-time-code', { currentPassword: 'not the password' })).body.code).toBe('password-wrong');
      expectStatus(await browser.call('POST', '/v1/session/one-time-code/confirmation', { code: codeOf(secret, 0) }), 204);
      expect((await browser.call('POST', '/v1/session/one-time-code', { currentPassword: PASSWORD })).body.code).toBe('one-time-code-in-use');
      expect((await browser.call('POST', '/v1/session/one-time-code/confirmation', { code: codeOf(secret, 30) })).body.code).toBe('one-time-code-not-begun');
      // Who finds the session open takes nothing off with it.
      expect((await browser.call('POST', '/v1/session/one-time-code/removal', { currentPassword: 'not the password' })).body).toMatchObject({ code: 'password-wrong', pointer: '/currentPassword' });
      expect((await newBrowser(service, elsewhere()).signIn(name, PASSWORD)).body.code).toBe('one-time-code-needed');
      expectStatus(await browser.call('POST', '/v1/session/one-time-code/removal', { currentPassword: PASSWORD }), 204);
      expectStatus(await newBrowser(service, elsewhere()).signIn(name, PASSWORD), 201);
    });

    it('are forgotten by an administrator for whoever has lost the phone', async () => {
      const { browser, name, secret, accountId } = await enrolled();
      expectStatus(await browser.call('POST', '/v1/session/one-time-code/confirmation', { code: codeOf(secret, 0) }), 204);
      const kept = expectStatus(await service.post(`/v1/accounts/${accountId}/password`, {}, { role: 'admin' }), 201).body as { oneTimePassword: string };
      expect((await newBrowser(service, elsewhere()).signIn(name, kept.oneTimePassword)).body.code).toBe('one-time-code-needed');
      const renewed = expectStatus(await service.post(`/v1/accounts/${accountId}/password`, { forgetSecondFactors: true }, { role: 'admin' }), 201).body as { oneTimePassword: string; hasOneTimeCode: boolean };
      expect(renewed.hasOneTimeCode).toBe(false);
      expectStatus(await newBrowser(service, elsewhere()).signIn(name, renewed.oneTimePassword), 201);
    });
  });

  describe('administration', () => {
    it('is for administrators, by key or signed in', async () => {
      for (const role of PRACTICE_ROLES) {
        const { status } = await service.get('/v1/accounts', { role });
        expect([role, status]).toEqual([role, role === 'admin' ? 200 : 403]);
      }
      const { browser } = await person('admin');
      const made = expectStatus(await browser.call('POST', '/v1/accounts', { name: 'new.person', displayName: 'New Person', role: 'scheduler' }), 201);
      expect(made.body).toEqual({
        accountId: expect.any(String), practice: 'riverbend', name: 'new.person', displayName: 'New Person', role: 'scheduler', state: 'active', mustChangePassword: true, hasOneTimeCode: false,
        createdAt: NOON, signedInAt: null, oneTimePassword: expect.stringMatching(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/),
      });
      const { oneTimePassword, ...account } = made.body;
      expect((await browser.call('GET', '/v1/accounts')).body.items).toEqual(expect.arrayContaining([account]));
      expect((await browser.call('GET', '/v1/accounts')).text).not.toContain(oneTimePassword);
      expectStatus(await (await person('clinician')).browser.call('GET', '/v1/accounts'), 403);
    });

    it('gives a name once, and a password once', async () => {
      const body = { name: 'given.once', displayName: 'Once', role: 'nurse' };
      const first = expectStatus(await service.post('/v1/accounts', body, { role: 'admin', key: 'account-once-1' }), 201);
      const again = await service.post('/v1/accounts', body, { role: 'admin', key: 'account-once-1' });
      expect([again.status, again.body.code, again.body.details]).toEqual([409, 'one-time-password-shown', { accountId: first.body.accountId }]);
      for (const practice of ['riverbend', 'hillside'] as const) {
        expect((await service.post('/v1/accounts', { ...body, name: 'Given.Once' }, { role: 'admin', practice })).body.code).toBe('account-name-taken');
      }
    });

    it.each([['with a space', 'jo vargas'], ['that is too short', 'j'], ['that begins with a dot', '.jo'], ['of 81 characters', 'j'.repeat(81)]])('takes no name %s', async (_, name) => {
      expect((await service.post('/v1/accounts', { name, displayName: 'X', role: 'nurse' }, { role: 'admin' })).body.errors).toEqual([expect.objectContaining({ pointer: '/name' })]);
    });

    it('changes a role that counts at once', async () => {
      const { browser, accountId } = await person('nurse');
      expectStatus(await browser.call('GET', '/v1/patients'), 200);
      expect(expectStatus(await service.call('PUT', `/v1/accounts/${accountId}`, { role: 'auditor' }, { role: 'admin' }), 200).body).toMatchObject({ role: 'auditor', displayName: 'Person of nurse' });
      expectStatus(await browser.call('GET', '/v1/audit'), 200);
      expect((await browser.call('POST', '/v1/patients', REGISTRATION)).body.code).toBe('not-allowed');
      expect((await audited(accountId)).at(-1)).toBe('riverbend-admin manage-accounts:role:auditor allowed');
    });

    it('disables an account, whose sessions end at once and for good', async () => {
      const { browser, accountId, name } = await person('nurse');
      expectStatus(await service.call('PUT', `/v1/accounts/${accountId}`, { state: 'disabled' }, { role: 'admin' }), 200);
      expectStatus(await browser.call('GET', '/v1/worklist'), 401);
      expectStatus(await newBrowser(service, elsewhere()).signIn(name, PASSWORD), 401);
      expectStatus(await service.call('PUT', `/v1/accounts/${accountId}`, { state: 'active', displayName: 'Back Again' }, { role: 'admin' }), 200);
      expectStatus(await browser.call('GET', '/v1/worklist'), 401);
      expect(expectStatus(await newBrowser(service, elsewhere()).signIn(name, PASSWORD), 201).body.account.displayName).toBe('Back Again');
    });

    it('gives a new password, which ends the sessions and must be changed', async () => {
      const { browser, accountId, name } = await person('nurse');
      const { oneTimePassword } = expectStatus(await service.post(`/v1/accounts/${accountId}/password`, {}, { role: 'admin' }), 201).body as { oneTimePassword: string };
      expectStatus(await browser.call('GET', '/v1/session'), 401);
      expectStatus(await newBrowser(service, elsewhere()).signIn(name, PASSWORD), 401);
      const again = newBrowser(service, elsewhere());
      expectStatus(await again.signIn(name, oneTimePassword), 201);
      expect((await again.call('GET', '/v1/worklist')).body.code).toBe('password-change-needed');
    });

    it('gives a new password that stands, also while the person is choosing one', async () => {
      const { browser, accountId, name } = await person('nurse');
      for (let tried = 0, current = PASSWORD; tried < 3; tried++) {
        const next = `eight blue kettles ${tried}`;
        const [own, given] = await Promise.all([browser.call('PUT', '/v1/session/password', { currentPassword: current, newPassword: next }), service.post(`/v1/accounts/${accountId}/password`, {}, { role: 'admin' })]);
        const { oneTimePassword } = expectStatus(given, 201).body as { oneTimePassword: string };
        expect([200, 401]).toContain(own.status);
        const entered = newBrowser(service, elsewhere());
        const isGiven = (await entered.signIn(name, oneTimePassword)).status === 201;
        // Whichever came last stands, and whoever was told no has changed nothing.
        expect([isGiven, own.status === 401]).toEqual([isGiven, isGiven || own.status === 401]);
        if (!isGiven) break;
        current = `nine green lamps ${tried}`;
        expectStatus(await entered.call('PUT', '/v1/session/password', { currentPassword: oneTimePassword, newPassword: current }), 200);
        expectStatus(await browser.signIn(name, current), 201);
      }
    });

    it('is not of the own role, state or forgotten password', async () => {
      const { browser, accountId } = await person('admin');
      for (const [method, path, body] of [['PUT', `/v1/accounts/${accountId}`, { role: 'nurse' }], ['PUT', `/v1/accounts/${accountId}`, { state: 'disabled' }], ['POST', `/v1/accounts/${accountId}/password`, {}]] as const) {
        expect([body, (await browser.call(method, path, body)).body.code]).toEqual([body, 'own-account']);
      }
      expectStatus(await browser.call('PUT', `/v1/accounts/${accountId}`, { displayName: 'Still Me', role: 'admin' }), 200);
      expect((await service.call('PUT', '/v1/accounts/nobody', {}, { role: 'admin' })).body.code).toBe('account-not-found');
    });
  });
});
