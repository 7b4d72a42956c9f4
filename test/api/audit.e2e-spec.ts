/** The auditor reads who did what; nobody else does, and nobody changes it. */
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { baseProblems } from '../packets/fhir/base-schemas';
import type { Json } from '../packets/fhir/definitions';
import { withMigrations } from '../../src/platform/database/migrations';
import { commitOf, configOf, noted } from '../support/commits';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';
import { NOON, startService, TODAY, type Reply, type Service } from './support/service';
import { expectStatus, readyForBlock1, register } from './support/story';

interface Row { readonly number: number; readonly recordedAt: string; readonly actor: string; readonly actorName: string | null; readonly role: string; readonly action: string; readonly resource: string; readonly outcome: string; readonly requestId: string }

describeEachEngine('the audit', (under) => {
  let service: Service;
  let location: DatabaseLocation;
  let patientId: string;
  let other: string;
  beforeAll(async () => {
    location = await under.freshDatabase();
    service = await startService(location);
    ({ patientId } = await readyForBlock1(service));
    other = await register(service, { role: 'nurse' });
    await service.get(`/v1/patients/${patientId}/status`, { role: 'nurse' });
    await service.get(`/v1/patients/${patientId}`, { role: 'scheduler' });
    await register(service, { practice: 'hillside' });
  });
  afterAll(() => service.close());

  const read = (query = '', practice: 'riverbend' | 'hillside' = 'riverbend'): Promise<Reply> => service.get(`/v1/audit${query}`, { role: 'auditor', practice });
  const rows = async (query: string): Promise<readonly Row[]> => expectStatus(await read(query), 200).body.items as Row[];

  it('tells reads, writes and refusals with ids and versions, newest first', async () => {
    const items = await rows('?limit=200');
    expect(items.map(({ number }) => number)).toEqual(items.map(({ number }) => number).sort((a, b) => b - a));
    expect(items.find(({ action }) => action === 'read-status')).toEqual({
      number: expect.any(Number), recordedAt: NOON, actor: 'riverbend-nurse', actorName: 'nurse', role: 'nurse', action: 'read-status', resource: expect.stringMatching(new RegExp(`^patient/${patientId}@\\d+$`)), outcome: 'allowed', requestId: expect.any(String),
    });
    expect(items.find(({ outcome }) => outcome === 'refused')).toMatchObject({ actor: 'riverbend-scheduler', action: 'read-patient', resource: `patient/${patientId}` });
    expect(JSON.stringify(items)).not.toMatch(/Zanzibarova|MRN-|hillside/);
  });

  it('narrows by actor, object, outcome and time', async () => {
    expect(new Set((await rows('?actor=riverbend-nurse')).map(({ actor }) => actor))).toEqual(new Set(['riverbend-nurse']));
    expect((await rows(`?resource=patient/${other}`)).map(({ action }) => action)).toEqual(['register-patient']);
    expect((await rows(`?resource=patient/${patientId}&actor=riverbend-nurse`)).map(({ action }) => action)).toEqual(['read-status']);
    expect((await rows('?outcome=refused')).map(({ action }) => action)).toEqual(['read-patient']);
    expect(await rows('?to=2026-10-01T12:59:59-04:00')).toEqual([]);
    expect((await rows('?from=2026-10-01T13:00:00-04:00')).length).toBeGreaterThan(5);
    expect((await read('?resource=pati%25')).body).toMatchObject({ code: 'invalid-request', pointer: '/resource' });
    expect(await rows('?resource=pati')).toEqual([]);
  });

  it('narrows by action, with what is said of it, and by patient, lists that showed the patient too', async () => {
    await service.post(`/v1/patients/${patientId}/facts`, { fact: { type: 'score', occurredOn: TODAY, instrument: 'NRS', value: 6 } }, { key: 'said-twice' });
    await service.post(`/v1/patients/${patientId}/facts`, { fact: { type: 'score', occurredOn: TODAY, instrument: 'NRS', value: 6 } }, { key: 'said-twice' });
    expect(new Set((await rows('?action=document-fact&limit=200')).map(({ action }) => action))).toEqual(new Set(['document-fact', 'document-fact:repeat']));
    expect((await rows('?action=document-fact:repeat')).map(({ resource }) => resource)).toEqual([expect.stringContaining(patientId)]);
    expect(await rows('?action=document')).toEqual([]);
    await service.get('/v1/patients', { role: 'biller' });
    expect((await rows(`?patient=${other}&actor=riverbend-biller`)).map(({ action }) => action)).toEqual(['list-patients']);
    expect((await rows(`?patient=${other}&action=register-patient`)).map(({ resource }) => resource)).toEqual([expect.stringContaining(other)]);
    expect(await rows(`?patient=${other}&action=read-status`)).toEqual([]);
  });

  it('comes in pages that miss nothing, while others go on writing', async () => {
    const all = (await rows('?limit=200')).map(({ number }) => number);
    const paged: number[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page = expectStatus(await read(`?limit=3${next === '' ? '' : `&cursor=${next}`}`), 200).body as { items: Row[]; next: string | null };
      paged.push(...page.items.map(({ number }) => number));
      ({ next } = page);
    }
    expect(paged.filter((number) => all.includes(number))).toEqual(all);
  });

  it('is read by the auditor only, of the own practice, and has no other method', async () => {
    for (const role of ['admin', 'clinician', 'api-consumer'] as const) expect((await service.get('/v1/audit', { role })).status).toBe(403);
    expect((expectStatus(await read('?limit=200', 'hillside'), 200).body.items as Row[]).every(({ actor }) => actor.startsWith('hillside-'))).toBe(true);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect((await service.call(method, '/v1/audit', {}, { role: 'admin' })).status).toBe(405);
  });

  it.each(['?actor=x y', '?outcome=maybe', '?from=2026-10-01', '?limit=0', '?since=2026', `?cursor=${Buffer.from('1.a!').toString('base64url')}`])('refuses %s', async (query) => {
    expect((await read(query)).body.code).toBe('invalid-request');
  });

  it('refuses a cursor of another list', async () => {
    expect((await read(`?cursor=${Buffer.from(`1.${patientId}`).toString('base64url')}`)).body.code).toBe('cursor-unknown');
  });

  describe('a scheduler', () => {
    const get = (path: string): Promise<Reply> => service.get(path, { role: 'scheduler' });

    it('finds whom to book', async () => {
      const { items } = expectStatus(await get('/v1/patients'), 200).body as { items: object[] };
      expect(items.map((item) => Object.keys(item).sort())).toEqual(items.map(() => ['identifiers', 'name', 'patientId']));
      const [work] = expectStatus(await get('/v1/worklist'), 200).body.items as { patientId: string; nextStep: string }[];
      expect([work?.patientId, work?.nextStep, Object.keys(work ?? {}).includes('blockedBy')]).toEqual([patientId, 'mbb1', false]);
    });

    it('is told whether a step may be done on a date, and from when, and nothing of the record', async () => {
      const { episodeId } = ((await get('/v1/worklist')).body.items as { episodeId: string }[])[0] ?? { episodeId: '' };
      const booked = expectStatus(await get(`/v1/patients/${patientId}/episodes/${episodeId}/may-i-book?step=mbb1&date=2026-10-05`), 200).body as object;
      expect(Object.keys(booked).sort()).toEqual(['answer', 'dateOfService', 'episodeId', 'firstAllowedOn', 'patientId', 'policy', 'step', 'targets', 'version', 'why']);
      expect(booked).toMatchObject({ step: 'mbb1', answer: 'yes', why: [], dateOfService: '2026-10-05', firstAllowedOn: '2026-10-01' });
      for (const path of [`/episodes/${episodeId}/plan`, `/episodes/${episodeId}/assessment?step=mbb1`]) expect((await get(`/v1/patients/${patientId}${path}`)).status).toBe(403);
      for (const path of ['', '/status', '/timeline', '/documents', '/facts']) expect((await get(`/v1/patients/${patientId}${path}`)).status).toBe(403);
    });
  });

  describe('as a file', () => {
    const file = (query: string, accept?: string, role: 'auditor' | 'admin' = 'auditor') => service.get(`/v1/audit/export${query}`, { role, ...(accept !== undefined && { headers: { accept } }) });
    const lines = (text: string) => text.trimEnd().split('\n').map((line) => JSON.parse(line) as Row);

    it('holds every row of the list, newest first, with the export itself before them', async () => {
      const listed = await rows('?limit=200');
      const reply = expectStatus(await file(''), 200);
      expect([reply.headers.get('content-type'), reply.headers.get('content-disposition'), reply.headers.get('cache-control')]).toEqual(['application/x-ndjson', `attachment; filename="audit-${TODAY}.jsonl"`, 'no-store']);
      const exported = lines(reply.text);
      expect(exported[0]).toMatchObject({ action: 'export-audit', actor: 'riverbend-auditor', resource: 'audit/jsonl', outcome: 'allowed' });
      expect(exported.slice(-listed.length)).toEqual(listed);
    });

    it('goes on over many pages', async () => {
      for (let n = 0; n < 1_100; n += 100) await Promise.all(Array.from({ length: 100 }, () => service.store.audit('riverbend', { actorId: 'many', role: 'nurse', action: 'read-status', resource: 'patient/x', outcome: 'allowed', requestId: 'r' })));
      const numbers = lines(expectStatus(await file('?actor=many'), 200).text).map(({ number }) => number);
      expect([numbers.length, new Set(numbers).size]).toEqual([1_100, 1_100]);
      expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    });

    it('is a table as CSV, whose cells no spreadsheet runs', async () => {
      await service.store.keys.add('riverbend', { keyId: 'odd', hash: Buffer.alloc(32, 7), role: 'nurse', label: '=HYPERLINK("http://example.org")' });
      await service.store.audit('riverbend', { actorId: 'odd', role: 'nurse', action: 'read-status', resource: 'patient/x', outcome: 'allowed', requestId: 'r' });
      const reply = expectStatus(await file('?actor=odd', 'text/csv'), 200);
      expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
      expect(parse(reply.text, { columns: true })).toEqual([expect.objectContaining({ actor: 'odd', actorName: '\'=HYPERLINK("http://example.org")', action: 'read-status', resource: 'patient/x' })]);
      expect((await file('', 'application/pdf')).status).toBe(406);
    });

    it('is an AuditEvent a line as FHIR, as the standard has them, with ids and no values', async () => {
      await service.get('/v1/patients', { role: 'nurse' });
      const reply = expectStatus(await file('', 'application/fhir+ndjson'), 200);
      expect([reply.headers.get('content-type'), reply.headers.get('content-disposition')]).toEqual(['application/fhir+ndjson', `attachment; filename="audit-${TODAY}.fhir.ndjson"`]);
      const refused = await rows('?outcome=refused&limit=200');
      const events = reply.text.trimEnd().split('\n').map((line) => JSON.parse(line) as Json & { action: string; outcome: string; purposeOfEvent: { coding: { code: string }[] }[]; entity: { what: { reference?: string; identifier?: { value: string } } }[]; agent: { who: { display?: string } }[] });
      expect(events.flatMap((event, n) => baseProblems(event, String(n)))).toEqual([]);
      expect(baseProblems({ ...events[0], action: 'X' } as Json, 'control')).not.toEqual([]);
      const shown = events.find(({ entity }) => entity.some(({ what }) => what.identifier?.value.startsWith(`patient/${patientId}@`)));
      expect(shown).toMatchObject({ outcome: '0', purposeOfEvent: [{ coding: [{ code: 'TREAT' }] }], agent: [{ who: { display: expect.any(String) } }] });
      expect(shown?.entity[0]?.what.reference).toMatch(new RegExp(`^Patient/${patientId}/_history/\\d+$`));
      expect(events.some(({ entity, outcome }) => outcome === '0' && entity.filter(({ what }) => what.reference !== undefined).length > 1)).toBe(true);
      expect(events.filter(({ outcome }) => outcome === '4').length).toBe(refused.length);
      expect(reply.text).not.toMatch(/1968|Example|MRN-/);
      expect((await file('?format=fhir', 'text/csv')).headers.get('content-type')).toBe('application/fhir+ndjson');
      expect(await rows('?action=export-audit&limit=1')).toMatchObject([{ resource: 'audit/fhir' }]);
    });

    it('is for the auditor, takes no pages, and a refusal is on the audit too', async () => {
      expect((await file('', undefined, 'admin')).status).toBe(403);
      expect((await file('?limit=3')).body).toMatchObject({ code: 'invalid-request', pointer: '/limit' });
      expect(await rows('?action=export-audit&outcome=refused')).toMatchObject([{ actor: 'riverbend-admin' }]);
    });
  });

  describe('the log, verified', () => {
    interface Line { readonly progress?: { readonly events: number; readonly streams: number; readonly of: number }; readonly verification?: { readonly result: string; readonly events: number; readonly streams: number; readonly firstBreak: unknown } }
    const linesOf = ({ text }: Reply) => text.trimEnd().split('\n').map((line) => JSON.parse(line) as Line);
    const verify = async () => linesOf(expectStatus(await service.get('/v1/audit/verification', { role: 'auditor' }), 200));
    const execute = (sql: string, ...parameters: string[]) => service.store.sql.of('riverbend').execute(sql, parameters);
    const withoutTriggers = async (tamper: () => Promise<unknown>): Promise<void> => {
      // The service's own role owns no table.
      if (location.engine === 'postgres') await withMigrations(configOf(location), ({ source }) => source.query('ALTER TABLE event DISABLE TRIGGER USER'));
      else for (const name of ['updated', 'deleted']) await execute(`DROP TRIGGER IF EXISTS event_is_never_${name}`);
      await tamper();
    };

    it('is whole, and says how much was verified', async () => {
      const [{ events }] = await service.store.sql.of('riverbend').query("SELECT count(*) AS events FROM event WHERE practice_id = 'riverbend'") as [{ events: number }];
      const lines = await verify();
      expect(lines.at(-1)?.verification).toEqual({ result: 'intact', events: Number(events), streams: 2, firstBreak: null, audit: { rows: expect.any(Number), unchained: 0 }, anchors: null });
      expect(lines.at(-2)?.progress).toEqual({ events: Number(events), streams: 2, of: 2 });
      expect(await rows('?action=verify-log')).toMatchObject([{ resource: 'log', outcome: 'allowed' }]);
      expect((await service.get('/v1/audit/verification', { role: 'admin' })).status).toBe(403);
    });

    it('ends when the client leaves', async () => {
      for (let from = 0; from < 8_000; from += 500) {
        await service.store.commit(commitOf({ practice: 'hillside', stream: 'long', expectedVersion: from, projections: [], events: Array.from({ length: 500 }, (_, n) => noted(`n${from + n}`)) }));
      }
      const { sql } = service.store;
      const of = sql.of.bind(sql);
      let asked = 0;
      const spy = jest.spyOn(sql, 'of').mockImplementation((practice) => ({ ...of(practice), query: async (text, parameters) => {
        if (!text.startsWith('SELECT * FROM event')) return of(practice).query(text, parameters);
        asked += 1;
        await delay(100);
        return of(practice).query(text, parameters);
      } }));
      const leaving = new AbortController();
      const response = await fetch(`${service.address}/v1/audit/verification`, { signal: leaving.signal, headers: { authorization: `Bearer ${service.keyOf('auditor', 'hillside')}` } });
      const reader = response.body?.getReader();
      expect(new TextDecoder().decode((await reader?.read())?.value)).toMatch(/^\{"progress"/);
      leaving.abort();
      await delay(400);
      const then = asked;
      await delay(800);
      spy.mockRestore();
      expect([asked, then]).toEqual([then, expect.any(Number)]);
      expect(then).toBeLessThan(10);
    });

    it('names the first event that is not what was recorded, and a log that was cut off', async () => {
      const [first = '', second = ''] = [patientId, other].sort();
      await withoutTriggers(() => execute("DELETE FROM event WHERE practice_id = 'riverbend' AND stream_id = ? AND version = (SELECT max(version) FROM event WHERE practice_id = 'riverbend' AND stream_id = ?)", patientId, patientId));
      const version = await service.store.version('riverbend', patientId);
      expect((await verify()).at(-1)?.verification).toMatchObject({ result: 'broken', firstBreak: { kind: 'cut-off', object: `patient/${patientId}`, version: version + 1 } });
      await execute("UPDATE event SET actor_id = 'somebody' WHERE practice_id = 'riverbend' AND stream_id = ? AND version = 1", second);
      const { verification } = (await verify()).at(-1) ?? {};
      expect(verification).toMatchObject({ result: 'broken', events: await service.store.version('riverbend', first), firstBreak: { kind: 'changed', object: `patient/${second}`, version: 1 } });
    });
  });
});
