/** Files of other systems brought in over HTTP: dry run, report, record, and who a patient is where the program cannot know. */
import { describeEachEngine } from '../support/engines';
import { startService, type Call, type Reply, type Service } from './support/service';
import { etagOf, expectStatus } from './support/story';

const ADMIN: Call = { role: 'admin' };
const MAPPING = {
  source: 'northside-ehr', format: 'csv', ignores: ['Room'], registers: true,
  patient: { key: { column: 'MRN' }, identifiers: [{ kind: 'mrn', from: { column: 'MRN' } }], family: { column: 'Last' }, given: { column: 'First' }, birthDate: { column: 'DOB', as: 'date', format: 'MM/dd/yyyy' } },
  coverage: { payer: 'medicare', line: 'original-medicare', state: 'OH', order: 1 },
  entries: [{
    name: 'score', id: { column: 'Id' },
    fact: { type: 'score', occurredOn: { column: 'Date', as: 'date', format: 'MM/dd/yyyy' }, instrument: 'NRS', role: 'baseline', value: { column: 'Score', as: 'number' }, author: { column: 'By' } },
  }],
};
const HEADING = 'MRN,Last,First,DOB,Room,Id,Date,Score,By';
const GOOD = ['1001,Sample,Ann,01/02/1960,1,s1,08/03/2026,8,Dr. Example', '1001,Sample,Ann,01/02/1960,2,s2,08/10/2026,7,Dr. Example', '1002,Sample,Ben,05/06/1955,1,s3,08/03/2026,6,Dr. Example'];
const csv = (...rows: readonly string[]): string => [HEADING, ...rows, ''].join('\r\n');

interface Run { readonly importId: string; readonly state: string; readonly counts: Readonly<Record<string, number>> }

describeEachEngine('an import', (under) => {
  let service: Service;
  beforeEach(async () => {
    service = await startService(await under.freshDatabase());
    expectStatus(await service.call('PUT', '/v1/import-sources/northside-ehr', { mapping: MAPPING }, ADMIN), 200);
  });
  afterEach(() => service.close());

  const send = (content: string, options = '', call: Call = {}): Promise<Reply> =>
    service.post(`/v1/imports?source=northside-ehr${options}`, undefined, { ...ADMIN, raw: content, ...call, headers: { 'content-type': 'text/csv', ...call.headers } });
  const settled = async (importId: string): Promise<Run> => {
    for (const endsAt = Date.now() + 50_000; Date.now() < endsAt; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const run = expectStatus(await service.get(`/v1/imports/${importId}`, ADMIN), 200).body as Run;
      if (!['reading', 'checking', 'recording'].includes(run.state)) return run;
    }
    throw new Error('the import did not come to its end');
  };
  const imported = async (content: string, options = ''): Promise<Run> => settled((expectStatus(await send(content, options), 202).body as Run).importId);
  const patients = async () => (await service.get('/v1/patients')).body.items as { patientId: string; name: { family: string; given: string } }[];
  const factsOf = async (patientId: string) => (await service.get(`/v1/patients/${patientId}/facts`)).body.items as { factId: string; fact: { source?: string; author?: string; value?: number } }[];
  const held = async (state = 'waiting') => expectStatus(await service.get(`/v1/imports/held?state=${state}`), 200).body.items as { heldId: string; reason: string; candidates: { patientId: string }[]; statements: number }[];

  it('is read and checked, and stored when somebody says so: once', async () => {
    const checked = await imported(csv(...GOOD));
    expect(checked).toMatchObject({ state: 'checked', counts: { patients: 2, new: 3, 'patients-registered': 2, refusals: 0 } });
    expect(await patients()).toEqual([]);
    expectStatus(await service.post(`/v1/imports/${checked.importId}/record`, { what: 'all' }, ADMIN), 202);
    expect(await settled(checked.importId)).toMatchObject({ state: 'recorded' });
    const [ann, ben] = await patients();
    expect([ann?.name.given, ben?.name.given]).toEqual(['Ann', 'Ben']);
    expect((await factsOf(ann?.patientId ?? '')).map(({ fact }) => fact)).toMatchObject([{ value: 8, source: 'northside-ehr', author: 'Dr. Example' }, { value: 7 }]);
    expect((await service.get(`/v1/patients/${ann?.patientId}/timeline`)).text).toContain('was imported from northside-ehr');
    expect((await imported(csv(...GOOD), '&record=true')).counts).toMatchObject({ 'patients-known': 2, 'on-record': 3 });
    expect(await factsOf(ann?.patientId ?? '')).toHaveLength(2);
    const { items } = (await service.get('/v1/audit?action=import-facts', { role: 'auditor' })).body;
    expect(items.map(({ resource }: { resource: string }) => resource)).toEqual(expect.arrayContaining([`patient/${ann?.patientId}`]));
    expect(service.logged()).not.toContain('Sample');
  });

  it('is all or nothing where something is refused, and says what by row, column and code', async () => {
    const bad = csv(...GOOD, '1002,Sample,Ben,05/06/1955,1,s4,2026-08-04,5,Dr. Example', '1002,Sample,Ben,05/06/1955,1,s5,08/05/2026,11,Dr. Example', '1003,Sample', '1002,Sample,Ben,05/06/1955,1,s6,08/06/2026,5/10,Dr. Example');
    const refused = await imported(bad, '&record=true');
    expect(refused).toMatchObject({ state: 'refused', counts: { refusals: 4 } });
    expect(await patients()).toEqual([]);
    const refusals = expectStatus(await service.get(`/v1/imports/${refused.importId}/refusals`, ADMIN), 200);
    expect(refusals.body.items).toEqual([
      { row: 5, entry: 'score', place: 'Date', code: 'not-a-date' }, { row: 7, entry: '', place: '', code: 'ragged-row' }, { row: 8, entry: 'score', place: 'Score', code: 'not-a-number' }, { row: 6, entry: 'score', place: 'Score', code: 'out-of-range' },
    ]);
    expect(refusals.text).not.toContain('5/10');
    const paged = expectStatus(await service.get(`/v1/imports/${refused.importId}/refusals?limit=3`, ADMIN), 200).body;
    expect((await service.get(`/v1/imports/${refused.importId}/refusals?cursor=${paged.next}`, ADMIN)).body.items).toHaveLength(1);
    expect((await service.post(`/v1/imports/${refused.importId}/record`, { what: 'all' }, ADMIN)).body).toMatchObject({ status: 409, code: 'import-has-refusals', details: { refusals: 4 } });
    expectStatus(await service.post(`/v1/imports/${refused.importId}/record`, { what: 'not-refused' }, ADMIN), 202);
    expect(await settled(refused.importId)).toMatchObject({ state: 'recorded' });
    expect(await patients()).toHaveLength(2);
  });

  it('leaves to a person what the source says differently now', async () => {
    await imported(csv(...GOOD), '&record=true');
    const changed = await imported(csv(...GOOD.map((row) => row.replace(',8,Dr.', ',9,Dr.'))), '&record=true');
    expect(changed).toMatchObject({ state: 'recorded', counts: { 'changed-at-source': 1, 'on-record': 2 } });
    expect((await service.get(`/v1/imports/${changed.importId}/refusals`, ADMIN)).body.items).toEqual([{ row: 2, entry: 'score', place: '', code: 'changed-at-source' }]);
  });

  it('holds who may be one of ours until somebody decides, and a link can be undone', async () => {
    const own = expectStatus(await service.post('/v1/patients', { name: { family: 'Sample', given: 'Ann' }, birthDate: '1960-01-02', identifiers: [{ kind: 'mrn', value: 'A-77' }] }), 201).body.patientId as string;
    expect(await imported(csv(...GOOD), '&record=true')).toMatchObject({ state: 'recorded', counts: { 'patients-held': 1, held: 2, 'patients-registered': 1, new: 1 } });
    const [ann] = await held();
    expect(ann).toMatchObject({ reason: 'possibly-known', statements: 2, candidates: [{ patientId: own, birthDate: '1960-01-02' }], person: { name: { given: 'Ann' } } });
    const link = `/v1/imports/held/${ann?.heldId}/link`;
    expect((await service.post(link, { patientId: 'nobody' })).body).toMatchObject({ status: 404, pointer: '/patientId' });
    const linked = await service.post(link, { patientId: own }, { key: 'one-decision' });
    expect(expectStatus(linked, 200).body).toMatchObject({ state: 'linked', patientId: own, counts: { new: 2 }, refusals: [] });
    expect((await service.post(link, { patientId: own }, { key: 'one-decision' })).body).toMatchObject({ state: 'linked', patientId: own });
    expect((await service.post(link, { patientId: own })).body).toMatchObject({ status: 409, code: 'held-settled' });
    expect(await factsOf(own)).toHaveLength(2);
    // From now on the source's patient is known.
    expect((await imported(csv(...GOOD, '1001,Sample,Ann,01/02/1960,2,s9,08/17/2026,5,Dr. Example'), '&record=true')).counts).toMatchObject({ 'patients-known': 2, new: 1 });

    const links = await service.get(`/v1/patients/${own}/links`);
    expect(links.body.links).toEqual([{ source: 'northside-ehr', key: '1001', by: 'person', facts: 3 }]);
    const undo = { source: 'northside-ehr', key: '1001', reason: 'Her sister, of the same name.' };
    expect((await service.post(`/v1/patients/${own}/links/undo`, undo)).body.code).toBe('if-match-missing');
    expect(expectStatus(await service.post(`/v1/patients/${own}/links/undo`, undo, { ifMatch: etagOf(links) }), 200).body.links).toEqual([]);
    expect(await factsOf(own)).toEqual([]);
    const [again] = await held();
    expect(again).toMatchObject({ heldId: ann?.heldId, reason: 'link-undone', statements: 3, candidates: [{ patientId: own }] });
    // It is not taken for her again by itself, and what waits can be registered or linked anew.
    expect((await imported(csv(...GOOD), '&record=true')).counts).toMatchObject({ 'patients-held': 1 });
    expect(expectStatus(await service.post(`/v1/imports/held/${ann?.heldId}/registration`, { confirmedNew: true }), 200).body).toMatchObject({ state: 'registered', counts: { 'patients-registered': 1, new: 2 } });
    expect(await patients()).toHaveLength(3);
    expect(await held()).toEqual([]);
  });

  it('holds what nobody can read of whom it is said, also where the key is known; nothing of it is dropped', async () => {
    await imported(csv(...GOOD), '&record=true');
    const [ann, ben] = (await patients()).map(({ patientId }) => patientId) as [string, string];
    const doubted = csv(...GOOD, '1001,Sample,Ann,01/O2/1960,2,s9,08/17/2026,5,Dr. Example', '1003,Sample,Cid,sometime,2,s10,08/17/2026,4,Dr. Example');
    const run = await imported(doubted, '&record=true&partial=true');
    expect(run).toMatchObject({ state: 'recorded', counts: { 'patients-known': 1, 'patients-held': 2, held: 4, 'on-record': 1, refusals: 2 } });
    expect((await service.get(`/v1/imports/${run.importId}/refusals`, ADMIN)).body.items).toEqual([{ row: 5, entry: 'patient', place: 'DOB', code: 'not-a-date' }, { row: 6, entry: 'patient', place: 'DOB', code: 'not-a-date' }]);
    expect([await factsOf(ann), await patients()].map(({ length }) => length)).toEqual([2, 2]);
    const waiting = await held();
    expect(waiting.map(({ reason, statements, candidates }) => [reason, statements, candidates.map(({ patientId }) => patientId)]).sort()).toEqual([['identity-doubted', 3, [ann]], ['identity-incomplete', 1, []]]);

    const at = `/v1/imports/held/${waiting.find(({ reason }) => reason === 'identity-doubted')?.heldId}`;
    // The key goes to Ann, and one key goes to one record.
    expect((await service.post(`${at}/registration`, { confirmedNew: true })).body).toMatchObject({ status: 409, code: 'linked-elsewhere' });
    expect((await service.post(`${at}/link`, { patientId: ben })).body).toMatchObject({ status: 409, code: 'linked-elsewhere' });
    expect(expectStatus(await service.post(`${at}/link`, { patientId: ann }, { key: 'it-is-ann' }), 200).body).toMatchObject({ state: 'linked', counts: { new: 1, 'on-record': 2 } });
    expect((await service.post(`${at}/link`, { patientId: ann }, { key: 'it-is-ann' })).body).toMatchObject({ state: 'linked', patientId: ann });
    expect((await factsOf(ann)).map(({ fact: { value } }) => value).sort()).toEqual([5, 7, 8]);
    // The same file again asks nobody again.
    await imported(doubted, '&record=true&partial=true');
    expect([(await held()).map(({ reason }) => reason), (await factsOf(ann)).length]).toEqual([['identity-incomplete'], 3]);
  });

  it('takes what pays beside what is on record, leaves a contradiction to a person, and brings nothing back that was taken off', async () => {
    const own = expectStatus(await service.post('/v1/patients', { name: { family: 'Sample', given: 'Ann' }, birthDate: '1960-01-02', identifiers: [{ kind: 'mrn', value: '1001' }], coverages: [{ payer: 'aetna', order: 2 }] }), 201).body.patientId as string;
    const covered = async () => service.get(`/v1/patients/${own}`);
    const ann = csv(...GOOD.slice(0, 2));
    expect(await imported(ann)).toMatchObject({ state: 'checked', counts: { 'coverages-new': 1 } });
    expect((await covered()).body.coverages).toHaveLength(1);
    await imported(ann, '&record=true');
    const medicare = { payer: 'medicare', line: 'original-medicare', state: 'OH', order: 1 };
    expect((await covered()).body.coverages).toEqual([expect.objectContaining({ payer: 'aetna' }), expect.objectContaining(medicare)]);
    expect((await imported(ann, '&record=true')).counts).toMatchObject({ 'coverages-on-record': 1, 'on-record': 2 });

    expectStatus(await service.call('PUT', '/v1/import-sources/northside-ehr', { mapping: { ...MAPPING, coverage: { payer: 'cigna', order: 1 } } }, ADMIN), 200);
    const differing = await imported(ann);
    expect(differing).toMatchObject({ state: 'checked', counts: { 'coverages-differs': 1, refusals: 1 } });
    expect((await service.get(`/v1/imports/${differing.importId}/refusals`, ADMIN)).body.items).toEqual([{ row: 2, entry: 'patient', place: '', code: 'coverage-differs' }]);
    // It keeps nothing else from being recorded.
    expectStatus(await service.post(`/v1/imports/${differing.importId}/record`, { what: 'all' }, ADMIN), 202);
    expect(await settled(differing.importId)).toMatchObject({ state: 'recorded' });

    expectStatus(await service.call('PUT', `/v1/patients/${own}/coverages`, { coverages: [] }, { ...ADMIN, ifMatch: etagOf(await covered()) }), 200);
    expectStatus(await service.call('PUT', '/v1/import-sources/northside-ehr', { mapping: MAPPING }, ADMIN), 200);
    expect((await imported(ann, '&record=true')).counts).toMatchObject({ 'coverages-gone-here': 1 });
    expect((await covered()).body.coverages).toEqual([]);
  });

  it('is dismissed with a reason, and discarded with what it has read', async () => {
    expectStatus(await service.call('PUT', '/v1/import-sources/northside-ehr', { mapping: { ...MAPPING, registers: false } }, ADMIN), 200);
    const run = await imported(csv(...GOOD), '&record=true');
    const waiting = await held();
    expect(waiting.map(({ reason }) => reason)).toEqual(['unknown-patient', 'unknown-patient']);
    const at = `/v1/imports/held/${waiting[0]?.heldId}/dismissal`;
    expect((await service.post(at, {})).status).toBe(400);
    expect(expectStatus(await service.post(at, { reason: 'Seen once, elsewhere.' }), 200).body).toMatchObject({ state: 'dismissed', decidedWhy: 'Seen once, elsewhere.' });
    expect(await held()).toHaveLength(1);
    expect(expectStatus(await service.call('DELETE', `/v1/imports/${run.importId}`, undefined, ADMIN), 200).body).toMatchObject({ state: 'recorded' });
    expect((await service.get(`/v1/imports/${run.importId}/refusals`, ADMIN)).body.code).toBe('import-files-gone');
  });

  it('refuses a mapping with a pointer per fault, and a file that is not what its mapping says', async () => {
    const faulty = await service.call('PUT', '/v1/import-sources/northside-ehr', { mapping: { ...MAPPING, guess: true, entries: [{ name: 'x', fact: { type: 'blok' } }] } }, ADMIN);
    expect(faulty.body).toMatchObject({ status: 422, code: 'invalid-mapping', errors: [{ pointer: '/mapping/guess', code: 'unknown-field' }] });
    expect((await service.call('PUT', '/v1/import-sources/other', { mapping: MAPPING }, ADMIN)).body).toMatchObject({ code: 'invalid-mapping', pointer: '/mapping/source' });
    const run = await imported(`${HEADING},Surprise\r\n`);
    expect([run.state, (await service.get(`/v1/imports/${run.importId}/refusals`, ADMIN)).body.items]).toEqual(['unreadable', [{ row: 1, entry: '', place: 'Surprise', code: 'column-not-mapped' }]]);
    expect((await send('', '')).body.code).toBe('import-empty');
    expect((await service.post('/v1/imports?source=nowhere', undefined, { ...ADMIN, raw: 'a', headers: { 'content-type': 'text/csv' } })).body.code).toBe('import-source-not-found');
    const first = expectStatus(await send(csv(...GOOD), '', { key: 'one-file' }), 202).body as Run;
    expect((await send(csv(...GOOD), '', { key: 'one-file' })).body).toMatchObject({ importId: first.importId });
    expect((await send(csv(), '', { key: 'one-file' })).body.code).toBe('idempotency-key-reused');
    await settled(first.importId);
  });

  it('is the administrator\'s, of one practice, and deciding who a patient is is for those who know them', async () => {
    const { importId } = await imported(csv(...GOOD));
    expect((await send(csv(...GOOD), '', { role: 'clinician' })).status).toBe(403);
    expect((await service.get('/v1/imports/held', { role: 'biller' })).status).toBe(403);
    expect((await service.get(`/v1/imports/${importId}`, { ...ADMIN, practice: 'hillside' })).body.code).toBe('import-not-found');
    expect((await service.get('/v1/import-sources', { ...ADMIN, practice: 'hillside' })).body.items.map(({ source }: { source: string }) => source)).toEqual(['fhir-r4', 'cases']);
  });
});
