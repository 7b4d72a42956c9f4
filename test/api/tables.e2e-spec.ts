/** Lists as tables: the same rows as in JSON, all of them, for whoever may read the list, and nothing that a spreadsheet runs. */
import { parse } from 'csv-parse/sync';
import { describeEachEngine } from '../support/engines';
import { demoIn, type DemoService } from './support/demo';
import { startService, TODAY, type Service } from './support/service';
import { EPISODE, expectStatus, REGISTRATION } from './support/story';

type Row = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

describeEachEngine('lists as tables', (under) => {
  let service: Service;
  let demo: DemoService;
  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    demo = await demoIn(service);
    // The demo writes its directory past the service, which would know of it a second later: asked for its payers it reads its log.
    await demo.get('/v1/payers');
    const coverages = [{ payer: '=HYPERLINK("x")', order: 1 }];
    const refused = await service.post('/v1/patients', { ...REGISTRATION, identifiers: [], coverages });
    expect(refused.status).toBe(400);
    const { patientId } = expectStatus(await service.post('/v1/patients', { ...REGISTRATION, name: { family: '=1+1', given: '@SUM(A1:A9)' }, identifiers: [] }), 201).body as { patientId: string };
    expectStatus(await service.post(`/v1/patients/${patientId}/episodes`, EPISODE), 201);
  }, 60_000);
  afterAll(() => service.close());

  const rowsIn = (text: string): readonly Row[] => parse(text, { columns: true }) as Row[];
  async function listed(path: string): Promise<readonly Json[]> {
    const items: Json[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await demo.get(`${path}${path.includes('?') ? '&' : '?'}limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      items.push(...(body as { items: Json[] }).items);
      cursor = (body as { next: string | null }).next;
    }
    return items;
  }
  /** What of a row is a plain cell in both. */
  const plain = (item: Json, columns: readonly string[]): Row => Object.fromEntries(columns.map((column) => [column, item[column] === null || item[column] === undefined ? '' : String(item[column])]));

  it.each([
    ['worklist', '', ['patientId', 'episodeId', 'pathway', 'region', 'position', 'payer', 'nextStep', 'result', 'dueOn', 'plannedOn']],
    ['worklist', '?pathway=scs', ['patientId', 'episodeId', 'position']],
    ['queue', '', ['patientId', 'episodeId', 'authorizationId', 'step', 'stage', 'criteria', 'packet', 'decision', 'dueOn', 'dueKind', 'daysLeft', 'unitsLeft', 'snoozedUntil', 'comments']],
    ['queue', '?sort=name', ['patientId', 'step']], ['queue', '?sort=payer', ['patientId', 'step']], ['queue', '?view=missing-one-item', ['patientId', 'step']],
    ['deadlines', '', ['patientId', 'kind', 'on', 'contestedUntil', 'state', 'authorizationId', 'payer', 'step', 'episodeId', 'recordsRequestId']], ['deadlines', '?kind=decision-due', ['patientId', 'on']],
  ])('%s%s has the rows of the list in its order', async (name, query, columns) => {
    const { status, headers, text } = await demo.get(`/v1/${name}${query}`, { headers: { accept: 'text/csv' } });
    expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([200, 'text/csv; charset=utf-8; header=present', `attachment; filename="${name}-${TODAY}.csv"`]);
    const rows = rowsIn(text).filter(({ facilityId = '' }) => facilityId === '');
    const items = await listed(`/v1/${name}${query}`);
    expect(rows.map((row) => plain(row, columns))).toEqual(items.map((item) => plain(item, columns)));
    if (query === '') {
      expect(rows.length).toBeGreaterThan(1);
      expect(rows.map(({ family, given }) => ({ family, given }))).toEqual(items.map(({ name: person }) => person));
    }
    expect((await demo.get(`/v1/${name}${query}${query === '' ? '?' : '&'}format=csv`)).text).toBe(text);
  });

  it('say in words what JSON says in codes', async () => {
    const [row] = rowsIn((await demo.get('/v1/queue?format=csv')).text);
    const { items: [item] } = (await demo.get('/v1/queue?limit=1')).body as { items: { nextAction: { words: string }; targets: { level: string; side: string }[] }[] };
    expect([row?.['nextAction'], row?.['targets']]).toEqual([item?.nextAction.words, item?.targets.map(({ level, side }) => `${level} ${side}`).join('; ')]);
    expect(rowsIn((await demo.get('/v1/deadlines?format=csv')).text).every(({ arithmetic = '' }) => arithmetic.length > 10)).toBe(true);
  });

  it('hold no cell that a spreadsheet runs, and numbers below zero as numbers', async () => {
    for (const list of ['worklist', 'queue']) {
      const [row] = rowsIn((await service.get(`/v1/${list}?format=csv`)).text);
      expect([row?.['family'], row?.['given']]).toEqual(['\'=1+1', '\'@SUM(A1:A9)']);
    }
    service.setNow('2027-10-01T17:00:00.000Z');
    const late = rowsIn((await demo.get('/v1/queue?format=csv')).text).map(({ daysLeft = '' }) => daysLeft).filter((days) => days !== '');
    service.setNow('2026-10-01T17:00:00.000Z');
    expect(late.some((days) => Number(days) < 0)).toBe(true);
    expect(late.filter((days) => Number.isNaN(Number(days)))).toEqual([]);
  });

  it('go on over pages, each of which is on the audit', async () => {
    const { patientId = '', episodeId = '' } = rowsIn((await service.get('/v1/worklist?format=csv')).text)[0] ?? {};
    const [row] = await service.store.sql.of('riverbend').query('SELECT * FROM worklist WHERE practice_id = ? AND episode_id = ?', ['riverbend', episodeId]);
    const columns = Object.keys(row ?? {});
    for (let n = 0; n < 450; n++) {
      await service.store.sql.of('riverbend').execute(`INSERT INTO worklist (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, columns.map((column) => (column === 'episode_id' ? `many${String(n).padStart(3, '0')}` : row?.[column] ?? null)));
    }
    expect(new Set(rowsIn((await service.get('/v1/worklist?format=csv')).text).map(({ episodeId: id }) => id)).size).toBe(451);
    const { items } = (await service.get(`/v1/audit?patient=${patientId}&action=read-worklist:csv`, { role: 'auditor' })).body as { items: object[] };
    expect(items.length).toBeGreaterThan(3);
  });

  it('leave out for a scheduler what the list leaves out', async () => {
    for (const [list, hidden] of [['worklist', ['blockedBy']], ['queue', ['blockedBy', 'comments']], ['deadlines', ['payer', 'step', 'arithmetic', 'letterDocumentId']]] as const) {
      const header = ((await demo.get(`/v1/${list}?format=csv`, { role: 'scheduler' })).text.split('\r\n')[0] ?? '').split(',');
      expect([list, header.filter((column) => (hidden as readonly string[]).includes(column)), header.includes('patientId')]).toEqual([list, [], true]);
    }
  });

  it('have no pages, and other forms are refused', async () => {
    for (const list of ['worklist', 'queue', 'deadlines']) {
      expect((await demo.get(`/v1/${list}?format=csv&limit=3`)).body).toMatchObject({ status: 400, code: 'invalid-request', pointer: '/limit' });
      expect((await demo.get(`/v1/${list}?limit=3`, { headers: { accept: 'text/csv' } })).status).toBe(400);
      expect((await demo.get(`/v1/${list}?format=xls`)).status).toBe(400);
      expect((await demo.get(`/v1/${list}`, { headers: { accept: 'application/pdf' } })).status).toBe(406);
      expect((await demo.get(`/v1/${list}?format=json`, { headers: { accept: 'text/csv' } })).headers.get('content-type')).toContain('application/json');
    }
  });
});
