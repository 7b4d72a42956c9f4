/** The work queue over HTTP: one row per need, from the first missing item to the day that is taken; views, filters, order and pages. */
import { patientProjector } from '../../src/patients';
import { diffProjections } from '../../src/platform/event-store/rebuild-projections';
import { PATIENT_FOLD } from '../../src/platform/patient-log/patient-record';
import { describeEachEngine } from '../support/engines';
import { BLOCK_1_ON, BLOCK_2_ON, plusDays, READY_ON, RELIEF_PERCENT_MIN } from '../support/patient-story';
import { noonOf } from '../reassessment/waiting-patients';
import { newPerson } from './support/browser';
import { startService, type Call, type Reply, type Service } from './support/service';
import { blockFact, EPISODE, etagOf, expectStatus, readyForBlock1, register } from './support/story';

const STAFF: Call = { role: 'auth-staff' };
const SERVICE_ON = plusDays(READY_ON, 20);
const VALID_TO = plusDays(READY_ON, 60);

describeEachEngine('the queue', (under) => {
  let service: Service;
  let patientId: string;
  let episodeId: string;
  let authorizationId: string;
  let bare: string;
  const moveTo = (day: string): void => service.setNow(noonOf(day));
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const tag = async (): Promise<string> => etagOf(await service.get(at('')));
  const write = async (path: string, body: object, options: Call = STAFF): Promise<Reply> => expectStatus(await service.post(at(path), body, { ...options, ifMatch: await tag() }), 200);
  const queue = async (query = '', options: Call = STAFF) => expectStatus(await service.get(`/v1/queue${query}`, options), 200).body;
  const rows = async (query = '') => (await queue(query)).items;
  const rowOf = async (id = patientId) => (await rows(`?q=${id}`))[0];

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    bare = await register(service);
    expectStatus(await service.post(`/v1/patients/${bare}/episodes`, EPISODE), 201);
    ({ patientId, episodeId } = await readyForBlock1(service));
  });
  afterAll(() => service.close());

  it('has the next step\'s need before any authorization exists, with what stands against it', async () => {
    const row = await rowOf(bare);
    expect(row).toMatchObject({ patientId: bare, name: { family: 'Zanzibarova' }, authorizationId: null, step: 'mbb1', pathway: 'rfa', region: EPISODE.region, targets: EPISODE.targets, payer: { id: 'medicare' }, delegate: null, directoryLacks: 'payer',
      stage: 'criteria', packet: 'none', decision: 'none', nextAction: { code: 'document', words: 'Document what is missing' }, dueOn: null, dueKind: null, daysLeft: null, unitsLeft: null, owner: null, snoozedUntil: null, comments: 0 });
    expect(row.criteria).toMatch(/^(missing|cannot-tell)$/);
    expect(row.blockedBy.length).toBeGreaterThan(1);
    expect(row.blockedBy).toContainEqual({ kind: 'pain-duration', outcome: 'unknown', text: 'Duration of pain' });
  });

  it('says what is next at every stage, and when', async () => {
    const brief = async () => {
      const { step, stage, criteria, packet, decision, nextAction, dueKind, dueOn } = await rowOf();
      return [step, stage, criteria, packet, decision, nextAction.code, dueKind, dueOn];
    };
    expect(await brief()).toEqual(['mbb1', 'packet', 'met', 'draft', 'none', 'request', null, null]);
    moveTo(BLOCK_1_ON);
    expectStatus(await service.post(at('/facts'), blockFact(BLOCK_1_ON, RELIEF_PERCENT_MIN)), 201);
    expect((await brief()).slice(0, 2)).toEqual(['mbb2', 'criteria']);
    expect((await brief()).slice(5)).toEqual(['wait', 'earliest-day', expect.stringMatching(/^2026-/)]);
    const { dueOn, dueArithmetic: { sentence, parts } } = await rowOf();
    expect(sentence).toContain(`met from ${dueOn}`);
    expect(parts).toMatchObject([{ from: BLOCK_1_ON, fromWhat: 'block before it', unit: 'calendar-days', rule: expect.stringMatching(/@/), source: { document: expect.any(String) } }]);
    moveTo(BLOCK_2_ON);
    expectStatus(await service.post(at('/facts'), blockFact(BLOCK_2_ON, RELIEF_PERCENT_MIN)), 201);
    moveTo(READY_ON);
    authorizationId = (await rowOf()).authorizationId;
    await write(`/authorizations/${authorizationId}/request`, { dateOfService: SERVICE_ON });
    expect(await brief()).toEqual(['rfa', 'packet', 'met', 'issued', 'none', 'review', 'submission-due', plusDays(READY_ON, 2)]);
    await write(`/authorizations/${authorizationId}/submission`, { channel: 'portal', proof: { reference: 'C-1' } });
    expect(await brief()).toEqual(['rfa', 'decision', 'met', 'sent', 'awaited', 'wait', 'follow-up', plusDays(READY_ON, 7)]);
    moveTo(plusDays(READY_ON, 8));
    expect(await brief()).toEqual(['rfa', 'decision', 'met', 'sent', 'past-clock', 'chase', 'follow-up', plusDays(READY_ON, 7)]);
    expect((await rowOf()).daysLeft).toBe(-1);
    expect((await rows('?view=awaiting-past-clock')).map((row: { patientId: string }) => row.patientId)).toEqual([patientId]);
    moveTo(READY_ON);
    expect(await rows('?view=awaiting-past-clock')).toEqual([]);
    await write(`/authorizations/${authorizationId}/determinations`, { decision: 'affirmed', decidedOn: READY_ON, payerReference: 'A1', validTo: VALID_TO, units: 2 });
    expect(await brief()).toEqual(['rfa', 'approval', 'met', 'sent', 'approved', 'schedule', 'approved-not-scheduled', plusDays(READY_ON, 7)]);
    expect((await rowOf()).unitsLeft).toBe(2);
  });

  it('has named views, told of today', async () => {
    const inView = async (view: string, day: string): Promise<boolean> => {
      moveTo(day);
      return (await rows(`?view=${view}`)).some((row: { patientId: string }) => row.patientId === patientId);
    };
    expect(await inView('approved-not-scheduled', READY_ON)).toBe(true);
    expect([await inView('due-today', READY_ON), await inView('due-today', plusDays(READY_ON, 7))]).toEqual([false, true]);
    expect([await inView('expiring-14-days', plusDays(VALID_TO, -15)), await inView('expiring-14-days', plusDays(VALID_TO, -14)), await inView('expiring-14-days', VALID_TO), await inView('expiring-14-days', plusDays(VALID_TO, 1))]).toEqual([false, true, true, false]);
    expect(await rowOf()).toMatchObject({ decision: 'expired', nextAction: { code: 'acknowledge' } });
    for (const view of ['ready-to-send', 'missing-one-item', 'denied-peer-to-peer', 'mine']) expect([view, await inView(view, READY_ON)]).toEqual([view, false]);
    expect(await inView('all', READY_ON)).toBe(true);
  });

  it('is filtered, and refuses what it does not know', async () => {
    const found = async (query: string) => (await rows(query)).map((row: { patientId: string }) => row.patientId);
    expect(await found('?step=rfa')).toEqual([patientId]);
    expect(await found('?stage=criteria')).toEqual([bare]);
    expect(await found(`?stage=approval&pathway=rfa&payer=medicare&owner=none&dueBefore=${plusDays(READY_ON, 8)}`)).toEqual([patientId]);
    expect(await found(`?stage=approval&dueBefore=${plusDays(READY_ON, 7)}`)).toEqual([]);
    for (const query of ['?payer=nobody', '?pathway=scs', '?owner=me', '?owner=somebody']) expect([query, await found(query)]).toEqual([query, []]);
    for (const query of ['?view=mine2', '?name=Zanzibarova', '?sort=age', '?step=x']) expect([query, (await service.get(`/v1/queue${query}`, STAFF)).status]).toEqual([query, 400]);
    expect((await queue('', { role: 'auth-staff', practice: 'hillside' })).items).toEqual([]);
  });

  it('shows a scheduler what is open and not why, and names patients on the audit', async () => {
    const { items } = await queue('', { role: 'scheduler' });
    expect(items).toHaveLength(2);
    for (const row of items) expect([row.blockedBy, row.dueArithmetic, row.comments]).toEqual([undefined, undefined, undefined]);
    const [audited] = await service.store.sql.of('riverbend').query("SELECT resource FROM audit WHERE action = 'read-queue' AND role = 'scheduler'");
    expect(audited?.['resource']).toMatch(/^queue\/\S+ \S+$/);
  });

  it('shows every row once in every order, page by page, also when the row a page ended on has gone', async () => {
    const more = await Promise.all([1, 2, 3].map(async () => {
      const id = await register(service);
      expectStatus(await service.post(`/v1/patients/${id}/episodes`, EPISODE), 201);
      return id;
    }));
    for (const sort of ['due', 'name', 'payer']) {
      const seen: string[] = [];
      for (let next: string | null = ''; next !== null;) {
        const page: { items: { patientId: string }[]; next: string | null } = await queue(`?sort=${sort}&limit=2${next === '' ? '' : `&cursor=${next}`}`);
        seen.push(...page.items.map((row) => row.patientId));
        ({ next } = page);
        if (next !== null) expect(Buffer.from(next, 'base64url').toString()).not.toContain('anzibar');
      }
      expect([sort, [...seen].sort()]).toEqual([sort, [patientId, bare, ...more].sort()]);
      if (sort === 'due') expect(seen[0]).toBe(patientId);
    }
    const inOrder = await rows('?sort=name');
    const place = inOrder.findIndex((row: { patientId: string }, index: number) => more.includes(row.patientId) && index + 1 < inOrder.length);
    const first = inOrder[place];
    const { next } = await queue(`?sort=name&limit=${place + 1}`);
    const version = etagOf(await service.get(`/v1/patients/${first.patientId}`));
    expectStatus(await service.post(`/v1/patients/${first.patientId}/episodes/${first.episodeId}/close`, { reason: 'moved away' }, { ifMatch: version }), 200);
    expect(await rows(`?sort=name&cursor=${next}`)).toEqual(inOrder.slice(place + 1));
    expect(await rows(`?q=${first.patientId}`)).toEqual([]);
    for (const sort of ['due', 'name', 'payer']) expect((await service.get(`/v1/queue?sort=${sort}&cursor=MS54`, STAFF)).body.code).toBe('cursor-unknown');
  });

  describe('is worked by people', () => {
    const at = (note: string): string => `/v1/patients/${patientId}/episodes/${episodeId}/needs/rfa/${note}`;
    const AGO = 'riverbend-auth-staff';

    it('who take a need, give it away and hand it back, each saying it once', async () => {
      moveTo(READY_ON);
      expect((await service.post(at('assignment'), { owner: 'nobody-here' }, STAFF)).body).toMatchObject({ status: 422, code: 'unknown-owner', pointer: '/owner' });
      expect((await service.post(at('assignment'), { owner: 'riverbend-scheduler' }, STAFF)).body.code).toBe('unknown-owner');
      const taken = expectStatus(await service.post(at('assignment'), { owner: 'me' }, { ...STAFF, key: 'take-it-1' }), 200);
      expect(taken.body).toMatchObject({ patientId, episodeId, step: 'rfa', owner: { id: AGO }, snoozedUntil: null, comments: 0 });
      expect((await service.post(at('assignment'), { owner: 'me' }, { ...STAFF, key: 'take-it-1' })).text).toBe(taken.text);
      expect(expectStatus(await service.post(at('assignment'), { owner: 'me' }, STAFF), 200).body.version).toBe(taken.body.version);
      expect((await rowOf()).owner).toEqual({ id: AGO, name: 'auth-staff' });
      expect((await rows('?view=mine')).map((row: { step: string }) => row.step)).toEqual(['rfa']);
      expect((await queue('?view=mine', { role: 'clinician' })).items).toEqual([]);
      expect([(await rows('?owner=me')).length, (await rows(`?owner=${AGO}`)).length, (await rows('?owner=none')).some((row: { patientId: string }) => row.patientId === patientId)]).toEqual([1, 1, false]);
      expect((await service.post(at('assignment'), { owner: 'riverbend-nurse' }, { role: 'biller' })).body.owner).toEqual({ id: 'riverbend-nurse' });
      expect((await service.call('DELETE', at('assignment'), {}, STAFF)).body.owner).toBeNull();
      expect((await rowOf()).owner).toBeNull();
    });

    it('who are signed in, by the name they go by', async () => {
      const { browser, accountId } = await newPerson(service, 'clinician');
      expect((await browser.call('POST', at('assignment'), { owner: 'me' })).body.owner).toEqual({ id: accountId });
      const { owner } = (await browser.call('GET', '/v1/queue?view=mine')).body.items[0];
      expect(owner).toEqual({ id: accountId, name: 'Person of clinician' });
      expect((await browser.call('GET', '/v1/queue/owners')).body.items).toContainEqual({ id: accountId, name: 'Person of clinician', role: 'clinician', isMe: true });
      expectStatus(await service.call('PUT', `/v1/accounts/${accountId}`, { state: 'disabled' }, { role: 'admin' }), 200);
      expect((await service.post(at('assignment'), { owner: accountId }, STAFF)).body.code).toBe('unknown-owner');
      expect((await rowOf()).owner).toEqual(owner);
      expectStatus(await service.call('DELETE', at('assignment'), {}, STAFF), 200);
    });

    it('who put it off until a day: until then it is in the view of all alone', async () => {
      const until = plusDays(READY_ON, 9);
      for (const [body, code] of [[{ until: READY_ON }, 'snooze-past'], [{ until: plusDays(READY_ON, 4000) }, 'snooze-far']] as const) expect((await service.post(at('snooze'), body, STAFF)).body.code).toBe(code);
      expect((await service.post(at('snooze'), { until }, { role: 'biller' })).body.code).toBe('not-allowed');
      expect(expectStatus(await service.post(at('snooze'), { until }, STAFF), 200).body.snoozedUntil).toBe(until);
      const seen = async (day: string) => {
        moveTo(day);
        return [(await rowOf()).snoozedUntil, (await rows('?view=due-today')).some((row: { patientId: string }) => row.patientId === patientId)];
      };
      expect([await seen(plusDays(READY_ON, 8)), await seen(until)]).toEqual([[until, false], [null, true]]);
      moveTo(plusDays(READY_ON, 8));
      expect(expectStatus(await service.call('DELETE', at('snooze'), {}, STAFF), 200).body.snoozedUntil).toBeNull();
      expect(await seen(plusDays(READY_ON, 8))).toEqual([null, true]);
    });

    it('who comment on it; all of it can be read with who and when, and nothing of it is printed', async () => {
      const said = expectStatus(await service.post(at('comments'), { text: 'Payer is closed on Friday.' }, { role: 'biller' }), 201);
      expect(said.body.comments).toBe(1);
      expect((await rowOf()).comments).toBe(1);
      const { items } = expectStatus(await service.get(at('history'), { role: 'biller' }), 200).body;
      expect(items.map(({ type }: { type: string }) => type)).toEqual(['NeedAssigned', 'NeedAssigned', 'NeedUnassigned', 'NeedAssigned', 'NeedUnassigned', 'NeedSnoozed', 'NeedUnsnoozed', 'NeedCommented']);
      expect(items[0]).toMatchObject({ owner: { id: AGO, name: 'auth-staff' }, by: { id: AGO, name: 'auth-staff' }, recordedAt: noonOf(READY_ON) });
      expect(items.at(-1)).toMatchObject({ text: 'Payer is closed on Friday.', by: { id: 'riverbend-biller' } });
      expect((await service.get(at('history'), { role: 'scheduler' })).body.code).toBe('not-allowed');
      const { packetId } = (await service.get(`/v1/patients/${patientId}/authorizations`)).body.items.find((each: { authorizationId: string }) => each.authorizationId === authorizationId);
      expect(expectStatus(await service.get(`/v1/patients/${patientId}/packets/${packetId}`), 200).text).not.toContain('closed on Friday');
      expect((await service.get(`/v1/patients/${patientId}/timeline`)).text).not.toContain('closed on Friday');
    });

    it('of the steps that there are, while the episode is open', async () => {
      for (const [step, code] of [['trial', 'unknown-need'], ['nothing', 'unknown-need']]) {
        expect((await service.post(at('comments').replace('/rfa/', `/${step}/`), { text: 'x' }, STAFF)).body.code).toBe(code);
        expect((await service.get(at('history').replace('/rfa/', `/${step}/`), STAFF)).body.code).toBe(code);
      }
      expect((await service.post(at('comments').replace(episodeId, 'p-other'), { text: 'x' }, STAFF)).body.code).toBe('unknown-episode');
      expect((await service.post(at('comments'), { text: 'x' }, { role: 'api-consumer' })).body.code).toBe('not-allowed');
      expect((await service.post(at('comments'), { text: 'x' }, { ...STAFF, practice: 'hillside' })).status).toBe(404);
    });

    it('which stands in nobody\'s way who has the record before the eyes: only what changes the record does', async () => {
      const patient = `/v1/patients/${patientId}`;
      const seen = await tag();
      expectStatus(await service.post(at('comments'), { text: 'The plan calls back.' }, STAFF), 201);
      const asked = { from: 'Riverside', what: 'notes', askedOn: READY_ON, chaseOn: plusDays(READY_ON, 7) };
      expectStatus(await service.post(`${patient}/records-requests`, asked, { ...STAFF, ifMatch: seen }), 201);
      expect((await service.post(`${patient}/records-requests`, asked, { ...STAFF, ifMatch: seen })).body.code).toBe('version-moved');
      expect((await service.post(`${patient}/records-requests`, asked, { ...STAFF, ifMatch: '"9999"' })).body.code).toBe('version-moved');
    });

    it('many at once, and every one is recorded', async () => {
      const before = (await rowOf()).comments;
      await Promise.all(Array.from({ length: 20 }, async (_, index) => expectStatus(await service.post(at('comments'), { text: `note ${index}` }, STAFF), 201)));
      expect((await rowOf()).comments).toBe(before + 20);
    });
  });

  it('counts its views, and keeps those of each person under a name', async () => {
    moveTo(READY_ON);
    const views = async (options: Call = STAFF) => expectStatus(await service.get('/v1/queue/views', options), 200).body;
    const { items, kept } = await views();
    for (const { view, count } of items) expect([view, count]).toEqual([view, (await rows(`?view=${view}`)).length]);
    expect([items.map(({ view }: { view: string }) => view), kept]).toEqual([expect.arrayContaining(['due-today', 'mine', 'all']), []]);
    const body = { name: 'Facet, nobody\'s', filter: { pathway: 'rfa', owner: 'none', sort: 'name' } };
    const made = expectStatus(await service.post('/v1/queue/views', body, { ...STAFF, key: 'keep-view-1' }), 201);
    expect((await service.post('/v1/queue/views', body, { ...STAFF, key: 'keep-view-1' })).text).toBe(made.text);
    for (const other of [{ ...body, name: 'another' }, { ...body, filter: { view: 'all' } }]) expect((await service.post('/v1/queue/views', other, { ...STAFF, key: 'keep-view-1' })).body.code).toBe('idempotency-key-reused');
    expect((await service.post('/v1/queue/views', body, STAFF)).body.code).toBe('view-name-taken');
    expect((await service.post('/v1/queue/views', { name: 'x', filter: { name: 'Zanzibarova' } }, STAFF)).body).toMatchObject({ code: 'invalid-request', pointer: '/filter/name' });
    expect((await views()).kept).toMatchObject([{ ...body, viewId: made.body.viewId, count: (await rows('?pathway=rfa&owner=none')).length }]);
    expect((await views({ role: 'clinician' })).kept).toEqual([]);
    expect((await service.call('DELETE', `/v1/queue/views/${made.body.viewId}`, {}, { role: 'clinician' })).body.code).toBe('view-not-found');
    for (let twice = 0; twice < 2; twice++) expectStatus(await service.call('DELETE', `/v1/queue/views/${made.body.viewId}`, {}, STAFF), 200);
    expect((await views()).kept).toEqual([]);
    expectStatus(await service.post('/v1/queue/views', body, STAFF), 201);
    const owners = expectStatus(await service.get('/v1/queue/owners', STAFF), 200).body.items;
    expect(owners.filter(({ isMe }: { isMe: boolean }) => isMe)).toEqual([{ id: 'riverbend-auth-staff', name: 'auth-staff', role: 'auth-staff', isMe: true }]);
    expect([...new Set(owners.map(({ role }: { role: string }) => role))].sort()).toEqual(['admin', 'auth-staff', 'biller', 'clinician', 'nurse']);
  });

  it('is what a rebuild makes of the log', async () => {
    expect(await diffProjections(service.store, 'riverbend', PATIENT_FOLD, patientProjector)).toEqual([]);
    await service.store.sql.of('riverbend').execute("UPDATE need SET action = 'appeal' WHERE stage IS NOT NULL");
    expect((await diffProjections(service.store, 'riverbend', PATIENT_FOLD, patientProjector)).every(({ table, kind }) => table === 'need' && kind === 'different')).toBe(true);
  });
});
