/** Deadlines over HTTP: the list, a letter's own day, an expiry that stays until it is seen, records to chase, and the calendar by link. */
import { toDay, toPlainDate } from '../../machines/kernel/calendar';
import { DailyReassessment } from '../../src/reassessment';
import { projectorUnder } from '../../src/platform/event-store/projection';
import { PracticeLog } from '../../src/platform/practice-log/practice-log';
import { diffProjections } from '../../src/platform/event-store/rebuild-projections';
import { PATIENT_FOLD } from '../../src/platform/patient-log/patient-record';
import { patientProjector } from '../../src/patients';
import { describeEachEngine } from '../support/engines';
import { BLOCK_1_ON, BLOCK_2_ON, plusDays, READY_ON, RELIEF_PERCENT_MIN } from '../support/patient-story';
import { noonOf, partsOf } from '../reassessment/waiting-patients';
import { startService, type Call, type Reply, type Service } from './support/service';
import { blockFact, EPISODE, etagOf, expectStatus, readyForBlock1, REGISTRATION } from './support/story';

const STAFF: Call = { role: 'auth-staff' };
const SERVICE_ON = plusDays(READY_ON, 20);
const VALID_TO = plusDays(READY_ON, 60);
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describeEachEngine('deadlines', (under) => {
  let service: Service;
  let patientId: string;
  let authorizationId: string;
  let now: string;
  const moveTo = (day: string): void => service.setNow((now = noonOf(day)));
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const tag = async (): Promise<string> => etagOf(await service.get(at('')));
  const write = async (path: string, body: object, status = 200): Promise<Reply> => expectStatus(await service.post(at(path), body, { ...STAFF, ifMatch: await tag() }), status);
  const list = async (query = '', options: Call = STAFF) => expectStatus(await service.get(`/v1/deadlines${query}`, options), 200).body;
  const kinds = async (query = ''): Promise<readonly string[]> => (await list(query)).items.map(({ kind, on, state }: { kind: string; on: string; state: string }) => `${kind} ${on} ${state}`);
  const runDaily = (): Promise<void> => new DailyReassessment(partsOf(service.store, { now: () => now }), { notice: () => undefined, failure: (error) => { throw error; } }).runDue();

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    ({ patientId } = await readyForBlock1(service));
    moveTo(BLOCK_1_ON);
    expectStatus(await service.post(at('/facts'), blockFact(BLOCK_1_ON, RELIEF_PERCENT_MIN)), 201);
    moveTo(BLOCK_2_ON);
    expectStatus(await service.post(at('/facts'), blockFact(BLOCK_2_ON, RELIEF_PERCENT_MIN)), 201);
    moveTo(READY_ON);
    authorizationId = (await service.get(at('/authorizations'))).body.items.find(({ step }: { step: string }) => step === 'rfa').authorizationId;
    await write(`/authorizations/${authorizationId}/request`, { dateOfService: SERVICE_ON });
  });
  afterAll(() => service.close());

  it('begin with a request and follow what happens to it', async () => {
    expect(await kinds()).toEqual([`submission-due ${plusDays(READY_ON, 2)} due-soon`]);
    await write(`/authorizations/${authorizationId}/submission`, { channel: 'portal', proof: { reference: 'C-1' } });
    expect(await kinds()).toEqual([expect.stringMatching(/^follow-up /)]);
    await write(`/authorizations/${authorizationId}/determinations`, { decision: 'affirmed', decidedOn: READY_ON, payerReference: 'A1', validTo: VALID_TO });
    const { items, asOf, practice } = await list();
    expect({ asOf, practice }).toEqual({ asOf: READY_ON, practice: [] });
    expect(items).toMatchObject([
      { kind: 'approved-not-scheduled', authorizationId, patientId, name: { family: 'Zanzibarova' }, step: 'rfa' },
      { kind: 'approval-expires', on: VALID_TO, contestedUntil: null, state: 'due-later', payer: 'medicare', arithmetic: { sentence: expect.stringContaining(VALID_TO) as unknown, parts: [{ rule: 'payer' }] } },
    ]);
    expect((await service.get(at('/deadlines'))).body).toMatchObject({ asOf: READY_ON, items: [{ kind: 'approved-not-scheduled' }, { kind: 'approval-expires' }] });
  });

  it('are filtered, paged by day, audited, and leave a scheduler without reasons', async () => {
    expect(await kinds('?kind=approval-expires')).toEqual([`approval-expires ${VALID_TO} due-later`]);
    expect(await kinds(`?until=${plusDays(VALID_TO, -1)}`)).toEqual([expect.stringMatching(/^approved-not-scheduled/)]);
    expect(await kinds('?payer=nobody')).toEqual([]);
    expect(await kinds('?overdue=true')).toEqual([]);
    const first = await list('?limit=1');
    expect(first.items).toHaveLength(1);
    const second = await list(`?limit=1&cursor=${first.next}`);
    expect([second.items[0].kind, second.next]).toEqual(['approval-expires', null]);
    expect((await service.get('/v1/deadlines?cursor=MS54')).body.code).toBe('cursor-unknown');
    const [seen] = (await list('', { role: 'scheduler' })).items;
    expect(Object.keys(seen).sort()).toEqual(['authorizationId', 'contestedUntil', 'kind', 'name', 'on', 'patientId', 'state', 'version']);
    expect((await list('', { role: 'auth-staff', practice: 'hillside' })).items).toEqual([]);
    const [audited] = await service.store.sql.of('riverbend').query("SELECT resource FROM audit WHERE action = 'read-deadlines' AND role = 'scheduler'");
    expect(audited?.['resource']).toBe(`deadlines/${patientId}`);
  });

  it('take a letter\'s own day in place of the arithmetic, with the letter attached to this patient', async () => {
    const path = `/authorizations/${authorizationId}/deadlines/approval-expires`;
    const on = plusDays(VALID_TO, -10);
    const body = { on, documentId: 'nothing', reason: 'second page' };
    expect((await service.post(at(path), body, STAFF)).body.code).toBe('if-match-missing');
    expect((await service.post(at(path), body, { ifMatch: await tag() })).body.code).toBe('not-allowed');
    expect((await service.post(at(path), body, { ...STAFF, ifMatch: await tag() })).body.code).toBe('unknown-document');
    expect((await service.post(at(path.replace('approval-expires', 'expired')), body, { ...STAFF, ifMatch: await tag() })).body.code).toBe('unknown-deadline');
    expect((await service.post(at(path.replace('approval-expires', 'appeal-due')), body, { ...STAFF, ifMatch: await tag() })).body.code).toBe('deadline-not-open');
    const { documentId } = expectStatus(await service.call('POST', at('/documents'), undefined, { raw: PNG, headers: { 'content-type': 'image/png', 'pathgate-title': 'Letter' } }), 201).body;
    const { deadlines } = (await write(path, { ...body, documentId })).body;
    expect(deadlines).toContainEqual(expect.objectContaining({ kind: 'approval-expires', on, overriddenBy: { documentId, date: on, by: 'riverbend-auth-staff' } }));
    expect(await kinds('?kind=approval-expires')).toEqual([`approval-expires ${on} due-later`]);
    expect((await service.get(at('/authorizations'))).body.items.find((each: { authorizationId: string }) => each.authorizationId === authorizationId).determinations[0].validTo).toBe(on);
    await write(path, { on: VALID_TO, documentId, reason: 'corrected by phone and letter' });
  });

  it('chase the records that were asked of other providers', async () => {
    const asked = (await write('/records-requests', { from: 'Riverside Therapy', what: 'visit notes', askedOn: READY_ON, chaseOn: plusDays(READY_ON, 7) }, 201)).body;
    expect(asked.recordsRequestId).toMatch(/^p/);
    expect(await kinds('?kind=records-chase')).toEqual([`records-chase ${plusDays(READY_ON, 7)} due-later`]);
    moveTo(plusDays(READY_ON, 8));
    expect(await kinds('?kind=records-chase&overdue=true')).toEqual([`records-chase ${plusDays(READY_ON, 7)} overdue`]);
    await write(`/records-requests/${asked.recordsRequestId}/chases`, { chasedOn: plusDays(READY_ON, 8), chaseOn: plusDays(READY_ON, 15) });
    expect(await kinds('?kind=records-chase')).toEqual([`records-chase ${plusDays(READY_ON, 15)} due-later`]);
    expect((await service.post(at('/records-requests/nothing/receipt'), { receivedOn: READY_ON }, { ...STAFF, ifMatch: await tag() })).body.code).toBe('unknown-records-request');
    await write(`/records-requests/${asked.recordsRequestId}/receipt`, { receivedOn: plusDays(READY_ON, 8) });
    expect(await kinds('?kind=records-chase')).toEqual([]);
    expect((await service.get(at('/deadlines'))).body.recordsRequests).toMatchObject([{ from: 'Riverside Therapy', received: { on: plusDays(READY_ON, 8) } }]);
    const { items } = (await service.get(at('/timeline'))).body;
    expect(items.map(({ type }: { type: string }) => type)).toEqual(expect.arrayContaining(['DeadlineOverridden', 'RecordsRequested', 'RecordsChased', 'RecordsReceived']));
  });

  describe('as a calendar', () => {
    let feed: { feedId: string; link: string };
    const read = (headers: Record<string, string> = {}) => fetch(service.address + feed.link, { headers });

    it('has a link that is shown once, to those who may', async () => {
      expect((await service.post('/v1/deadlines/feeds', { label: 'Front desk' }, { role: 'scheduler' })).body.code).toBe('not-allowed');
      feed = expectStatus(await service.post('/v1/deadlines/feeds', { label: 'Front desk' }, { ...STAFF, key: 'feed-key-1' }), 201).body;
      expect(feed.link).toMatch(/^\/v1\/deadlines\/feeds\/pgf_[A-Za-z0-9_-]{43}\.ics$/);
      expect((await service.post('/v1/deadlines/feeds', { label: 'Front desk' }, { ...STAFF, key: 'feed-key-1' })).body).toMatchObject({ code: 'feed-link-shown', details: { feedId: feed.feedId } });
      expect((await service.get('/v1/deadlines/feeds', STAFF)).text).not.toContain('pgf_');
      const stored = await service.store.sql.of('riverbend').query('SELECT * FROM deadline_feed');
      expect(JSON.stringify(stored)).not.toContain(feed.link.split('/').at(-1)?.replace('.ics', ''));
    });

    it('is read by link alone: all-day events of kind, payer and the end of an id, no names', async () => {
      const response = await read();
      const text = await response.text();
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
      const lines = text.split('\r\n');
      expect(lines[0]).toBe('BEGIN:VCALENDAR');
      expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
      expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:Approval expires\\, medicare\\, ..${authorizationId.slice(-6)}`);
      expect(text).toContain(`DTSTART;VALUE=DATE:${VALID_TO.replaceAll('-', '')}`);
      expect(text).toContain(`DTEND;VALUE=DATE:${toPlainDate(toDay(VALID_TO) + 1).replaceAll('-', '')}`);
      for (const secret of ['Zanzibarova', 'Quillon', patientId, authorizationId, 'Riverside', 'rfa', EPISODE.region]) expect(text).not.toContain(secret);
    });

    it('is the same bytes while nothing changes, and keeps an event\'s name when its day moves', async () => {
      const etag = (await read()).headers.get('etag') ?? '';
      expect((await read({ 'if-none-match': etag })).status).toBe(304);
      const uids = async () => [...(await (await read()).text()).matchAll(/^UID:(.+)\r$/gm)].map(([, uid]) => uid);
      const before = await uids();
      const { documentId } = (await service.get(at('/documents'))).body.items[0];
      await write(`/authorizations/${authorizationId}/deadlines/approval-expires`, { on: plusDays(VALID_TO, -1), documentId, reason: 'third letter' });
      expect((await read({ 'if-none-match': etag })).status).toBe(200);
      expect(await uids()).toEqual(before);
      await write(`/authorizations/${authorizationId}/deadlines/approval-expires`, { on: VALID_TO, documentId, reason: 'fourth letter' });
    });

    it('answers nothing once it is revoked, nor to a guess; reads are on the audit', async () => {
      const audited = await service.store.sql.of('riverbend').query("SELECT actor_id, role FROM audit WHERE action = 'read-deadline-feed'");
      expect(audited.length).toBeGreaterThan(0);
      expect({ ...audited[0] }).toEqual({ actor_id: feed.feedId, role: 'deadline-feed' });
      const guess = await fetch(`${service.address}/v1/deadlines/feeds/pgf_${'A'.repeat(43)}.ics`);
      expect((await service.call('DELETE', `/v1/deadlines/feeds/${feed.feedId}`, undefined, { ...STAFF, practice: 'hillside' })).body.code).toBe('feed-not-found');
      expect((await read()).status).toBe(200);
      const bare = await fetch(`${service.address}/v1/deadlines/feeds/${feed.feedId}`, { method: 'DELETE', headers: { authorization: `Bearer ${service.keyOf('admin')}`, 'idempotency-key': 'revoke-feed-1' } });
      expect([bare.status, ((await bare.json()) as { revokedAt: string }).revokedAt]).toEqual([200, now]);
      const revoked = await read();
      expect([revoked.status, guess.status]).toEqual([404, 404]);
      expect(await revoked.text()).toBe(await guess.text());
      expect(service.logged()).not.toContain('pgf_');
    });
  });

  it('say that an approval lapsed unused, from the day after, until somebody has seen it', async () => {
    moveTo(plusDays(VALID_TO, -14));
    expect(await kinds('?kind=approval-expires')).toEqual([`approval-expires ${VALID_TO} due-soon`]);
    moveTo(plusDays(VALID_TO, 1));
    expect(await kinds('?overdue=true')).toContain(`approval-expires ${VALID_TO} overdue`);
    const early = await service.post(at(`/authorizations/${authorizationId}/expiry-acknowledgement`), { reason: '' }, { ...STAFF, ifMatch: await tag() });
    expect(early.body.code).toBe('invalid-request');
    moveTo(plusDays(VALID_TO, 40));
    const { episodeId } = (await service.get(at(''))).body.episodes[0];
    expectStatus(await service.post(at(`/episodes/${episodeId}/close`), { reason: 'moved away' }, { ifMatch: await tag() }), 200);
    await runDaily();
    await runDaily();
    expect(await kinds()).toEqual([`expired ${VALID_TO} overdue`]);
    const { items } = (await service.get(at('/timeline'))).body;
    expect(items.filter(({ type }: { type: string }) => type === 'AuthorizationExpired')).toMatchObject([{ actor: 'system' }]);
    await write(`/authorizations/${authorizationId}/expiry-acknowledgement`, { reason: 'patient moved away' });
    expect(await kinds()).toEqual([]);
    expect((await service.post(at(`/authorizations/${authorizationId}/expiry-acknowledgement`), { reason: 'again' }, { ...STAFF, ifMatch: await tag() })).body.code).toBe('expiry-acknowledged');
  });

  describe('that the practice\'s directory knows', () => {
    const rowsOfKind = async (kind: string) => (await service.store.sql.of('riverbend').query('SELECT due_on FROM deadline WHERE kind = ?', [kind])).map((row) => row['due_on']);
    let on: string;

    beforeAll(async () => {
      const start = plusDays(VALID_TO, 60);
      moveTo(start);
      ({ patientId } = await readyForBlock1(service, {}, start));
      authorizationId = (await service.get(at('/authorizations'))).body.items[0].authorizationId;
      on = start;
      await write(`/authorizations/${authorizationId}/request`, { dateOfService: plusDays(start, 20) });
      await write(`/authorizations/${authorizationId}/submission`, { channel: 'portal', proof: { reference: 'C-2' } });
      await write(`/authorizations/${authorizationId}/determinations`, { decision: 'denied', decidedOn: start, reason: 'no baseline' });
    });

    it('are not there while it knows nothing: the denial is still on the list', async () => {
      expect(await kinds()).toEqual([`follow-up ${plusDays(on, 7)} due-later`]);
    });

    it('appear when it says how long a peer may be spoken to: on the patient\'s page at once, on the list with the next daily run', async () => {
      const practiceTag = etagOf(await service.get('/v1/practice', { role: 'admin' }));
      expectStatus(await service.call('PUT', '/v1/payers/medicare', { name: 'Medicare', plans: [{ channels: [], peerToPeer: { count: 5, unit: 'calendar-days' } }] }, { role: 'admin', ifMatch: practiceTag }), 200);
      expect((await service.get(at('/deadlines'))).body.items).toMatchObject([{ kind: 'peer-to-peer-closes', on: plusDays(on, 5) }]);
      expect(await rowsOfKind('peer-to-peer-closes')).toEqual([]);
      await runDaily();
      expect(await kinds()).toEqual([`peer-to-peer-closes ${plusDays(on, 5)} due-later`]);
      await write('/records-requests', { from: 'Riverside Therapy', what: 'notes', askedOn: on, chaseOn: plusDays(on, 3) }, 201);
      expect(await rowsOfKind('peer-to-peer-closes')).toEqual([plusDays(on, 5)]);
    });

    it('are those of its facilities\' exemptions too', async () => {
      const { facility } = expectStatus(await service.post('/v1/facilities', { name: 'North Hospital', placeOfService: '22', exemptions: [{ program: 'medicare-opd', from: '2026-01-01', notice: 'letter' }] }, { role: 'admin' }), 201).body;
      expect((await list()).practice).toMatchObject([{ kind: 'exemption-sample', facilityId: facility.id }, { kind: 'exemption-opt-out' }, { kind: 'exemption-sample' }, { kind: 'exemption-opt-out' }]);
    });
  });

  it('of an appeal that waits stay on the list beside the call that was scheduled since', async () => {
    const start = now.slice(0, 10);
    ({ patientId } = expectStatus(await service.post('/v1/patients', { ...REGISTRATION, identifiers: [], confirmedDistinct: true, coverages: [{ payer: 'aetna', line: 'commercial', order: 1 }] }), 201).body);
    const { episodeId } = expectStatus(await service.post(at('/episodes'), EPISODE), 201).body;
    ({ authorization: { authorizationId } } = (await write(`/episodes/${episodeId}/authorizations`, { step: 'mbb1' }, 201)).body);
    const on = `/authorizations/${authorizationId}`;
    const asked = { dateOfService: plusDays(start, 30) };
    const { details: { unmet, unknown, review } } = (await write(`${on}/request`, asked, 409)).body;
    await write(`${on}/request`, { ...asked, override: { by: 'Dr. A. Example', rationale: 'to be seen', findings: [...unmet, ...unknown, ...review] } });
    await write(`${on}/submission`, { channel: 'portal', proof: { reference: 'C-3' } });
    await write(`${on}/determinations`, { decision: 'denied', decidedOn: start, reason: 'Conservative care was not documented.' });
    const own = async (): Promise<readonly string[]> => (await list()).items.filter((each: { authorizationId: string | null }) => each.authorizationId === authorizationId).map(({ kind }: { kind: string }) => kind);
    expect(await own()).toEqual(['appeal-due']);
    await write(`${on}/appeals`, { filedOn: start, level: 'first' });
    expect(await own()).toEqual(['appeal-decision-due']);
    await write(`${on}/peer-to-peer`, { on: plusDays(start, 2) });
    expect(await own()).toEqual(['peer-to-peer-call', 'appeal-decision-due']);
  });

  it('are the same rows when they are written anew from the log', async () => {
    expect(await diffProjections(service.store, 'riverbend', PATIENT_FOLD, projectorUnder(patientProjector, (await new PracticeLog(service.store.streams, []).newest('riverbend')).state))).toEqual([]);
  });
});
