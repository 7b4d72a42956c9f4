/** The patient's diary over real HTTP with forms and no script: the link, the date of birth, an entry from the first question to the record. */
import { randomUUID } from 'node:crypto';
import { DEFAULT_DIARY_PROTOCOL } from '../../machines/diary';
import { describeEachEngine } from '../support/engines';
import { openBrowser, type Browser, type Page } from './support/diary-browser';
import { NOON, startService, TODAY, type Call, type Service } from './support/service';
import { expectStatus, register, REGISTRATION } from './support/story';

/** 09:40 in the practice's zone; the service's clock begins at 13:00. */
const BLOCK_AT = '2026-10-01T09:40:00-04:00';
const BORN = { month: '5', day: '1', year: '1968' };
const at = (time: string, day = TODAY): string => new Date(`${day}T${time}:00-04:00`).toISOString();
const BLOCK = { type: 'block', technique: 'medial-branch', purpose: 'diagnostic', occurredOn: TODAY, agent: 'bupivacaine', targets: [{ level: 'L4-L5', side: 'right' }], relief: { scale: 'NRS', baseline: 8, observations: [{ minutes: 30, score: 1, source: 'nurse' }] } };
const TRIAL = { type: 'scs-trial', occurredOn: TODAY, startedAt: '2026-10-01T09:00:00-04:00', region: 'thoracolumbar', relief: { scale: 'NRS', baseline: 8 } };

describeEachEngine('the patient\'s diary', (under) => {
  let service: Service;
  let patientId: string;

  beforeAll(async () => { service = await startService(await under.freshDatabase()); });
  afterAll(() => service.close());
  beforeEach(async () => {
    service.setNow(NOON);
    patientId = await register(service);
  });

  const document = async (fact: object): Promise<string> => expectStatus(await service.post(`/v1/patients/${patientId}/facts`, { fact }), 201).body.factId as string;
  const make = async (factId: string, rest: object = {}, options: Call = { role: 'nurse' }): Promise<{ diaryId: string; link: string }> =>
    expectStatus(await service.post(`/v1/patients/${patientId}/diaries`, { factId, ...rest }, options), 201).body;
  const makeForBlock = async (fact: object = BLOCK, rest: object = {}) => {
    const factId = await document(fact);
    return { factId, ...(await make(factId, { startedAt: BLOCK_AT, ...rest })) };
  };
  const factOf = async (factId: string) => expectStatus(await service.get(`/v1/patients/${patientId}/facts/${factId}`), 200).body.fact;
  const listed = async () => expectStatus(await service.get(`/v1/patients/${patientId}/diaries`), 200).body.items;

  /** Opened with the right date of birth. */
  const opened = async (link: string, language?: string): Promise<{ browser: Browser; page: Page }> => {
    const browser = openBrowser(service.address, language);
    return { browser, page: await browser.post(link, BORN) };
  };
  const numberOn = ({ text }: Page, name: string): string => new RegExp(`name="${name}" value="(\\d+)"`).exec(text)?.[1] ?? '';
  /** Answers one question after the other, each on the page that comes. */
  const answerAll = async (browser: Browser, page: Page, answers: readonly string[]): Promise<Page> => {
    let current = page;
    for (const answer of answers) current = await browser.post(current.path, { entry: numberOn(current, 'entry'), answer });
    return current;
  };
  const begin = (browser: Browser, link: string, page: Page, about: string): Promise<Page> => browser.post(`${link}/start`, { after: numberOn(page, 'after'), about });

  describe('the link', () => {
    it('is made by who treats, shown once and stored as a hash', async () => {
      const factId = await document(BLOCK);
      for (const role of ['biller', 'scheduler', 'admin', 'auditor', 'api-consumer'] as const) {
        expect((await service.post(`/v1/patients/${patientId}/diaries`, { factId, startedAt: BLOCK_AT }, { role })).body.code).toBe('not-allowed');
      }
      for (const role of ['clinician', 'auth-staff'] as const) await make(factId, { startedAt: BLOCK_AT }, { role });
      const key = randomUUID();
      const made = await service.post(`/v1/patients/${patientId}/diaries`, { factId, startedAt: BLOCK_AT, language: 'es' }, { role: 'nurse', key });
      expect(made.body).toMatchObject({
        kind: 'block', state: 'not-opened', startsAt: at('09:40'), closesAt: at('09:40', '2026-10-02'), expiresAt: at('09:40', '2026-10-09'), language: 'es', entries: 0, openedAt: null,
        link: expect.stringMatching(/^\/diary\/pgd_[A-Za-z0-9_-]{43}$/),
      });
      expect((await service.post(`/v1/patients/${patientId}/diaries`, { factId, startedAt: BLOCK_AT, language: 'es' }, { role: 'nurse', key })).body).toMatchObject({ code: 'diary-link-shown', details: { diaryId: made.body.diaryId } });
      const stored = JSON.stringify(await service.store.sql.of('riverbend').query('SELECT * FROM diary'));
      const token = made.body.link.split('/').at(-1);
      expect([stored.includes(token), JSON.stringify(await listed()).includes('pgd_'), service.logged().includes(token)]).toEqual([false, false, false]);
    });

    it.each([
      ['no such fact', BLOCK, { factId: 'nothing', startedAt: BLOCK_AT }, 'unknown-fact'],
      ['a fact without a series', { type: 'score', occurredOn: TODAY, instrument: 'NRS', value: 3 }, {}, 'fact-without-series'],
      ['a series on another scale', { ...BLOCK, relief: { scale: 'VAS', baseline: 80 } }, { startedAt: BLOCK_AT }, 'diary-scale-not-asked'],
      ['a baseline that no scale of ten has', { ...BLOCK, relief: { baseline: 80 } }, { startedAt: BLOCK_AT }, 'diary-scale-not-asked'],
      ['a block without its time', BLOCK, {}, 'diary-start-missing'],
      ['a block of another day', BLOCK, { startedAt: '2026-09-30T09:40:00-04:00' }, 'diary-start-differs'],
      ['a block that is still to come', BLOCK, { startedAt: '2026-10-01T15:00:00-04:00' }, 'date-in-future'],
      ['planned days of a block', BLOCK, { startedAt: BLOCK_AT, plannedDays: 5 }, 'diary-start-not-asked'],
      ['a start of a trial', TRIAL, { startedAt: BLOCK_AT }, 'diary-start-not-asked'],
      ['a block of last week', { ...BLOCK, occurredOn: '2026-09-20' }, { startedAt: '2026-09-20T09:40:00-04:00' }, 'diary-window-over'],
    ])('is not made for %s', async (_, fact, rest, code) => {
      const factId = await document(fact);
      expect((await service.post(`/v1/patients/${patientId}/diaries`, { factId, ...rest }, { role: 'nurse' })).body.code).toBe(code);
      expect(await listed()).toEqual([]);
    });

    it('that is wrong, revoked or expired gives the same page, byte for byte, and nothing of another practice is touched', async () => {
      const { link, diaryId } = await makeForBlock();
      const { browser } = await opened(link);
      const wrong = await browser.get(`/diary/pgd_${'A'.repeat(43)}`);
      expect([wrong.status, wrong.h1]).toEqual([404, 'This link does not open a diary']);
      expect(wrong.text).toContain('lang="es"');
      expect((await service.call('DELETE', `/v1/patients/${patientId}/diaries/${diaryId}`, undefined, { role: 'nurse', practice: 'hillside' })).body.code).toBe('not-found');
      expect((await service.call('DELETE', `/v1/patients/${patientId}/diaries/none`, undefined, { role: 'nurse' })).body.code).toBe('unknown-diary');
      const hillside = await register(service, { practice: 'hillside' });
      expect((await service.call('DELETE', `/v1/patients/${hillside}/diaries/${diaryId}`, undefined, { role: 'nurse', practice: 'hillside' })).body.code).toBe('unknown-diary');
      expect((await browser.get(link)).h1).toBe('A new entry');
      expect(expectStatus(await service.call('DELETE', `/v1/patients/${patientId}/diaries/${diaryId}`, undefined, { role: 'auth-staff' }), 200).body).toMatchObject({ state: 'revoked', revokedAt: NOON });
      for (const path of [link, `${link}/start`, `${link}/pain`, '/diary/x', `/diary/${encodeURIComponent('"><script>')}`]) expect((await browser.get(path)).text).toBe(wrong.text);
      expect((await browser.post(link, BORN)).text).toBe(wrong.text);
      const other = await makeForBlock({ ...BLOCK, agent: 'lidocaine' });
      service.setNow(at('09:40', '2026-10-09'));
      expect((await browser.get(other.link)).text).toBe(wrong.text);
    });
  });

  describe('the date of birth', () => {
    it('opens the diary for this browser and a short while', async () => {
      const { link, diaryId } = await makeForBlock();
      const browser = openBrowser(service.address);
      const asked = await browser.get(`${link}?utm_source=message`);
      expect([asked.status, asked.h1, asked.headers.get('referrer-policy'), asked.headers.get('cache-control')]).toEqual([200, 'When were you born?', 'no-referrer', 'no-store']);
      expect(asked.headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
      expect(asked.text).not.toMatch(/<script|https?:|style="|Zanzibarova|Quillon/);
      expect((await browser.get(`${link}/pain`)).h1).toBe('When were you born?');
      expect((await browser.post(link, BORN)).h1).toBe('A new entry');
      expect(browser.setCookies[0]).toMatch(new RegExp(`^pathgate_diary=[A-Za-z0-9_-]{43}; Path=${link}; HttpOnly; SameSite=Lax; Max-Age=3600$`));
      const stored = JSON.stringify((await service.store.sql.of('riverbend').query('SELECT * FROM diary_session')).map(({ hash }) => Buffer.from(hash as Uint8Array).toString('latin1')));
      expect(stored).not.toContain([...browser.cookies.values()][0]);
      expect((await listed())[0]).toMatchObject({ diaryId, state: 'opened', openedAt: NOON });
      const secure = openBrowser(service.address);
      await secure.post(link, BORN, { 'x-forwarded-proto': 'https' });
      expect(secure.setCookies[0]).toMatch(/; Secure$/);
      service.setNow(at('14:00'));
      expect((await browser.get(link)).h1).toBe('When were you born?');
    });

    it('opens nothing of another link', async () => {
      const mine = await makeForBlock();
      const theirs = await makeForBlock({ ...BLOCK, agent: 'lidocaine' });
      const { browser } = await opened(mine.link);
      const session = [...browser.cookies.values()][0];
      expect((await openBrowser(service.address).get(theirs.link, { cookie: `pathgate_diary=${session}` })).h1).toBe('When were you born?');
      expect((await openBrowser(service.address).get(mine.link, { cookie: `pathgate_diary=${session}` })).h1).toBe('A new entry');
      expect((await browser.get(mine.link, { 'sec-fetch-site': 'cross-site' })).h1).toBe('A new entry');
      expect((await browser.post(`${mine.link}/start`, { after: '0', about: 'now' }, { 'sec-fetch-site': 'cross-site' })).h1).toBe('A new entry');
      expect(await service.store.sql.of('riverbend').query('SELECT number FROM diary_entry WHERE diary_id = ?', [mine.diaryId])).toEqual([]);
    });

    it('is asked for again in words where it is incomplete, which is no try, or wrong, which is one', async () => {
      const { link } = await makeForBlock();
      const browser = openBrowser(service.address);
      for (const typed of [{}, { month: '2', day: '30', year: '1968' }, { month: '5', day: '1', year: '68' }, { month: '5', day: '"><script>alert(1)</script>', year: '<b>' }]) {
        const page = await browser.post(link, typed as Record<string, string>);
        expect([page.status, page.title]).toEqual([422, 'Error: Fill in the month, the day and the year with four digits, like 1958. - When were you born? - Pain diary']);
        expect(page.text).not.toMatch(/<script|<b>/);
        expect(page.text).toContain('aria-describedby="error"');
      }
      const wrong = await browser.post(link, { ...BORN, day: '2' });
      expect(wrong.status).toBe(422);
      expect(wrong.text).toContain('Tries left before a pause: 4.');
      expect(wrong.text).toMatch(/<option value="5" selected>May<\/option>[^]*value="2"[^]*value="1968"/);
      expect((await browser.post(link, BORN)).h1).toBe('A new entry');
      const audited = await service.store.sql.of('riverbend').query("SELECT role, outcome FROM audit WHERE action = 'open-diary' AND resource LIKE ? ORDER BY feed", [`patient/${patientId}/diary/%`]);
      expect(audited.map((row) => ({ ...row }))).toEqual([{ role: 'patient-link', outcome: 'refused' }, { role: 'patient-link', outcome: 'allowed' }]);
    });

    it('pauses the link for longer and longer after five wrong ones, also many at once, and says until when', async () => {
      const { link } = await makeForBlock();
      const guesses = await Promise.all(Array.from({ length: 8 }, (_, day) => openBrowser(service.address).post(link, { ...BORN, day: String(day + 2) })));
      expect(guesses.map(({ status }) => status).filter((status) => status !== 422 && status !== 429)).toEqual([]);
      expect(guesses.filter(({ status }) => status === 422)).toHaveLength(4);
      expect((await service.store.sql.of('riverbend').query('SELECT wrong_tries FROM diary WHERE patient_id = ?', [patientId])).map((row) => ({ ...row }))).toEqual([{ wrong_tries: 5 }]);
      const browser = openBrowser(service.address);
      const paused = await browser.post(link, BORN);
      expect([paused.status, paused.headers.get('retry-after'), paused.h1]).toEqual([429, '300', 'Please wait a little']);
      expect(paused.text).toContain('You can try again today at 1:05 PM.');
      expect((await browser.get(link)).status).toBe(429);
      expect((await listed())[0]).toMatchObject({ pausedUntil: at('13:05') });
      service.setNow(at('13:05'));
      const sixth = await browser.post(link, { ...BORN, day: '9' });
      expect([sixth.status, sixth.headers.get('retry-after')]).toEqual([429, '900']);
      service.setNow(at('13:20'));
      expect((await browser.post(link, BORN)).h1).toBe('A new entry');
      expect((await service.store.sql.of('riverbend').query('SELECT wrong_tries FROM diary WHERE paused_until IS NOT NULL'))).toEqual([]);
      expect((await openBrowser(service.address).post(link, { ...BORN, day: '9' })).text).toContain('Tries left before a pause: 4.');
    });
  });

  describe('an entry of a block', () => {
    it('is one question a page, checked once, and an observation of the moment in which the pain was told', async () => {
      const { link, factId, diaryId } = await makeForBlock();
      const { browser, page } = await opened(link);
      expect(page.text).toContain('value="now">How I am now');
      const first = await begin(browser, link, page, 'now');
      expect([first.path, first.h1, first.title]).toEqual([`${link}/pain`, 'How strong is your pain right now?', 'How strong is your pain right now? - Pain diary']);
      expect(first.text.match(/<button name="answer"/g)).toHaveLength(11);
      service.setNow(at('13:02'));
      const check = await answerAll(browser, first, ['3', 'walking', 'yes', 'opioid', 'no']);
      expect([check.path, check.h1]).toEqual([`${link}/check`, 'Check your answers']);
      expect((await factOf(factId)).relief.observations).toHaveLength(1);
      service.setNow(at('13:08'));
      const thanks = await browser.post(`${link}/check`, { entry: '1' });
      expect([thanks.path, thanks.h1]).toEqual([`${link}/thanks`, 'Thank you']);
      expect(thanks.text).toContain('Your next entry is due today at 1:40 PM.');
      for (const { text } of [page, first, check, thanks]) expect(text).not.toMatch(new RegExp(`${REGISTRATION.name.family}|${REGISTRATION.name.given}|1968|<script|style="`));
      expect((await factOf(factId)).relief.observations).toEqual([
        { minutes: 30, score: 1, source: 'nurse' },
        { minutes: 202, score: 3, activity: 'walking', source: 'patient', flags: ['analgesic'], analgesic: 'opioid' },
      ]);
      expect((await listed())[0]).toMatchObject({ diaryId, entries: 1, lastEntryAt: at('13:08') });
      expect((await service.get(`/v1/patients/${patientId}/timeline`)).body.items.at(-1)).toMatchObject({ type: 'ObservationAdded', actor: diaryId, text: 'A score was added, by the patient through the diary: 3 after 202 minutes.' });
      expect(await service.store.sql.of('riverbend').query("SELECT number FROM diary_entry WHERE answers <> '{}'")).toEqual([]);
    });

    it('is one, however often its pages are sent', async () => {
      const { link, factId } = await makeForBlock();
      const { browser, page } = await opened(link);
      const [first] = await Promise.all([begin(browser, link, page, 'now'), begin(browser, link, page, 'now'), begin(browser, link, page, 'now')]);
      await answerAll(browser, first, ['3', 'skip', 'no', 'skip']);
      const sent = await Promise.all(Array.from({ length: 4 }, () => browser.post(`${link}/check`, { entry: '1' })));
      for (const { h1 } of sent) expect(h1).toBe('Thank you');
      const back = await browser.post(`${link}/pain`, { entry: '1', answer: '9' });
      expect(back.h1).toBe('Thank you');
      expect((await begin(browser, link, page, 'now')).h1).toBe('Thank you');
      expect((await factOf(factId)).relief.observations).toEqual([{ minutes: 30, score: 1, source: 'nurse' }, { minutes: 200, score: 3, source: 'patient' }]);
      const again = await browser.get(`${link}/start`);
      expect(numberOn(again, 'after')).toBe('1');
      await answerAll(browser, await begin(browser, link, again, 'now'), ['4', 'skip', 'no', 'skip']);
      const twin = await browser.post(`${link}/check`, { entry: '2' });
      expect(twin.h1).toBe('We have this already');
      expect((await factOf(factId)).relief.observations).toHaveLength(2);
    });

    it('goes on where it was left, in another browser too, and keeps its moment', async () => {
      const { link, factId } = await makeForBlock();
      const { browser, page } = await opened(link);
      await answerAll(browser, await begin(browser, link, page, 'now'), ['3', 'walking']);
      service.setNow(at('16:00'));
      const { browser: other, page: resumed } = await opened(link);
      expect([resumed.path, resumed.h1]).toEqual([`${link}/pill`, 'Had you taken a pain pill shortly before that time?']);
      expect(resumed.text).toContain('About: today at 1:00 PM');
      const changed = await other.get(`${link}/pain`);
      expect(changed.text).toContain('<button name="answer" value="3" class="score chosen">');
      expect((await other.get(`${link}/slept`)).path).toBe(`${link}/pill`);
      expect((await other.get(`${link}/check`)).path).toBe(`${link}/pill`);
      expect((await answerAll(other, changed, ['2'])).path).toBe(`${link}/pill`);
      await answerAll(other, resumed, ['no', 'yes']);
      expect((await other.post(`${link}/check`, { entry: '1' })).h1).toBe('Thank you');
      expect((await factOf(factId)).relief.observations[1]).toEqual({ minutes: 200, score: 2, activity: 'walking', source: 'patient', flags: ['slept'] });
    });

    it('of a time that was missed says how much later it was written down', async () => {
      const { link, factId } = await makeForBlock();
      const { browser, page } = await opened(link);
      expect([...page.text.matchAll(/name="about" value="(\w+)"/g)].map(([, about]) => about)).toEqual(['now', '60', '120']);
      expect(page.text).toContain('Today at 10:40 AM, 1 h after the procedure');
      const first = await begin(browser, link, page, '120');
      expect([first.h1, first.text.includes('About: today at 11:40 AM, 2 h after the procedure')]).toEqual(['How strong was your pain at that time?', true]);
      await answerAll(browser, first, ['2', 'sitting', 'no', 'no']);
      const thanks = await browser.post(`${link}/check`, { entry: '1' });
      expect(thanks.text).toContain('There are times you have not written down yet.');
      expect((await factOf(factId)).relief.observations[1]).toEqual({ minutes: 120, score: 2, activity: 'sitting', source: 'patient', recalledAfterMinutes: 80 });
      expect((await begin(browser, link, await browser.get(`${link}/start`), '120')).h1).toBe('A new entry');
      expect((await begin(browser, link, await browser.get(`${link}/start`), '7')).h1).toBe('A new entry');
    });

    it('of both sides asks for each, and each is an observation of its side', async () => {
      const { link, factId } = await makeForBlock({ ...BLOCK, targets: [{ level: 'L4-L5', side: 'left' }, { level: 'L4-L5', side: 'right' }], relief: { scale: 'NRS', baseline: 8 } });
      const { browser, page } = await opened(link);
      await answerAll(browser, await begin(browser, link, page, 'now'), ['1', '6', 'standing', 'no', 'no']);
      expect((await browser.post(`${link}/check`, { entry: '1' })).h1).toBe('Thank you');
      expect((await factOf(factId)).relief.observations).toEqual([
        { minutes: 200, score: 1, side: 'left', activity: 'standing', source: 'patient' }, { minutes: 200, score: 6, side: 'right', activity: 'standing', source: 'patient' }]);
    });

    it('takes no answer that is not on the page, and says so beside the question and in the title', async () => {
      const { link, factId } = await makeForBlock();
      const { browser, page } = await opened(link);
      const first = await begin(browser, link, page, 'now');
      for (const answer of ['', '11', '-1', 'skip', '"><script>alert(1)</script>']) {
        const refused = await browser.post(first.path, { entry: '1', answer });
        expect([refused.status, refused.title]).toEqual([422, 'Error: Choose one of the answers. - How strong is your pain right now? - Pain diary']);
        expect(refused.text).toContain('<p class="wrong" id="error" role="alert">Choose one of the answers.</p>');
        expect(refused.text).not.toContain('<script');
      }
      expect((await browser.post(`${link}/check`, { entry: '1' })).path).toBe(`${link}/pain`);
      expect((await browser.post(`${link}/nothing`, { entry: '1', answer: '3' })).path).toBe(`${link}/pain`);
      expect((await browser.get(`${link}/nothing`)).path).toBe(`${link}/pain`);
      expect((await browser.post(`${link}/discard`, { entry: '1' })).path).toBe(`${link}/start`);
      expect((await browser.get(`${link}/pain`)).path).toBe(`${link}/start`);
      expect((await factOf(factId)).relief.observations).toHaveLength(1);
    });

    it('ends with the window: a kind page says so and whom to call, and nothing is taken', async () => {
      const practice = await service.get('/v1/practice');
      if (practice.body.practice === null) {
        expectStatus(await service.call('PUT', '/v1/practice', { name: 'Riverbend <Pain> & Spine', phone: '(614) 555-0100' }, { role: 'auth-staff', ifMatch: practice.headers.get('etag') ?? '' }), 200);
      }
      const { link, factId } = await makeForBlock();
      const { browser, page } = await opened(link);
      await answerAll(browser, await begin(browser, link, page, 'now'), ['3', 'walking', 'no', 'no']);
      service.setNow(at('09:40', '2026-10-02'));
      for (const closed of [await browser.get(link), await browser.post(`${link}/check`, { entry: '1' }), await browser.post(link, BORN)]) {
        expect([closed.status, closed.h1]).toEqual([200, 'This diary is closed']);
        expect(closed.text).toContain('call Riverbend &lt;Pain&gt; &amp; Spine, (614) 555-0100');
        expect(closed.text).toContain('<a class="go" href="tel:6145550100">');
      }
      expect((await factOf(factId)).relief.observations).toHaveLength(1);
      expect((await listed())[0]).toMatchObject({ state: 'closed', entries: 0 });
    });

    it('ends with the fact', async () => {
      const { link, factId } = await makeForBlock();
      const { browser } = await opened(link);
      const etag = (await service.get(`/v1/patients/${patientId}`)).headers.get('etag') ?? '';
      expectStatus(await service.post(`/v1/patients/${patientId}/facts/${factId}/retractions`, { reason: 'not this patient' }, { ifMatch: etag }), 201);
      expect((await browser.get(`${link}/start`)).h1).toBe('This diary is closed');
    });
  });

  describe('a day of a trial', () => {
    it('is asked once a day, and what was missed is told apart', async () => {
      const factId = await document(TRIAL);
      const { link } = await make(factId, { plannedDays: 3 });
      service.setNow(at('20:00', '2026-10-03'));
      const { browser, page } = await opened(link);
      expect([...page.text.matchAll(/name="about" value="([\w-]+)"/g)].map(([, about]) => about)).toEqual(['2026-10-03', '2026-10-02']);
      const first = await begin(browser, link, page, '2026-10-03');
      expect(first.h1).toBe('How strong was your pain today, for most of the day?');
      const worst = await answerAll(browser, first, ['4']);
      const below = await answerAll(browser, worst, ['3']);
      expect([below.status, below.text.includes('The strongest pain cannot be weaker than the pain for most of the day (4).')]).toEqual([422, true]);
      await answerAll(browser, below, ['6', 'yes', 'less', 'interrupted']);
      const thanks = await browser.post(`${link}/check`, { entry: '1' });
      expect(thanks.text).toContain('Your next entry is due on Sunday, October 4, in the evening.');
      const start = await browser.get(`${link}/start`);
      expect(start.text).toContain('Nothing to write down now.');
      const missed = await begin(browser, link, start, '2026-10-02');
      expect([missed.h1, missed.text.includes('About: Friday, October 2')]).toEqual(['How strong was your pain that day, for most of the day?', true]);
      await answerAll(browser, missed, ['5', 'skip', 'skip', 'skip', 'badly']);
      await browser.post(`${link}/check`, { entry: '2' });
      expect((await factOf(factId)).days).toEqual([
        { on: '2026-10-02', score: 5, sleep: 'badly', source: 'patient', recalledAfterDays: 1 },
        { on: '2026-10-03', score: 4, worstScore: 6, goalMet: true, medicine: 'less', sleep: 'interrupted', source: 'patient' },
      ]);
      service.setNow(at('08:00', '2026-10-05'));
      const { page: last } = await opened(link);
      expect([...last.text.matchAll(/name="about" value="([\w-]+)"/g)].map(([, about]) => about)).toEqual(['2026-10-04']);
    });
  });

  describe('the pages', () => {
    it('speak Spanish where the browser does or the link was made so, and remember what was chosen', async () => {
      const { link } = await makeForBlock();
      const { browser, page } = await opened(link, 'es-US,es;q=0.9');
      expect(page.text).toContain('<html lang="es">');
      const first = await begin(browser, link, page, 'now');
      expect([first.h1, first.text.includes('<a href="' + link + '/view/en" lang="en" hreflang="en">English</a>')]).toEqual(['¿Qué tan fuerte es su dolor en este momento?', true]);
      const english = await browser.get(`${link}/view/en`);
      expect([english.path, english.h1]).toEqual([`${link}/pain`, 'How strong is your pain right now?']);
      const large = await browser.get(`${link}/view/large`);
      expect(large.text).toContain('<html lang="en" class="large">');
      expect((await browser.get(`${link}/view/es`)).text).toContain('<html lang="es" class="large">');
      expect((await browser.get(`${link}/view/usual`)).text).toContain('<html lang="es">');
      expect((await browser.get(`${link}/view/"><script>`)).text).not.toContain('<script');
      const spanish = await makeForBlock({ ...BLOCK, agent: 'lidocaine' }, { language: 'es' });
      expect((await openBrowser(service.address, 'en').get(spanish.link)).h1).toBe('¿Cuándo nació usted?');
      const wrong = await openBrowser(service.address, 'es').post(spanish.link, { month: '1' });
      expect(wrong.title).toBe('Error: Complete el mes, el día y el año con cuatro cifras, por ejemplo 1958. - ¿Cuándo nació usted? - Diario del dolor');
    });

    it('have one style sheet of the service\'s own', async () => {
      const style = await fetch(`${service.address}/diary/style.css`, { headers: { accept: 'text/css,*/*;q=0.1' } });
      expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
      expect(await style.text()).not.toMatch(/url\(|@import|https?:/);
    });

    it('take forms only', async () => {
      const { link } = await makeForBlock();
      const json = await fetch(service.address + link, { method: 'POST', body: JSON.stringify(BORN), headers: { 'content-type': 'application/json', accept: 'text/html' } });
      expect([json.status, (await json.text()).includes('Fill in the month')]).toEqual([422, true]);
      const large = await fetch(service.address + link, { method: 'POST', body: new URLSearchParams({ day: 'x'.repeat(9000) }) });
      expect(large.status).toBe(413);
      expect((await service.call('POST', '/v1/patients', undefined, { raw: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } })).body.code).toBe('unsupported-media-type');
    });
  });

  describe('what staff write down on the phone', () => {
    it('is the patient\'s word with who wrote it down', async () => {
      const factId = await document(BLOCK);
      expectStatus(await service.post(`/v1/patients/${patientId}/facts/${factId}/observations`, { observation: { minutes: 180, score: 2, source: 'phone', recalledAfterMinutes: 20 } }, { role: 'nurse' }), 201);
      expect((await factOf(factId)).relief.observations[1]).toEqual({ minutes: 180, score: 2, source: 'phone', recalledAfterMinutes: 20, enteredBy: 'riverbend-nurse' });
      expect((await service.get(`/v1/patients/${patientId}/timeline`)).body.items.at(-1).text).toBe('A score was added, by the patient on the phone: 2 after 180 minutes, written down 20 minutes later.');
    });
  });

  describe('the protocol', () => {
    it('is the practice\'s own: changed by who may, for diaries made from then on', async () => {
      const { diaryId } = await makeForBlock();
      const options = { role: 'admin', practice: 'riverbend' } as const;
      const before = await service.get('/v1/diary-protocol', options);
      expect(before.body).toEqual({ version: before.body.version, isUsual: true, protocol: DEFAULT_DIARY_PROTOCOL });
      const wanted = { ...DEFAULT_DIARY_PROTOCOL, block: { closesAfterHours: 6, dueAtHours: [1, 5.5] }, linkDaysAfterClose: 2 };
      const put = (body: object, rest: Call = options) => service.call('PUT', '/v1/diary-protocol', body, { ifMatch: before.headers.get('etag') ?? '', ...rest });
      expect((await put(wanted, { role: 'nurse' })).body.code).toBe('not-allowed');
      expect((await put({ ...wanted, block: { closesAfterHours: 6, dueAtHours: [7] } })).body).toMatchObject({ code: 'invalid-diary-protocol', pointer: '/block/dueAtHours/0' });
      expect((await put({ ...wanted, block: { closesAfterHours: 6, dueAtHours: [] } })).body.code).toBe('invalid-request');
      expect((await put(DEFAULT_DIARY_PROTOCOL)).body.code).toBe('diary-protocol-unchanged');
      expect(expectStatus(await put(wanted), 200).body).toMatchObject({ isUsual: false, protocol: wanted });
      expect((await put(wanted)).body.code).toBe('version-moved');
      expect((await service.get('/v1/diary-protocol', { ...options, practice: 'hillside' })).body).toMatchObject({ isUsual: true });
      service.setNow(at('13:01'));
      const { link } = await makeForBlock({ ...BLOCK, agent: 'lidocaine' });
      expect(await listed()).toMatchObject([{ diaryId, closesAt: at('09:40', '2026-10-02') }, { closesAt: at('15:40'), expiresAt: at('15:40', '2026-10-03') }]);
      const { page } = await opened(link);
      expect([...page.text.matchAll(/name="about" value="(\w+)"/g)].map(([, about]) => about)).toEqual(['now']);
      const now = await service.get('/v1/diary-protocol', options);
      expectStatus(await put(DEFAULT_DIARY_PROTOCOL, { ...options, ifMatch: now.headers.get('etag') ?? '' }), 200);
    });
  });
});
