/** What a record of facts takes and refuses beside the fact itself: later scores, diary days, documents, ids, days to come. */
import { describeEachEngine } from '../support/engines';
import { startService, TODAY, type Reply, type Service } from './support/service';
import { etagOf, expectStatus, register } from './support/story';

describeEachEngine('facts and what joins them', (under) => {
  let service: Service;
  let patientId: string;
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const SCORE = { type: 'score', occurredOn: TODAY, instrument: 'NRS', value: 7 };
  const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  const said = ({ status, body }: Reply): readonly unknown[] => [status, body.code];

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    patientId = await register(service);
  });
  afterAll(() => service.close());

  it('takes days into a trial\'s diary, two of one day where they differ, and says so in the timeline', async () => {
    const trial = { type: 'scs-trial', occurredOn: '2026-09-24', startedAt: '2026-09-24T09:00:00-04:00', region: 'thoracolumbar', relief: { scale: 'NRS', baseline: 8 } };
    const { factId } = expectStatus(await service.post(at('/facts'), { fact: trial }), 201).body;
    const observe = (observation: object): Promise<Reply> => service.post(at(`/facts/${factId}/observations`), { observation });
    expect(expectStatus(await observe({ on: '2026-09-25', score: 3, scoreStimulationOff: 7, doseMme: 20, sleep: 6, goalMet: true, hoursOn: 20 }), 201).body.factId).toBe(factId);
    expectStatus(await observe({ on: '2026-09-25', score: 5 }), 201);
    expect(said(await observe({ on: '2026-09-25', score: 5 }))).toEqual([409, 'duplicate-observation']);
    expectStatus(await observe({ on: '2026-09-28', score: 5 }), 201);
    expect((await service.get(at(`/facts/${factId}`))).body.relief.diary).toEqual({ missingDays: ['2026-09-26', '2026-09-27'], conflictingDays: ['2026-09-25'], outsideDays: [], isFlat: false });
    const refused = await observe({ minutes: 60, score: 2 });
    expect([...said(refused), refused.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)]).toEqual([
      422, 'invalid-observation', ['/observation/minutes unknown-field', '/observation/on required']]);
    expect(said(await observe([{ on: TODAY }]))).toEqual([400, 'invalid-request']);
    expect((await service.get(at('/timeline'))).body.items.at(-1)).toMatchObject({ type: 'ObservationAdded', text: 'A day was added to the trial\'s diary: 2026-09-28.' });
  });

  it('takes no id of a client\'s own, no score of days to come, no number that reads as 0', async () => {
    const named = await service.post(at('/facts'), { fact: { ...SCORE, id: 'mine' } });
    expect([...said(named), named.body.errors]).toEqual([422, 'invalid-fact', [{ pointer: '/fact/id', code: 'unknown-field', message: expect.stringContaining('ids are made by this service') }]]);
    const block = { type: 'block', occurredOn: TODAY, technique: 'medial-branch', purpose: 'diagnostic', targets: [{ level: 'L4-L5', side: 'right' }], relief: { scale: 'NRS', baseline: 8 } };
    const later = await service.post(at('/facts'), { fact: { ...block, relief: { ...block.relief, observations: [{ minutes: 1440, score: 1 }] } } });
    expect([...said(later), later.body.pointer]).toEqual([422, 'invalid-fact', '/fact/relief/observations/0/minutes']);
    const { factId } = expectStatus(await service.post(at('/facts'), { fact: block }), 201).body;
    const observed = await service.post(at(`/facts/${factId}/observations`), { observation: { minutes: 1440, score: 1 } });
    expect([...said(observed), observed.body.pointer]).toEqual([422, 'invalid-observation', '/observation/minutes']);
    const tiny = await service.post(at('/facts'), undefined, { raw: JSON.stringify({ fact: SCORE }).replace(':7', ':1e-400') });
    expect([...said(tiny), tiny.body.pointer]).toEqual([400, 'invalid-json', '/fact/value']);
  });

  it('takes a fact\'s document where the patient has it, and leaves it behind when the fact moves', async () => {
    const { documentId } = expectStatus(await service.post(at('/documents'), undefined, { raw: PNG, headers: { 'content-type': 'image/png', 'pathgate-title': 'Scan' } }), 201).body;
    const document = (reference: object): Promise<Reply> => service.post(at('/facts'), { fact: { ...SCORE, ...reference } });
    const refused = await document({ documentId: 'nothing' });
    expect([...said(refused), refused.body.pointer]).toEqual([422, 'unknown-document', '/fact/documentId']);
    expect(said(await document({ documentId, page: 2 }))).toEqual([422, 'page-out-of-range']);
    expect(said(await document({ page: 1 }))).toEqual([422, 'page-without-document']);
    const documented = expectStatus(await document({ documentId, page: 1 }), 201);
    const other = await register(service);
    expectStatus(await service.post(at(`/facts/${documented.body.factId}/moves`), { toPatientId: other, reason: 'wrong record' }, { ifMatch: etagOf(documented) }), 201);
    expect((await service.get(at('/timeline'))).body.items.at(-1).text).toBe('A statement was moved to the record it belongs to (the document it names stays here): wrong record');
    expect((await service.get(`/v1/patients/${other}/timeline`)).body.items.at(-1).text).toContain('moved here from another record, without the document it named, which stays there');
  });
});
